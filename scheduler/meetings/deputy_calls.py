"""Actions: a deputy is called to a meeting, and a call ends. Letters follow from the rows, by the plan."""

from datetime import datetime

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import store
from scheduler.meetings.rows import CallEnd, DeputyCall, Meeting

_TAKEN = N_("Somebody is called to that seat already.")


def call_deputy(
    session: Session, meeting: Meeting, call: DeputyCall, *, by: Actor, now: datetime
) -> None:
    """Raises: Conflict where somebody is called to the seat, or the deputy to any seat of the meeting."""
    for other in store.calls_to(session, [meeting.id]).get(meeting.id, ()):
        is_same = call.seat_id == other.seat_id or call.person_id == other.person_id
        if is_same and other.stands(meeting):
            raise Conflict(_TAKEN)
    session.add(call)
    session.flush()
    _record(session, meeting, call, by=by, now=now)


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
