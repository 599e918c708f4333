"""Entries that are counted: "Möte 1 - 2 februari" is one day, so is "Møte nr. 1/27: 12. januar", in English
"1. February 13" is no day of 1, and "27/2/11", "27/2/12" of minutes are no days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.years.recognise.line import grammar, parts
from scheduler.years.recognise.line.items import SLASH
from scheduler.years.recognise.text.head_words import NUMBERS
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import END, NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

Line = tuple[str, list[Token]]
MEETING = Role.MEETING.value
FEWEST, SHORTEST, LONGEST_LABEL = 2, 4, 4
# "27/2/11" and the word behind it.
MATTER, CENTURY = 6, 2000


class _Count(NamedTuple):
    """The number of an entry, and which of its tokens only count."""

    number: int
    first: int
    last: int


def without_numbers(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines, without the numbers of entries that count from one and that would else be part of the date."""
    kept, counted = list(lines), dict[int, _Count]()
    _cut(kept, _matters(lines))
    for n, (text, tokens) in enumerate(lines):
        if not tokens:
            continue
        count = _behind_label(tokens) or _of_year(text, tokens, lexicon)
        if count is None and lexicon.first == "en":
            count = _before_month(tokens)
        if count is None or count.number != len(counted) + 1:
            _cut(kept, counted if len(counted) >= FEWEST else {})
            counted = {}
        if count and count.number == len(counted) + 1:
            counted[n] = count
    _cut(kept, counted if len(counted) >= FEWEST else {})
    return kept


def _behind_label(tokens: list[Token]) -> _Count | None:
    """ "Meeting 1 - 2 January"."""
    if len(tokens) < SHORTEST or tokens[2].low != "-":
        return None
    label, number, dash, day = tokens[:SHORTEST]
    named = label.sense.roles & MEETING and parts.small(number)
    parted = dash.gap and day.gap and parts.small(day)
    return _Count(number.value, 1, 3) if named and parted else None


def _of_year(text: str, tokens: list[Token], lexicon: Lexicon) -> _Count | None:
    """ "1/27 | 12. januar", "Møte nr. 1/27: 12.1.": the first meeting of a year, and right behind it its day, in
    another form. "1/12  8/12" are two days."""
    first = next((n for n, t in enumerate(tokens[:LONGEST_LABEL]) if t.kind is NUMBER), 0)
    number, stroke, year = [*tokens[first : first + 3], END, END, END][:3]
    if stroke.low != "/" or stroke.gap or year.gap or len(year.low) != 2 or year.kind is not NUMBER:
        return None
    label = [t for t in tokens[:first] if t.low != "."]
    if not all(t.low in NUMBERS or t.sense.roles & MEETING for t in label):
        return None
    rest = tokens[first + 3 :]
    behind = grammar.parse(text, rest, lexicon) if rest else None
    if not behind or not behind.dates or behind.dates[0].form is SLASH:
        return None
    day = behind.dates[0]
    between = behind.tokens[: day.first]
    apart = all(t.kind is SIGN or t.sense.weekday or t.low in parts.ARTICLES for t in between)
    return _Count(number.value, first, first + 3) if apart else None


def _matters(lines: Sequence[Line]) -> dict[int, _Count]:
    """ "27/2/11 Godkjenning", "27/2/12 Regnskap", "27/2/13 Møteplan 2027" in minutes: the matters of the year's second
    meeting. They are no days of one kind in three years, "1/5/25 Årsmøte"."""
    found: dict[int, _Count] = {}
    run: dict[str, int] = {}
    last = (0, 0, 0)
    for n, (_, tokens) in enumerate(lines):
        year, stroke, meeting, again, matter, title = [*tokens, *[END] * MATTER][:MATTER]
        if not stroke.low == again.low == "/" or title.kind is not WORD:
            continue
        if last != (year.value, meeting.value, matter.value - 1):
            run = {}
        last = (year.value, meeting.value, matter.value)
        run[title.low] = n
        told = any(t.value == CENTURY + year.value for t in tokens[MATTER:])
        for entry in run.values() if told or len(run) >= FEWEST else ():
            found[entry] = _Count(matter.value, 0, MATTER - 1)
    return found


def _before_month(tokens: list[Token]) -> _Count | None:
    """ "1. February 13", "1 February 13": the day stands behind the month. In other languages "1. februar 13" is a
    day, and an hour behind it."""
    last = 1 + ([t.low for t in tokens[1:2]] == ["."])
    month, day, *after = [*tokens[last : last + 4], END, END, END, END][:4]
    behind = month.sense.month > 0 and parts.small(day) and not parts.is_clock([day, *after], 0)
    return _Count(tokens[0].value, 0, last) if behind and parts.small(tokens[0]) else None


def _cut(lines: list[Line], counted: dict[int, _Count]) -> None:
    for n, count in counted.items():
        text, tokens = lines[n]
        lines[n] = text, tokens[: count.first] + tokens[count.last :]
