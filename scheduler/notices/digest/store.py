"""Which letters came to grief, and what was reported of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer

from scheduler.db.session import Session
from scheduler.mail.rows import LIVE, MailEvent, OutboxMessage, State
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import UNPLANNED, Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.years.rows import CouncilYear

_ENDED_BADLY = (State.FAILED, State.SUPPRESSED, State.UNCERTAIN, State.EXPIRED)


def troubled(
    session: Session, *, since: datetime, late_before: datetime
) -> list[tuple[int, OutboxMessage]]:
    """Letters of every council that did not arrive, with the council's id: of meetings and years not over by `since`.

    And those ordered before `late_before` that a mail server has put off. Without their bodies. One that came back has
    a report on it (`MailEvent`), by which it is found without reading all that were sent.
    """
    row = OutboxMessage
    put_off = and_(
        row.state.in_(LIVE), row.created_at < late_before, or_(row.attempts > 0, row.ambiguous > 0)
    )
    query = (
        select(func.coalesce(Meeting.council_id, CouncilYear.council_id), row)
        .outerjoin(Meeting, Meeting.id == row.meeting_id)
        .outerjoin(CouncilYear, CouncilYear.id == row.year_id)
        .where(
            row.kind.not_in(UNPLANNED),
            or_(Meeting.starts_at > since, CouncilYear.year >= since.year),
        )
        .options(defer(row.mime, raiseload=True))
        .execution_options(populate_existing=True)
    )
    came_back = query.where(row.id.in_(select(MailEvent.message_id)), row.bounced_at.is_not(None))
    letters: dict[int, tuple[int, OutboxMessage]] = {}
    # Two questions: of one with both, PostgreSQL would read every letter.
    for question in (query.where(or_(row.state.in_(_ENDED_BADLY), put_off)), came_back):
        letters |= {
            letter.id: (council_id, letter) for council_id, letter in session.execute(question)
        }
    return list(letters.values())


def reports(
    session: Session, council_ids: Sequence[int]
) -> list[tuple[int, NoticeIssue, list[OutboxMessage]]]:
    """Each report to those councils' secretaries, with the council's id and its letters, oldest first."""
    query = (
        select(CouncilYear.council_id, NoticeIssue)
        .join(CouncilYear, CouncilYear.id == NoticeIssue.year_id)
        .where(CouncilYear.council_id.in_(council_ids), NoticeIssue.kind == Kind.DIGEST)
        .order_by(NoticeIssue.id)
    )
    orders = [(council_id, issued) for council_id, issued in session.execute(query)]
    letters = (
        select(OutboxMessage)
        .where(OutboxMessage.issue_id.in_([issued.id for _, issued in orders]))
        .options(defer(OutboxMessage.mime, raiseload=True))
        .execution_options(populate_existing=True)
    )
    by_issue: dict[int, list[OutboxMessage]] = defaultdict(list)
    for letter in session.scalars(letters):
        by_issue[letter.issue_id].append(letter)
    return [(council_id, issued, by_issue[issued.id]) for council_id, issued in orders]
