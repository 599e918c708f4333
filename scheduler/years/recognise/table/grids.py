"""Grids with months across and a body in each row. A row that lacks cells is refused, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.years.recognise.line import bodies, cells, parts
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import MonthItem, Parsed
from scheduler.years.recognise.table import rows
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.head_words import HOURS
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

OF_HOURS = (Role.CLOCK | Role.HOURS).value
CLOCK, HOLIDAY, NONE = Role.CLOCK.value, Role.HOLIDAY.value, Role.NONE.value
FEWEST_MONTHS, MOST_MONTHS, YEAR, MOST_BEHIND, FEWEST_DAYS = 2, 40, 4, 2, 2
SIGNS = frozenset("\t|;")


@dataclass(slots=True)
class Grid:
    """A header of months. `turns`: how often each month comes after New Year. `width`: its number of cells where
    signs part them, with `first` the cell of the first month; 0 where only blanks do. `behind`: columns after the
    last month."""

    columns: list[MonthItem]
    turns: list[int]
    width: int = 0
    first: int = 0
    behind: int = 0
    has_hours: bool = False
    # A head before or behind the months is of hours, so that a bare number below it is one.
    tells_hours: bool = False
    framed: bool = True
    # A sign closes the header's last cell.
    closed: bool = True
    # Where each of its cells begins in its line, where wide gaps part them and other heads stand behind the months.
    starts: tuple[int, ...] = ()


def header(parsed: Parsed) -> Grid | None:
    """The grid that a line of month names opens, or None."""
    months, tokens = parsed.months, parsed.tokens
    if not FEWEST_MONTHS <= len(months) <= MOST_MONTHS or parsed.dates:
        return None
    grid = Grid(*_columns(months))
    grid.has_hours = any(map(_heads_hours, tokens[: months[0].first]))
    grid.tells_hours = grid.has_hours or _ends_in_hours([t for t in tokens if t.low not in SIGNS])
    parted = cells.part(tokens)
    if parted is None:
        grid.behind = int(_ends_in_hours(tokens))
        if _only_months(tokens, months):
            return grid
        return grid if _has_heads_behind(grid, cells.part_by_gaps(tokens)) else None
    while not parted[-1]:
        parted.pop()
    named = [n for n, cell in enumerate(parted) if any(t.sense.month for t in cell)]
    grid.width, grid.first = len(parted), named[0] if named else 0
    grid.behind = grid.width - grid.first - len(months)
    grid.framed, grid.closed = tokens[0].low == "|", tokens[-1].low == "|"
    return grid if named == [*range(grid.first, grid.first + len(months))] else None


def _has_heads_behind(grid: Grid, parted: list[list[Token]]) -> bool:
    """Wide gaps part each month from the other cells, and some stand behind them: "Nämnd   Jan   Feb   Plats"."""
    named = [n for n, cell in enumerate(parted) if cell[0].sense.month and len(cell) == 1]
    if len(named) != len(grid.columns) or named != [*range(named[0], named[-1] + 1)]:
        return False
    grid.behind, grid.first = len(parted) - named[-1] - 1, named[0]
    grid.starts = tuple(cell[0].start for cell in parted)
    return grid.first > 0 and 0 < grid.behind <= MOST_BEHIND


def _columns(months: list[MonthItem]) -> tuple[list[MonthItem], list[int]]:
    """The months with their years, as far as the header tells them, and how often each comes after New Year."""
    turns = [0]
    for before, month in pairwise(months):
        turns.append(turns[-1] + (month.month < before.month))
    year = next((month.year for month in months if month.year), None)
    if year is None:
        return months, turns
    told = zip(months, turns, strict=True)
    return [replace(month, year=month.year or year + turn) for month, turn in told], turns


def _only_months(tokens: list[Token], months: list[MonthItem]) -> bool:
    """Between and after the months there is nothing but dots, and perhaps a head of hours."""
    between = (t for a, b in pairwise(months) for t in tokens[a.last : b.first])
    after = tokens[months[-1].last :]
    ends = _ends_in_hours(tokens) or all(t.low == "." for t in after)
    return ends and all(t.low == "." for t in between)


def _ends_in_hours(tokens: list[Token]) -> bool:
    """The last column holds the hours: "Nämnd Jan Feb Mars Tid"."""
    return _heads_hours(tokens[-2] if tokens[-1].low == "." else tokens[-1])


def _heads_hours(token: Token) -> bool:
    return token.sense.roles & OF_HOURS > 0 or token.low in HOURS


def read_row(
    grid: Grid, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> tuple[str | None, list[Draft]] | None:
    """The name and the meetings of a row of the grid, or None when the line is no row of it. A row
    that does not fit the header is marked and has no meetings."""
    if _has_year(parsed) or (parsed.dates and parsed.said & HOLIDAY):
        return None
    if parsed.months and not (_is_whole(grid, parsed) and _have_none(parsed.months, parsed.tokens)):
        return _refused(grid, parsed, TableLine(parsed, number, lexicon, marks))
    if (_is_named(parsed) or _is_by_itself(grid, parsed)) and not _is_whole(grid, parsed):
        return None
    row = rows.of(grid, parsed)
    if row is None:
        return None
    line = TableLine(parsed, number, lexicon, marks)
    name = rows.label_name(row.label, parsed.text)
    if len(row.parted) != len(grid.columns):
        if _tells_hours_only(parsed):
            return None
        told = {"cells": len(row.parted), "months": len(grid.columns)}
        return name, line.refused("cells_lost", **told)
    slid = (c for m, c in zip(grid.columns, row.parted, strict=True) if _is_hour_below(m, c))
    if clock := next(slid, None):
        # And so did other cells of the row.
        return name, line.refused("cell_unread", text=parsed.text[clock[0].start : clock[-1].end])
    drafts: list[Draft] = []
    for month, turn, cell in zip(grid.columns, grid.turns, row.parted, strict=True):
        found = [] if cells.is_empty(cell) else line.days(cell, month)
        if not found and any(t.kind is NUMBER for t in cell):
            line.refused("cell_unread", text=parsed.text[cell[0].start : cell[-1].end])
        for draft in found:
            draft.body, draft.row, draft.column_time = name, number, row.time
            draft.turn = turn if grid.turns[-1] else None
        drafts += found
    return name, drafts


def _refused(grid: Grid, parsed: Parsed, line: TableLine) -> tuple[None, list[Draft]] | None:
    """A month among a row's days, "27 | maj utgår | 13", is told of; without days the line is another header."""
    month = parsed.months[0]
    days = sum(t.kind is NUMBER and parts.small(t) for t in parsed.tokens)
    if days < FEWEST_DAYS or header(parsed) or not _is_whole(grid, parsed):
        return None
    first, last = parsed.tokens[month.first], parsed.tokens[month.last - 1]
    return None, line.refused("cell_unread", text=parsed.text[first.start : last.end])


