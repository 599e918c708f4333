"""Rules: what is ordered once more, for those whom the order before it did not reach (docs/mail.md, rule 30)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scheduler.mail.rows import LIVE, MailedLetter, State
from scheduler.notices import change_recipients, due_times
from scheduler.notices.change_recipients import has_moved
from scheduler.notices.kinds import KINDS, Kind, Validity
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice

_STOPPED = (State.SUPERSEDED, State.WITHDRAWN)


def once_more(
    s: Situation, notice: PlannedNotice, change: PlannedNotice | None = None
) -> Iterator[PlannedNotice]:
    """What was ordered, for those of its audience whom no letter of it has reached and none will.

    `change`: its audience hears by that what a kallelse would tell. It goes once more to whoever is owed it only since
    it was ordered: a person may say of an older letter that it arrived after all.
    """
    kind, record = notice.kind, KINDS[notice.kind]
    if notice.issue is None or notice.skipped:
        return
    if record.validity is Validity.UNTIL_KALLELSE and s.meeting and s.kallelse(s.meeting):
        return
    orders = {issue.id for issue in s.orders(kind, notice.occasion)}
    # Looked at first, since there are thousands of letters in a large council, and few of them were stopped.
    stopped = {r.person_id for r in s.letters if r.issue_id in orders and r.state in _STOPPED}
    lost = {
        person_id
        for person_id in stopped
        if is_lost(kind, [r for r in s.letters_to(person_id) if r.issue_id in orders])
    }
    if change and kind is Kind.CHANGE:
        lost = change_recipients.unaware_ids(s, s.subjects[0])
    elif change and record.calendar and record.tells:
        lost -= {to.person.id for to in change.audience}
    if to := tuple(to for to in notice.audience if to.person.id in lost):
        due_at = due_times.not_before(s, s.meeting, notice.due_at) if s.meeting else notice.due_at
        yield repeat(s, notice, to, due_at)


def is_lost(kind: Kind, rows: Sequence[MailedLetter]) -> bool:
    """Whether one person's letters of a mail, oldest first, have not reached them, and it is worth another.

    By the newest: one that could not be made, or whose address is dead, would be ordered without end. Where a letter
    with a calendar part is no longer true, a change tells what is.
    """
    if not rows or KINDS[kind].calendar or rows[-1].state != State.SUPERSEDED:
        return bool(rows) and has_moved(rows[-1])
    goes = (*LIVE, State.HELD)
    return not any(row.may_have_arrived or row.state in goes for row in rows)


def repeat(
    s: Situation, notice: PlannedNotice, to: Sequence[Recipient], due_at: datetime
) -> PlannedNotice:
    """The same for these alone, under the next number."""
    occasion = s.next_occasion(notice.kind, notice.occasion)
    return planned_notice(s, notice.kind, occasion, due_at, notice.expires_at, to)
