"""What a draft holds: its dates as they were read, with what was doubted and decided."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from scheduler.years import remark
from scheduler.years.recognise import Found, Reason, Recognised


class Way(StrEnum):
    """How a date came into the draft."""

    TEXT = "text"
    FILE = "file"
    RULE = "rule"
    LAST_YEAR = "last_year"
    ONE = "one"


class Past(StrEnum):
    """What becomes of dates that have passed."""

    UNDECIDED = ""
    KEEP = "keep"
    DROP = "drop"


PLACE_MOST, NOTE_MOST = 300, 500
"""Characters; what is longer in a text is cut."""

CONTRADICTIONS = frozenset({"weekday_differs", "week_differs"})
"""Reasons of the recogniser that a person must settle before the year is published."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of a draft. `id` is its own within the draft, even when it is gone; `line` is where it stood in a text.

    `doubts` is what the recogniser was unsure of; `claim` the contradiction that must still be settled. `was` is
    the day it was changed from, and `accepted` names the clashes that a person has said may stand. `origin` is the
    year on whose page it was read, where that is another. `as_read` is how it was read, where a person changed it, and
    `overruled` names what they had changed and the text says otherwise now. Of one that was taken out, `gone_to` is the
    day of another year that it was moved to.
    """

    id: int
    day: date
    last_day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str | None = None
    note: str = ""
    is_cancelled: bool = False
    way: Way = Way.TEXT
    line: int = 0
    doubts: tuple[Reason, ...] = ()
    claim: Reason | None = None
    was: date | None = None
    accepted: tuple[str, ...] = ()
    origin: int | None = None
    as_read: Entry | None = None
    overruled: tuple[str, ...] = ()
    gone_to: date | None = None

    @property
    def read(self) -> Entry:
        """As it was read, before any person changed it."""
        return self.as_read or self

    @property
    def is_over_days(self) -> bool:
        return self.last_day is not None and self.last_day > self.day

    def on(self, day: date, last_day: date | None = None) -> Entry:
        """The same on another day, by itself with as many days; what was contradicted or accepted is gone."""
        last = last_day or (self.last_day and day + (self.last_day - self.day))
        if (day, last) == (self.day, self.last_day):
            return dataclasses.replace(self, claim=None)
        was = self.was if day == self.day else self.was or self.day
        was = None if day == was else was
        return dataclasses.replace(self, day=day, last_day=last, claim=None, accepted=(), was=was)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is known of a year before it is published.

    `text` is what was pasted or read from the file `file`. `bodies` counts the meetings of each body the text names,
    and `body` is the one that was chosen. `own` is what the council was called when it was read, and `another` the one
    body that it names, where that is not the council. `elsewhere` counts dates that went to other years' drafts,
    `refused` those of years that are already published, which are kept as `refused_dates`.
    `pattern` is the rule its dates were made by, as its fields were filled in.
    `removed` are dates that were read and that a person took out; `lost` the days of those that a person had changed
    and that the text no longer has. `form` is the mark of the form by which it was published.
    `typed` is a text that was typed and has not been read.
    `unread` are the titles of a calendar's events that could not be read, `left` counts those that were left out.
    `settled` are the texts of lines that were not read and that a person has filled in or dropped.
    `last_id` is the highest that any of its dates has had.
    """

    language: str
    text: str = ""
    file: str = ""
    entries: tuple[Entry, ...] = ()
    bodies: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    refused: Mapping[int, int] = field(default_factory=dict)
    past: Past = Past.UNDECIDED
    pattern: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[Entry, ...] = ()
    lost: tuple[date, ...] = ()
    form: str = ""
    typed: str = ""
    own: str = ""
    another: str = ""
    saved_at: datetime | None = None
    unread: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    left: int = 0
    last_id: int = 0
    refused_dates: tuple[Entry, ...] = ()

    @property
    def highest_id(self) -> int:
        return max([self.last_id, *(entry.id for entry in (*self.entries, *self.removed))])

    def with_new(self, entries: Iterable[Entry]) -> Draft:
        """These added, each with an id of its own; one that stood before keeps the id it had."""
        # Fields are named by it, and a browser fills them in anew: an id of a date that is gone is no other's.
        last, new = self.highest_id, []
        for entry in entries:
            last += not entry.id
            new.append(dataclasses.replace(entry, id=entry.id or last))
        return dataclasses.replace(self, entries=(*self.entries, *new), last_id=last)

    def with_refused(self, other: Draft) -> Draft:
        """With the dates of published years that `other` has, in place of its own of those years."""
        own = (one for one in self.refused_dates if one.day.year not in other.refused)
        return dataclasses.replace(
            self,
            refused={**self.refused, **other.refused},
            refused_dates=(*own, *other.refused_dates),
        )

    @property
    def shown(self) -> str:
        """What was read of the field for the text: what a file says does not stand there."""
        return "" if self.file else self.text

    @property
    def is_blank(self) -> bool:
        """True where nothing has been planned, and there is nothing to tell of what was read."""
        planned = self.entries or self.text or self.pattern or self.removed
        return not (
            planned or self.elsewhere or self.refused or self.lost or self.unread or self.left
        )

    @property
    def must_choose_body(self) -> bool:
        return len(self.bodies) > 1 and not self.body


def entry(found: Found, doubts: Iterable[Reason], *, way: Way, origin: int | None = None) -> Entry:
    """What the recogniser found, as it begins in a draft; `doubts` are those of its line."""
    own = [doubt for doubt in doubts if doubt.params.get("date", found.date) == found.date]
    claim = next((doubt for doubt in own if doubt.code in CONTRADICTIONS), None)
    return Entry(
        id=0,
        day=found.date,
        last_day=found.end_date,
        start=found.start,
        end=found.end,
        place=None if found.place is None else found.place[:PLACE_MOST],
        note=remark.alone(found.note or "", found.place or "", is_cancelled=found.cancelled)[
            :NOTE_MOST
        ],
        is_cancelled=found.cancelled,
        way=way,
        line=found.line,
        doubts=tuple(doubt for doubt in own if doubt.code not in CONTRADICTIONS),
        claim=claim,
        origin=origin,
    )


def ours(read: Recognised, body: str, way: Way) -> list[Entry]:
    """The meetings of the body, or all where there is only one; those that may be anybody's are doubted."""
    doubts = {line.number: line.reasons for line in read.lines}
    taken = []
    for found in read.found:
        of_line = doubts.get(found.line, ())
        if body and not found.body:
            # What the recogniser says of it is said here with what to do about it.
            others = (reason for reason in of_line if reason.code != "nobodys")
            taken.append(entry(found, (*others, Reason.of("no_body")), way=way))
        elif not body or found.body == body:
            taken.append(entry(found, of_line, way=way))
    return taken
