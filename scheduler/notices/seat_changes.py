"""Rules: which calls of deputies end now, and which deputy is called next; the worker does both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scheduler.councils.rows import DeputyMode, Member
from scheduler.meetings import seating
from scheduler.meetings.deputy_calls import NewCall
from scheduler.meetings.rows import CallEnd, DeputyCall
from scheduler.meetings.seating import Place, SeatState
from scheduler.notices.situation import Situation


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
    if is_due(s, now):
        return now
    waiting = [c.answer_by for c in s.calls if c.stands(s.meeting) and c.answer_by > now]
    return min(waiting, default=None)


def is_due(s: Situation, now: datetime) -> bool:
    """Whether a call ends now, or somebody is to be called."""
    return bool(next(calls_to_end(s, now), None) or next_call(s, now))


def _rests(s: Situation, now: datetime) -> bool:
    assert s.meeting
    is_over = s.meeting.is_cancelled or s.meeting.starts_at <= now
    return is_over or s.council.is_paused or not s.year.is_published
