"""Rule: what speaks against a date of the plan, and the nearest date of the same weekday that nothing speaks against.

A clash is a warning, never a block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.clock import Wall
from scheduler.errors import N_, Fault
from scheduler.years import breaks, days
from scheduler.years.breaks import Break
from scheduler.years.days import Finding

_MOST_WEEKS = 8
"""A date further away than this is no neighbour any more."""

_SAME_WEEK = N_("There is another meeting in the same week, %(other)s.")
_SHARED_AT = N_(
    "%(n)s of the members also sit on %(council)s, which meets on the same day at %(time)s."
)
_ELSEWHERE = N_("%(name)s has “%(title)s” on the same day.")
_ELSEWHERE_AT = N_("%(name)s has “%(title)s” on the same day at %(time)s.")


@dataclass(frozen=True, slots=True)
class Shared:
    """A meeting of another council of the installation, and how many sit on both that day."""

    slug: str
    council: str
    starts: Wall
    people: int


@dataclass(frozen=True, slots=True)
class Busy:
    """Something in another body's calendar; without `starts` it takes the whole day, or several."""

    calendar_id: int
    name: str
    title: str
    first_on: date
    last_on: date
    starts: Wall | None


@dataclass(frozen=True, slots=True)
class Around:
    """All that dates are compared with, beside each other."""

    country: str
    today: date
    breaks: Sequence[Break] = ()
    shared: Sequence[Shared] = ()
    busy: Sequence[Busy] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """What speaks against one day, and the nearest one of its weekday that nothing speaks against."""

    findings: tuple[Finding, ...]
    nearest: date | None


def against(day: date, around: Around, planned: Collection[date]) -> tuple[Finding, ...]:
    """Everything that speaks against `day`, where the plan's other dates are `planned`."""
    return tuple(_against(day, around, planned))


def nearest(day: date, around: Around, planned: Collection[date]) -> date | None:
    """The nearest date of the same weekday and year that nothing speaks against; of two as near, the later.

    None where there is none within eight weeks.
    """
    for weeks in range(1, _MOST_WEEKS + 1):
        for step in (weeks, -weeks):
            other = day + timedelta(weeks=step)
            if other.year != day.year or other <= around.today:
                continue
            if next(_against(other, around, planned), None) is None:
                return other
    return None


def _against(day: date, around: Around, planned: Collection[date]) -> Iterator[Finding]:
    yield from days.of(day, around.country)
    yield from breaks.against(day, around.breaks)
    week = day.isocalendar()[:2]
    for other in sorted(planned):
        if other != day and other.isocalendar()[:2] == week:
            yield Finding(f"week {other.isoformat()}", Fault(_SAME_WEEK, {"other": other}))
    for one in around.shared:
        if one.starts.date == day:
            params = {"n": one.people, "council": one.council, "time": one.starts.time}
            yield Finding(f"council {one.slug}", Fault(_SHARED_AT, params))
    for busy in around.busy:
        if busy.first_on <= day <= busy.last_on:
            yield _busy(busy)


def _busy(busy: Busy) -> Finding:
    key = f"calendar {busy.calendar_id}"
    params: dict[str, object] = {"name": busy.name, "title": busy.title}
    if busy.starts is None:
        return Finding(key, Fault(_ELSEWHERE, params))
    return Finding(key, Fault(_ELSEWHERE_AT, params | {"time": busy.starts.time}))


def today(now: datetime, zone: str) -> date:
    return Wall.at(now, zone).date
