"""The job of a meeting's seats: ends the calls of deputies that end by themselves, and calls the next deputy."""

from datetime import datetime

from scheduler.db.session import Database, Session, reading, writing
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import deputy_calls
from scheduler.notices import deputies, load_situation
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref

_BY_ITSELF = Actor(ActorKind.SYSTEM)


def fill_seats(database: Database, ref: Ref, *, now: datetime) -> None:
    """Locks the meeting only where there is something to do; doing it twice changes nothing."""
    if ref.owner is not Owner.MEETING:
        return
    with reading(database) as session:
        if not deputies.is_due(load_situation.load_situation(session, ref), now):
            return
    with writing(database, now) as session:
        s = load_situation.lock_situation(session, ref)
        while deputies.is_due(s, now):
            _change(session, s, now)
            s = load_situation.load_situation(session, ref)


def _change(session: Session, s: Situation, now: datetime) -> None:
    """Ends what has ended, and only then calls one: who was called decides who may be called next."""
    assert s.meeting
    ended = list(deputies.calls_to_end(s, now))
    for call, why in ended:
        deputy_calls.end_call(session, s.meeting, call, why, by=_BY_ITSELF, now=now)
    new = None if ended else deputies.next_call(s, now)
    if new:
        deputy_calls.call_deputy(session, s.meeting, new, by=_BY_ITSELF, now=now)
