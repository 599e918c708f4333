"""What a draft holds: its dates as they were read, with what was doubted and decided; kept as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha1
from typing import Any

from scheduler.db.base import Json
from scheduler.years import remark
from scheduler.years.recognise import Found, Reason


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
    `overruled` names what they had changed and the text says otherwise now.
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
    `refused` those of years that are already published. `pattern` is the rule its dates were made by, as its fields
    were filled in.
    `removed` are dates that were read and that a person took out; `lost` the days of those that a person had changed
    and that the text no longer has. `form` is the mark of the form by which it was published.
    `typed` is a text that was typed and has not been read.
    `unread` are the titles of a calendar's events that could not be read, `left` counts those that were left out.
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
    left: int = 0
    last_id: int = 0

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


def version(draft: Draft) -> str:
    """Differs where anything but the time of saving does."""
    kept = to_json(dataclasses.replace(draft, saved_at=None))
    return sha1(json.dumps(kept, sort_keys=True).encode(), usedforsecurity=False).hexdigest()


# as JSON


_PLAIN = (
    "language",
    "text",
    "file",
    "body",
    "own",
    "another",
    "past",
    "pattern",
    "bodies",
    "left",
    "last_id",
    "form",
    "typed",
)


def to_json(draft: Draft) -> Json:
    plain = {name: getattr(draft, name) for name in _PLAIN if getattr(draft, name)}
    # A list of pairs: PostgreSQL keeps no order of keys.
    if "bodies" in plain:
        plain["bodies"] = list(draft.bodies.items())
    for name in ("elsewhere", "refused"):
        if getattr(draft, name):
            plain[name] = {str(year): n for year, n in getattr(draft, name).items()}
    if draft.removed:
        plain["removed"] = [_entry_json(one) for one in draft.removed]
    if draft.lost:
        plain["lost"] = [day.isoformat() for day in draft.lost]
    if draft.unread:
        plain["unread"] = list(draft.unread)
    if draft.saved_at:
        plain["saved_at"] = draft.saved_at.isoformat()
    return plain | {"entries": [_entry_json(one) for one in draft.entries]}


def from_json(kept: Json) -> Draft:
    """Raises: KeyError where the JSON holds no entries (a draft made before they were kept)."""
    return Draft(
        language=kept.get("language", "sv"),
        text=kept.get("text", ""),
        file=kept.get("file", ""),
        entries=tuple(_entry(one) for one in kept["entries"]),
        bodies=dict(kept.get("bodies", [])),
        body=kept.get("body", ""),
        own=kept.get("own", ""),
        another=kept.get("another", ""),
        elsewhere={int(year): n for year, n in kept.get("elsewhere", {}).items()},
        refused={int(year): n for year, n in kept.get("refused", {}).items()},
        past=Past(kept.get("past", "")),
        pattern=kept.get("pattern", {}),
        removed=tuple(_entry(one) for one in kept.get("removed", ())),
        lost=tuple(date.fromisoformat(day) for day in kept.get("lost", ())),
        form=kept.get("form", ""),
        typed=kept.get("typed", ""),
        saved_at=datetime.fromisoformat(kept["saved_at"]) if "saved_at" in kept else None,
        unread=tuple(kept.get("unread", ())),
        left=kept.get("left", 0),
        last_id=kept.get("last_id", 0),
    )


def _entry_json(one: Entry) -> Json:
    """Only what differs from an entry that has nothing but its day."""
    values = {
        spec.name: getattr(one, spec.name)
        for spec in dataclasses.fields(one)
        if getattr(one, spec.name) != spec.default
    }
    if "doubts" in values:
        values["doubts"] = [_reason_json(doubt) for doubt in one.doubts]
    if one.claim:
        values["claim"] = _reason_json(one.claim)
    for name in ("accepted", "overruled"):
        if name in values:
            values[name] = list(values[name])
    if one.as_read:
        values["as_read"] = _entry_json(one.as_read)
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in values.items()
    }


def _entry(kept: Json) -> Entry:
    values: dict[str, Any] = dict(kept)
    for name in ("day", "last_day", "was"):
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in ("start", "end"):
        if name in values:
            values[name] = time.fromisoformat(values[name])
    values["way"] = Way(values.get("way", Way.TEXT))
    values["doubts"] = tuple(_reason(doubt) for doubt in values.get("doubts", ()))
    values["claim"] = _reason(values["claim"]) if "claim" in values else None
    for name in ("accepted", "overruled"):
        values[name] = tuple(values.get(name, ()))
    values["as_read"] = _entry(values["as_read"]) if "as_read" in values else None
    return Entry(**values)


def _reason_json(reason: Reason) -> list[Any]:
    """The code, and each parameter with what kind of value it is."""
    return [reason.code, {name: _value_json(value) for name, value in reason.items}]


def _value_json(value: object) -> list[Any]:
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    return ["", value if isinstance(value, int) else str(value)]


def _reason(kept: list[Any]) -> Reason:
    code, params = kept
    return Reason.of(code, **{name: _value(*value) for name, value in params.items()})


def _value(kind: str, value: Any) -> object:
    if kind == "date":
        return date.fromisoformat(value)
    return time.fromisoformat(value) if kind == "time" else value
