"""When the contact details of who has left are erased by themselves, as each council has chosen."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.history.rows import Actor, ActorKind
from scheduler.personal import kept, store

_GRACE = timedelta(days=7)
"""At the least so long after the settings were changed, so that a slip of the pen can be put right."""
_AHEAD = timedelta(days=60)


def erase_due(session: Session, *, now: datetime) -> None:
    """One to whom a mail is on its way waits for the next time."""
    by = Actor(ActorKind.SYSTEM)
    for person, day, _ in _erasures(session):
        if day <= now.date() and not store.has_mail_in_hand(session, person.id):
            kept.erase(session, person, by=by, now=now)


def coming_erasures(
    session: Session, council_id: int, *, now: datetime
) -> list[tuple[date, list[Person]]]:
    """Whose details go within 60 days, of those who have sat on the council, by day, soonest first."""
    days: defaultdict[date, list[Person]] = defaultdict(list)
    for person, day, councils in _erasures(session):
        if council_id in councils and day <= now.date() + _AHEAD:
            days[max(day, now.date())].append(person)
    return sorted(days.items())


def _erasures(session: Session) -> list[tuple[Person, date, set[int]]]:
    """Everybody whose time has an end, with the day and their councils; of several councils the last day counts."""
    days: defaultdict[Person, dict[int, date | None]] = defaultdict(dict)
    for person, council, last_on in store.last_terms(session):
        days[person][council.id] = _due_on(council, last_on)
    return [
        (person, max(day for day in by_council.values() if day), set(by_council))
        for person, by_council in days.items()
        if all(by_council.values())
    ]


def _due_on(council: Council, last_on: date) -> date | None:
    if council.retention_months is None:
        return None
    day: date = last_on + relativedelta(months=council.retention_months)
    return max(day, council.changed_at.date() + _GRACE)
