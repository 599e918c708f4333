"""Makes a council."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler import clock, tzrule
from scheduler.clock import Wall
from scheduler.councils import council_settings, slugs, store
from scheduler.councils.addresses import checked_address
from scheduler.councils.council_settings import country_of, two_letters, usual_time
from scheduler.councils.rows import Council
from scheduler.db import touch
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import LANGUAGES

FEED_DAYS = 400
"""How far back a feed reaches; the day itself is stored (docs/calendars.md, rule 12)."""

TAKEN = N_("There is already a council called “%(slug)s”. A short name is never used twice.")


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """What `add_council` needs. `zone` decides the country, and with it the holidays, unless one is given."""

    slug: str
    name: str
    zone: str
    language: str
    reply_to: str
    place: str = ""
    duration_minutes: int = 120
    contact: str = ""
    country: str = ""
    usual_time: str = ""


def add_council(session: Session, new: NewCouncil, *, by: Actor, now: datetime) -> Council:
    """A new council; whoever reads its replies is a Person, made here where nobody has that address.

    Raises: InvalidInput with every field's fault at once; Conflict where the short name is taken.
    """
    country = two_letters(new.country or country_of(new.zone))
    check_new_council(new, country)
    address, called = checked_address(new.reply_to), new.contact.strip() or new.name
    council = Council(
        slug=new.slug,
        name=new.name.strip(),
        zone=new.zone,
        country=country,
        language=new.language,
        contact=new.contact.strip(),
        reply_to_id=council_settings.reply_reader(session, address, called).id,
        place=new.place.strip(),
        duration_minutes=new.duration_minutes,
        usual_time=usual_time(new.usual_time),
        feed_from_on=Wall.at(now, new.zone).date - timedelta(days=FEED_DAYS),
        created_at=now,
        changed_at=now,
    )
    session.add(council)
    flush(session, Conflict(TAKEN, code="slug_taken", slug=new.slug))
    after = council_settings.settings_record(council)
    history.record(session, "council added", by=by, now=now, council_id=council.id, after=after)
    return council


def check_new_council(new: NewCouncil, country: str) -> None:
    """Raises: InvalidInput with every fault at once."""
    faults: dict[str, Fault] = {}
    if fault := slugs.slug_fault(new.slug):
        faults["slug"] = fault
    if not new.name.strip():
        faults["name"] = Fault(council_settings.WRITE_NAME)
    if new.language not in LANGUAGES:
        faults["language"] = Fault(council_settings.WRITE_LANGUAGE)
    if not 5 <= new.duration_minutes <= 1440:
        faults["duration"] = Fault(council_settings.WRITE_DURATION)
    if country not in council_settings.countries():
        faults["country" if new.country else "zone"] = Fault(council_settings.WRITE_COUNTRY)
    for name, check in (
        ("reply_to", lambda: checked_address(new.reply_to)),
        ("zone", lambda: (clock.zone(new.zone), tzrule.yearly_rule(new.zone))),
        ("usual_time", lambda: usual_time(new.usual_time)),
    ):
        try:
            check()
        except InvalidInput as error:
            faults[name] = next(iter(error.fields.values()))
    if faults:
        raise InvalidInput(faults)


def move_feed_window(
    session: Session, council: Council, days: Iterable[date], *, now: datetime
) -> bool:
    """Keeps the feed's first day about 400 days back; a stored day, so that feed bytes never depend on the clock.

    True where it has moved.

    `days` are those of the council's meetings: where one leaves the feed, the feed has changed. The meetings that stay
    and their deadlines have not, so the council's own version is left as it is.
    """
    first = Wall.at(now, council.zone).date - timedelta(days=FEED_DAYS)
    if first <= council.feed_from_on + timedelta(days=7):
        return False
    has_left = any(council.feed_from_on <= day < first for day in days)
    store.set_feed_from(session, council, first)
    if has_left:
        touch.raise_feed(session, council.id)
    return True
