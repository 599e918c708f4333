"""How incoming mail is kept and found."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.inbox.rows import Fate, IncomingMail, Why
from scheduler.meetings.rows import Meeting
from scheduler.notices.rows import NoticeIssue

_NO_MAIL = N_("There is no mail %(id)s that waits.")
_ASKS = (Fate.WAITING, Fate.REFUSED)
RAW_LIVES = timedelta(days=30)


def list_by_fate(session: Session, council_id: int, fate: Fate) -> list[IncomingMail]:
    """The council's mail of that fate, oldest first."""
    query = select(IncomingMail).where(
        IncomingMail.council_id == council_id, IncomingMail.fate == fate
    )
    return list(session.scalars(query.order_by(IncomingMail.id)))


def without_effect(
    session: Session, council_id: int, *, since: datetime, limit: int
) -> list[IncomingMail]:
    """What came since then and changed nothing, newest first.

    In an installation of one council also a person's mail that is of no known council. Where there are several, nobody
    can know whose it is, and a stranger's address is not shown to them all.
    """
    councils = select(func.count()).select_from(Council).scalar_subquery()
    of_nobody = (
        IncomingMail.council_id.is_(None)
        & ((IncomingMail.fate == Fate.REFUSED) | (IncomingMail.reason == Why.UNKNOWN))
        & (councils == 1)
    )
    of_council = (IncomingMail.council_id == council_id) & (IncomingMail.fate == Fate.IGNORED)
    query = select(IncomingMail).where(of_council | of_nobody, IncomingMail.at >= since)
    return list(session.scalars(query.order_by(IncomingMail.id.desc()).limit(limit)))


def waiting_count(session: Session, council_id: int) -> int:
    query = select(func.count()).where(
        IncomingMail.council_id == council_id, IncomingMail.fate.in_(_ASKS)
    )
    return int(session.scalars(query).one())


def waiting_mail(session: Session, council_id: int, mail_id: int) -> IncomingMail:
    """Also one that could not be read. Raises: NotFound where it is of another council, or settled."""
    query = select(IncomingMail).where(
        IncomingMail.id == mail_id,
        IncomingMail.council_id == council_id,
        IncomingMail.fate.in_(_ASKS),
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(_NO_MAIL, id=mail_id)
    return row


def latest_mail(session: Session, limit: int) -> list[IncomingMail]:
    """Of all councils, the newest first."""
    query = select(IncomingMail).order_by(IncomingMail.id.desc()).limit(limit)
    return list(session.scalars(query))


def forget_raw(session: Session, *, now: datetime) -> int:
    """Takes away the octets of mail older than 30 days. Gives their number."""
    old = (IncomingMail.at < now - RAW_LIVES) & IncomingMail.raw.is_not(None)
    result: Any = session.execute(update(IncomingMail).where(old).values(raw=None))
    return int(result.rowcount)


# what a mail is about


def meeting_and_council(
    session: Session, *, meeting_id: int | None = None, uid: str = ""
) -> tuple[Meeting, Council] | None:
    """By its id, else by its UID."""
    query = select(Meeting, Council).join(Council, Council.id == Meeting.council_id)
    query = query.where(Meeting.uid == uid if meeting_id is None else Meeting.id == meeting_id)
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def issue_of_revision(session: Session, meeting_id: int, revision: int) -> NoticeIssue | None:
    """The newest notice that told of the meeting as it was at that revision."""
    query = (
        select(NoticeIssue)
        .where(NoticeIssue.meeting_id == meeting_id, NoticeIssue.revision == revision)
        .order_by(NoticeIssue.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()
