"""What the grammar makes of runs of tokens: dates, times, weekdays, weeks, months and years."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from datetime import time
from enum import Enum
from operator import attrgetter

from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.names import Weekday
from scheduler.years.recognise.text.tokens import Token


class Form(Enum):
    """How a date was written; the same sign may be a time in another form."""

    ISO = "iso"
    NAME = "name"
    SLASH = "slash"
    DOT = "dot"
    DASH = "dash"
    WEEK = "week"
    DAY = "day"


class Link(Enum):
    """How a date hangs together with the one before it."""

    NONE = "none"
    AND = "and"
    OR = "or"
    TO = "to"


# By these names: looking a member up in its class costs ten times as much, and it is done for every date.
ISO, NAME, SLASH, DOT, DASH, BY_WEEK, BY_DAY = (
    Form.ISO, Form.NAME, Form.SLASH, Form.DOT, Form.DASH, Form.WEEK, Form.DAY,
)  # fmt: skip
NO_LINK, LINK_AND, LINK_OR, LINK_TO = Link.NONE, Link.AND, Link.OR, Link.TO


@dataclass(slots=True)
class Day:
    """A day as far as it is written: `month` 0 or `year` None must come from elsewhere."""

    day: int
    month: int
    year: int | None = None


@dataclass(slots=True, eq=False)
class DateItem:
    """A date or a range of days. `first` and `last` are token numbers, `last` not included."""

    first: int
    last: int
    start: Day
    form: Form
    until: Day | None = None
    link: Link = NO_LINK
    # The two numbers could also stand for month and day.
    swappable: bool = False
    # So they do where the text writes others so, though its language does not.
    reversible: bool = False
    # The two numbers can only stand for month and day.
    month_first: bool = False
    # Dates that share what is written after the last of them.
    group: int = 0
    struck: bool = False
    weekday: Weekday | None = None
    week: int | None = None
    mended: tuple[tuple[str, str], ...] = ()
    problem: Reason | None = None
    stars: int = 0
    # Of two whole dates with a dash between: the second, and where the first ends.
    second: DateItem | None = None
    own_last: int = 0
    # One of a list whose dates are parted by dashes.
    chained: bool = False


@dataclass(slots=True, eq=False)
class TimeItem:
    """An hour or a span. `until_only`: just the end. `unknown`: said to be not settled."""

    first: int
    last: int
    start: time | None
    end: time | None = None
    until_only: bool = False
    unknown: bool = False
    marked: bool = False
    struck: bool = False
    # The hour was a bare number, read as a time because it followed a date.
    guessed: bool = False
    problem: Reason | None = None
    mended: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, eq=False)
class WeekdayItem:
    first: int
    last: int
    weekday: Weekday


@dataclass(slots=True, eq=False)
class WeekItem:
    first: int
    last: int
    number: int


@dataclass(slots=True, eq=False)
class MonthItem:
    """A month without a day."""

    first: int
    last: int
    month: int
    year: int | None = None


@dataclass(slots=True, eq=False)
class YearItem:
    """One year, or the first and last of several."""

    first: int
    last: int
    years: tuple[int, ...]


Item = DateItem | TimeItem | WeekdayItem | WeekItem | MonthItem | YearItem


class Job(Enum):
    """What a date of a line is there for."""

    MEETING = "meeting"
    NOT_MEETING = "not meeting"
    # In a sentence that does not seem to be about a meeting.
    STRAY = "stray"
    REPLACED = "replaced"
    RESERVE = "in reserve"
    OFF = "no meeting is held that day"


@dataclass(slots=True, eq=False)
class Parsed:
    """A line's tokens and what was recognised among them, in order."""

    text: str
    tokens: list[Token]
    items: list[Item] = field(default_factory=list)
    dates: list[DateItem] = field(default_factory=list)
    times: list[TimeItem] = field(default_factory=list)
    weekdays: list[WeekdayItem] = field(default_factory=list)
    weeks: list[WeekItem] = field(default_factory=list)
    months: list[MonthItem] = field(default_factory=list)
    years: list[YearItem] = field(default_factory=list)
    # Union of the roles of all words that belong to no item.
    roles: int = 0
    # What all words say and how all tokens are spelt, so that a rule may see at once that it has no work.
    said: int = 0
    lows: frozenset[str] = frozenset()
    # How many words and numbers belong to no item: where there are none, the line says nothing more.
    left: int = 0
    # How many of them are numbers, at least one where any is.
    numbers_left: int = 0
    # What each date is there for, once anyone has asked (`roles.of_dates`).
    jobs: list[Job] = field(default_factory=list)
    _covered: list[bool] | None = None

    def put_back(self, date: DateItem) -> None:
        """Takes in a date that was not read at its turn."""
        insort(self.items, date, key=attrgetter("first"))
        self.dates.append(date)

    def put_first(self, dates: list[DateItem]) -> None:
        """Takes in dates that stand before all others and were not read at their turn."""
        for date in dates:
            insort(self.items, date, key=attrgetter("first"))
            self.numbers_left, self.left = self.numbers_left - 1, self.left - 1
        self.dates[:0] = dates
        self._covered = None

    def covered(self) -> list[bool]:
        """For each token whether it belongs to an item."""
        if self._covered is None:
            length = len(self.tokens)
            covered = [False] * length
            for item in self.items:
                last = min(item.last, length)
                covered[item.first : last] = [True] * (last - item.first)
            self._covered = covered
        return self._covered
