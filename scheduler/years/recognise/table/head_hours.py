"""The hour and the weekday of a column's meetings, in its head or on a second line below the heads."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, compounds, grammar, places
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.table.layout import (
    MEETINGS,
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.aside_words import OF_GROUPS
from scheduler.years.recognise.text.head_words import HOURS
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import DATE
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

CLOCK, BEHIND = Role.CLOCK.value, (Role.AM | Role.PM | Role.HOURS).value
# What has an hour and is no meeting of its own: coffee, a deadline, a room.
OTHERS = (Role.ASIDE | Role.DEADLINE | Role.STALE | Role.PLACE | Role.BEGINS | Role.ENDS).value


def in_name(
    cell: list[Token], parsed: Parsed, lexicon: Lexicon, *, prepares: bool = False
) -> tuple[str, TimeItem, int | None] | None:
    """The name, the hour and perhaps the weekday of a head that is a body's name by its place, for it has an hour, as
    the bodies beside it have: "Resources 8am", "Gemeindevertretung, donnerstags 19.30 Uhr", "Sammanträde kl. 13".
    `prepares`: it is a meeting that prepares another, "Agenda Briefing (5.00pm)", but not that of a group."""
    inner = grammar.parse(parsed.text, cell, lexicon)
    name = [t for t in cell[: inner.items[0].first if inner.items else 0] if t.kind is WORD]
    sure = prepares and inner.lows.isdisjoint(OF_GROUPS)
    if len(inner.times) != 1 or not name or (inner.said & OTHERS and not sure):
        return None
    weekday = inner.weekdays[0].weekday.number if inner.weekdays else None
    whole = compounds.of_head(name) or bodies.text_of(name[0], name[-1], parsed.text)
    return whole, inner.times[0], weekday


def below(table: Table, parted: list[list[Token]], line: TableLine) -> bool:
    """Whether the row tells each body's hours or weekday, and no days: "Tid | kl. 10 | kl. 8.30", "7 pm, Village
    Hall"."""
    whole, parted = parted, [_without_place(cell) for cell in parted]
    if len(parted) > len(table.columns):
        return False
    clock = any(map(tells, parted))
    if not clock and not all(_is_hour(cell) or _is_weekday(cell) for cell in parted if cell):
        return False
    if any(t.sense.month for cell in parted for t in cell):
        return False  # "12 feb kl. 9 | 16 feb kl. 14"
    told: list[tuple[Column, TimeItem | None, int | None]] = []
    for column, cell in zip(table.columns, parted, strict=False):
        hour = cells.hour(cell)
        numbers = sum(t.kind is NUMBER for t in cell)
        if (column.use in MEETINGS and cell) or (column.step and hour):
            if hour is None and not _is_weekday(cell):
                return False
            if hour and numbers > 2 + 2 * (hour.end is not None):
                return False
            told.append((column, hour, _weekday(cell)))
        elif numbers and hour is None:
            return False
    for column, cell, hours in zip(table.columns, whole, parted, strict=False):
        column.place = places.labelled(cell[len(hours) + 1 :], line.parsed.text) or column.place
    for column, hour, weekday in told:
        column.time, column.weekday = hour or column.time, weekday or column.weekday
        if column.step:
            column.use, column.body = OF_BODY, column.step
    return bool(told)


def _without_place(cell: list[Token]) -> list[Token]:
    """The hour of a cell that tells the place behind a comma: "7.30 pm, Village Hall"."""
    comma = next((n for n, t in enumerate(cell) if t.low == ","), 0)
    words = all(t.kind is WORD and t.text[:1].isupper() for t in cell[comma + 1 : comma + 2])
    return cell[:comma] if comma and words and cells.hour(cell[:comma]) else cell


def tells(cell: list[Token]) -> bool:
    """ "kl. 13", or a word that heads the hours: "Uhr", "Beginn"."""
    if len(cell) == 1 and (cell[0].low in HOURS or cell[0].sense.roles & Role.HOURS.value):
        return True
    return any(t.sense.roles & CLOCK for t in cell)


def are_below(table: Table, parted: list[list[Token]], line: TableLine) -> bool:
    """The same between the heads and the first row of a table of one body's meetings and of deadlines: nothing but
    hours, weekdays and "(date)" stands there, each below a head of days: "| kl. 12 | kl. 18 |"."""
    told = [(c, cell) for c, cell in zip(table.columns, parted, strict=False) if cell]
    if table.day or not told or any(c.use not in (OF_DATES, OF_DEADLINES) for c, _ in told):
        return False
    if not all(_is_weekday(c) or _is_date_word(c) or _is_clock(c, line) for _, c in told):
        return False
    for column, cell in told:
        if column.use is OF_DATES:
            column.time = cells.hour(cell) or column.time
            column.weekday = _weekday(cell) or column.weekday
    return True


def _is_date_word(cell: list[Token]) -> bool:
    return all(t.low in DATE or t.kind is SIGN for t in cell)


def _is_clock(cell: list[Token], line: TableLine) -> bool:
    """An hour, perhaps with a weekday, that can be no day."""
    inner = line.parse(cell)
    return len(inner.times) == 1 and not (inner.dates or inner.left)


def _is_hour(cell: list[Token]) -> bool:
    """An hour with its minutes or a word behind it: "7:00 PM", "First Tuesday, 7pm", "18.30 Uhr"."""
    marked = len(cell) > 2 and (cell[1].low == ":" or cell[-1].sense.roles & BEHIND > 0)
    return marked and cells.hour(cell) is not None


def _is_weekday(cell: list[Token]) -> bool:
    return len(cell) == 1 and cell[0].sense.weekday is not None


def _weekday(cell: list[Token]) -> int | None:
    """The one weekday in a cell: "Tisdag kl 8.30"."""
    days = [t.sense.weekday.number for t in cell if t.sense.weekday]
    return days[0] if len(days) == 1 else None
