"""Rule: somebody else's calendar (RFC 5545) as the days and hours it takes, within bounds and without trust."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import icalendar
from dateutil.rrule import rrulestr

from scheduler.clock import Wall, zone
from scheduler.errors import N_, invalid

MOST_EVENTS, MOST_REPEATS, MOST_OCTETS = 5000, 500, 2_000_000
_LONGEST = timedelta(days=60)
"""Days one event may take: a longer one says nothing of when its body meets."""

_FAR_BACK = timedelta(days=366 * 20)
_SLOW_PARTS = ("BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYEASTER")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
_NOT_ICS = N_("The file is not a calendar. Choose one that ends in .ics.")


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


def read(
    octets: bytes, *, zone_name: str, first_on: date, last_on: date, field: str = "file"
) -> list[Event]:
    """What it holds between the two days, in order, at the wall clock of the zone.

    A rule of repetition is followed within the days where it is an ordinary one. Raises: InvalidInput (`field`) where
    it is no calendar.
    """
    try:
        calendars = icalendar.Calendar.from_ical(octets[:MOST_OCTETS], multiple=True)
    except _BROKEN as error:
        raise invalid(field, _NOT_ICS) from error
    calendars = [one for one in calendars if one.name == "VCALENDAR"]
    if not calendars:
        raise invalid(field, _NOT_ICS)
    parts = (part for calendar in calendars for part in calendar.walk("VEVENT"))
    components = list(islice(parts, MOST_EVENTS))
    moved = set[tuple[str, datetime | date]]()
    for part in components:
        with suppress(*_BROKEN):
            if "RECURRENCE-ID" in part:
                moved.add((str(part.get("UID", "")), _plain(_value(part, "RECURRENCE-ID"))))
    events: list[Event] = []
    for part in components:
        with suppress(*_BROKEN):  # an event that cannot be read says nothing; the others stand
            found = _events(part, moved, zone_name, first_on, last_on)
            events += list(islice(found, MOST_REPEATS))
    events.sort(key=lambda one: (one.first_on, one.starts.time if one.starts else time(0)))
    return events[:MOST_EVENTS]


def _events(
    part: Any, moved: set[tuple[str, datetime | date]], zone_name: str, first_on: date, last_on: date
) -> Iterator[Event]:  # fmt: skip
    begins = _value(part, "DTSTART")
    if not isinstance(begins, date):
        return
    length = _length(part, begins)
    uid = str(part.get("UID", ""))
    for start in _starts(part, begins, first_on, last_on, zone_name):
        if "RECURRENCE-ID" not in part and (uid, _plain(start)) in moved:
            continue
        event = _event(part, start, length, zone_name)
        if event.first_on <= last_on and event.last_on >= first_on:
            yield event


def _event(part: Any, start: date | datetime, length: timedelta, zone_name: str) -> Event:
    title, place = _text(part, "SUMMARY"), _text(part, "LOCATION")
    off = str(part.get("STATUS", "")).upper() == "CANCELLED"
    length = min(max(length, timedelta(0)), _LONGEST)
    if not isinstance(start, datetime):
        last = start + max(length - timedelta(days=1), timedelta(0))
        return Event(title, place, start, last, None, None, off)
    starts = _wall(start, zone_name)
    ends = _wall(start + length, zone_name) if length else None
    last = ends.date if ends and ends.time > time(0) else starts.date
    return Event(title, place, starts.date, last, starts, ends, off)


def _starts(
    part: Any, begins: date, first_on: date, last_on: date, zone_name: str
) -> Iterator[date | datetime]:
    """The start, or those that its rule gives within the days, without the exceptions."""
    rule = part.get("RRULE")
    # Followed without a zone: the same wall clock all year, as the rule means it (RFC 5545 §3.3.10).
    wall = _at_wall(begins, time(0))
    is_near = first_on - _FAR_BACK < wall.date() <= last_on
    if rule is None or isinstance(rule, list) or not _is_ordinary(rule) or not is_near:
        yield begins
        return
    until = datetime.combine(last_on, time(23, 59))
    ends = _until(rule, begins, zone_name)
    ordinary: Any = icalendar.vRecur({k: v for k, v in rule.items() if k != "UNTIL"})
    text = ordinary.to_ical().decode()
    if "COUNT" not in rule:
        text += f";UNTIL={min(ends or until, until):%Y%m%dT%H%M%S}"
    try:
        times = rrulestr(text, dtstart=wall)
    except (ValueError, TypeError):
        yield begins
        return
    gone = {_plain(one) for one in _dates(part, "EXDATE")}
    since = datetime.combine(first_on - timedelta(days=1), time(0))
    for at in islice(times.xafter(since, inc=True), MOST_REPEATS):
        if at > until:
            return
        start = at.replace(tzinfo=begins.tzinfo) if isinstance(begins, datetime) else at.date()
        if _plain(start) not in gone:
            yield start


def _until(rule: Any, begins: date, zone_name: str) -> datetime | None:
    """The last moment of the rule, at the wall clock of the event."""
    given = rule.get("UNTIL", [None])[0]
    if isinstance(given, datetime) and given.tzinfo:
        here = begins.tzinfo if isinstance(begins, datetime) else None
        given = given.astimezone(here or zone(zone_name))
    return _at_wall(given, time(23, 59)) if isinstance(given, date) else None


def _at_wall(at: date, otherwise: time) -> datetime:
    """Without its zone; a whole day at the time of day `otherwise`."""
    return at.replace(tzinfo=None) if isinstance(at, datetime) else datetime.combine(at, otherwise)


def _is_ordinary(rule: Any) -> bool:
    """Rules that would take long to follow are not: their first occasion stands alone."""
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    if frequency not in _FREQUENCIES or any(part in rule for part in _SLOW_PARTS):
        return False
    count, interval = rule.get("COUNT", [1])[0], rule.get("INTERVAL", [1])[0]
    return bool(0 < count <= MOST_EVENTS and interval > 0)


def _dates(part: Any, key: str) -> Iterator[date]:
    found = part.get(key, [])
    for one in found if isinstance(found, list) else [found]:
        for value in getattr(one, "dts", ()):
            if isinstance(value.dt, date):
                yield value.dt


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


def _plain(at: Any) -> Any:
    """For comparing: aware times as UTC."""
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else at


def _text(part: Any, key: str) -> str:
    found = part.get(key, "")
    text = str(found[0] if isinstance(found, list) and found else found)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
