"""Entries that are counted: "Möte 1 - 2 februari" is one day, and in English "1. February 13" is no day of 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import END, Token
from scheduler.years.recognise.text.words import Role

Line = tuple[str, list[Token]]
MEETING = Role.MEETING.value
FEWEST, SHORTEST = 2, 4


class _Count(NamedTuple):
    """The number of an entry, and which of its tokens only count."""

    number: int
    first: int
    last: int


def without_numbers(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines, without the numbers of entries that count from one and that would else be part of the date."""
    kept, counted = list(lines), dict[int, _Count]()
    for n, (_, tokens) in enumerate(lines):
        if not tokens:
            continue
        count = _behind_label(tokens) or (_before_month(tokens) if lexicon.first == "en" else None)
        if count is None or count.number != len(counted) + 1:
            _cut(kept, counted)
            counted = {}
        if count and count.number == len(counted) + 1:
            counted[n] = count
    _cut(kept, counted)
    return kept


def _behind_label(tokens: list[Token]) -> _Count | None:
    """ "Meeting 1 - 2 January"."""
    if len(tokens) < SHORTEST or tokens[2].low != "-":
        return None
    label, number, dash, day = tokens[:SHORTEST]
    named = label.sense.roles & MEETING and parts.small(number)
    parted = dash.gap and day.gap and parts.small(day)
    return _Count(number.value, 1, 3) if named and parted else None


def _before_month(tokens: list[Token]) -> _Count | None:
    """ "1. February 13", "1 February 13": the day stands behind the month. In other languages "1. februar 13" is a
    day, and an hour behind it."""
    last = 1 + ([t.low for t in tokens[1:2]] == ["."])
    month, day, *after = [*tokens[last : last + 4], END, END, END, END][:4]
    behind = month.sense.month > 0 and parts.small(day) and not parts.is_clock([day, *after], 0)
    return _Count(tokens[0].value, 0, last) if behind and parts.small(tokens[0]) else None


def _cut(lines: list[Line], counted: dict[int, _Count]) -> None:
    for n, count in counted.items() if len(counted) >= FEWEST else ():
        text, tokens = lines[n]
        lines[n] = text, tokens[: count.first] + tokens[count.last :]
