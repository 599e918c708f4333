"""Actions: what a person decides about their own mail and calendar."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from scheduler.councils.rows import Channel, Person
from scheduler.db.base import Json
from scheduler.db.session import Session
from scheduler.history import store as history
from scheduler.history.rows import Actor


@dataclass(frozen=True, slots=True)
class Preferences:
    """`language` None: the council's. `channel` None: not chosen. `muted`: the kinds of mail that are stopped."""

    language: str | None
    channel: Channel | None
    muted: frozenset[str]


def preferences_of(person: Person) -> Preferences:
    channel = Channel(person.channel) if person.channel else None
    return Preferences(person.language, channel, frozenset(person.muted))


def change_preferences(
    session: Session, person: Person, wanted: Preferences, *, by: Actor, now: datetime
) -> bool:
    """False where that is how it is already. The channel decides what the next letters carry."""
    before = preferences_of(person)
    if wanted == before:
        return False
    person.language, person.channel = wanted.language, wanted.channel
    # A new list: the JSON column does not see a change within the old one.
    person.muted = sorted(wanted.muted)
    session.flush()
    history.record(
        session,
        f"details of person {person.id} changed",
        by=by,
        now=now,
        before=_written(before),
        after=_written(wanted),
    )
    return True


def _written(preferences: Preferences) -> Json:
    return asdict(preferences) | {"muted": sorted(preferences.muted)}
