"""Rule: the yearly rule of a zone's summer time, as its offsets in ten years show it."""

from bisect import bisect_left
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler import clock
from scheduler.errors import N_, InvalidInput, invalid

_NO_RULE = N_(
    "The time zone %(zone)s has no yearly rule that calendars understand. Choose another, as Europe/Stockholm."
)
_LOOKS = [
    int(datetime(year, month, day, tzinfo=UTC).timestamp())
    for year in range(2038, 2048)
    for month in range(1, 13)
    for day in (1, 15)
]
"""Zone files list the changes of a yearly rule to 2037 at most; Morocco's, by Ramadan, go on."""
_WEEK = timedelta(days=7)


class Onset(NamedTuple):
    """When an offset begins each year. Offsets are in seconds east of Greenwich.

    In a month, on the nth (-1 = last) weekday (0 = Monday), so many seconds into the day by the clock before.
    """

    name: str
    is_daylight: bool
    offset_from: int
    offset_to: int
    month: int = 1
    weekday: int = 0
    second: int = 0
    nth: int = 0


@lru_cache(maxsize=64)
def yearly_rule(zone: str) -> tuple[Onset, ...]:
    """The two onsets of a year, that of summer time first; in a zone with one offset one, whose `nth` is 0.

    Raises: InvalidInput (field `zone`) for an unknown zone, or one that changes on other days each year.
    """
    local = clock.zone(zone)
    changes: defaultdict[Onset, list[date]] = defaultdict(list)
    for before, after in pairwise(_LOOKS):
        if _offset(local, before) != _offset(local, after):
            onset, day = _change(local, before, after)
            changes[onset].append(day)
    if not changes:
        offset, name = _offset(local, _LOOKS[0]), datetime.fromtimestamp(_LOOKS[0], local).tzname()
        return (Onset(name or zone, False, offset, offset),)
    onsets = [onset._replace(nth=_nth(days)) for onset, days in changes.items()]
    if len(onsets) != 2 or not all(onset.nth for onset in onsets):
        raise invalid("zone", _NO_RULE, zone=zone)
    return tuple(sorted(onsets, key=lambda onset: not onset.is_daylight))


def has_yearly_rule(zone: str) -> bool:
    """Whether calendars understand the zone."""
    try:
        return bool(yearly_rule(zone))
    except InvalidInput:
        return False


def _offset(local: ZoneInfo, second: int) -> int:
    offset = datetime.fromtimestamp(second, local).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _change(local: ZoneInfo, before: int, after: int) -> tuple[Onset, date]:
    """The change between two instants, without its nth; and its day."""
    old, new = _offset(local, before), _offset(local, after)
    second = before + bisect_left(
        range(before, after), True, key=lambda at: _offset(local, at) == new
    )
    wall, begun = datetime.fromtimestamp(second + old, UTC), datetime.fromtimestamp(second, local)
    into_day = (second + old) % 86_400
    name, is_daylight = begun.tzname() or "", bool(begun.dst())
    onset = Onset(name, is_daylight, old, new, wall.month, wall.weekday(), into_day)
    return onset, wall.date()


def _nth(days: list[date]) -> int:
    """Which of its weekday in the month each of them is, -1 the last; 0 where they differ."""
    numbers = {(day.day - 1) // 7 + 1 for day in days}
    if len(numbers) == 1:
        return numbers.pop()
    return -1 if all((day + _WEEK).month != day.month for day in days) else 0
