"""Action: records a person's reply to a meeting, whatever its source. Rule: which of their replies counts."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from scheduler.councils.rows import Person
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, MeetingOver
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings import store
from scheduler.meetings.rows import Answer, CallEnd, DeputyCall, Meeting, Reply, Source

_CANCELLED = N_("The meeting on %(date)s is cancelled. There is nothing to reply to.")
NOTE_LENGTH = 1_000
_COMES = (Answer.COMING, Answer.ONLINE)


class GivenAnswer(NamedTuple):
    """An answer as it came. `sequence`, `made_at` (UTC): where a calendar sent it, what it answered and when.

    `for_start` is set where it answered another start than today's. `arrives`, `leaves`: for a part of the meeting.
    """

    answer: Answer
    source: Source
    note: str = ""
    sequence: int | None = None
    made_at: datetime | None = None
    for_start: datetime | None = None
    arrives: time | None = None
    leaves: time | None = None


def record_reply(
    session: Session,
    meeting: Meeting,
    person: Person,
    given: GivenAnswer,
    *,
    by: Actor,
    now: datetime,
) -> Reply | None:
    """Adds the answer. None where it says nothing new: the same again, or older than one we have.

    An answer to an earlier start is kept, but does not count. Source: docs/calendars.md, rules 26 and 27.
    Raises: MeetingOver; Conflict where the meeting is cancelled.
    """
    if meeting.ends_at <= now:
        raise MeetingOver(number=meeting.number)
    if meeting.is_cancelled:
        raise Conflict(_CANCELLED, date=meeting.starts.date.isoformat())
    reply = _reply_row(meeting, person, given, now)
    earlier = [r for r in store.replies(session, meeting.id) if r.person_id == person.id]
    last = max((r for r in earlier if r.for_start == reply.for_start), key=_order, default=None)
    if last is not None and _order(reply) <= _order(last):
        return None
    if last is not None and given.source != Source.LINK and reply.answer in _COMES:
        reply.arrives, reply.leaves = last.arrives, last.leaves  # only the page asks for hours
    calls = store.calls_to(session, [meeting.id]).get(meeting.id, ())
    if last is not None and _says_the_same(reply, last) and not _is_void(last, calls):
        return None
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
    return reply


def _reply_row(meeting: Meeting, person: Person, given: GivenAnswer, now: datetime) -> Reply:
    return Reply(
        meeting_id=meeting.id,
        person_id=person.id,
        answer=given.answer,
        for_start=given.for_start or meeting.starts_at,
        sequence=meeting.sequence if given.sequence is None else given.sequence,
        source=given.source,
        made_at=min(given.made_at or now, now),
        at=now,
        note=given.note[:NOTE_LENGTH],
        arrives=given.arrives,
        leaves=given.leaves,
    )


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


def _says_the_same(reply: Reply, last: Reply) -> bool:
    return _content(reply) == _content(last)


def _content(reply: Reply) -> tuple[object, ...]:
    return reply.answer, reply.note, reply.sequence, reply.arrives, reply.leaves
