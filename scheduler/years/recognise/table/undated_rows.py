"""Rows whose cell of days holds none: it is said to be open, or it goes on from the row above."""

from __future__ import annotations

from dataclasses import replace

from scheduler.years.recognise.line import bodies, cells
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_HOURS,
    OF_NAMES,
    OF_OTHERS,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.head_words import DATE_WORDS
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

OPEN, NONE, STALE, CANCEL, HOLIDAY = (
    Role.OPEN.value, Role.NONE.value, Role.STALE.value, Role.CANCEL.value, Role.HOLIDAY.value,
)  # fmt: skip
NO_MEETING = NONE | CANCEL | HOLIDAY

Told = list[tuple[Column, list[Token]]]


def of(table: Table, told: Told, line: TableLine) -> list[Draft] | None:
    """The meeting on the day of the row above, none where the row is refused or has but a deadline, and None where
    it is no meeting's."""
    days = [cell for column, cell in told if column.use is OF_DATES and not column.ambiguous]
    if not days:
        days = [cell for column, cell in told if column.use is OF_DATES]
    cell = next(filter(None, days), [])
    if not days or any(t.low in DATE_WORDS for t in cell):
        return _aside(told, line)  # the head, once more
    if any(is_open(cell) for cell in days) or _is_in_month(cell, told):
        return line.refused("no_day")
    named, timed = _is_named(told), _is_timed(told)
    if not named and not timed:
        return _aside(told, line)
    if any(t.sense.roles & NO_MEETING or cells.is_dash(cell, n) for n, t in enumerate(cell)):
        return _aside(told, line)
    if cell or not named:
        whole = bool(cell) or not line.has_date(line.parsed.tokens)
        return line.refused("no_day") if whole else _aside(told, line)
    if table.day is None:
        return _aside(told, line) if line.parsed.dates else line.refused("no_day")
    line.doubt("day_above")
    return [Draft(line.number, replace(table.day, start=replace(table.day.start)))]


def _aside(told: Told, line: TableLine) -> list[Draft] | None:
    """Nothing but a deadline or old minutes: the row has no meeting."""
    aside = (cell for column, cell in told if column.use is OF_DEADLINES)
    return [] if any(map(line.has_date, aside)) else None


def _is_in_month(cell: list[Token], told: Told) -> bool:
    """ "March | Study visit": a month stands in the cell of days, and another cell tells what is done then."""
    if not cell or not cell[0].sense.month or any(t.kind is WORD for t in cell[1:]):
        return False
    others = [t for column, other in told if column.use is not OF_DATES for t in other]
    words = [t for t in others if t.kind is WORD]
    return bool(words) and not any(t.sense.roles & (NO_MEETING | STALE) for t in words)


def is_open(cell: list[Token]) -> bool:
    """ "TBC", "noch offen", "ej fastställt"."""
    if any(t.kind is NUMBER for t in cell):
        return False
    not_settled = any(t.sense.roles & NONE for t in cell) and any(
        t.sense.roles & STALE for t in cell
    )
    return not_settled or any(t.sense.roles & OPEN for t in cell)


def _is_named(told: Told) -> bool:
    """A cell that may hold a name holds a body's."""
    may_name = (
        cell
        for column, cell in told
        if column.use is OF_NAMES or (column.use is OF_OTHERS and column.told)
    )
    return any(bodies.is_head(t) and t.kind is WORD for cell in may_name for t in cell)


def _is_timed(told: Told) -> bool:
    return any(column.use is OF_HOURS and cells.first_time(cell) for column, cell in told)
