"""Actions on one person: what they decide about their mail and calendar, and their links, new or ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from scheduler.councils import store
from scheduler.councils.rows import Channel, Person
from scheduler.db.base import Json
from scheduler.db.session import Session
from scheduler.history import store as history
from scheduler.history.rows import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Preferences:
    """`language` None: the council's. `channel` None: not chosen. `muted`: the kinds of mail that are stopped."""

    language: str | None
    channel: Channel | None
    muted: frozenset[str]

    def as_json(self) -> Json:
        return asdict(self) | {"muted": sorted(self.muted)}


def preferences_of(person: Person) -> Preferences:
    channel = Channel(person.channel) if person.channel else None
    return Preferences(person.language, channel, frozenset(person.muted))


def change_preferences(
    session: Session, person: Person, wanted: Preferences, *, by: Actor, now: datetime
) -> bool:
    """False where that is how it is already. The channel decides what the next letters carry."""
    old = preferences_of(person)
    if wanted == old:
        return False
    person.language, person.channel = wanted.language, wanted.channel
    # A new list: the JSON column does not see a change within the old one.
    person.muted = sorted(wanted.muted)
    session.flush()
    subject, before, after = (
        f"details of person {person.id} changed",
        old.as_json(),
        wanted.as_json(),
    )
    history.record(session, subject, by=by, now=now, before=before, after=after)
    return True


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
