"""Which letters came to grief, and what was reported of them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from scheduler.db.session import Session
from scheduler.mail.queries import MAILED_LETTERS, mailed_letters
from scheduler.mail.rows import (
    ADDRESS_CHANGED,
    ENDED_BADLY,
    LIVE,
    MailedLetter,
    MailEvent,
    OutboxMessage,
    State,
)  # fmt: skip
from scheduler.meetings.rows import Meeting
from scheduler.notices.digest.mishaps import SEEN_FOR, TOLD_AFTER
from scheduler.notices.kinds import UNPLANNED, Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.years.rows import CouncilYear

TOLD = "told"
"""The key of its facts that holds the ids of the mishaps it tells."""
_NEVER_LEFT = (State.SUPERSEDED, State.EXPIRED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Report:
    """One that was ordered, with its letters."""

    issued: NoticeIssue
    rows: list[MailedLetter] = field(default_factory=list)

    @property
    def has_left(self) -> bool:
        """For some of them at least, as far as it will."""
        return any(row.state not in _NEVER_LEFT for row in self.rows)

    @property
    def counts(self) -> bool:
        """Whether what it tells need not be told again.

        One that was no longer true on its way to somebody is told anew to all: rather twice than not.
        """
        is_anew = any(r.state == State.SUPERSEDED or r.reason == ADDRESS_CHANGED for r in self.rows)
        return self.has_left and not is_anew

    def waits(self, now: datetime) -> bool:
        held = (r.state == State.HELD and r.expires_at > now for r in self.rows)
        return any(held) or any(r.state in LIVE for r in self.rows)

    @property
    def told(self) -> set[str]:
        return set(self.issued.facts[TOLD])


def councils_to_tell(session: Session, *, now: datetime) -> list[int]:
    """The ids of those with a letter that did not arrive, told of or not: two questions, however many councils.

    Of a mail that was never ordered there is no letter, and one that went late looks like any other: those the worker
    finds when it counts the plan (`jobs.recount`).
    """
    row = OutboxMessage
    since, was_refused = now - SEEN_FOR, or_(row.attempts > 0, row.ambiguous > 0)
    put_off = and_(row.state.in_(LIVE), row.created_at < now - TOLD_AFTER, was_refused)
    query = (
        select(func.coalesce(Meeting.council_id, CouncilYear.council_id))
        .select_from(row)
        .outerjoin(Meeting, Meeting.id == row.meeting_id)
        .outerjoin(CouncilYear, CouncilYear.id == row.year_id)
        .where(
            row.kind.not_in(UNPLANNED),
            or_(Meeting.starts_at > since, CouncilYear.year >= since.year),
        )
    )
    # Found by the report on it, without reading all that were sent.
    came_back = query.where(row.id.in_(select(MailEvent.message_id)), row.bounced_at.is_not(None))
    # Two questions: of one with both, PostgreSQL would read every letter.
    both = query.where(or_(row.state.in_(ENDED_BADLY), put_off)), came_back
    return sorted({council_id for question in both for council_id in session.scalars(question)})


def reports(session: Session, council_id: int) -> list[Report]:
    """Each report to the council's secretaries, oldest first."""
    query = (
        select(NoticeIssue)
        .join(CouncilYear, CouncilYear.id == NoticeIssue.year_id)
        .where(CouncilYear.council_id == council_id, NoticeIssue.kind == Kind.DIGEST)
        .order_by(NoticeIssue.id)
    )
    reports = {issued.id: Report(issued) for issued in session.scalars(query)}
    of_reports = MAILED_LETTERS.where(OutboxMessage.issue_id.in_(reports))
    for row in mailed_letters(session, of_reports, {}):
        reports[row.issue_id].rows.append(row)
    return list(reports.values())
