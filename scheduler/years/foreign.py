"""Actions: other bodies' calendars that a plan is compared with: kept, asked for, filled by the worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler import fetch
from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedEvent
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, NotFound, invalid
from scheduler.fetch import Unfetchable
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import store
from scheduler.years.rows import ForeignCalendar, ForeignEvent

MOST_CALENDARS, MOST_KEPT = 20, 2000
_YEARS_AHEAD = 2
_A_NIGHT = timedelta(hours=20)
_SOME_NIGHTS = timedelta(days=2)
_TOO_LONG = timedelta(hours=36)
_NIGHT_HOURS = range(5)
"""UTC. A calendar is read in the night, or as soon as can be where a night was missed."""

PARTLY, MANY = "partly", "many"
TEXTS = fetch.TEXTS | {
    PARTLY: N_("Some of its events could not be read. The others count."),
    MANY: N_("It holds more than %(n)s events, and only %(n)s of them count."),
    "heavy": N_("The calendar takes more time or memory to read than it may, and was not read."),
    "busy": N_("Too many files were being read at once. We try again tonight."),
}
_NAME = N_("Write whose calendar it is, such as Kommunstyrelsen.")
_LONG = N_("Write at most %(n)s characters.")
_FULL = N_("A council can be compared with at most %(n)s calendars.")
_SAME = N_("The same events are already there, as %(whose)s.")
_TWICE = N_("This address is already there, as %(whose)s.")
_NAME_MOST, _URL_MOST = 200, 1000


def add_address(
    session: Session, council: Council, *, name: str, url: str, by: Actor, now: datetime
) -> ForeignCalendar:
    """A calendar that the worker fetches soon, and then each night. Raises: InvalidInput."""
    try:
        url = fetch.checked_url(url)
    except Unfetchable as error:
        raise invalid("url", error.text) from error
    if len(url) > _URL_MOST:
        raise invalid("url", _LONG, n=_URL_MOST)
    for other in store.foreign_calendars(session, council.id):
        if other.url == url:
            raise invalid("url", _TWICE, whose=other.name)
    found = _new(session, council, name, by=by, now=now)
    found.url, found.wanted_at = url, now
    session.flush()
    return found


def add_file(
    session: Session, council: Council, *, name: str, read: Events, by: Actor, now: datetime
) -> ForeignCalendar:  # fmt: skip
    """A calendar as it stood in a file; it is never fetched. Raises: InvalidInput (`name`; `file` for one whose events
    another calendar from a file has, all of them and no other)."""
    for other in store.foreign_calendars(session, council.id):
        if not other.url and _are_same(store.events_of(session, other.id), read.events):
            raise invalid("file", _SAME, whose=other.name)
    found = _new(session, council, name, by=by, now=now)
    found.tried_at = found.read_at = now
    found.fault = read.fault
    session.flush()
    _fill(session, found, read.events)
    return found


def remove(session: Session, found: ForeignCalendar, *, by: Actor, now: datetime) -> None:
    store.empty_calendar(session, found.id)
    session.delete(found)
    session.flush()
    _record(session, found, "removed", by=by, now=now)


def want(session: Session, found: ForeignCalendar, *, now: datetime) -> None:
    """Asks the worker for it. One from a file is left as it is."""
    if found.url:
        found.wanted_at = now
        session.flush()


def fault(found: ForeignCalendar) -> Fault | None:
    """Why the last try failed, or what it could not read."""
    text = TEXTS[found.fault] if found.fault else ""
    params = {"mb": fetch.MOST_OCTETS // 1_000_000, "n": MOST_KEPT}
    return Fault(text, params) if text else None


def has_failed(found: ForeignCalendar) -> bool:
    return found.fault not in ("", PARTLY, MANY)


def needs_a_person(found: ForeignCalendar) -> bool:
    """It could not be read, and was never read before or not for two days: one bad night mends itself."""
    if not has_failed(found) or found.tried_at is None:
        return False
    return found.read_at is None or found.tried_at - found.read_at >= _SOME_NIGHTS


@dataclass(frozen=True, slots=True)
class Events:
    """What a calendar holds; `fault` is a key of TEXTS, where it is not all."""

    events: list[ParsedEvent]
    fault: str = ""


def events(octets: bytes, *, zone: str, now: datetime) -> Events:
    """This year's events and those of the next two, without the cancelled ones and those that take nobody's time.

    Raises: UnreadableCalendar (`file`).
    """
    days = Days(date(now.year, 1, 1), date(now.year + _YEARS_AHEAD, 12, 31))
    found = foreign_calendar.read_calendar(octets, days, zone_name=zone)
    held = [event for event in found.events if not (event.is_cancelled or event.is_free)]
    if found.is_cut or len(held) > MOST_KEPT:
        return Events(held[:MOST_KEPT], MANY)
    return Events(held, PARTLY if found.unread else "")


# what the worker does


@dataclass(frozen=True, slots=True)
class Errand:
    """A calendar to fetch, and the zone its times are kept in."""

    url: str
    zone: str


def due(calendars: Iterable[ForeignCalendar], *, now: datetime) -> list[int]:
    """Those to fetch now, by id: asked for, never tried, or not tried since last night."""
    return [one.id for one in calendars if one.url and _is_due(one, now)]


def begin(session: Session, calendar_id: int, *, now: datetime) -> Errand | None:
    """Takes it in hand, so that no other worker does; None where it is gone or taken."""
    found = store.foreign_calendar(session, calendar_id)
    if found is None or not _is_due(found, now):
        return None
    found.tried_at, found.wanted_at = now, None
    return Errand(found.url, councils.council_by_id(session, found.council_id).zone)


def keep(session: Session, calendar_id: int, read: Events, *, now: datetime) -> None:
    """What was fetched, in place of what it held; nothing where it was removed meanwhile."""
    found = store.foreign_calendar(session, calendar_id)
    if found is not None:
        _fill(session, found, read.events)
        found.read_at, found.fault = now, read.fault


def failed(session: Session, calendar_id: int, code: str) -> None:
    """The events of the last good time stay."""
    found = store.foreign_calendar(session, calendar_id)
    if found is not None:
        found.fault = code


def of_council(session: Session, council: Council, calendar_id: int) -> ForeignCalendar:
    """Raises: NotFound."""
    found = store.foreign_calendar(session, calendar_id)
    if found is None or found.council_id != council.id:
        raise NotFound
    return found


def _is_due(one: ForeignCalendar, now: datetime) -> bool:
    if one.wanted_at is not None or one.tried_at is None:
        return True
    since = now - one.tried_at
    return since >= _TOO_LONG or (since >= _A_NIGHT and now.hour in _NIGHT_HOURS)


def _are_same(kept: Iterable[ForeignEvent], read: Iterable[ParsedEvent]) -> bool:
    """The same titles at the same times; of calendars without any it cannot be told."""

    def told(events: Iterable[ParsedEvent | ForeignEvent]) -> list[str]:
        return sorted(f"{e.title} {e.first_on} {e.last_on} {e.starts}" for e in events)

    there = told(kept)
    return there != [] and there == told(read)


def _fill(session: Session, found: ForeignCalendar, events: Iterable[ParsedEvent]) -> None:
    store.empty_calendar(session, found.id)
    session.add_all(
        ForeignEvent(
            calendar_id=found.id,
            title=event.title,
            first_on=event.first_on,
            last_on=event.last_on,
            starts=event.starts,
        )
        for event in events
    )
    session.flush()


def _new(
    session: Session, council: Council, name: str, *, by: Actor, now: datetime
) -> ForeignCalendar:
    name = " ".join(name.split())
    if not name:
        raise invalid("name", _NAME)
    if len(name) > _NAME_MOST:
        raise invalid("name", _LONG, n=_NAME_MOST)
    if len(store.foreign_calendars(session, council.id)) >= MOST_CALENDARS:
        raise invalid("name", _FULL, n=MOST_CALENDARS)
    found = ForeignCalendar(council_id=council.id, name=name, created_at=now)
    session.add(found)
    session.flush()
    _record(session, found, "added", by=by, now=now)
    return found


def _record(
    session: Session, found: ForeignCalendar, what: str, *, by: Actor, now: datetime
) -> None:
    history.record(
        session,
        f"foreign calendar {what}",
        by=by,
        now=now,
        council_id=found.council_id,
        after={"name": found.name, "url": found.url},
    )
