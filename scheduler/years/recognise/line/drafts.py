"""A meeting on its way: what the text has said of it so far, before year, defaults and checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scheduler.years.recognise.line.items import DateItem, TimeItem
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.tokens import Token

SHORTEST_STEM = 4
# When people gather or set out, which is some minutes before a meeting begins.
GATHER = (
    "samling", "samlas", "avgång", "avresa", "avfärd", "oppmøte", "fremmøte", "avreise", "afgang", "kokoontumi",
    "lähtö", "treffpunkt", "abfahrt", "departure", "gather",
)  # fmt: skip
LONGEST_BEFORE = 60


class CellName(NamedTuple):
    """What stands in a cell that may hold a body's name. `sure`: it is one by its words; `told`: under its head
    one that surely is makes names of them all, else more than half must be."""

    head: str
    name: str
    sure: bool
    told: bool


class Aside(NamedTuple):
    """The hour of something else on a meeting's line, and what that is: "kaffe från 8.30"."""

    time: TimeItem
    word: str

    def is_unlike(self, start: TimeItem | None) -> bool:
        """It may be the meeting's own: that has none, or they gather at quite another, "utflykt, samling kl. 10"."""
        if start is None:
            return True
        begin, hour = start.start, self.time.start
        if begin is None or hour is None or not self.word.startswith(GATHER):
            return False
        return abs(60 * (begin.hour - hour.hour) + begin.minute - hour.minute) > LONGEST_BEFORE

    def is_named_in(self, heading: Iterable[str]) -> bool:
        """One of the words is of the same: "Gruppmöten" and "gruppmöte"."""
        stem = self.word[:-1] if len(self.word) > SHORTEST_STEM else self.word
        if len(stem) < SHORTEST_STEM:
            return stem in heading
        return any(low.startswith(stem) for low in heading)


class Said(NamedTuple):
    """The words right behind a day and its hour, and the text they stand in."""

    tokens: tuple[Token, ...]
    text: str


@dataclass(slots=True, eq=False)
class Draft:
    """One meeting as read from its line. `heading`: number of the year heading it stands under, or
    -1; `section`: number of the section; `row`: dates of one row follow each other in time."""

    line: int
    item: DateItem
    time: TimeItem | None = None
    end_time: TimeItem | None = None
    body: str | None = None
    # Where its sentence was broken into lines, the first of them.
    opens: int = 0
    # The name stands on the line itself; what the heading says is kept beside it.
    labelled: bool = False
    # Nothing but a place and "den" stand before it: where and when a letter was signed; or it may be so.
    signing: bool = False
    may_sign: bool = False
    # Nothing else stands on its line.
    bare: bool = False
    # Nothing but its year and an hour stands there with it; `stamp`: one to the minute, as of a clock, "08:51".
    alone: bool = False
    stamp: bool = False
    # A number stands before its day, with a blank between; `torn`: it may be the day's first digit.
    leading: int | None = None
    torn: bool = False
    # Letters in parentheses behind it, whose hour a line below tells.
    code: str | None = None
    # The line is a footnote with so many stars.
    footnote: int = 0
    # Words stand before it on its line, so that it may tell of a day that was listed above.
    in_sentence: bool = False
    # Behind the name of a field that opens its line: "Mötesdatum: 12 januari 2027".
    fielded: bool = False
    # Its line is no row of a table, and does not speak of a meeting.
    of_none: bool = False
    # Words open its line, which is no row of a table; one for a fair, a course and the like does.
    words_first: bool = False
    is_show: bool = False
    # Stands at the head of minutes, before any paragraph of them, or of one of their pages.
    minuted: bool = False
    # A line below says that there is no meeting that day.
    off: bool = False
    # Stands under "Protokoll": the day of a meeting that was held.
    recorded: bool = False
    heading_body: str | None = None
    # The last heading above it that is no part of another body: the board whose part `body` may be.
    board: str | None = None
    # A heading above it that may be a body's name, though no word of it says so.
    unnamed: str | None = None
    # Words that stand alone before the day; as a name, where they may be one; and whether that can be a body's.
    before: str | None = None
    front: str | None = None
    front_is_body: bool = False
    front_in_brackets: bool = False
    # The body whose meeting they name: "Board Meeting".
    front_of: str | None = None
    # What is said right behind it, which may begin with a name.
    said: Said | None = None
    # Below a line that leads to the meetings of each of several groups.
    of_each: bool = False
    # The same before a colon on its line, with several dates behind it.
    label: str | None = None
    # The same without a colon.
    opening: str | None = None
    # For each column whose head stands above it, the first meeting below them: whether its days are meetings.
    columns_above: tuple[bool, ...] = ()
    # Others of its section are one body's only, with an hour of their own: whose this one has is not said.
    unsaid: bool = False
    # What stands in cells of its row that may hold the name of its body.
    cell_names: tuple[CellName, ...] = ()
    # Behind nothing but a word for papers, which may be sent that day: "Kallelse: 2 februari".
    of_papers: bool = False
    # The same of a meeting that only prepares another: "Gruppmöte 2 februari".
    prepares: bool = False
    # Its line has several such days, or their hour.
    in_list: bool = False
    # Its line opens with the meeting that another is held before, and has no hour: "Inför KS 24 oktober".
    prepared: bool = False
    # What the days below its heading are there for, where that is no meeting's.
    headed: str | None = None
    # The text of a date in brackets, behind another on its line.
    bracketed: str | None = None
    place: str | None = None
    note: str | None = None
    # The line right below it, where that says what kind of meeting it is.
    below: str | None = None
    cancelled: bool = False
    # A line of its own above it says so of one meeting.
    cancelled_above: bool = False
    # The next day of its line, where that says that one of the two was moved to the other and not which: "3.10.
    # (siirretty 26.9.)".
    moved_with: Draft | None = None
    # The meeting that another line lists and this one replaces: its hours are this one's, where none are told.
    in_place_of: Draft | None = None
    heading: int = -1
    section: int = 0
    # How many lines without dates stand between it and the meeting before.
    after: int = 0
    row: int = 0
    loose_year: int | None = None
    year: int | None = None
    until_year: int | None = None
    on: date | None = None
    until: date | None = None
    # `time` stands in a parenthesis behind a later date of its line: a default is stronger.
    time_aside: bool = False
    # The only hour of its line is of something else: "kaffe från 8.30".
    aside: Aside | None = None
    # The column's own default, stronger than the page's.
    column_time: TimeItem | None = None
    column_weekday: int | None = None
    # In a grid whose months pass New Year: how many years after its first month.
    turn: int | None = None

    def take_aside(self) -> None:
        """What has the hour on its line is the meeting: "gruppmöte kl. 8" below "Gruppmöten 2027"."""
        if self.aside:
            self.time, self.aside = self.aside.time, None


@dataclass(slots=True)
class Marks:
    """What is to be said of each line: doubts and faults by line number, and lines that were used."""

    doubts: dict[int, tuple[Reason, ...]] = field(default_factory=dict)
    faults: dict[int, tuple[Reason, ...]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def doubt(self, line: int, reason: Reason) -> None:
        _once(self.doubts, line, reason)

    def fault(self, line: int, reason: Reason) -> None:
        _once(self.faults, line, reason)


# Nobody reads more reasons for one line; a bound keeps a line with thousands of dates cheap.
MOST_REASONS = 8


def _once(told: dict[int, tuple[Reason, ...]], line: int, reason: Reason) -> None:
    reasons = told.get(line, ())
    if len(reasons) < MOST_REASONS and reason not in reasons:
        told[line] = (*reasons, reason)
