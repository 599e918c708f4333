"""Rules: what is ordered once more, for those whom the order before it did not reach (docs/mail.md, rule 30)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from scheduler.mail.rows import LIVE, MailedLetter, State
from scheduler.meetings.rows import Meeting
from scheduler.notices import audience, change_recipients, due_times
from scheduler.notices.change_recipients import has_moved
from scheduler.notices.kinds import KINDS, Kind, Validity
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice


def once_more(
    s: Situation, notice: PlannedNotice, change: PlannedNotice | None = None
) -> Iterator[PlannedNotice]:
    """What was ordered, for those of its audience whom no letter of it has reached and none will.

    `change`: its audience hears by that what a kallelse would tell.
    """
    kind, record = notice.kind, KINDS[notice.kind]
    if notice.issue is None or notice.skipped or kind is Kind.CHANGE:
        return
    if record.validity is Validity.UNTIL_KALLELSE and s.meeting and s.kallelse(s.meeting):
        return
    told = set[int]()
    if change and record.calendar and record.tells:
        told = {to.person.id for to in change.audience}
    orders = {issue.id for issue in s.orders(kind, notice.occasion)}
    lost = tuple(
        to
        for to in notice.audience
        if to.person.id not in told
        and is_lost(kind, [r for r in s.letters_to(to.person.id) if r.issue_id in orders])
    )
    if lost:
        due_at = due_times.not_before(s, s.meeting, notice.due_at) if s.meeting else notice.due_at
        yield repeat(s, notice, lost, due_at)


def repeated_change(
    s: Situation, meeting: Meeting, change: PlannedNotice | None
) -> Iterator[PlannedNotice]:
    """The change once more, to those who are owed it only since it was ordered, or who have another address.

    A person may say of an older letter that it arrived after all.
    """
    if change and change.issue:
        unaware = change_recipients.unaware_ids(s, meeting)
        to = tuple(recipient for recipient in change.audience if recipient.person.id in unaware)
        if to:
            yield repeat(s, change, to, change.due_at)


def is_lost(kind: Kind, rows: Sequence[MailedLetter]) -> bool:
    """Whether one person's letters of a mail, oldest first, have not reached them, and it is worth another.

    By the newest: one that could not be made, or whose address is dead, would be ordered without end. Where a letter
    with a calendar part is no longer true, a change tells what is.
    """
    if not rows or KINDS[kind].calendar or rows[-1].state != State.SUPERSEDED:
        return bool(rows) and has_moved(rows[-1])
    goes = (*LIVE, State.HELD)
    return not any(row.may_have_arrived or row.state in goes for row in rows)


def uncalled(s: Situation) -> tuple[Recipient, ...]:
    """Those whose calls for items were stopped on their way, for whichever day."""
    kind = Kind.CALL_FOR_ITEMS
    return tuple(
        to
        for to in audience.recipients(s, kind)
        if is_lost(kind, [row for row in s.letters_to(to.person.id) if row.kind == kind])
    )


def repeat(
    s: Situation, notice: PlannedNotice, to: Sequence[Recipient], due_at: datetime
) -> PlannedNotice:
    """The same for these alone, under the next number."""
    occasion = s.next_occasion(notice.kind, notice.occasion)
    return planned_notice(s, notice.kind, occasion, due_at, notice.expires_at, to)
