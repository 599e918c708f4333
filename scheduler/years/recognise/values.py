"""What the reader answers, and the values between its steps. All are frozen: a step makes new ones."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

REMEMBERED_REASONS = 4096


class State(StrEnum):
    """What was made of one line."""

    UNDERSTOOD = "understood"
    DOUBTED = "doubted"
    NOT_UNDERSTOOD = "not_understood"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is doubted or not understood: a code from `reasons.TEXTS` and what fills its gaps."""

    code: str
    items: tuple[tuple[str, object], ...] = ()

    @classmethod
    @lru_cache(REMEMBERED_REASONS)  # the same is often said of many lines
    def of(cls, code: str, **params: object) -> Reason:
        """The reason `code` with the values of its placeholders: dates, times, numbers, strings."""
        return cls(code, tuple(sorted(params.items())))

    @property
    def params(self) -> Mapping[str, object]:
        return MappingProxyType(dict(self.items))


class Line(NamedTuple):
    """One line of the text, counted from 1 with blank lines, and what was made of it."""

    number: int
    text: str
    state: State
    reasons: tuple[Reason, ...] = ()


class Found(NamedTuple):
    """One meeting. `end_date` is set only when it lasts more than one day; `body` only when
    the text speaks of several bodies."""

    line: int
    date: datetime.date
    end_date: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    body: str | None = None
    place: str | None = None
    note: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """The meetings in the order of the text, and every line of it; `another`: whose all meetings are, where the text
    names one body, and that is not the caller's own."""

    found: tuple[Found, ...]
    lines: tuple[Line, ...]
    another: str | None = None

    @property
    def errors(self) -> tuple[int, ...]:
        """Numbers of the lines of which something was rejected."""
        return tuple(line.number for line in self.lines if line.state is State.NOT_UNDERSTOOD)

    @property
    def warnings(self) -> tuple[int, ...]:
        """Numbers of the lines that gave a meeting but should be looked at."""
        return tuple(line.number for line in self.lines if line.state is State.DOUBTED)


# reasons


def N_(text: str) -> str:
    """Marks a string for translation where it stands; it is translated where it is shown."""
    return text


REASONS: dict[str, str] = {
    # Told of a table's head, which is no fault.
    "columns_not_used": N_(
        "Columns that are not used here: %(unused)s. The dates are those of “%(used)s”."
    ),
    # Not read: nothing is taken from the unclear part.
    "no_year": N_("The year is missing. Write the year in the heading or in the date."),
    "no_day": N_("The day or the month is missing. Write the whole date, as 14 June."),
    "no_such_day": N_("There is no %(day)s/%(month)s in %(year)s. Check the day and the month."),
    "no_such_time": N_("There is no time %(time)s. Write the time as 15.30."),
    "ends_before_start": N_(
        "The meeting ends (%(end)s) before it begins (%(start)s). Check the times."
    ),
    "range_backwards": N_(
        "The last day, %(last)s, is not after the first, %(first)s. Check the dates."
    ),
    "several_dates": N_("There is more than one date to choose from. Keep the one that holds."),
    "day_or_month_first": N_(
        "%(a)s/%(b)s can be read in two ways. Write the month as a word, as in 14 June."
    ),
    "cells_unsure": N_(
        "It is not clear which column each part of the row is in. Write the row with a tab or a | between its cells,"
        " and a dash in each empty cell."
    ),
    "left_out": N_(
        "The date does not seem to be that of a coming meeting, and was left out. Add it if it is one."
    ),
    "calendar_code": N_(
        "This is a calendar's code. Save the whole calendar as a file whose name ends in .ics, and read that file."
    ),
    "too_long": N_(
        "The text has more than %(most)s lines, and was not read. Take only the part with the dates."
    ),
    # Doubted: a meeting was read, but it should be looked at.
    "meeting_unsure": N_("Words on the line were not understood. Check that this is a meeting."),
    "part_left_out": N_(
        "A part of the line was not understood. Check that no date or time is missing."
    ),
    "nobodys": N_(
        "It is not clear whose meeting this is. Check that it is yours, and take it out if it is not."
    ),
    "hour_unsure": N_("It is not certain when this meeting begins. Check the time."),
    "year_unsure": N_("The year is not certain. It was taken to be %(year)s."),
    "weekday_differs": N_("%(date)s is not a %(weekday)s. Check the date and the weekday."),
    "week_differs": N_("%(date)s is in week %(real)s, not week %(week)s. Check the date."),
    "repeated": N_("The same meeting stands on line %(line)s too. It is kept once."),
    "twice_a_day": N_("There are two meetings on %(date)s. Check that both are, and whose."),
    "out_of_order": N_(
        "This day is before the one above it in the list. Check the date, and whose meeting it is."
    ),
    "off_unsure": N_("Something is said to be cancelled here. Check which meetings will be held."),
    "moved": N_("The meeting is said to be moved. Check the date."),
    "unsettled": N_("The date is not settled. Check that it holds."),
}
"""By their codes: what is wrong with a line, and what to do."""


