"""From a list that people were recognised in to what the page says of it: how many, who came for whom, what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.councils import cells, from_list, sheet, struck
from scheduler.councils.from_list import Listed, Pair
from scheduler.councils.recognise import REASON_TEXTS, Attendance, People
from scheduler.councils.same_name import key
from scheduler.language import Language
from web.secretary.paste_read import Pasted

_OF_PEOPLE = {"name_or_body", "unknown_deputy", "not_understood"}
"""The reasons that tell of who is listed; the others tell of who came, which nothing depends on here."""
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
    """`told` is how it was read, `turns` what may be the other way round, `notes` what was not read."""

    told: list[str]
    turns: list[Turn]
    notes: list[str]


def shown(pasted: Pasted, listed: Listed | None, text: str, says: Language) -> ListShown:
    """`listed` are the people of the list, None for a table; `text` are the rows as they stand now."""
    told: list[str] = []
    if pasted.is_file and pasted.typed:
        told.append(says("The file was read. What stood in the field was not, and is kept below."))
    if pasted.is_new and listed is None:
        told.append(says("The table was put in order. Below you find it as it was given."))
        told += _struck(pasted.original, says)
    if pasted.is_new and listed and pasted.people:
        told += _counted(listed, pasted.people, says)
    if pasted.is_new:
        told += _lacking(text, says)
    if listed is None or pasted.people is None:
        return ListShown(told, [], [])
    turns = [_turn(now, says) for now in from_list.ways(text, listed.pairs)]
    return ListShown(told, turns, [*_served(listed, text, says), *_lost(pasted, says)])


def _counted(listed: Listed, people: People, says: Language) -> Iterator[str]:
    many = len(listed.rows)
    yield says.count(
        "The list was read as %(n)s person.", "The list was read as %(n)s people.", many
    )
    # Whom a deputy stands for need not have been absent: the list may tell of no meeting.
    stood_for = {key(seen.substitutes_for) for seen in people.seen if seen.substitutes_for}
    absent = [seen for seen in people.seen if seen.status is Attendance.ABSENT]
    if any(key(seen.name) not in stood_for for seen in absent):
        yield says("Those who are struck out or listed as absent are among them.")


def _struck(table: str, says: Language) -> Iterator[str]:
    if names := [*struck.names(table)]:
        yield says.count(
            "%(names)s is struck out, and left out here.",
            "%(names)s are struck out, and left out here.",
            len(names),
            names=", ".join(names),
        )


def _lacking(text: str, says: Language) -> Iterator[str]:
    if n := sum(fault.code == "no_address" for fault in sheet.read(text).faults):
        yield says.count(
            "%(n)s person lacks an e-mail address. Write it in the text field, behind the name.",
            "%(n)s people lack e-mail addresses. Write them in the text field, behind the names.",
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


def _served(listed: Listed, text: str, says: Language) -> Iterator[str]:
    read = sheet.read(text)
    names = {key(entry.name) for entry in (*read.entries, *read.faulty)}
    for pair in listed.served:
        if key(pair.deputy) in names:
            yield says(
                "%(deputy)s came for %(other)s. That tells of one meeting, so their roles are as before.",
                deputy=pair.deputy,
                other=pair.other,
            )


def _lost(pasted: Pasted, says: Language) -> Iterator[str]:
    """The lines that were doubted or not understood, with why."""
    assert pasted.people is not None
    lines = cells.lines(pasted.original)
    for number, reasons in pasted.people.reasons.items():
        for reason in reasons:
            if reason.code in _OF_PEOPLE:
                yield says(
                    "Line %(line)s of the list, “%(written)s”: %(text)s",
                    line=number,
                    written=_short(lines[number - 1].strip()),
                    text=says(REASON_TEXTS[reason.code], **reason.params),
                )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
