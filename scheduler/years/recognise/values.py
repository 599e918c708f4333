"""What the reader answers, and the values between its steps. All are frozen: a step makes new ones."""

import datetime
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from scheduler.years.recognise.reasons import Reason


class State(StrEnum):
    """What was made of one line."""

    UNDERSTOOD = "understood"
    DOUBTED = "doubted"
    NOT_UNDERSTOOD = "not_understood"
    OTHER = "other"


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


class Recognised(NamedTuple):
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
