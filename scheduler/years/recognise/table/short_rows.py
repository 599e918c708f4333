"""Rows of a table that have fewer cells than its head: which of them can still be told apart."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, no_meeting
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
from scheduler.years.recognise.text.head_words import PEOPLE
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role

BODY = Role.BODY.value
DATED = (OF_DATES, OF_DEADLINES, OF_YEAR)


def is_torn(table: Table, parted: list[list[Token]], line: TableLine) -> bool:
    """Whether a cell may be lost in the middle of a short row, so that the others stand under the
    wrong heads. Where only the last ones are missing, each cell is what its head says."""
    missing = table.columns[len(parted) :]
    if _lacks_days(table, parted, line):
        return True
    if not missing:
        return False
    if any(column.use is OF_ENDS for column in missing) and any(map(cells.is_hour, parted)):
        return True  # the hour may be the one at which the meeting ends
    told = zip(table.columns, parted, strict=False)
    return any(_is_below_another(c, cell, missing, line, parted[-1]) for c, cell in told)


def _lacks_days(table: Table, parted: list[list[Token]], line: TableLine) -> bool:
    """Whether a short row has a day, but fewer than its head has columns of them or than every whole row above has,
    or none below the meetings'. Takes note of how many a whole row has."""
    dated = [column.use for column in table.columns if column.use in DATED]
    missing = {column.use for column in table.columns[len(parted) :]}
    beside = dated.count(OF_DATES) == 1 < len(dated)
    dates = sum(map(line.has_date, parted)) if missing or beside else 0
    if not dates:
        return False
    if not missing:
        table.dates = min(dates, table.dates or dates)
        return False
    if dates < len(dated) and (dates > 1 or dated[0] is OF_DEADLINES):
        return True
    return beside and (dates < table.dates or OF_DATES in missing)


def _is_below_another(
    column: Column, cell: list[Token], missing: list[Column], line: TableLine, last: list[Token]
) -> bool:
    """Whether the cell is of another kind than its column, and may be of a later one."""
    named = any(map(bodies.is_head, cell))
    if cells.is_empty(cell) and not named:
        return False
    uses = {other.use for other in missing}
    if column.use in (OF_HOURS, OF_ENDS):
        return cells.hour(cell) is None
    if column.use in DATED:
        told = line.has_date(cell) or no_meeting.is_as_needed(cell)
        return not (column.ambiguous or told)
    if column.use is OF_PLACES:
        return named and OF_NAMES in uses
    if column.may_name() and any((other.head or "").lower() in PEOPLE for other in missing):
        return not any(t.sense.roles & BODY for t in cell)
    if column.use is not OF_NAMES:
        return False
    beside = cell is last and (OF_OTHERS in uses or OF_PLACES in uses)
    return line.has_date(cell) or (beside and not named and not cells.is_hour(cell))
