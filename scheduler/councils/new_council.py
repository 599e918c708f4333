"""Makes a council."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from scheduler import tzrule
from scheduler.clock import Wall
from scheduler.councils import council_settings, store
from scheduler.councils.rows import Council
from scheduler.db import touch
from scheduler.db.session import Session, put_if_new
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor

FEED_DAYS = 400
"""How far back a feed reaches; the day itself is stored (docs/calendars.md, rule 12)."""

_WORDS = """
    accessibility admin calendar f health healthz link log login logout m mailbox metrics new p privacy readyz
    rehearsal review robots setup static status u www
    da de en es et fi fr is lt lv nb nl nn no pl ru se sv uk
"""
_RESERVED = frozenset(_WORDS.split())
"""Words the program uses first in a path or after /admin/, and languages it has or may get."""

_RETENTION = 24
"""Months: two years, in which a member may come back or be asked about a meeting."""
_SLUG = N_("The short name is 2 to 60 of a–z, 0–9 and hyphens, as granasbra.")
_IS_RESERVED = N_("“%(slug)s” is a word the program uses itself. Choose another short name.")
_TAKEN = N_("There is already a council called “%(slug)s”. A short name is never used twice.")


def add_council(
    session: Session,
    slug: str,
    zone: str,
    settings: Mapping[str, str],
    *,
    by: Actor,
    now: datetime,
) -> Council:
    """A new council; whoever reads its replies is a Person, made here where nobody has that address.

    The zone decides the country, and with it the holidays, unless the settings do.
    Raises: InvalidInput with every field's fault at once, or where the short name is taken.
    """
    country = settings.get("country") or council_settings.country_of(zone)
    council = Council(
        slug=slug,
        zone=zone,
        country=country,
        notice_rules={},
        retention_months=_RETENTION,
        created_at=now,
        changed_at=now,
    )
    faults = find_fixed_faults(slug, zone)
    try:
        chosen = council_settings.parse_settings(council, {**settings, "country": country})
    except InvalidInput as error:
        raise InvalidInput(error.fields | faults) from error
    if faults:
        raise InvalidInput(faults)
    council.feed_from_on = Wall.at(now, zone).date - timedelta(days=FEED_DAYS)
    council_settings.apply_choices(session, council, chosen)
    if not put_if_new(session, council):
        raise invalid("slug", _TAKEN, slug=slug)
    after = council_settings.settings_record(council)
    history.record(session, "council added", by=by, now=now, council_id=council.id, after=after)
    return council


def find_fixed_faults(slug: str, zone: str) -> dict[str, Fault]:
    """What is wrong with what is never changed, by `slug` and `zone`."""
    faults: dict[str, Fault] = {}
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])", slug):
        faults["slug"] = Fault(_SLUG)
    elif slug in _RESERVED:
        faults["slug"] = Fault(_IS_RESERVED, {"slug": slug})
    try:
        tzrule.yearly_rule(zone)
    except InvalidInput as error:
        faults |= error.fields
    return faults


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
        touch.raise_feeds(session, "council", [council.id])
    return True
