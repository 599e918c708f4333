"""Lists of one body that have a month on each line and its days behind it, in cells or with blanks between them: "Jan
12 26", "Feb 9 23 (budget)". A column of hours without minutes would look the same, so the lines are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import bodies, cell_days, cells, parts
from scheduler.years.recognise.line.items import MonthItem, Parsed
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

FEWEST_LINES, FEWEST_SEVERAL, MOST_CELLS, LAST_HOUR, LONGEST_LINE = 3, 2, 8, 24, 60
CANCEL = Role.CANCEL.value
Line = tuple[str, list[Token]]


@dataclass(slots=True)
class _Row:
    """A line of a month and the first day of each of its cells; `sure`: they are written or headed as no hours are;
    `signed`: a sign parts them.
    """

    number: int
    month: int
    days: list[int]
    sure: bool
    signed: bool


def numbers(lines: Sequence[Line], lexicon: Lexicon) -> frozenset[int]:
    """The lines of such lists, counted from 1."""
    return frozenset(row.number for run in _runs(lines, lexicon) for row in run if _are_days(run))


def read(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes in the days of such a line; whether it is one."""
    month, parted = _parted(parsed.tokens)
    if month is None:
        return False
    line = TableLine(parsed, number, walk.lexicon, walk.marks)
    walk.months_in_a_row = 0
    if any(map(_may_be_torn, parted)):
        line.refused("cells_unsure")
        return True
    for draft in (d for cell in parted for d in line.days(cell, month)):
        walk.place(draft)
    return True


def _parted(tokens: list[Token]) -> tuple[MonthItem | None, list[list[Token]]]:
    """The month that opens a line, and the cells behind it that are not empty."""
    first = int(tokens[0].low == "|" and len(tokens) > 1)
    if not tokens[first].sense.month:
        return None, []
    month = MonthItem(first, first + 1, tokens[first].sense.month)
    rest = tokens[first + 1 :]
    while rest and (rest[0].low in ".:" or parts.is_year(rest[0])):
        month.year = rest[0].value if parts.is_year(rest[0]) else month.year
        rest = rest[1:]
    parted = cells.part(rest)
    if parted is None:
        wide = cells.part_by_gaps(rest)
        parted = wide if len(wide) > 1 else _loosely(rest)
    return month, list(filter(None, parted))


def _loosely(tokens: list[Token]) -> list[list[Token]]:
    """The cells between single blanks; what says that a day is off stands behind it: "17 entfällt 25"."""
    parted: list[list[Token]] = []
    for cell in cells.part_loosely(tokens, 0):
        if parted and cell[0].sense.roles & CANCEL:
            parted[-1] += cell
        else:
            parted.append(cell)
    return parted


def _may_be_torn(cell: list[Token]) -> bool:
    """ "8 kl. 9 15": a quarter past nine, or the 15th."""
    return any(a.kind is b.kind is NUMBER and b.gap for a, b in pairwise(cell))


def _runs(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[list[_Row]]:
    """Lines of months that follow each other, with nothing between them, below a line that heads no columns. None of
    them tells anything else of its days."""
    run: list[_Row] = []
    heads, counted = False, False
    for number, (_, tokens) in enumerate(lines, 1):
        if all(t.kind is SIGN for t in tokens):
            continue
        opens = tokens[0].sense.month or (tokens[0].low == "|" and tokens[1].sense.month)
        if not opens:
            yield run
            run = []
            counted = _counts(tokens)
            heads = not counted and _heads_columns(tokens)
        elif row := _row(number, tokens, lexicon):
            row.sure |= counted
            heads |= bool(run) and not _follows(run, row)
            run.append(row)
        else:
            heads |= any(t.kind is NUMBER for t in tokens)
        run = [] if heads else run
    yield run


def _row(number: int, tokens: list[Token], lexicon: Lexicon) -> _Row | None:
    month, parted = _parted(tokens) if len(tokens) <= LONGEST_LINE else (None, [])
    if month is None or not 0 < len(parted) <= MOST_CELLS:
        return None
    row = _Row(number, month.month, [], sure=False, signed=cells.part(tokens) is not None)
    all_days: list[int] = []
    for n, cell in enumerate(parted):
        if cells.is_empty(cell):
            continue
        days = _days(cell, month, lexicon)
        if not days:
            return None
        all_days += days
        row.days.append(days[0])
        row.sure |= _is_no_hour(cell) if n else len(parted) > 1 and _has_remark(cell)
    return row if all(a < b for a, b in pairwise(all_days)) else None


def _days(cell: list[Token], month: MonthItem, lexicon: Lexicon) -> list[int]:
    """The days of the month that a cell tells; none where it tells anything else."""
    told = cell_days.days(cell, month.month, month.year, lexicon) if _is_of_days(cell) else None
    days = [item.start for item, _ in told or ()]
    return [day.day for day in days] if all(d.month == month.month for d in days) else []


def _is_no_hour(cell: list[Token]) -> bool:
    """More than a number, or one that is too large."""
    return len(cell) > 1 or cell[0].value > LAST_HOUR or cell[0].struck


def _has_remark(cell: list[Token]) -> bool:
    """Something is said of the day alone, as nobody does before its hour."""
    return any(t.low in "(*" or t.sense.roles & CANCEL or t.struck for t in cell)


def _is_of_days(cell: list[Token]) -> bool:
    """Nothing but days and what may stand beside them, outside brackets."""
    words = (t for t in bodies.outside_parentheses(cell) if t.kind is WORD)
    told = all(
        t.sense.weekday or t.sense.roles & parts.BESIDE_DAY or t.low in parts.ORDINALS
        for t in words
    )
    return told and not cells.is_hour(cell)


def _follows(run: list[_Row], row: _Row) -> bool:
    """A later month, or one after New Year."""
    turned = any(a.month > b.month for a, b in pairwise(run))
    return run[-1].month < row.month or (not turned and row.month < run[0].month)


def _counts(tokens: list[Token]) -> bool:
    """Heads that do but count the columns: "Month | Meeting 1 | Meeting 2"."""
    told = [t.value for t in tokens if t.kind is NUMBER]
    counts = bool(told) and told == [*range(1, len(told) + 1)]
    return counts and not any(map(bodies.is_head, tokens))


def _heads_columns(tokens: list[Token]) -> bool:
    """Several cells or bodies."""
    several = cells.part(tokens) is not None or len(cells.part_by_gaps(tokens)) > 1
    return several or sum(map(bodies.is_head, tokens)) > 1


def _are_days(run: list[_Row]) -> bool:
    """Enough lines, with a day in a cell each or several days in two; what stands behind the first day is no hour: it
    is told by more than a number, or is too large, and is not the same in each line."""
    if len(run) < FEWEST_LINES:
        return False
    several = [row for row in run if len(row.days) > 1]
    if len(several) < FEWEST_SEVERAL:
        return not several and all(row.signed for row in run)
    behind = [list(filter(None, column)) for column in zip_longest(*(r.days[1:] for r in several))]
    differ = all(len({*column}) > 1 for column in behind if len(column) > 1)
    return differ and any(row.sure for row in several)
