"""Actions on one person: their name and address, mail and calendar, and their links, new or ended."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from scheduler.councils import store, term_rules
from scheduler.councils.rows import Person
from scheduler.councils.term_rules import TermDetails
from scheduler.db.base import Json
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor, ActorKind

_SIGNS_IN = N_("You sign in with this address. Sign in, and change it in the list of members.")
_TAKEN = N_(
    "Somebody else here has the address %(address)s. Two people cannot have the same address."
)


def change_preferences(
    session: Session, person: Person, wanted: Mapping[str, Any], *, by: Actor, now: datetime
) -> bool:
    """Sets `language`, `channel` or `muted` (a new list), as given. False where that is how it is already.

    The channel decides what the next letters carry.
    """
    before = {key: getattr(person, key) for key in wanted}
    if before == wanted:
        return False
    for key, value in wanted.items():
        setattr(person, key, value)
    session.flush()
    subject, after = f"details of person {person.id} changed", dict(wanted)
    history.record(session, subject, by=by, now=now, before=before, after=after)
    return True


def correct_details(
    session: Session, person: Person, new: TermDetails, *, by: Actor, now: datetime
) -> str | None:
    """Sets name, phone and address as the person says; told in the history of each of their councils.

    Gives the old address where mail now goes to another. Raises: InvalidInput; nothing is changed then.
    """
    new = term_rules.checked_details(new)
    if new.email != person.email:
        if store.account_of(session, person.id):
            raise invalid("email", _SIGNS_IN)
        term_rules.check_address(session, person, new.email, _TAKEN)
    before = _contact_record(person)
    person.name, person.email, person.phone = new.name, new.email, new.phone
    after = _contact_record(person)
    if after != before:
        flush(session, Conflict())
    for council_id in store.other_councils(session, person.id, None) if after != before else ():
        history.record(
            session, f"details corrected by person {person.id}", by=by, now=now,
            council_id=council_id, before=before, after=after,
        )  # fmt: skip
    old = str(before["email"])
    return old if old.casefold() != new.email.casefold() else None


def _contact_record(person: Person) -> Json:
    return {"name": person.name, "email": person.email, "phone": person.phone}


def renew_feed(session: Session, person: Person, *, by: Actor, now: datetime) -> None:
    """The calendar gets a new address, Links.personal_feed(id, feed_version); the old one ends at once."""
    person.feed_version += 1
    session.flush()
    history.record(session, f"feed address of person {person.id} renewed", by=by, now=now)


def renew_link(session: Session, person: Person, *, by: Actor, now: datetime) -> None:
    """Every older link to the person's page ends at once; the calendar's address stays as it is."""
    person.link_version += 1
    session.flush()
    history.record(session, f"link of person {person.id} renewed", by=by, now=now)


def end_links(session: Session, *, now: datetime) -> None:
    """Those whose last term has ended everywhere lose the page and the calendar that they have had till then.

    A day is left in between, since it may not be over yet in a council's zone.
    """
    by = Actor(ActorKind.SYSTEM)
    for person, last_on in store.people_without_term(session, now.date() - timedelta(days=1)):
        person.link_version += 1
        person.feed_version += 1
        person.links_ended_on = last_on
        session.flush()
        history.record(session, f"links of person {person.id} ended", by=by, now=now)
