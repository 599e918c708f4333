"""A second line below the head of a table: the hour and the weekday of each column's meetings."""

from __future__ import annotations

from scheduler.years.recognise.line import cells
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.table.layout import MEETINGS, OF_BODY, Column, Table
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role

CLOCK = Role.CLOCK.value


def told(table: Table, parted: list[list[Token]]) -> bool:
    """Whether the row tells each body's hours, and no days: "Tid | kl. 10 | kl. 8.30"."""
    if len(parted) > len(table.columns):
        return False
    if _tells_weekdays(table, parted):
        return True
    if not any(t.sense.roles & CLOCK for cell in parted for t in cell) and not _are_hours(parted):
        return False
    hours: list[tuple[Column, TimeItem, int | None]] = []
    for column, cell in zip(table.columns, parted, strict=False):
        if not (column.use in MEETINGS or column.step) or cells.is_empty(cell):
            if any(t.sense.month or t.kind is NUMBER for t in cell):
                return False
            continue
        hour = cells.hour(cell)
        if hour is None and column.step:
            continue
        if hour is None or sum(t.kind is NUMBER for t in cell) > 2 + 2 * (hour.end is not None):
            return False
        hours.append((column, hour, _weekday(cell)))
    for column, hour, weekday in hours:
        column.time, column.weekday = hour, weekday or column.weekday
        if column.step:
            column.use, column.body = OF_BODY, column.step
    return bool(hours)


def _are_hours(parted: list[list[Token]]) -> bool:
    """Every cell that is not empty is an hour with its minutes: "7:00 PM   7:30 PM"."""
    return all(
        not cell or (len(cell) > 2 and cell[1].low == ":" and cells.hour(cell)) for cell in parted
    )


def _weekday(cell: list[Token]) -> int | None:
    """The one weekday in a cell: "Tisdag kl 8.30"."""
    days = [t.sense.weekday.number for t in cell if t.sense.weekday and t.sense.weekday.sure]
    return days[0] if len(days) == 1 else None


def _tells_weekdays(table: Table, parted: list[list[Token]]) -> bool:
    """Whether the row has nothing but the weekday of each body: "tisdagar | måndagar"."""
    cells_of_bodies = [
        (column, cell)
        for column, cell in zip(table.columns, parted, strict=False)
        if column.use in MEETINGS and cell
    ]
    if not cells_of_bodies or any(
        len(c) != 1 or not c[0].sense.weekday for _, c in cells_of_bodies
    ):
        return False
    for column, cell in cells_of_bodies:
        weekday = cell[0].sense.weekday
        column.weekday = weekday.number if weekday else None
    return True
