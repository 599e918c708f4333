"""How the rehearsal's clock is read and set."""

from datetime import datetime

from sqlalchemy import select

from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.rows import DeputyCall, Meeting, MeetingStatus, Reply
from scheduler.notices.kinds import Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.rehearsal.rows import RehearsalState


def is_rehearsal(session: Session) -> bool:
    return session.scalars(select(RehearsalState.id)).first() is not None


def state(session: Session) -> RehearsalState:
    return session.scalars(select(RehearsalState).execution_options(populate_existing=True)).one()


def add_state(session: Session, *, now: datetime) -> None:
    session.add(RehearsalState(id=1, now=now, target=now, played=0))
    session.flush()


def set_target(session: Session, target: datetime, *, expected: int = 0) -> None:
    """Asks the worker to play up to `target`; `expected` letters are planned till then. The clock never goes back."""
    row = state(session)
    row.target = max(target, row.now)
    row.played_before, row.expected = row.played, expected
    session.flush()


def advance(session: Session, *, now: datetime, played: int) -> None:
    row = state(session)
    row.now = max(now, row.now)
    row.played += played
    session.flush()


def unanswered_letters(
    session: Session, *, reader: str, now: datetime
) -> list[tuple[OutboxMessage, Meeting]]:
    """Invitations that came and ask for a reply that has not been given, of the council whose replies `reader` reads.

    Only those that tell of a meeting as it stands, and none to a deputy who is no longer called.
    """
    row, call = OutboxMessage, DeputyCall
    has_replied = (
        select(Reply.id)
        .where(Reply.meeting_id == row.meeting_id, Reply.person_id == row.person_id)
        .where(Reply.for_start == Meeting.starts_at)
    )
    is_called = (
        select(call.id)
        .where(call.meeting_id == row.meeting_id, call.person_id == row.person_id)
        .where(call.for_start == Meeting.starts_at, call.ended == "")
    )
    query = (
        select(row, Meeting)
        .join(Meeting, Meeting.id == row.meeting_id)
        .join(Council, Council.id == Meeting.council_id)
        .join(Person, Person.id == Council.reply_to_id)
        .join(NoticeIssue, NoticeIssue.id == row.issue_id)
        .where(Person.email == reader, Meeting.starts_at > now)
        .where(Meeting.status == MeetingStatus.SCHEDULED)
        .where(row.state == State.SENT, row.method == "REQUEST", row.bounced_at.is_(None))
        .where(NoticeIssue.revision == Meeting.revision + Meeting.online_revision)
        .where(~has_replied.exists(), (row.kind != Kind.DEPUTY_CALL) | is_called.exists())
        .order_by(row.id)
    )
    return [(letter, meeting) for letter, meeting in session.execute(query)]
