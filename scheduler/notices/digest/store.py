"""What was reported of letters that came to grief."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from scheduler.db.session import Session
from scheduler.mail.queries import MAILED_LETTERS, mailed_letters
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, MailedLetter, OutboxMessage, State
from scheduler.notices.kinds import Kind
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
