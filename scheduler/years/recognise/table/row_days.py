"""Rows whose cell of days holds no whole date: a day below the month of a heading or beside a column of months, "Mo
03", a day that is not settled, or none, where the row goes on from the one above."""

from __future__ import annotations

from dataclasses import replace

from scheduler.years.recognise.line import bodies, cells, no_meeting, parts, unsettled
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import MonthItem
from scheduler.years.recognise.line.parts import ORDINALS
from scheduler.years.recognise.table.cell_names import written
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_MONTHS,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.head_words import DATE_WORDS
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

OPEN, NONE, STALE, CANCEL, HOLIDAY, MEETING = (
    Role.OPEN.value, Role.NONE.value, Role.STALE.value, Role.CANCEL.value, Role.HOLIDAY.value,
    Role.MEETING.value,
)  # fmt: skip
NO_MEETING = NONE | CANCEL | HOLIDAY

Told = list[tuple[Column, list[Token]]]


def of(table: Table, told: Told, rest: list[Token], line: TableLine) -> list[Draft] | None:
    """The meetings of the row, none where it is refused or has but a deadline, and None where it is no meeting's.

    `rest`: what the row says beside its name and its hour.
    """
    dated = [cell for column, cell in told if column.use is OF_DATES]
    if cell := next(filter(_is_day, dated), None):
        if table.month is None:
            return line.refused("days_without_month")
        return line.days(cell, table.month, rest)
    numbered = next((c for c in dated if any(t.kind is NUMBER for t in c)), None)
    if numbered and table.month and any(c.use is OF_MONTHS for c in table.columns):
        return _named_days(numbered, table.month, line)
    return _undated(table, told, dated, line)


def _is_day(cell: list[Token]) -> bool:
    """Weekdays, days and signs, and no other word: "Mo 03", "12.", "fr–lö 5–6"."""
    return any(t.kind is NUMBER for t in cell) and all(
        parts.small(t)
        or t.sense.weekday
        or t.sense.roles & CANCEL
        or t.low in ORDINALS
        or (t.kind is SIGN and t.low != ":")
        for t in cell
    )


def _named_days(cell: list[Token], month: MonthItem, line: TableLine) -> list[Draft]:
    """Days with the names of their bodies, in a cell beside that of their month: "KS 21, 28; KF 16". Other words
    and numbers there are refused."""
    text = line.parsed.text
    named: list[list[Token]] = [[]]
    for token in cell:
        if token.kind is WORD and named[-1] and named[-1][-1].low in ",;/":
            named[-1].pop()
            named.append([])
        named[-1].append(token)
    found: list[Draft] = []
    for part in named:
        at = next((n for n, t in enumerate(part) if t.kind is NUMBER), 0)
        name = bodies.name_in(part[:at], text)
        if name is None:
            return line.refused("cell_unread", text=bodies.text_of(cell[0], cell[-1], text))
        for draft in line.days(part[at:], month):
            draft.body = name
            found.append(draft)
    return found


def _undated(
    table: Table, told: Told, dated: list[list[Token]], line: TableLine
) -> list[Draft] | None:
    cell = next(filter(None, dated), [])
    if any(map(_is_open, dated)) or _is_in_month(cell, told):
        return line.refused("no_day")
    if no_meeting.is_as_needed(cell):
        return []
    named = any(map(bodies.is_head, (t for c, cell in told if c.may_name() for t in cell)))
    timed = any(cells.first_time(cell) for c, cell in told if c.use is not OF_DEADLINES)
    if dated and (named or timed) and not _is_none(cell):
        if cell or not named or table.day is None:
            return line.refused("no_day")
        line.doubt("day_above")
        return [Draft(line.number, replace(table.day, start=replace(table.day.start)))]
    if _says_none(cell):
        return []
    if not any(column.use is OF_DEADLINES and cell for column, cell in told):
        return None
    if any(t.kind is NUMBER for t in cell) and table.signed:
        return line.refused("cell_unread", text=written(cell, line.parsed.text))
    # Nothing but a deadline or old minutes: the row has no meeting.
    return []


def _is_none(cell: list[Token]) -> bool:
    """A word for no meeting, a dash, or the head once more."""
    return any(
        t.sense.roles & NO_MEETING or t.low in DATE_WORDS or cells.is_dash(cell, n)
        for n, t in enumerate(cell)
    )


def _says_none(cell: list[Token]) -> bool:
    """ "Inget möte", "Ingen"."""
    words = [t for t in cell if t.kind is WORD]
    return bool(words) and all(t.sense.roles & (NONE | MEETING) for t in words)


def _is_open(cell: list[Token]) -> bool:
    """ "TBC", "noch offen", "ej fastställt"."""
    said = 0
    for token in cell:
        said |= token.sense.roles
    return said & OPEN > 0 or (said & NONE > 0 and said & STALE > 0) or unsettled.tells(cell)


def _is_in_month(cell: list[Token], told: Told) -> bool:
    """ "March | Study visit": a month stands in the cell of days, and another cell tells what is done then."""
    others = [t for column, other in told if column.use is not OF_DATES for t in other]
    opens = bool(cell) and cell[0].sense.month > 0
    return opens and bool(others) and not any(t.sense.roles & (NO_MEETING | STALE) for t in others)
