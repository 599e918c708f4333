"""Rule: when an event of another's calendar is held: its start, what its rule gives, what is added and taken away.

Source: RFC 5545 §3.3.10, §3.8.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, dropwhile, islice
from typing import Any

import icalendar
from dateutil.rrule import rrulestr

from scheduler.clock import zone

MOST_REPEATS = 500
_MOST_COUNT = 5000
_FAR_BACK = timedelta(days=366 * 20)
_SLOW_PARTS = ("BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYEASTER")
_STEPS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last; a rule without an end is followed in `endless_in` alone, where a year is given.

    An endless rule that begins after that year is followed in the year of its beginning.
    """

    first_on: date
    last_on: date
    endless_in: int | None = None

    def of_rule(self, rule: Any, begins: date) -> tuple[date, date]:
        if self.endless_in is None or "UNTIL" in rule or "COUNT" in rule:
            return self.first_on, self.last_on
        year = max(self.endless_in, begins.year)
        return date(year, 1, 1), date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Start:
    """One time it is held; with `length` where that is its own."""

    at: date
    length: timedelta | None = None


def starts(part: Any, begins: date, days: Days, zone_name: str) -> Iterator[Start]:
    """Each once. A rule that begins long before the days, or would take long to follow, gives its first alone."""
    gone = {plain(_like(begins, one)) for one in _dates(part, "EXDATE")}
    for start in chain(_by_rule(part, begins, days, zone_name), _added(part, begins)):
        if (key := plain(start.at)) not in gone:
            gone.add(key)
            yield start


def plain(at: Any) -> Any:
    """For comparing: aware times as UTC."""
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else at


def _by_rule(part: Any, begins: date, days: Days, zone_name: str) -> Iterator[Start]:
    rule = part.get("RRULE")
    # Followed without a zone: the same wall clock all year, as the rule means it (RFC 5545 §3.3.10).
    wall = _at_wall(begins, time(0))
    is_near = days.first_on - _FAR_BACK < wall.date() <= days.last_on
    if rule is None or isinstance(rule, list) or not _is_ordinary(rule) or not is_near:
        yield Start(begins)
        return
    first_on, last_on = days.of_rule(rule, begins)
    until = datetime.combine(last_on, time(23, 59))
    ends = _until(rule, begins, zone_name)
    ordinary: Any = icalendar.vRecur({k: v for k, v in rule.items() if k not in ("UNTIL", "COUNT")})
    text = f"{ordinary.to_ical().decode()};UNTIL={min(ends or until, until):%Y%m%dT%H%M%S}"
    since = datetime.combine(first_on - timedelta(days=1), time(0))
    count = rule.get("COUNT", [None])[0]
    try:
        times = rrulestr(text, dtstart=wall if count else _nearer(wall, rule, since))
    except (ValueError, TypeError, OverflowError):
        yield Start(begins)
        return
    within = dropwhile(lambda at: at < since, islice(times, count))
    yield from (Start(_like(begins, at)) for at in islice(within, MOST_REPEATS))


def _nearer(wall: datetime, rule: Any, since: datetime) -> datetime:
    """A start from which a daily or weekly rule gives the same times after `since`, without those before."""
    step = _STEPS.get(str(rule["FREQ"][0]).upper())
    if step is None or wall >= since:
        return wall
    step *= int(rule.get("INTERVAL", [1])[0])
    return wall + (since - wall) // step * step


def _added(part: Any, begins: date) -> Iterator[Start]:
    """The times of RDATE: days, times, or periods, which have a length of their own."""
    for value in _dates(part, "RDATE"):
        if isinstance(value, tuple):
            at, ends = value
            yield Start(_like(begins, at), ends if isinstance(ends, timedelta) else ends - at)
        else:
            yield Start(_like(begins, value))


def _like(begins: date, at: Any) -> date:
    """As the event's own start is written: a day alone is that day at its hour, a time without zone is in its zone."""
    if not isinstance(begins, datetime):
        day: date = at.date() if isinstance(at, datetime) else at
        return day
    if not isinstance(at, datetime):
        return datetime.combine(at, begins.timetz())
    return at if at.tzinfo else at.replace(tzinfo=begins.tzinfo)


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
    return bool(0 < count <= _MOST_COUNT and interval > 0)


def _dates(part: Any, key: str) -> Iterator[Any]:
    found = part.get(key, [])
    for one in found if isinstance(found, list) else [found]:
        for value in getattr(one, "dts", ()):
            if isinstance(value.dt, date | tuple):
                yield value.dt
