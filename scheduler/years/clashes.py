"""Rule: what speaks against a meeting of the plan, and the nearest date of the same weekday that is free of it all.

Every day of it is looked at. A clash is a warning, never a block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.clock import Wall
from scheduler.errors import N_, Fault
from scheduler.years import breaks, days, own
from scheduler.years.breaks import Break
from scheduler.years.days import Finding
from scheduler.years.own import Own
from scheduler.years.store import Busy, Shared

_MOST_WEEKS = 8
"""A date further away than this is no neighbour any more."""

# Of these, a meeting of several days is told once, of its first such day; each holiday has a name of its own.
_TOLD_ONCE = ("weekend", "christmas", "july", "break ")

_SHARED_AT = N_(
    "%(n)s of the members also sit on %(council)s, which meets on the same day at %(time)s."
)
_SHARED_ON = N_("%(n)s of the members also sit on %(council)s, which meets on %(day)s at %(time)s.")
_ELSEWHERE = N_("%(name)s has “%(title)s” on the same day.")
_ELSEWHERE_AT = N_("%(name)s has “%(title)s” on the same day at %(time)s.")
_ELSEWHERE_ON = N_("%(name)s has “%(title)s” on %(day)s.")
_ELSEWHERE_ON_AT = N_("%(name)s has “%(title)s” on %(day)s at %(time)s.")


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


def against(one: Own, around: Around, others: Collection[Own]) -> tuple[Finding, ...]:
    """Everything that speaks against the meeting, where the council's others are `others`."""
    return tuple(_against(one, around, others))


def nearest(one: Own, around: Around, others: Collection[Own]) -> date | None:
    """The nearest date of the same weekday and year that nothing speaks against; of two as near, the later.

    None where there is none within eight weeks.
    """
    day = one.first_on
    for weeks in range(1, _MOST_WEEKS + 1):
        for step in (weeks, -weeks):
            other = day + timedelta(weeks=step)
            if other.year != day.year or other <= around.today:
                continue
            if next(_against(one.on(other), around, others), None) is None:
                return other
    return None


def _against(one: Own, around: Around, others: Collection[Own]) -> Iterator[Finding]:
    yield from _of_days(one, around)
    yield from own.against(one, others)
    for shared in around.shared:
        if one.meets(shared.starts.date, shared.last_on):
            yield _shared(shared, one)
    for busy in around.busy:
        if one.meets(busy.first_on, busy.last_on):
            yield _busy(busy, one)


def _of_days(one: Own, around: Around) -> Iterator[Finding]:
    told = set[str]()
    for day in one.days():
        for finding in (*days.of(day, around.country), *breaks.against(day, around.breaks)):
            if finding.key not in told or not finding.key.startswith(_TOLD_ONCE):
                told.add(finding.key)
                yield finding


def _shared(shared: Shared, one: Own) -> Finding:
    params = {"n": shared.people, "council": shared.council, "time": shared.starts.time}
    fault = Fault(_SHARED_AT, params)
    if shared.last_on or one.last_on > one.first_on:
        fault = Fault(_SHARED_ON, params | {"day": shared.starts.date})
    return Finding(f"council {shared.slug}", fault)


def _busy(busy: Busy, one: Own) -> Finding:
    """Of a meeting of several days it is told which day; what takes whole days is told of the first they share."""
    key = f"calendar {busy.calendar_id}"
    params: dict[str, object] = {"name": busy.name, "title": busy.title}
    several = one.last_on > one.first_on
    if busy.starts is None:
        day = max(busy.first_on, one.first_on)
        return Finding(
            key,
            Fault(_ELSEWHERE_ON, params | {"day": day}) if several else Fault(_ELSEWHERE, params),
        )
    params["time"] = busy.starts.time
    if several or busy.first_on != one.first_on:
        return Finding(key, Fault(_ELSEWHERE_ON_AT, params | {"day": busy.first_on}))
    return Finding(key, Fault(_ELSEWHERE_AT, params))


def today(now: datetime, zone: str) -> date:
    return Wall.at(now, zone).date
