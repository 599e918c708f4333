"""Rules: the one letter to a person who has left, about all meetings that are to be taken out of their calendar."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Member
from scheduler.mail.rows import ADDRESS_CHANGED
from scheduler.meetings.rows import Meeting
from scheduler.notices import change_recipients, due_times
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice


def leaving_notices(s: Situation) -> Iterator[PlannedNotice]:
    """Of a year: one for each who left, five minutes after it was said, so that it can be taken back.

    A meeting that comes to it later, as where a change that would have told of it is taken back, is told of by the next
    number: `m7.2@…`.
    """
    left = defaultdict[int, list[Meeting]](list)
    for sub in s.leavers:
        if sub.meeting and not sub.meeting.is_cancelled:
            for to in change_recipients.removed_recipients(sub, sub.meeting):
                left[to.person.id].append(sub.meeting)
    terms = {member.person_id: member for member in s.members if member.ended_at}
    for person_id, member in sorted(terms.items()):
        yield from _notices(s, member, left[person_id])


def _notices(s: Situation, member: Member, left: list[Meeting]) -> Iterator[PlannedNotice]:
    """Those that were ordered, and one more where it can still tell of a meeting before that begins."""
    assert member.ended_at
    kind, when = Kind.MEMBER_LEFT, f"@{member.ended_at.isoformat(timespec='seconds')}"
    own = re.compile(rf"m{member.id}(\.\d+)?{re.escape(when)}")
    issued = [i for i in s.issued if i.kind == kind and own.fullmatch(i.occasion)]
    for issue in issued:
        yield planned_notice(s, kind, issue.occasion, issue.issued_at, issue.issued_at, ())
    # What was stopped on its way, since the person has another address, has told of nothing.
    rows = s.letters_to(member.person_id)
    lost = {row.issue_id for row in rows if row.reason == ADDRESS_CHANGED}
    named = {key for issue in issued if issue.id not in lost for key in issue.facts}
    meetings = tuple(
        meeting
        for meeting in left
        if str(meeting.id) not in named and meeting.starts_at > _settled_at(member, meeting)
    )
    if meetings:
        starts = [meeting.starts_at for meeting in meetings]
        due_at = max(_settled_at(member, meeting) for meeting in meetings)
        due_at = due_times.out_of_the_night(due_at, s.council.zone, min(starts))
        to = Recipient(member.person, Letter.MEMBER_LEFT, calendar=True, uninvited=True)
        occasion = f"m{member.id}{f'.{len(issued) + 1}' if issued else ''}{when}"
        yield planned_notice(s, kind, occasion, due_at, max(starts), (to,), about=meetings)


def _settled_at(member: Member, meeting: Meeting) -> datetime:
    """Until when the end of the term, or a change of the meeting, can be taken back."""
    assert member.ended_at
    return max(member.ended_at, due_times.settled_at(meeting)) + FIVE_MINUTES
