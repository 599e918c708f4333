"""Rules: the one letter to a person who has left, about all meetings that are to be taken out of their calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Member
from scheduler.mail.rows import ADDRESS_CHANGED
from scheduler.meetings.rows import Meeting
from scheduler.notices import change_recipients, due_times
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice


def leaving_notices(s: Situation) -> Iterator[PlannedNotice]:
    """Of a year: one for each who left, five minutes after it was said, so that it can be taken back.

    A meeting that comes to it later, as where a change that would have told of it is taken back, is told of by the next
    number: `m7.2@…`.
    """
    terms = {member.person_id: member for member in s.members if member.ended_at}
    for _person_id, member in sorted(terms.items()):
        issued = _issued(s, member)
        for issue in issued:
            at = issue.issued_at
            yield planned_notice(s, Kind.MEMBER_LEFT, issue.occasion, at, at, ())
        lost = _to_an_old_address(s, member)
        named = {key for issue in issued if issue.id not in lost for key in issue.facts}
        meetings = tuple(m for m in _left(s, member) if str(m.id) not in named)
        if meetings:
            number = f".{len(issued) + 1}" if issued else ""
            yield _notice(s, member, number, meetings)


def _notice(
    s: Situation, member: Member, number: str, meetings: tuple[Meeting, ...]
) -> PlannedNotice:
    due_at = max(_settled_at(member, meeting) for meeting in meetings)
    due_at = due_times.out_of_the_night(
        due_at, s.council.zone, min(meeting.starts_at for meeting in meetings)
    )
    to = Recipient(member.person, Letter.MEMBER_LEFT, calendar=True, uninvited=True)
    occasion = f"m{member.id}{number}{_when(member)}"
    expires_at = max(meeting.starts_at for meeting in meetings)
    return planned_notice(s, Kind.MEMBER_LEFT, occasion, due_at, expires_at, (to,), about=meetings)


def _left(s: Situation, member: Member) -> Iterator[Meeting]:
    """What they are out of, where it can still be told before it begins."""
    for sub in s.called:
        meeting = sub.meeting
        if meeting is None or meeting.is_cancelled:
            continue
        if meeting.starts_at > _settled_at(member, meeting) and any(
            to.person.id == member.person_id
            for to in change_recipients.removed_recipients(sub, meeting)
        ):
            yield meeting


def _issued(s: Situation, member: Member) -> list[NoticeIssue]:
    return [
        issue
        for issue in s.issued
        if issue.kind == Kind.MEMBER_LEFT
        and issue.occasion.endswith(_when(member))
        and issue.occasion.partition("@")[0].partition(".")[0] == f"m{member.id}"
    ]


def _to_an_old_address(s: Situation, member: Member) -> set[int]:
    """The orders whose letter was stopped on its way, since the person has another address."""
    rows = s.told_to.get(member.person_id, ())
    return {row.issue_id for row in rows if row.reason == ADDRESS_CHANGED}


def _when(member: Member) -> str:
    assert member.ended_at
    return f"@{member.ended_at.isoformat(timespec='seconds')}"


def _settled_at(member: Member, meeting: Meeting) -> datetime:
    """Until when the end of the term, or a change of the meeting, can be taken back."""
    assert member.ended_at
    return max(member.ended_at, due_times.settled_at(meeting)) + FIVE_MINUTES
