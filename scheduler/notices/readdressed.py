"""Rule: who changed address while a letter waited gets it at the new one."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.mail.rows import ADDRESS_CHANGED, OutboxMessage, State
from scheduler.meetings.lifecycle import facts_still_hold, meeting_facts
from scheduler.notices import audience
from scheduler.notices.kinds import KINDS, Form, Kind, Letter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice


def planned(s: Situation) -> Iterable[PlannedNotice]:
    """An order of its own for each: `p7.1@2022-02-22T15:00`, of the same kind and as urgent as the one it stands for.

    Only while the letter is still true; what is not is told by a change, or reminds of nothing.
    """
    if s.meeting is None:
        return
    issues = {issued.id: issued for issued in s.issued}
    newest: dict[tuple[int, str, str], OutboxMessage] = {}
    for row in s.told:
        # What has a number reaches by the next one everyone whom none has reached.
        if row.meeting_id == s.meeting.id and KINDS[row.kind].form is not Form.NUMBER:
            newest[row.person_id, row.kind, _of(issues[row.issue_id])] = row
    for (person_id, kind, of), row in newest.items():
        is_withdrawn = row.state == State.WITHDRAWN and row.reason == ADDRESS_CHANGED
        to = _recipient(s, row) if is_withdrawn and _is_true(s, issues[row.issue_id]) else None
        if to:
            begins = f"p{person_id}."
            n = sum(i.kind == kind and i.occasion.startswith(begins) for i in s.issued)
            occasion = f"{begins}{n + 1}@{of}"
            # As urgent as the one it stands for.
            yield planned_notice(s, Kind(kind), occasion, row.due_at, row.expires_at, (to,))


def _of(issued: NoticeIssue) -> str:
    return issued.occasion.rpartition("@")[2]


def _is_true(s: Situation, issued: NoticeIssue) -> bool:
    assert s.meeting
    told, today = issued.facts[str(s.meeting.id)], meeting_facts(s.meeting)
    if KINDS[issued.kind].calendar:
        return facts_still_hold(told, today)
    return bool(told["start"] == today["start"] and told["status"] == today["status"])


def _recipient(s: Situation, row: OutboxMessage) -> Recipient | None:
    """As what they were to have it; None where it is no longer theirs to have."""
    assert s.meeting
    entitled = audience.entitled(s, Kind(row.kind), Letter(row.letter))
    if row.person_id not in {recipient.person.id for recipient in entitled}:
        return None
    people = [(m.person, m.is_deputy) for m in s.members] + [(p, False) for p in s.secretaries]
    for person, is_deputy in people:
        if person.id == row.person_id:
            return Recipient(
                person,
                Letter(row.letter),
                calendar=bool(row.method),
                uninvited=row.method == "CANCEL" and not s.meeting.is_cancelled,
                is_deputy=is_deputy,
                is_called=audience.is_called(s, person.id),
            )
    return None