# between the steps


class Token(NamedTuple):
    """A number, word, blank or sign. `code` is the letter by which items.py knows its kind."""

    text: str
    low: str
    code: str
    roles: int
    start: int
    line: int
    struck: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Lexed(NamedTuple):
    """A line to read, which mail programs may have broken into several; `number` is its first."""

    number: int
    text: str
    tokens: tuple[Token, ...]
    code: str


class Day(NamedTuple):
    """A day as it is written; what is not written is 0. `swaps`: 3/4 may be the fourth of March."""

    day: int
    month: int = 0
    year: int = 0
    swaps: bool = False


class Span(NamedTuple):
    """A date, or the first and last day of one meeting."""

    first: Day
    last: Day | None = None


class Hours(NamedTuple):
    start: datetime.time | None
    end: datetime.time | None = None


class Item(NamedTuple):
    """A piece of a line: tokens `first` to before `past`, and what they mean.

    `kind`: date, time, weekday, week, year, years, month, word, number, sign, bad (a time that there is not).
    """

    kind: str
    value: Any
    first: int
    past: int

    @property
    def roles(self) -> int:
        return int(self.value.roles) if self.kind in ("word", "sign") else 0

    @property
    def low(self) -> str:
        return str(self.value.low) if self.kind in ("word", "sign") else ""

    @property
    def code(self) -> str:
        """The letter of a single token; none of a date and the like."""
        return str(self.value.code) if self.kind in ("word", "sign", "number") else ""

    def is_sign(self, signs: str) -> bool:
        return self.kind == "sign" and self.value.text in signs


Items = Sequence[Item]
Reasons = tuple[Reason, ...]


class Heading(NamedTuple):
    """What words tell for all dates behind or below them. `unknown`: its words that are in no list."""

    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    body: str | None = None
    hours: tuple[Hours, ...] = ()
    weekday: int = 0
    place: str | None = None
    roles: int = 0
    stars: str = ""
    unknown: tuple[str, ...] = ()
    pairs: tuple[tuple[str, Hours], ...] = ()


class Told(NamedTuple):
    """A meeting as its line tells it, before the page says which year, month, hour and body."""

    line: int
    first: Day
    last: Day | None = None
    hours: Hours | None = None
    weekday: int = 0
    week: int = 0
    body: str | None = None
    place: str | None = None
    note: str | None = None
    cancelled: bool = False
    stars: str = ""
    doubts: Reasons = ()


class LineRead(NamedTuple):
    """What one line says by itself. `kind`: dates, heading, text or rest (a row of a table, all read)."""

    number: int
    text: str
    kind: str
    told: tuple[Told, ...] = ()
    heading: Heading = Heading()
    faults: Reasons = ()
    has_role: bool = False
    notes: Reasons = ()


class Said(NamedTuple):
    """Hours or a place told for many meetings: for a section (0: the page), a body, months or what bears stars.

    `at` counts the meetings above it in the text; `is_unsure`: it tells an exception that is not understood.
    """

    section: int
    at: int
    hours: Hours | None = None
    place: str | None = None
    body: str | None = None
    months: tuple[int, ...] = ()
    stars: str = ""
    is_unsure: bool = False
    is_sentence: bool = False


class Draft(NamedTuple):
    """A meeting with what the page says of it: `years` of its heading, `unknown` a heading that no word tells."""

    told: Told
    section: int
    group: int
    years: tuple[int, ...] = ()
    body: str | None = None
    weekday: int = 0
    unknown: str = ""
    doubts: Reasons = ()
    on: datetime.date | None = None
    until: datetime.date | None = None
    hours: Hours | None = None
    place: str | None = None


class Pages(NamedTuple):
    """What the fold over the lines gives: `faults` by line, and names in rows that are not read."""

    drafts: tuple[Draft, ...]
    said: tuple[Said, ...]
    faults: tuple[tuple[int, Reason], ...]
    names: frozenset[str]
