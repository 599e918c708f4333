"""What rows of people would do, before they are added; and what to tell of how a list was read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from scheduler.councils import cells, pasted_people
from scheduler.councils.addresses import NO_ADDRESS
from scheduler.councils.member_import import Foreseen
from scheduler.councils.members_file import Entry, Row
from scheduler.councils.members_file_words import name_key
from scheduler.councils.pasted_people import Pair, Pasted
from scheduler.councils.recognise import Attendance, Reason
from web.language import speak
from web.secretary.members.paste_form import RowForm, row_form

_OF_MEETING = {"read_as_came_for", "read_as_replaced", "both_present", "struck_out"}
"""The doubts that tell of one meeting, on which nothing depends here, or that the page tells of in its own way."""


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


def mark_of_rows(rows: Sequence[Row]) -> str:
    """Shows that just these rows have been seen."""
    text = pasted_people.written_rows(rows)
    return sha256(text.encode(errors="replace")).hexdigest()[:16]


def count_lacking(preview: Iterable[PreviewRow]) -> int:
    """How many rows have no address."""
    faults = (row.foreseen.entry.faults.get("email") for row in preview)
    return sum(fault is not None and fault.text == NO_ADDRESS for fault in faults)


@dataclass(frozen=True, slots=True)
class ListRead:
    """How a list was read, as its rows stand now."""

    pasted: Pasted
    rows: Sequence[Row]
    text: str

    @property
    def tells_of_absence(self) -> bool:
        """Whom a deputy stands for need not have been absent: the list may tell of no meeting."""
        people = self.pasted.people.seen if self.pasted.people else ()
        seen = [one for one in people if one.name not in self.pasted.struck]
        stood_for = {name_key(one.substitutes_for or "") for one in seen}
        absent = (one.name for one in seen if one.status is Attendance.ABSENT)
        return any(name_key(name) not in stood_for for name in absent)

    @property
    def pairs(self) -> list[Pair]:
        """Who is whose deputy, which may be the other way round."""
        return [*pasted_people.current_pairs(self.rows, self.pasted.pairs)]

    @property
    def served(self) -> list[Pair]:
        """Who came for whom, which says nothing of their roles."""
        names = {name_key(row.get("name", "")) for row in self.rows}
        return [pair for pair in self.pasted.served if name_key(pair.deputy) in names]

    @property
    def doubts(self) -> Iterator[tuple[int, str, Reason]]:
        """The lines that were doubted. Those that were not read are rows to mend."""
        lines = cells.lines(self.text)
        for number, reason in self.pasted.doubts:
            if reason.code not in _OF_MEETING:
                yield number, lines[number - 1].strip(), reason
