"""Rule: the council's own meetings beside each other: at the same time, on the same day, in the same week."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from scheduler.clock import Wall
from scheduler.errors import N_, Fault
from scheduler.years.days import Finding

_MOST_DAYS = 31
"""No meeting is longer: the days after these are a slip of the pen."""

_SAME_TIME = N_("There is another meeting at the same time, %(other)s.")
_SAME_DAY = N_("There is another meeting on the same day, %(other)s.")
_SAME_WEEK = N_("There is another meeting in the same week, %(other)s.")


@dataclass(frozen=True, slots=True)
class Own:
    """One of our own meetings, from its first day to its last; with its hours where it has any."""

    first_on: date
    last_on: date
    starts: Wall | None = None
    ends: Wall | None = None

    @classmethod
    def day(cls, day: date) -> Own:
        """A meeting of one day whose hours are not known."""
        return cls(day, day)

    @classmethod
    def at(cls, starts: Wall, ends: Wall) -> Own:
        """One that ends at midnight has no part of the day that begins then."""
        last = ends.date - timedelta(days=ends.time == time(0))
        return cls(starts.date, max(starts.date, last), starts, ends)

    def days(self) -> Iterator[date]:
        for n in range(min((self.last_on - self.first_on).days + 1, _MOST_DAYS)):
            yield self.first_on + timedelta(days=n)

    def meets(self, first_on: date, last_on: date | None) -> bool:
        """True where a day of it is among these."""
        return first_on <= self.last_on and self.first_on <= (last_on or first_on)

    def on(self, day: date) -> Own:
        """The same at the same hours, from another day."""
        step = day - self.first_on
        starts, ends = self.starts, self.ends
        return Own(
            day,
            self.last_on + step,
            replace(starts, date=starts.date + step) if starts else None,
            replace(ends, date=ends.date + step) if ends else None,
        )


def against(one: Own, others: Collection[Own]) -> Iterator[Finding]:
    """Of each of the others that is near, the nearest thing that can be said."""
    monday, sunday = _monday(one.first_on), _monday(one.last_on) + timedelta(days=6)
    near = (other for other in others if other.first_on <= sunday and monday <= other.last_on)
    for other in sorted(near, key=_order):
        if _overlap(one, other):
            yield _finding("time", _SAME_TIME, other, one)
        elif one.meets(other.first_on, other.last_on):
            yield _finding("day", _SAME_DAY, other, one)
        else:
            day = other.first_on
            yield Finding(f"week {day.isoformat()}", Fault(_SAME_WEEK, {"other": day}))


def _finding(key: str, text: str, other: Own, one: Own) -> Finding:
    """It names the hour of the other; where that is on none of our days, the day they share."""
    when: object = other.starts or other.first_on
    if other.first_on < one.first_on and key == "day":
        when = one.first_on
    name = other.starts.text() if other.starts else other.first_on.isoformat()
    return Finding(f"{key} {name}", Fault(text, {"other": when}))


def _overlap(one: Own, other: Own) -> bool:
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return one.starts.utc() < other.ends.utc() and other.starts.utc() < one.ends.utc()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _order(one: Own) -> tuple[date, time]:
    return one.first_on, one.starts.time if one.starts else time(0)
