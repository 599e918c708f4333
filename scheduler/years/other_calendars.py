"""Actions: other bodies' calendars that a plan is compared with: kept, asked for, filled by the worker."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduler import fetch
from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedCalendar
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, NotFound, invalid
from scheduler.fetch import Unfetchable
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import store, typed
from scheduler.years.rows import ForeignCalendar, ForeignEvent

MOST_CALENDARS, MOST_KEPT = 20, 2000
_NAME_MOST, _URL_MOST = 200, 1000
_YEARS_AHEAD = 2
_SOME_NIGHTS = timedelta(days=2)

PARTLY, MANY = "partly", "many"
TEXTS = (
    foreign_calendar.FAULTS
    | fetch.TEXTS
    | {
        PARTLY: N_("Some of its events could not be read. The others count."),
        MANY: N_("It holds more than %(n)s events, and only %(n)s of them count."),
    }
)
_NAME = N_("Write whose calendar it is, such as Kommunstyrelsen.")
_FULL = N_("A council can be compared with at most %(n)s calendars.")
_TWICE = N_("This address is already there, as %(whose)s.")


def read_calendar(octets: bytes, council: Council, *, now: datetime) -> ParsedCalendar:
    """This year's events and those of the next two. Raises: UnreadableCalendar (`file`)."""
    days = Days(date(now.year, 1, 1), date(now.year + _YEARS_AHEAD, 12, 31))
    return foreign_calendar.read_calendar(octets, days, zone_name=council.zone)


def add_calendar(
    session: Session,
    council: Council,
    *,
    name: str,
    source: str | ParsedCalendar,
    by: Actor,
    now: datetime,
) -> ForeignCalendar:
    """A calendar by its address, which the worker fetches soon and then each night; or as it stood in a file.

    Raises: InvalidInput (`name`, `url`).
    """
    others = store.foreign_calendars(session, council.id)
    url = "" if isinstance(source, ParsedCalendar) else _checked_url(source, others)
    name = typed.line("name", name, most=_NAME_MOST)
    if not name:
        raise invalid("name", _NAME)
    if len(others) >= MOST_CALENDARS:
        raise invalid("name", _FULL, n=MOST_CALENDARS)
    calendar = ForeignCalendar(council_id=council.id, name=name, url=url, created_at=now)
    session.add(calendar)
    session.flush()
    if isinstance(source, ParsedCalendar):
        calendar.tried_at = now
        keep_events(session, calendar, source, now=now)
    _record(session, calendar, "added", by=by, now=now)
    return calendar


def remove_calendar(
    session: Session, calendar: ForeignCalendar, *, by: Actor, now: datetime
) -> None:
    store.empty_calendar(session, calendar.id)
    session.delete(calendar)
    session.flush()
    _record(session, calendar, "removed", by=by, now=now)


def get_calendar(session: Session, council: Council, calendar_id: int) -> ForeignCalendar:
    """Raises: NotFound."""
    calendar = store.foreign_calendar(session, calendar_id)
    if calendar is None or calendar.council_id != council.id:
        raise NotFound
    return calendar


def fault(calendar: ForeignCalendar) -> Fault | None:
    """Why the last try failed, or what it could not read."""
    params = {"mb": fetch.MOST_OCTETS // 1_000_000, "n": MOST_KEPT}
    return Fault(TEXTS[calendar.fault], params) if calendar.fault else None


def needs_a_person(calendar: ForeignCalendar) -> bool:
    """It could not be read, and was never read before or not for two days: one bad night mends itself."""
    if calendar.fault in ("", PARTLY, MANY) or calendar.tried_at is None:
        return False
    return calendar.read_at is None or calendar.tried_at - calendar.read_at >= _SOME_NIGHTS


def is_due(calendar: ForeignCalendar, now: datetime) -> bool:
    """Whether to fetch it now: asked for, never tried, or not tried today (UTC). One from a file is never."""
    is_tried = calendar.tried_at is not None and calendar.tried_at.date() >= now.date()
    return bool(calendar.url) and (calendar.wanted_at is not None or not is_tried)


def keep_events(
    session: Session, calendar: ForeignCalendar, read: ParsedCalendar, *, now: datetime
) -> None:
    """What was read, in place of what it held, without cancelled events and those that take nobody's time."""
    store.empty_calendar(session, calendar.id)
    held = [event for event in read.events if not (event.is_cancelled or event.is_free)]
    columns = ("title", "first_on", "last_on", "starts")
    session.add_all(
        ForeignEvent(calendar_id=calendar.id, **{name: getattr(event, name) for name in columns})
        for event in held[:MOST_KEPT]
    )
    calendar.read_at, calendar.fault = now, PARTLY if read.unread else ""
    if read.is_cut or len(held) > MOST_KEPT:
        calendar.fault = MANY
    session.flush()


def _checked_url(url: str, others: Iterable[ForeignCalendar]) -> str:
    try:
        url = typed.line("url", fetch.checked_url(url), most=_URL_MOST)
    except Unfetchable as error:
        raise invalid("url", error.text) from error
    for other in others:
        if other.url == url:
            raise invalid("url", _TWICE, whose=other.name)
    return url


def _record(
    session: Session, calendar: ForeignCalendar, what: str, *, by: Actor, now: datetime
) -> None:
    history.record(
        session,
        f"foreign calendar {what}",
        by=by,
        now=now,
        council_id=calendar.council_id,
        after={"name": calendar.name, "url": calendar.url},
    )
