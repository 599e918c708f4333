"""What speaks against a meeting of the plan, and the nearest date of the same weekday that is free of it all.

A day may be a holiday, an eve, a klämdag, of a weekend or July, in a school holiday, or taken by other meetings.
Every day of it is looked at. A clash is a warning, never a block.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Self

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault
from scheduler.language import Word
from scheduler.workdays import Workdays, free_days
from scheduler.years import breaks, store

_MOST_WEEKS = 8
"""A date further away than this is no neighbour any more."""
_MOST_DAYS = 31
"""No meeting is longer: the days after these are a slip of the pen."""
_ONE_DAY = timedelta(days=1)
_JULY, _SATURDAY = 7, 5

# Words of the catalogue, as the package writes them.
NAMES = (
    N_("New Year's Day"), N_("Epiphany"), N_("Good Friday"), N_("Easter Sunday"), N_("Easter Monday"),
    N_("May Day"), N_("Ascension Day"), N_("National Day"), N_("Pentecost"), N_("Midsummer Day"),
    N_("All Saints' Day"), N_("Christmas Day"), N_("Second Day of Christmas"), N_("Midsummer Eve"),
    N_("Christmas Eve"), N_("New Year's Eve"),
)  # fmt: skip

_HOLIDAY = N_("%(date)s is a holiday: %(name)s.")
_EVE = N_("%(date)s is the day before a holiday: %(name)s.")
_BRIDGE = N_("%(date)s is a single working day between days off (klämdag).")
_CHRISTMAS = N_("%(date)s is between Christmas and New Year.")
_WEEKEND = N_("%(date)s is a weekend.")
_IN_JULY = N_("%(date)s is in July, when many are on holiday.")
_BREAK = N_("%(when)s is in a school holiday: %(name)s.")
_SAME_TIME = N_("There is another meeting at the same time, %(other)s.")
_SAME_DAY = N_("There is another meeting on the same day, %(other)s.")
_SAME_WEEK = N_("There is another meeting in the same week, %(other)s.")
_SHARED = N_("%(n)s of the members also sit on %(council)s, which meets on %(when)s.")
_ELSEWHERE = N_("%(name)s has “%(title)s” on %(when)s.")


class Occasion(NamedTuple):
    """A meeting, or something else, from its first day to its last, with its hours where it has any."""

    first_on: date
    last_on: date
    starts: Wall | None = None
    ends: Wall | None = None

    @classmethod
    def at(cls, starts: Wall, ends: Wall) -> Self:
        """One that ends at midnight has no part of the day that begins then."""
        last = ends.date - timedelta(days=ends.time == time(0))
        return cls(starts.date, max(starts.date, last), starts, ends)

    def days(self) -> Iterator[date]:
        for n in range(min((self.last_on - self.first_on).days + 1, _MOST_DAYS)):
            yield self.first_on + timedelta(days=n)

    def meets(self, other: Self) -> bool:
        """True where they share a day."""
        return other.first_on <= self.last_on and self.first_on <= other.last_on

    def overlaps(self, other: Self) -> bool:
        if not (self.starts and self.ends and other.starts and other.ends):
            return False
        return self.starts.utc() < other.ends.utc() and other.starts.utc() < self.ends.utc()


class Around(NamedTuple):
    """All that dates of a year are compared with, beside each other.

    `events` are not of the council itself: each with the sentence that tells of it, which is also given its `when`.
    """

    country: str
    today: date
    events: Sequence[tuple[Occasion, str, Mapping[str, object]]] = ()


def load_around(session: Session, council: Council, year: int, *, now: datetime) -> Around:
    """What the dates of a year are compared with."""
    events: list[tuple[Occasion, str, Mapping[str, object]]] = []
    if school := store.school_breaks(session, council.id):
        for name, span in breaks.in_year(school.text, year):
            events.append((Occasion(*span), _BREAK, {"name": name}))
    for meeting, other, n in store.shared_meetings(session, council.id, year):
        occasion = Occasion.at(meeting.starts, meeting.ends)
        events.append((occasion, _SHARED, {"n": n, "council": other.name}))
    for event, calendar in store.foreign_events(session, council.id, year):
        starts = Wall.at(event.starts.utc(), council.zone) if event.starts else None
        occasion = Occasion(event.first_on, event.last_on, starts)
        events.append((occasion, _ELSEWHERE, {"name": calendar.name, "title": event.title}))
    return Around(council.country, Wall.at(now, council.zone).date, events)


def findings(one: Occasion, around: Around, others: Collection[Occasion]) -> tuple[Fault, ...]:
    """Everything that speaks against the meeting, where the council's others are `others`.

    What holds for several of its days is told of the first.
    """
    told: dict[tuple[str, object], Fault] = {}
    for day in one.days():
        for fault in against_day(day, around.country):
            told.setdefault((fault.text, fault.params.get("name")), fault)
    return (*told.values(), *_of_others(one, around), *_of_own(one, others))


def against_day(day: date, country: str) -> Iterator[Fault]:
    """What the country's calendar has against the day; nothing on an ordinary working day."""
    before, after, free = day - _ONE_DAY, day + _ONE_DAY, Workdays(country)
    if free.is_holiday(day):
        yield Fault(_HOLIDAY, {"date": day, "name": _name(day, country)})
    elif day.weekday() >= _SATURDAY:
        yield Fault(_WEEKEND, {"date": day})
    elif free.is_holiday(after):  # many leave early
        yield Fault(_EVE, {"date": day, "name": _name(after, country)})
    elif day.month == 12 and 27 <= day.day <= 30:
        yield Fault(_CHRISTMAS, {"date": day})
    elif free.is_free(before) and free.is_free(after):
        yield Fault(_BRIDGE, {"date": day})
    if day.month == _JULY:
        yield Fault(_IN_JULY, {"date": day})


def _name(holiday: date, country: str) -> Word:
    return Word(free_days(country, holiday.year)[holiday] or "–")


def nearest(one: Occasion, around: Around, others: Collection[Occasion]) -> date | None:
    """The nearest date of the same weekday and year that nothing speaks against; of two as near, the later.

    None where there is none within eight weeks.
    """
    for n in range(1, _MOST_WEEKS + 1):
        for step in (timedelta(weeks=n), timedelta(weeks=-n)):
            other = Occasion(one.first_on + step, one.last_on + step)
            is_possible = other.first_on.year == one.first_on.year and other.first_on > around.today
            if is_possible and not findings(other, around, others):
                return other.first_on
    return None


def _of_others(one: Occasion, around: Around) -> Iterator[Fault]:
    for other, text, params in around.events:
        if one.meets(other):
            when = other.starts or max(other.first_on, one.first_on)
            yield Fault(text, {**params, "when": when})


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