def may_be_row(grid: Grid, parsed: Parsed) -> bool:
    """Whether the line is a row of the grid: it has a cell for each month, or nothing but days."""
    outside = list(bodies.outside_parentheses(parsed.tokens))
    if sum(t.kind is NUMBER for t in outside) > 1 and all(t.kind is not WORD for t in outside):
        return not parsed.dates and not parsed.times
    row = rows.of(grid, parsed)
    return row is not None and len(row.parted) == len(grid.columns)


def _have_none(months: list[MonthItem], tokens: list[Token]) -> bool:
    """Each month stands in a cell that says that nothing is held then: "inget i maj", "no meeting in May"."""
    signs = [n for n, token in enumerate(tokens) if token.low in SIGNS]
    begins = (max((n + 1 for n in signs if n < month.first), default=0) for month in months)
    return all(tokens[n].sense.roles & NONE and tokens[n].kind is WORD for n in begins)


def _is_hour_below(month: MonthItem, cell: list[Token]) -> bool:
    """An hour slid below the month; "12.10" below October is a day."""
    return cells.is_hour(cell) and cell[1].low != "-" and cell[2].value != month.month


def _tells_hours_only(parsed: Parsed) -> bool:
    """Below a grid: "KS börjar kl. 13.00, KF kl. 18.30", but not a day, an empty cell and an hour: "14 - 18.00"."""
    tokens = parsed.tokens
    told = (time for time in parsed.times if not cells.is_dash(tokens, time.first + 1))
    hours = {n for time in told for n in range(time.first, time.last)}
    numbers = {n for n, token in enumerate(tokens) if token.kind is NUMBER}
    return bool(numbers) and numbers <= hours


def _has_year(parsed: Parsed) -> bool:
    """A year in four digits; "21/22" are two days here."""
    if sum(map(parts.small, parsed.tokens)) > FEWEST_MONTHS:
        return False  # or a row in which two days were run together
    return any(len(parsed.tokens[year.first].low) == YEAR for year in parsed.years)


def _is_named(parsed: Parsed) -> bool:
    """A date with its month in words or its year is a line of its own."""
    if len(parsed.dates) == 1 and parsed.dates[0].start.year is not None:
        return True
    return any(parsed.tokens[i].sense.month for d in parsed.dates for i in (d.first, d.last - 1))


def _is_by_itself(grid: Grid, parsed: Parsed) -> bool:
    """A whole day and its hour, with none of the signs that part the grid's cells: "Rådet møtes den 11.9. kl. 8"."""
    worded = any(t.sense.roles & CLOCK for t in parsed.tokens)
    bare = grid.width > 0 and parsed.lows.isdisjoint(SIGNS)
    return bare and worded and bool(parsed.dates) and bool(parsed.times)


def _is_whole(grid: Grid, parsed: Parsed) -> bool:
    """Signs or wide gaps part the line into as many cells as the header has: a date with its year is one of them."""
    if not grid.width:
        parted = cells.part_by_gaps(parsed.tokens)
        return len(parted) == 1 + len(grid.columns) + grid.behind
    signed = cells.part(parsed.tokens, framed=grid.framed, closed=grid.closed)
    return signed is not None and len(signed) == grid.width > FEWEST_MONTHS
