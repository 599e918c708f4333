"""Which letters came to grief, and what was reported of them."""

from collections.abc import Sequence
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


def troubled(
    session: Session, *, since: datetime, late_before: datetime
) -> list[tuple[int, str, MailedLetter]]:
    """Letters of every council that did not arrive, with the council's id and the letter's key.

    Of meetings and years not over by `since`; and those ordered before `late_before` that a mail server has put off.
    One that came back has a report on it (`MailEvent`), by which it is found without reading all that were sent.
    """
    row = OutboxMessage
    put_off = and_(
        row.state.in_(LIVE), row.created_at < late_before, or_(row.attempts > 0, row.ambiguous > 0)
    )
    query = (
        MAILED_LETTERS.add_columns(
            func.coalesce(Meeting.council_id, CouncilYear.council_id), row.key
        )
        .outerjoin(Meeting, Meeting.id == row.meeting_id)
        .outerjoin(CouncilYear, CouncilYear.id == row.year_id)
        .where(
            row.kind.not_in(UNPLANNED),
            or_(Meeting.starts_at > since, CouncilYear.year >= since.year),
        )
    )
    came_back = query.where(row.id.in_(select(MailEvent.message_id)), row.bounced_at.is_not(None))
    letters: dict[int, tuple[int, str, MailedLetter]] = {}
    # Two questions: of one with both, PostgreSQL would read every letter.
    for question in (query.where(or_(row.state.in_(ENDED_BADLY), put_off)), came_back):
        for *values, council_id, key in session.execute(question):
            letter = MailedLetter._make(values)
            letters[letter.id] = council_id, key, letter
    return list(letters.values())


def reports(session: Session, council_ids: Sequence[int]) -> dict[int, list[Report]]:
    """By council, each report to its secretaries, oldest first."""
    query = (
        select(CouncilYear.council_id, NoticeIssue)
        .join(CouncilYear, CouncilYear.id == NoticeIssue.year_id)
        .where(CouncilYear.council_id.in_(council_ids), NoticeIssue.kind == Kind.DIGEST)
        .order_by(NoticeIssue.id)
    )
    reports = {
        issued.id: (council_id, Report(issued)) for council_id, issued in session.execute(query)
    }
    of_reports = MAILED_LETTERS.where(OutboxMessage.issue_id.in_(reports))
    for row in mailed_letters(session, of_reports, {}):
        reports[row.issue_id][1].rows.append(row)
    of_councils: dict[int, list[Report]] = {council_id: [] for council_id in council_ids}
    for council_id, report in reports.values():
        of_councils[council_id].append(report)
    return of_councils
