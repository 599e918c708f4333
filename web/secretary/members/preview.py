"""What rows of people would do, before they are added; and what to tell of how a list was read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from scheduler.councils.addresses import NO_ADDRESS
from scheduler.councils.member_import import Foreseen
from scheduler.councils.members_file import Entry, Row
from scheduler.councils.members_file_words import name_key
from scheduler.councils.pasted_people import Pasted
from scheduler.councils.recognise import Attendance
from web.language import speak
from web.secretary.members.paste_form import RowForm, row_form


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`fields` mend the row: None where it is right, or waits for another. `waits`: it is not added, with the answers
    given to its questions; `is_yes`: they were answered."""

    foreseen: Foreseen
    fields: RowForm | None
    waits: bool
    is_yes: bool

    @property
    def faults(self) -> list[str]:
        """In the page's language."""
        if self.fields:
            return [told.text for told in self.fields.told]
        fault = self.foreseen.fault
        return [speak()(fault.text, **fault.params)] if fault else []


def make_preview(
    rows: Sequence[Row], faulty: Iterable[Entry], foreseen: Iterable[Foreseen], yes: Container[str]
) -> list[PreviewRow]:
    """`yes` are the answers given to questions."""
    everyone = [*foreseen]
    for entry in faulty:
        fault = next(iter(entry.faults.values()))
        everyone.append(Foreseen(entry, fault=fault, stands_for=entry.deputy_for))
    return [
        PreviewRow(one, _fields(one, rows[one.entry.line - 1]), one.waits(yes), one.answer in yes)
        for one in sorted(everyone, key=lambda one: one.entry.line)
    ]


def _fields(one: Foreseen, row: Row) -> RowForm | None:
    faults = {one.field: one.fault} if one.fault and one.field else one.entry.faults
    return row_form(one.entry.line, row, faults) if faults else None


def mark_of_rows(text: str) -> str:
    """Shows that just these rows have been seen."""
    return sha256(text.encode(errors="replace")).hexdigest()[:16]


def count_lacking(preview: Iterable[PreviewRow]) -> int:
    """How many rows have no address."""
    faults = (row.foreseen.entry.faults.get("email") for row in preview)
    return sum(fault is not None and fault.text == NO_ADDRESS for fault in faults)


def tells_of_absence(pasted: Pasted) -> bool:
    """Whom a deputy stands for need not have been absent: the list may tell of no meeting."""
    seen = (
        [one for one in pasted.people.seen if one.name not in pasted.struck]
        if pasted.people
        else []
    )
    stood_for = {name_key(one.substitutes_for or "") for one in seen}
    absent = (one.name for one in seen if one.status is Attendance.ABSENT)
    return any(name_key(name) not in stood_for for name in absent)
