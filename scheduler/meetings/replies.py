"""Action: records a person's reply to a meeting, whatever its source. Rule: which of their replies counts."""

from collections.abc import Iterable
from datetime import datetime

from scheduler.councils.rows import Person
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, MeetingOver
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import store
from scheduler.meetings.rows import COMES, CallEnd, DeputyCall, Meeting, Reply, Source

_CANCELLED = N_("The meeting on %(date)s is cancelled. There is nothing to reply to.")
NOTE_LENGTH = 1_000


def record_reply(
    session: Session, meeting: Meeting, person: Person, reply: Reply, *, by: Actor, now: datetime
) -> bool:
    """Adds the reply, and gives whether it says anything new: not the same again, nor older than one we have.

    It comes with its `answer` and `source`; where a calendar sent it, with the `sequence` that was answered and when it
    was `made_at` (UTC); with `for_start` where that is another start than today's: it is kept, but does not count.
    Source: docs/calendars.md, rules 26 and 27. Raises: MeetingOver; Conflict where the meeting is cancelled.
    """
    if meeting.ends_at <= now:
        raise MeetingOver(number=meeting.number)
    if meeting.is_cancelled:
        raise Conflict(_CANCELLED, date=meeting.starts.date.isoformat())
    reply.meeting_id, reply.person_id, reply.at = meeting.id, person.id, now
    reply.for_start = reply.for_start or meeting.starts_at
    reply.sequence = meeting.sequence if reply.sequence is None else reply.sequence
    reply.made_at = min(reply.made_at or now, now)
    reply.note = (reply.note or "")[:NOTE_LENGTH]
    given = store.replies_to(session, [meeting.id], person_id=person.id).get(meeting.id, ())
    same = sorted((r for r in given if r.for_start == reply.for_start), key=_order)
    last = same[-1] if same else None
    if last is not None:
        if _order(reply) < _order(
            last
        ):  # of one instant, as in a rehearsal, the one that came last counts
            return False
        if reply.source != Source.LINK and reply.answer in COMES:
            reply.arrives, reply.leaves = last.arrives, last.leaves  # only the page asks for hours
        calls = store.calls_to(session, [meeting.id]).get(meeting.id, ())
        if _content(reply) == _content(last) and not _is_void(last, calls):
            return False
    session.add(reply)
    session.flush()
    history.record(
        session,
        f"reply to meeting {meeting.number} by person {person.id}",
        by=by,
        now=now,
        council_id=meeting.council_id,
        before={"answer": last.answer} if last else None,
        after={"answer": reply.answer, "source": reply.source},
    )
    return True


def standing_replies(meeting: Meeting, replies: Iterable[Reply]) -> dict[int, Reply]:
    """By person id, the answer that counts: the latest to the meeting's present start; a maybe too."""
    to_this = (r for r in replies if (r.meeting_id, r.for_start) == (meeting.id, meeting.starts_at))
    return {reply.person_id: reply for reply in sorted(to_this, key=_order)}


def counted_replies(
    meeting: Meeting, replies: Iterable[Reply], calls: Iterable[DeputyCall]
) -> dict[int, Reply]:
    """The same, without what a deputy answered before they were released: they are asked anew."""
    standing, ended = standing_replies(meeting, replies), list(calls)
    return {person: reply for person, reply in standing.items() if not _is_void(reply, ended)}


def _is_void(reply: Reply, calls: Iterable[DeputyCall]) -> bool:
    question = reply.meeting_id, reply.person_id, reply.for_start
    return any(
        c.ended == CallEnd.RELEASED and c.ended_at is not None and c.ended_at >= reply.at
        for c in calls
        if (c.meeting_id, c.person_id, c.for_start) == question
    )


def _order(reply: Reply) -> tuple[datetime, int, datetime]:
    """Of two made at the same second the later revision's counts, then the one that came last."""
    return reply.made_at, reply.sequence, reply.at


def _content(reply: Reply) -> tuple[object, ...]:
    return reply.answer, reply.note, reply.sequence, reply.arrives, reply.leaves
