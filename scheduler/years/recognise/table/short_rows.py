"""Rows of a table that have fewer cells than its head: which of them can still be told apart."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_HOURS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_YEAR,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.tokens import Token

DATED = (OF_DATES, OF_DEADLINES, OF_YEAR)


def is_torn(table: Table, parted: list[list[Token]], line: TableLine) -> bool:
    """Whether a cell may be lost in the middle of a short row, so that the others stand under the
    wrong heads. Where only the last ones are missing, each cell is what its head says."""
    missing = {column.use for column in table.columns[len(parted) :]}
    if not missing:
        return False
    dated = [column.use for column in table.columns if column.use in DATED]
    dates = sum(map(line.has_date, parted))
    if 0 < dates < len(dated) and (dates > 1 or dated[0] is OF_DEADLINES):
        return True
    for column, cell in zip(table.columns, parted, strict=False):
        named = any(map(bodies.is_head, cell))
        if cells.is_empty(cell):
            continue
        if column.use in (OF_HOURS, OF_ENDS) and cells.hour(cell) is None:
            return True
        if column.use in DATED and not column.ambiguous and not line.has_date(cell):
            return True
        if column.use is OF_PLACES and OF_NAMES in missing and named:
            return True
        last = cell is parted[-1] and (OF_OTHERS in missing or OF_PLACES in missing)
        if column.use is OF_NAMES and last and not named and not cells.is_hour(cell):
            return True
    return False
