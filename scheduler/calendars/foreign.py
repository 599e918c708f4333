"""Rule: somebody else's calendar (RFC 5545) as the days and hours it takes, within bounds and without trust.

Some files take hours to read whatever is counted here: `bounded` runs this in the reader's own process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import icalendar

from scheduler.calendars import repeats, sieve
from scheduler.calendars.repeats import MOST_REPEATS, Days
from scheduler.clock import Wall, zone
from scheduler.errors import N_, Fault, InvalidInput

MOST_EVENTS, MOST_OCTETS = 5000, 5_000_000
_LONGEST = timedelta(days=60)
"""Days one event may take: a longer one says nothing of when its body meets."""

_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
FAULTS: dict[str, str] = {
    "not_ics": N_("The file is not a calendar. Choose one that ends in .ics."),
    "large": N_(
        "The calendar is larger than %(mb)s MB. Choose a smaller one, such as that of one year."
    ),
    "heavy": N_(
        "The calendar takes more time or memory to read than it may. Choose a smaller one, such as that of one year."
    ),
    "busy": N_("Other files are being read right now. Try again in a minute."),
}


class Unreadable(InvalidInput):
    """`reason` is a key of FAULTS."""

    def __init__(self, reason: str, field: str):
        super().__init__({field: Fault(FAULTS[reason], {"mb": MOST_OCTETS // 1_000_000})})
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Event:
    """One occasion. Without `starts` it takes whole days, `first_on` to `last_on`."""

    title: str
    place: str
    first_on: date
    last_on: date
    starts: Wall | None
    ends: Wall | None
    is_cancelled: bool
    is_free: bool = False
    """It takes nobody's time (TRANSP:TRANSPARENT), as a last day for something."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The events of the days that were asked for, in order.

    `unread` are the titles of those whose time could not be read, `over` counts those that were over before the first
    day; `is_cut` where there were more than we read.
    """

    events: list[Event]
    unread: tuple[str, ...]
    over: int
    is_cut: bool


def read(
    octets: bytes, *, zone_name: str, first_on: date, last_on: date, field: str = "file"
) -> list[Event]:
    """What it holds between the two days, in order, at the wall clock of the zone.

    A rule of repetition is followed within the days where it is an ordinary one. Raises: Unreadable (`field`).
    """
    return whole(octets, Days(first_on, last_on), zone_name=zone_name, field=field).events


def whole(octets: bytes, days: Days, *, zone_name: str, field: str = "file") -> Calendar:
    """The same, with what could not be read of it. Raises: Unreadable (`field`)."""
    if len(octets) > MOST_OCTETS:
        raise Unreadable("large", field)
    thin, over = sieve.thin(octets, days.first_on)
    parts = _parts(thin, field)
    moved = _moved(parts[:MOST_EVENTS])
    events: list[Event] = []
    unread: list[str] = []
    for part in parts[:MOST_EVENTS]:
        if len(events) > MOST_EVENTS:
            break
        try:
            found = list(islice(_events(part, moved, zone_name, days), MOST_REPEATS))
        except _BROKEN:  # it is told of, and the others stand
            unread.append(_title(part))
            continue
        events += found
        over += not found and "RECURRENCE-ID" not in part and _day(part) < days.first_on
    events.sort(key=lambda one: (one.first_on, one.starts.time if one.starts else time(0)))
    is_cut = len(parts) > MOST_EVENTS or len(events) > MOST_EVENTS
    return Calendar(events[:MOST_EVENTS], tuple(unread), over, is_cut)


def _parts(octets: bytes, field: str) -> list[Any]:
    try:
        calendars = icalendar.Calendar.from_ical(octets, multiple=True)
    except _BROKEN as error:
        raise Unreadable("not_ics", field) from error
    calendars = [one for one in calendars if one.name == "VCALENDAR"]
    if not calendars:
        raise Unreadable("not_ics", field)
    return [part for calendar in calendars for part in calendar.walk("VEVENT")]


def _moved(parts: list[Any]) -> set[tuple[str, datetime | date]]:
    """The occasions that stand by themselves at another time."""
    moved = set[tuple[str, datetime | date]]()
    for part in parts:
        with suppress(*_BROKEN):
            if "RECURRENCE-ID" in part:
                moved.add((str(part.get("UID", "")), repeats.plain(_value(part, "RECURRENCE-ID"))))
    return moved


def _events(
    part: Any, moved: set[tuple[str, datetime | date]], zone_name: str, days: Days
) -> Iterator[Event]:
    """Raises: one of _BROKEN where its time cannot be read."""
    begins = _value(part, "DTSTART")
    if not isinstance(begins, date):
        raise ValueError("no start")
    length = _length(part, begins)
    uid = str(part.get("UID", ""))
    for start in repeats.starts(part, begins, days, zone_name):
        if "RECURRENCE-ID" not in part and (uid, repeats.plain(start.at)) in moved:
            continue
        event = _event(part, start.at, length if start.length is None else start.length, zone_name)
        if event.first_on <= days.last_on and event.last_on >= days.first_on:
            yield event


def _event(part: Any, start: date | datetime, length: timedelta, zone_name: str) -> Event:
    title, place = _text(part, "SUMMARY"), _text(part, "LOCATION")
    off = str(part.get("STATUS", "")).upper() == "CANCELLED"
    free = str(part.get("TRANSP", "")).upper() == "TRANSPARENT"
    length = min(max(length, timedelta(0)), _LONGEST)
    if not isinstance(start, datetime):
        last = start + max(length - timedelta(days=1), timedelta(0))
        return Event(title, place, start, last, None, None, off, free)
    starts = _wall(start, zone_name)
    ends = _wall(start + length, zone_name) if length else None
    last = ends.date if ends and ends.time > time(0) else starts.date
    return Event(title, place, starts.date, last, starts, ends, off, free)


def _value(part: Any, key: str) -> Any:
    found = part.get(key)
    return getattr(found[0] if isinstance(found, list) else found, "dt", None)


def _length(part: Any, begins: date) -> timedelta:
    ends, duration = _value(part, "DTEND"), _value(part, "DURATION")
    if isinstance(duration, timedelta):
        return duration
    if isinstance(ends, datetime) and isinstance(begins, datetime):
        if (ends.tzinfo is None) != (begins.tzinfo is None):
            return timedelta(0)
        return ends - begins
    if isinstance(ends, date) and not isinstance(ends, datetime) and not isinstance(begins, datetime):  # fmt: skip
        return ends - begins
    return timedelta(0) if isinstance(begins, datetime) else timedelta(days=1)


def _wall(at: datetime, zone_name: str) -> Wall:
    """A time without a zone is of the wall clock where it is read (RFC 5545 §3.3.5)."""
    aware = at if at.tzinfo else at.replace(tzinfo=zone(zone_name))
    return Wall.at(aware.astimezone(UTC), zone_name)


def _day(part: Any) -> date:
    begins: date = _value(part, "DTSTART")
    return begins.date() if isinstance(begins, datetime) else begins


def _title(part: Any) -> str:
    try:
        return _text(part, "SUMMARY")
    except _BROKEN:
        return ""


def _text(part: Any, key: str) -> str:
    found = part.get(key, "")
    text = str(found[0] if isinstance(found, list) and found else found)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
