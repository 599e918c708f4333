"""From a text that was read to what the page says of it: how many, who came for whom, what is doubted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.councils import cells, members_file, pasted_people
from scheduler.councils.addresses import NO_ADDRESS
from scheduler.councils.list_reasons import REASON_TEXTS
from scheduler.councils.members_file import Row
from scheduler.councils.members_file_words import name_key
from scheduler.councils.pasted_people import Pair, Pasted
from scheduler.councils.recognise import Attendance
from scheduler.language import Language
from web.secretary.paste_read import Given

_OF_MEETING = {"read_as_came_for", "read_as_replaced", "both_present", "struck_out"}
"""The doubts that tell of one meeting, on which nothing depends here, or that the page tells of in its own way."""
_LONGEST = 80
BETWEEN = "; "
"""Between two names that a button sends: no name has it, for it parts the names of a list."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One reading of who is whose deputy, and the button that turns it round. `value` is what the button sends."""

    text: str
    button: str
    value: str


@dataclass(frozen=True, slots=True)
class ListShown:
    """`told` is how it was read, `turns` what may be the other way round, `notes` what was doubted."""

    told: list[str]
    turns: list[Turn]
    notes: list[str]


def shown(
    given: Given, read: Pasted, rows: Sequence[Row], says: Language, *, is_new: bool
) -> ListShown:
    """`rows` are as they stand now. `is_new`: the text was read just now."""
    told: list[str] = []
    if given.is_file and given.typed:
        told.append(says("The file was read. What stood in the field was not, and is kept below."))
    if is_new:
        told += _counted(read, says)
        told += _lacking(rows, says)
    turns = [_turn(now, says) for now in pasted_people.current_pairs(rows, read.pairs)]
    return ListShown(told, turns, [*_served(read, rows, says), *_doubted(given, read, says)])


def _counted(read: Pasted, says: Language) -> Iterator[str]:
    if read.people:
        yield says.count(
            "The list was read as %(n)s person.",
            "The list was read as %(n)s people.",
            len(read.rows),
        )
        # Whom a deputy stands for need not have been absent: the list may tell of no meeting.
        seen = [one for one in read.people.seen if one.name not in read.struck]
        stood_for = {name_key(one.substitutes_for) for one in seen if one.substitutes_for}
        absent = [one for one in seen if one.status is Attendance.ABSENT]
        if any(name_key(one.name) not in stood_for for one in absent):
            yield says("Those who are struck out or listed as absent are among them.")
    if read.struck:
        yield says.count(
            "%(names)s is struck out, and left out here.",
            "%(names)s are struck out, and left out here.",
            len(read.struck),
            names=", ".join(read.struck),
        )
    if read.ignored:
        yield says("Columns that are not used: %(columns)s.", columns=", ".join(read.ignored))


def _lacking(rows: Sequence[Row], says: Language) -> Iterator[str]:
    faults = [
        fault for entry in members_file.read_rows(rows).faulty for fault in entry.faults.values()
    ]
    if n := sum(fault.text == NO_ADDRESS for fault in faults):
        yield says.count(
            "%(n)s person lacks an e-mail address. Write it below.",
            "%(n)s people lack e-mail addresses. Write them below.",
            n,
        )


def _turn(now: Pair, says: Language) -> Turn:
    return Turn(
        says("%(deputy)s is a deputy for %(other)s.", deputy=now.deputy, other=now.other),
        says(
            "Turn round: %(deputy)s is a deputy for %(other)s", deputy=now.other, other=now.deputy
        ),
        f"{now.deputy}{BETWEEN}{now.other}",
    )


def asked(value: str) -> Pair | None:
    """Whom the button turns round; None where none was pressed."""
    deputy, mark, other = value.partition(BETWEEN)
    return Pair(deputy, other) if mark else None


def _served(read: Pasted, rows: Sequence[Row], says: Language) -> Iterator[str]:
    names = {name_key(row.get("name", "")) for row in rows}
    for pair in read.served:
        if name_key(pair.deputy) in names:
            yield says(
                "%(deputy)s came for %(other)s. That tells of one meeting, so their roles are as before.",
                deputy=pair.deputy,
                other=pair.other,
            )


def _doubted(given: Given, read: Pasted, says: Language) -> Iterator[str]:
    """The lines that were doubted, with why. Those that were not read are rows to mend."""
    lines = cells.lines(given.text)
    for number, reason in read.doubts:
        if reason.code not in _OF_MEETING:
            yield says(
                "Line %(line)s of the list, “%(written)s”: %(text)s",
                line=number,
                written=_short(lines[number - 1].strip()),
                text=says(REASON_TEXTS[reason.code], **reason.params),
            )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
