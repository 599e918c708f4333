"""Actions: a deputy is called to a meeting, and a call ends. Letters follow from the rows, by the plan."""

from datetime import datetime
from typing import NamedTuple

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import store
from scheduler.meetings.rows import CallEnd, DeputyCall, Meeting

_TAKEN = N_("Somebody is called to that seat already.")


class NewCall(NamedTuple):
    """`answer_by` (UTC); `instead_of_id` is None for a vacant seat."""

    seat_id: int
    person_id: int
    instead_of_id: int | None
    answer_by: datetime
    by_hand: bool = False


def call_deputy(
    session: Session, meeting: Meeting, new: NewCall, *, by: Actor, now: datetime
) -> DeputyCall:
    """Raises: Conflict where somebody is called to the seat, or the deputy to any seat of the meeting."""
    for call in store.calls_to(session, [meeting.id]).get(meeting.id, ()):
        is_same = new.seat_id == call.seat_id or new.person_id == call.person_id
        if is_same and call.stands(meeting):
            raise Conflict(_TAKEN)
    call = DeputyCall(
        meeting_id=meeting.id,
        seat_id=new.seat_id,
        person_id=new.person_id,
        instead_of_id=new.instead_of_id,
        for_start=meeting.starts_at,
        called_at=now,
        answer_by=new.answer_by,
        by_hand=new.by_hand,
        ended="",
    )
    session.add(call)
    session.flush()
    _record(session, meeting, call, by=by, now=now)
    return call


def end_call(
    session: Session, meeting: Meeting, call: DeputyCall, why: CallEnd, *, by: Actor, now: datetime
) -> None:
    """Ending it twice changes nothing."""
    if call.ended:
        return
    call.ended, call.ended_at = why, now
    session.flush()
    _record(session, meeting, call, by=by, now=now)


def _record(
    session: Session, meeting: Meeting, call: DeputyCall, *, by: Actor, now: datetime
) -> None:
    what = f"call {call.ended}" if call.ended else "called"
    history.record(
        session,
        f"meeting {meeting.number}: deputy {call.person_id} {what}",
        by=by,
        now=now,
        council_id=meeting.council_id,
        after={"seat": call.seat_id, "instead_of": call.instead_of_id},
    )
