"""Rules: what is ordered once more, for those whom the order before it did not reach, or for one person alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, OutboxMessage, State
from scheduler.meetings.lifecycle import facts_still_hold, meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import audience, change_recipients, due_times
from scheduler.notices.kinds import KINDS, NEWCOMERS, Form, Kind, Letter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice


def numbered_notice(
    s: Situation, kind: Kind, settled_at: datetime, expires_at: datetime
) -> PlannedNotice:
    """The first of its kind to all; after it a next number, for those whom no earlier one reached and none will."""
    issued = [i for i in s.issued if i.kind == kind and not i.occasion.startswith(NEWCOMERS)]
    to = audience.recipients(s, kind)
    due_at = due_times.out_of_the_night(settled_at + FIVE_MINUTES, s.council.zone, expires_at)
    if not issued:
        return planned_notice(s, kind, "1", due_at, expires_at, to)
    unreached = tuple(
        recipient
        for recipient in to
        if (row := _unreached(s, recipient, kind))
        and (row.state == State.SUPERSEDED or row.reason == ADDRESS_CHANGED)
    )
    if unreached:
        return planned_notice(s, kind, str(len(issued) + 1), due_at, expires_at, unreached)
    last = issued[-1]
    return planned_notice(s, kind, last.occasion, last.issued_at, expires_at, to)


def repeated_change(
    s: Situation, meeting: Meeting, change: PlannedNotice | None
) -> Iterator[PlannedNotice]:
    """The change once more, `2r3`, to those who are owed it only since it was ordered.

    A person may say of an older letter that it arrived after all.
    """
    if change and change.issue:
        unaware = change_recipients.unaware_ids(s, meeting)
        to = tuple(recipient for recipient in change.audience if recipient.person.id in unaware)
        if to:
            yield next_number(s, change, to, change.due_at)


def uncalled(s: Situation) -> tuple[Recipient, ...]:
    """Those whose call for items was stopped on its way, since it named an hour that was moved."""
    return tuple(
        recipient
        for recipient in audience.recipients(s, Kind.CALL_FOR_ITEMS)
        if (row := _unreached(s, recipient, Kind.CALL_FOR_ITEMS)) and row.state == State.SUPERSEDED
    )


def _unreached(s: Situation, to: Recipient, kind: Kind) -> OutboxMessage | None:
    """The person's newest letter of the kind, where none has reached them and none is on its way.

    By the newest: one that could not be made, or whose address is dead, would be ordered without end.
    """
    rows = [row for row in s.letters_to(to.person.id) if row.kind == kind]
    goes = (*LIVE, State.HELD)
    is_reached = any(row.may_have_arrived or row.state in goes for row in rows)
    return rows[-1] if rows and not is_reached else None


def next_number(
    s: Situation, first: PlannedNotice, to: Sequence[Recipient], due_at: datetime
) -> PlannedNotice:
    """What was ordered already, for these alone: `2@2022-02-22`, and after it `3@2022-02-22`."""
    n = 2
    while s.issue(first.kind, f"{n}{first.occasion}"):
        n += 1
    return planned_notice(s, first.kind, f"{n}{first.occasion}", due_at, first.expires_at, to)


def readdressed_notices(s: Situation) -> Iterator[PlannedNotice]:
    """One for each who changed address while a letter waited: as urgent as the letter that it stands for.

    Only while the letter is still true; what is not is told by a change, or reminds of nothing.
    """
    issues = {issued.id: issued for issued in s.issued}
    newest: dict[tuple[int, str, str], OutboxMessage] = {}
    for row in s.letters:
        # What has a number reaches by the next one everyone whom none has reached.
        if s.meeting and row.meeting_id == s.meeting.id and KINDS[row.kind].form is not Form.NUMBER:
            newest[row.person_id, row.kind, _end_of(issues[row.issue_id])] = row
    for row in newest.values():
        issued = issues[row.issue_id]
        is_readdressed = row.state == State.WITHDRAWN and row.reason == ADDRESS_CHANGED
        if is_readdressed and _is_true(s, issued):
            entitled = audience.recipients(s, Kind(row.kind), Letter(row.letter))
            to = audience.recipient_of(s, row)
            if to and to.person.id in {recipient.person.id for recipient in entitled}:
                yield notice_for_one(s, issued, to, due_at=row.due_at, expires_at=row.expires_at)


def _is_true(s: Situation, issued: NoticeIssue) -> bool:
    assert s.meeting
    told, today = issued.facts[str(s.meeting.id)], meeting_facts(s.meeting)
    if KINDS[issued.kind].calendar:
        return facts_still_hold(told, today)
    return bool(told["start"] == today["start"] and told["status"] == today["status"])


def notice_for_one(
    s: Situation, issued: NoticeIssue, to: Recipient, *, due_at: datetime, expires_at: datetime
) -> PlannedNotice:
    """What was ordered, for one person alone. Its occasion says for whom and how often: `p7.1@2022-02-22T15:00`."""
    begins = occasion_for_one(to)
    count = sum(i.kind == issued.kind and i.occasion.startswith(begins) for i in s.issued)
    occasion = f"{begins}{count + 1}@{_end_of(issued)}"
    kind = Kind(issued.kind)
    named = tuple(meeting for meeting in s.subjects if str(meeting.id) in issued.facts)
    about = named if kind is Kind.MEMBER_LEFT else ()
    return planned_notice(s, kind, occasion, due_at, expires_at, (to,), about=about)


def occasion_for_one(to: Recipient) -> str:
    """How the occasions of mail to this person alone begin."""
    return f"p{to.person.id}."


def _end_of(issued: NoticeIssue) -> str:
    """The part of the occasion that says of what: a start, a day, or all of one without an @."""
    return issued.occasion.rpartition("@")[2]
