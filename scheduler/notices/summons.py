"""Rules: who was called to a meeting, which is fixed when its kallelse is ordered; and who came too late for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Member, Person
from scheduler.db.session import Session
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import audience, gathering
from scheduler.notices.kinds import Letter
from scheduler.notices.situation import Recipient, Situation
from scheduler.notices.store import Owner, Ref


@dataclass(frozen=True, slots=True)
class LateCall:
    """Members of a coming meeting whom its kallelse has not been ordered for, since they came after it."""

    meeting: Meeting
    people: tuple[Person, ...]


def people(s: Situation, meeting: Meeting) -> list[Person]:
    """Who was called, whoever has come or gone since; before the kallelse, who will be.

    One who left before the meeting is no longer among them; one who left after it is.
    """
    ids = audience.called_ids(s, meeting)
    if ids is None:
        return [to.person for to in audience.called(s, meeting, Letter.KALLELSE)]
    terms = (m for m in s.members if m.person_id in ids and not m.is_deputy and _sat(m, meeting))
    return list({member.person_id: member.person for member in terms}.values())


def _sat(member: Member, meeting: Meeting) -> bool:
    has_left_later = member.ended_at is not None and member.ended_at >= meeting.starts_at
    return member.covers(meeting.starts.date) or has_left_later


def late(s: Situation, meeting: Meeting, *, now: datetime) -> tuple[Recipient, ...]:
    """Who is a member on the day of a coming meeting, but came after its kallelse was ordered."""
    ids = audience.called_ids(s, meeting)
    if ids is None or meeting.is_cancelled or meeting.starts_at <= now:
        return ()
    to = audience.called(s, meeting, Letter.KALLELSE, calendar=True)
    return tuple(recipient for recipient in to if recipient.person.id not in ids)


def late_calls(session: Session, council_id: int, *, now: datetime) -> list[LateCall]:
    """Those of every coming meeting, soonest first."""
    refs = {
        Ref(Owner.MEETING, meeting.id): meeting
        for meeting in meetings.upcoming(session, council_id, now=now)
        if not meeting.is_cancelled
    }
    found = ((refs[ref], s) for ref, s in gathering.of_refs(session, list(refs)))
    calls = (LateCall(meeting, _people(late(s, meeting, now=now))) for meeting, s in found)
    return [call for call in calls if call.people]


def _people(to: Iterable[Recipient]) -> tuple[Person, ...]:
    return tuple(recipient.person for recipient in to)
