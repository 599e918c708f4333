"""Rules: the letter that calls a deputy, and the one that says that they are not needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from scheduler.clock import FIVE_MINUTES
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings.rows import CallEnd, DeputyCall, Meeting
from scheduler.notices import audience, change_recipients, due_times
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice

_TOLD = (CallEnd.RELEASED, CallEnd.SILENT)
"""How a call ends of which the deputy is told: who said no knows."""


def deputy_notices(s: Situation, meeting: Meeting) -> Iterator[PlannedNotice]:
    """Of each call its letter, and after it what takes it back, where the first may have arrived."""
    for call in s.calls:
        occasion = call_occasion(call, meeting)
        stands = call.stands(meeting)
        if stands or s.issue(Kind.DEPUTY_CALL, occasion):
            to = audience.recipients(s, Kind.DEPUTY_CALL) if stands else ()
            own = (recipient for recipient in to if recipient.person.id == call.person_id)
            due_at = _due_at(meeting, call.called_at)
            yield planned_notice(s, Kind.DEPUTY_CALL, occasion, due_at, meeting.starts_at, own)
        if call.ended in _TOLD and call.ended_at and call.for_start == meeting.starts_at:
            due_at, released = _due_at(meeting, call.ended_at), _released(s, meeting, call)
            if released or s.issue(Kind.DEPUTY_RELEASED, occasion):
                yield planned_notice(
                    s, Kind.DEPUTY_RELEASED, occasion, due_at, meeting.starts_at, released
                )


def call_occasion(call: DeputyCall, meeting: Meeting) -> str:
    return f"c{call.id}@{meeting.starts.text()}"


def call_of(s: Situation, person_id: int) -> DeputyCall | None:
    """The person's newest call to the meeting's present start, ended or not."""
    meeting = s.meeting
    own = [c for c in s.calls if c.person_id == person_id]
    return next((c for c in reversed(own) if meeting and c.for_start == meeting.starts_at), None)


def _released(s: Situation, meeting: Meeting, call: DeputyCall) -> tuple[Recipient, ...]:
    """Whoever was called, where that may have reached them and nothing since has called them again."""
    rows = change_recipients.letters_about(s, call.person_id, meeting)
    if not any(_is_of(row, s, call, meeting) and row.may_have_arrived for row in rows):
        return ()
    holds = change_recipients.calendar_may_hold(rows)
    return tuple(
        Recipient(
            to.person, Letter.DEPUTY_RELEASED, calendar=holds, uninvited=holds, is_deputy=True
        )
        for to in audience.recipients(s, Kind.DEPUTY_RELEASED)
        if to.person.id == call.person_id
    )


def _is_of(row: OutboxMessage, s: Situation, call: DeputyCall, meeting: Meeting) -> bool:
    issue = s.issue(Kind.DEPUTY_CALL, call_occasion(call, meeting))
    return issue is not None and row.issue_id == issue.id


def _due_at(meeting: Meeting, at: datetime) -> datetime:
    """At once by day; at night only where the meeting is within 24 hours (docs/mail.md, rule 21)."""
    at = max(at, due_times.settled_at(meeting) + FIVE_MINUTES)
    if meeting.starts_at - at <= timedelta(hours=24):
        return at
    return due_times.out_of_the_night(at, meeting.starts.zone, meeting.starts_at)
