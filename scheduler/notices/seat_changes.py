"""Which calls of deputies end now and which deputy is called next; the worker ends and calls them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scheduler.councils.rows import DeputyMode, Member
from scheduler.db.session import Database, Session, reading, writing
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import deputy_calls, seating
from scheduler.meetings.deputy_calls import NewCall
from scheduler.meetings.rows import CallEnd, DeputyCall
from scheduler.meetings.seating import Place, SeatState
from scheduler.notices import load_situation
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref

_BY_ITSELF = Actor(ActorKind.SYSTEM)


def seats(s: Situation, now: datetime) -> list[Place]:
    """Who serves on which seat of the situation's meeting."""
    assert s.meeting
    return seating.places_at(s.meeting, s.members, s.replies, s.calls, now=now)


def calls_to_end(s: Situation, now: datetime) -> Iterator[tuple[DeputyCall, CallEnd]]:
    """None while all mail of the council is paused: nobody could be told."""
    if s.meeting is None or not s.calls or _rests(s, now):
        return
    yield from seating.calls_to_end(
        s.meeting, seats(s, now), s.members, s.replies, s.calls, now=now
    )


def next_call(s: Situation, now: datetime) -> NewCall | None:
    """The first seat that is empty, with the next deputy, where the council has them called by themselves."""
    by_itself = s.council.deputy_mode == DeputyMode.BY_ITSELF
    if s.meeting is None or not by_itself or not s.replies or _rests(s, now):
        return None
    empty = (p for p in seats(s, now) if p.state == SeatState.EMPTY and p.deputies)
    calls = (new_call(s, place, place.deputies[0], now) for place in empty)
    return next((call for call in calls if call), None)


def new_call(
    s: Situation, place: Place, deputy: Member, now: datetime, *, by_hand: bool = False
) -> NewCall | None:
    """None where no time is left for a letter and an answer: then the secretary telephones."""
    assert s.meeting
    until = seating.answer_by(s.meeting, s.free, now)
    if until is None or place.seat_id is None:
        return None
    member_id = place.member.person_id if place.member else None
    return NewCall(place.seat_id, deputy.person_id, member_id, until, by_hand)


def next_change_at(s: Situation, now: datetime) -> datetime | None:
    """When a call ends, or the next deputy is to be called; `now` where that is due. UTC."""
    if s.meeting is None or _rests(s, now):
        return None
    if next(calls_to_end(s, now), None) or next_call(s, now):
        return now
    waiting = [c.answer_by for c in s.calls if c.stands(s.meeting) and c.answer_by > now]
    return min(waiting, default=None)


def _rests(s: Situation, now: datetime) -> bool:
    assert s.meeting
    is_over = s.meeting.is_cancelled or s.meeting.starts_at <= now
    return is_over or s.council.is_paused or not s.year.is_published


def fill_seats(database: Database, ref: Ref, *, now: datetime) -> None:
    """Locks the meeting only where there is something to do; doing it twice changes nothing."""
    if ref.owner is not Owner.MEETING:
        return
    with reading(database) as session:
        if not _is_due(load_situation.load_situation(session, ref), now):
            return
    with writing(database, now) as session:
        s = load_situation.lock_situation(session, ref)
        while _is_due(s, now):
            _change(session, s, now)
            s = load_situation.load_situation(session, ref)


def _is_due(s: Situation, now: datetime) -> bool:
    return bool(next(calls_to_end(s, now), None) or next_call(s, now))


def _change(session: Session, s: Situation, now: datetime) -> None:
    """Ends what has ended, and only then calls one: who was called decides who may be called next."""
    assert s.meeting
    ended = list(calls_to_end(s, now))
    for call, why in ended:
        deputy_calls.end_call(session, s.meeting, call, why, by=_BY_ITSELF, now=now)
    new = None if ended else next_call(s, now)
    if new:
        deputy_calls.call_deputy(session, s.meeting, new, by=_BY_ITSELF, now=now)
