"""What speaks against a meeting of the plan, and the nearest date of the same weekday that is free of it all.

Every day of it is looked at. A clash is a warning, never a block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault
from scheduler.years import breaks, days, store
from scheduler.years.breaks import Span

_MOST_WEEKS = 8
"""A date further away than this is no neighbour any more."""
_MOST_DAYS = 31
"""No meeting is longer: the days after these are a slip of the pen."""

_BREAK = N_("%(date)s is in a school holiday: %(name)s.")
_SAME_TIME = N_("There is another meeting at the same time, %(other)s.")
_SAME_DAY = N_("There is another meeting on the same day, %(other)s.")
_SAME_WEEK = N_("There is another meeting in the same week, %(other)s.")
_SHARED = N_("%(n)s of the members also sit on %(council)s, which meets on %(when)s.")
_ELSEWHERE = N_("%(name)s has “%(title)s” on %(when)s.")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting from its first day to its last, with its hours where it has any.

    `text` and `params` say what one is that is not the council's own.
    """

    first_on: date
    last_on: date
    starts: Wall | None = None
    ends: Wall | None = None
    text: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date) -> Occasion:
        """A meeting of one day whose hours are not known."""
        return cls(day, day)

    @classmethod
    def at(cls, starts: Wall, ends: Wall) -> Occasion:
        """One that ends at midnight has no part of the day that begins then."""
        last = ends.date - timedelta(days=ends.time == time(0))
        return cls(starts.date, max(starts.date, last), starts, ends)

    def days(self) -> Iterator[date]:
        for n in range(min((self.last_on - self.first_on).days + 1, _MOST_DAYS)):
            yield self.first_on + timedelta(days=n)

    def meets(self, other: Occasion) -> bool:
        """True where they share a day."""
        return other.first_on <= self.last_on and self.first_on <= other.last_on

    def overlaps(self, other: Occasion) -> bool:
        if not (self.starts and self.ends and other.starts and other.ends):
            return False
        return self.starts.utc() < other.ends.utc() and other.starts.utc() < self.ends.utc()

    def moved(self, weeks: int) -> Occasion:
        """The same at the same hours, so many weeks later."""
        step = timedelta(weeks=weeks)
        starts, ends = (
            replace(wall, date=wall.date + step) if wall else None
            for wall in (self.starts, self.ends)
        )
        return Occasion(self.first_on + step, self.last_on + step, starts, ends)


@dataclass(frozen=True, slots=True)
class Around:
    """All that dates of a year are compared with, beside each other.

    `breaks` are the year's school holidays by name. `elsewhere` is not of the council itself.
    """

    country: str
    today: date
    breaks: Sequence[tuple[str, Span]] = ()
    elsewhere: Sequence[Occasion] = ()


def load_around(session: Session, council: Council, year: int, *, now: datetime) -> Around:
    """What the dates of a year are compared with."""
    school = store.school_breaks(session, council.id)
    elsewhere = [
        replace(
            Occasion.at(meeting.starts, meeting.ends),
            text=_SHARED,
            params={"n": n, "council": other.name},
        )
        for meeting, other, n in store.shared_meetings(session, council.id, year)
    ]
    for event, calendar in store.foreign_events(session, council.id, year):
        starts = Wall.at(event.starts.utc(), council.zone) if event.starts else None
        params = {"name": calendar.name, "title": event.title}
        elsewhere.append(Occasion(event.first_on, event.last_on, starts, None, _ELSEWHERE, params))
    kept = breaks.in_year(school.text, year) if school else ()
    return Around(council.country, Wall.at(now, council.zone).date, kept, elsewhere)


def findings(one: Occasion, around: Around, others: Collection[Occasion]) -> tuple[Fault, ...]:
    """Everything that speaks against the meeting, where the council's others are `others`.

    What holds for several of its days is told of the first.
    """
    told: dict[tuple[str, object], Fault] = {}
    for day in one.days():
        for fault in (*days.against(day, around.country), *_breaks(day, around)):
            told.setdefault((fault.text, fault.params.get("name")), fault)
    return (*told.values(), *_of_own(one, others), *_elsewhere(one, around))


def nearest(one: Occasion, around: Around, others: Collection[Occasion]) -> date | None:
    """The nearest date of the same weekday and year that nothing speaks against; of two as near, the later.

    None where there is none within eight weeks.
    """
    for n in range(1, _MOST_WEEKS + 1):
        for other in (one.moved(n), one.moved(-n)):
            day = other.first_on
            is_possible = day.year == one.first_on.year and day > around.today
            if is_possible and not findings(other, around, others):
                return day
    return None


def _breaks(day: date, around: Around) -> Iterator[Fault]:
    for name, (first, last) in around.breaks:
        if first <= day <= last:
            yield Fault(_BREAK, {"date": day, "name": name})


def _elsewhere(one: Occasion, around: Around) -> Iterator[Fault]:
    for other in filter(one.meets, around.elsewhere):
        when = other.starts or max(other.first_on, one.first_on)
        yield Fault(other.text, {**other.params, "when": when})


def _of_own(one: Occasion, others: Collection[Occasion]) -> Iterator[Fault]:
    """Of each of the others that is near, the nearest thing that can be said."""
    monday = one.first_on - timedelta(days=one.first_on.weekday())
    sunday = one.last_on + timedelta(days=6 - one.last_on.weekday())
    near = [other for other in others if other.first_on <= sunday and monday <= other.last_on]
    for other in sorted(near, key=lambda other: (other.first_on, str(other.starts))):
        text = _SAME_WEEK
        if one.meets(other):
            text = _SAME_TIME if one.overlaps(other) else _SAME_DAY
        yield Fault(text, {"other": other.starts or other.first_on})
