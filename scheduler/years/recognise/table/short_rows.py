"""Rows of a table that have fewer cells than its head: which of them can still be told apart."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_HOURS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_YEAR,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

OPEN = Role.OPEN.value
DATED = (OF_DATES, OF_DEADLINES, OF_YEAR)


def is_torn(table: Table, parted: list[list[Token]], line: TableLine) -> bool:
    """Whether a cell may be lost in the middle of a short row, so that the others stand under the
    wrong heads. Where only the last ones are missing, each cell is what its head says."""
    if len(parted) >= len(table.columns):
        return False
    dated = [column for column in table.columns if column.use in DATED]
    dates = sum(map(line.has_date, parted))
    if 1 < dates < len(dated) or (dates == 1 and dated and dated[0].use is OF_DEADLINES):
        return True
    missing = table.columns[len(parted) :]
    nameless = any(c.use is OF_NAMES for c in missing)
    for column, cell in zip(table.columns, parted, strict=False):
        last = cell is parted[-1] and any(c.use in (OF_OTHERS, OF_PLACES) for c in missing)
        if cell and not _fits(column, cell, line, last=last, nameless=nameless):
            return True
    return False


def _fits(
    column: Column,
    cell: list[Token],
    line: TableLine,
    *,
    last: bool,
    nameless: bool,
) -> bool:
    if cells.is_empty(cell):
        return True
    if column.use in (OF_HOURS, OF_ENDS):
        return cells.hour(cell) is not None
    if column.use in DATED and not column.ambiguous:
        return line.has_date(cell)
    if column.use is OF_PLACES and nameless:
        return not any(bodies.is_head(t) for t in cell)
    if column.use is OF_NAMES:
        named = any(bodies.is_head(t) for t in cell)
        return named or not (last or any(t.kind is NUMBER for t in cell))
    return True


def open_cells(parsed: Parsed) -> dict[int, str]:
    """Where a row that only blanks part says in words that a day is not settled, and those words: "20.12. 2nd
    meeting TBD"."""
    covered = parsed.covered()
    runs: list[list[int]] = []
    for n in (n for n, taken in enumerate(covered) if not taken):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    tokens = parsed.tokens
    return {
        run[0]: parsed.text[tokens[run[0]].start : tokens[run[-1]].end]
        for run in runs
        if _is_open([tokens[n] for n in run])
    }


def _is_open(run: list[Token]) -> bool:
    """Words that stand for a day: what opens with a sign is said of the day before it."""
    return run[0].kind in (WORD, NUMBER) and any(t.sense.roles & OPEN for t in run)
