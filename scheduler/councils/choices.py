"""Actions: which kinds of mail a person has stopped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scheduler.councils.rows import Person
from scheduler.db.session import Session
from scheduler.history import store as history
from scheduler.history.rows import Actor


def mute(
    session: Session, person: Person, kinds: Iterable[str], *, by: Actor, now: datetime
) -> None:
    """Stops those kinds of mail; doing it twice changes nothing. The caller knows which may be stopped."""
    _choose(session, person, {*person.muted, *kinds}, by=by, now=now)


def unmute(
    session: Session, person: Person, kinds: Iterable[str], *, by: Actor, now: datetime
) -> None:
    """Lets those kinds of mail come again."""
    _choose(session, person, set(person.muted).difference(kinds), by=by, now=now)


def _choose(session: Session, person: Person, muted: set[str], *, by: Actor, now: datetime) -> None:
    before = sorted(person.muted)
    if muted == set(before):
        return
    # A new list: the JSON column does not see a change within the old one.
    person.muted = sorted(muted)
    session.flush()
    history.record(
        session,
        f"mail choices of person {person.id} changed",
        by=by,
        now=now,
        before={"muted": before},
        after={"muted": person.muted},
    )
