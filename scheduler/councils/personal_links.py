"""Actions: give a person a new link, or a new address for their calendar; the old one ends at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler.councils import store
from scheduler.councils.rows import Person
from scheduler.db.session import Session
from scheduler.history import store as history
from scheduler.history.rows import Actor, ActorKind


def renew_feed(session: Session, person: Person, *, by: Actor, now: datetime) -> None:
    """The link to the person's page stays as it is. The new address: Links.personal_feed(id, feed_version)."""
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
    for person, last_on in store.ended(session, now.date() - timedelta(days=1)):
        person.link_version += 1
        person.feed_version += 1
        person.links_ended_on = last_on
        session.flush()
        by = Actor(ActorKind.SYSTEM)
        history.record(session, f"links of person {person.id} ended", by=by, now=now)
