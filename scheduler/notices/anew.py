"""Rules: what is ordered once more, under the next number, for those whom the order before it did not reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, OutboxMessage, State
from scheduler.meetings.rows import Meeting
from scheduler.notices import hours, owed
from scheduler.notices.kinds import Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation, planned_notice


def numbered(
    s: Situation,
    kind: Kind,
    issued: Sequence[NoticeIssue],
    to: Iterable[Recipient],
    settled: datetime,
    expires_at: datetime,
) -> PlannedNotice | None:
    """The first of its kind to all; after it a next number, for those whom no earlier one reached and none will."""
    due_at = hours.out_of_the_night(settled + FIVE_MINUTES, s.council.zone, expires_at)
    if not issued:
        return planned_notice(s, kind, "1", due_at, expires_at, to)
    again = tuple(
        recipient
        for recipient in to
        if (row := _unreached(s, recipient, kind))
        and (row.state == State.SUPERSEDED or row.reason == ADDRESS_CHANGED)
    )
    if again:
        return planned_notice(s, kind, str(len(issued) + 1), due_at, expires_at, again)
    return planned_notice(s, kind, issued[-1].occasion, issued[-1].issued_at, expires_at, to)


def changes(s: Situation, meeting: Meeting, first: PlannedNotice | None) -> Iterator[PlannedNotice]:
    """The change once more, to those who are owed it only since it was ordered: `2r3`.

    As where a person says of an older letter that it arrived after all.
    """
    if first is None or first.issue is None:
        return
    unaware = owed.unaware(s, meeting)
    to = tuple(recipient for recipient in first.audience if recipient.person.id in unaware)
    if to:
        yield next_number(s, first, to, first.due_at)


def never_called(s: Situation, to: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Those of them whose call for items was stopped on its way, since it named an hour that was moved."""
    return tuple(
        recipient
        for recipient in to
        if (row := _unreached(s, recipient, Kind.CALL_FOR_ITEMS)) and row.state == State.SUPERSEDED
    )


def _unreached(s: Situation, to: Recipient, kind: Kind) -> OutboxMessage | None:
    """The person's newest letter of the kind, where none has reached them and none is on its way.

    By the newest: one that could not be made, or whose address is dead, would be ordered without end.
    """
    rows = [row for row in s.told_to.get(to.person.id, ()) if row.kind == kind]
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
