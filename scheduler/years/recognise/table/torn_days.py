"""Days and their months on lines of their own, in turn: "8", "June", "13", "July (provisional)"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scheduler.years.recognise.line import grammar, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import stack_cells
from scheduler.years.recognise.table.stack_cells import Numbered
from scheduler.years.recognise.text.tokens import NUMBER, Token

Line = tuple[str, list[Token]]
# "Monday", "13", ":" and "e", and one token that is no longer of the day.
FEWEST, LAST_DAY, LONGEST_DAY = 3, 31, 5
# What a line is: a day without its month, what opens with a month and has no day, a year alone, anything else.
DAY, MONTH, YEAR, OTHER = range(4)


def joined(lines: Sequence[Line], marks: Marks) -> list[Line]:
    """The same lines, as many of them; each day has the month that stands below it, where all have one.

    The other way round each month would head the day below it, which leaves the first day and the last month alone.
    Where a day or a month is lost from a list that begins with a day, it is asked of which month each day is.
    """
    kinds = [_kind(tokens) for _, tokens in lines if tokens]
    if kinds.count(DAY) < FEWEST:
        return list(lines)
    told = [Numbered(n, text, tokens) for n, (text, tokens) in enumerate(lines) if tokens]
    pairs = [
        (day, month)
        for (day, month), kind in zip(pairwise(told), pairwise(kinds), strict=True)
        if kind == (DAY, MONTH)
    ]
    dated = [kind for kind in kinds if kind != OTHER]
    if len(pairs) < FEWEST or kinds.count(DAY) + kinds.count(MONTH) > 2 * len(pairs):
        if len(pairs) >= FEWEST and next(k for k in kinds if k in (DAY, MONTH)) == DAY:
            for line in (one for one, kind in zip(told, kinds, strict=True) if kind == DAY):
                marks.doubt(line.number + 1, Reason.of("days_without_month"))
        return list(lines)
    # "8", "June", "2026": the year is of the day above it.
    if dated[-1] == YEAR or _do_but_count([day for day, _ in pairs]):
        return list(lines)
    kept = list(lines)
    for day, month in pairs:
        whole = stack_cells.joined(day, month)
        kept[day.number], kept[month.number] = (whole.text, whole.tokens), ("", [])
    return kept


def _do_but_count(days: list[Numbered]) -> bool:
    """ "1", "2", "3": the numbers of the rows, perhaps."""
    told = [next(t.value for t in day.tokens if t.kind is NUMBER) for day in days]
    return told == list(range(told[0], told[0] + len(told)))


def _kind(tokens: list[Token]) -> int:
    first, *rest = tokens[:LONGEST_DAY]
    if first.sense.month:
        return MONTH if not (rest and parts.small(rest[0])) else OTHER
    if parts.is_year(first) and not rest:
        return YEAR
    if first.sense.weekday and rest:
        first, *rest = rest
    if not parts.small(first) or not 1 <= first.value <= LAST_DAY:
        return OTHER
    behind = parts.past_ordinal([first, *rest, *grammar.END], 1) - 1
    return DAY if len(rest) == behind else OTHER
