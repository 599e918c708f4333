"""Steps on the way to a meeting, "Beredning" and "Gruppmöte", which their rows may tell to be meetings too."""

from __future__ import annotations

from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_NAMES,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.tokens import Token


def take(table: Table, parted: list[list[Token]], line: TableLine) -> None:
    """Takes in what a row tells of the steps beside a body's meetings: that its days stand below the body's name, and
    that a day of a step has an hour of its own, and is a meeting: "Beredning | KPR" above "2/2 kl. 9 | 16/2 kl. 14"."""
    told = list(zip(table.columns, parted, strict=False))
    for column, cell in told if any(c.prepares for c in table.columns) else ():
        if column.use is OF_NAMES and column.body and line.has_date(cell):
            _heads_days(column, table.columns)
    named = [c for c in table.columns if c.called or c.use is OF_BODY]
    timed = [c for c, cell in told if c.step and c.use is OF_DEADLINES and _has_hour(cell, line)]
    for column in (*timed, *named) if timed and named else ():
        column.use, column.body = OF_BODY, column.step or column.called or column.body


def _heads_days(named: Column, columns: list[Column]) -> None:
    """The column of names is that of one body's days."""
    if any(column.use is OF_BODY for column in columns):
        named.use = OF_BODY
    else:
        named.use, named.body, named.called = OF_DATES, None, named.body
    for column in columns:
        if column.prepares:
            column.use, column.step = OF_DEADLINES, column.head


def _has_hour(cell: list[Token], line: TableLine) -> bool:
    inner = line.parse(cell)
    return bool(inner.dates and inner.times)
