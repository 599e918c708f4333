"""How changes are written down."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select

from scheduler.db.base import Json
from scheduler.db.session import Session
from scheduler.history.rows import Actor, Change


def record(
    session: Session,
    subject: str,
    *,
    by: Actor,
    now: datetime,
    council_id: int | None = None,
    before: Json | None = None,
    after: Json | None = None,
) -> None:
    """One line of history, in the transaction of the change itself. `subject` is `meeting 3 moved`, in English."""
    session.add(
        Change(
            at=now,
            by_kind=by.kind,
            by_id=by.id,
            by_name=by.name,
            council_id=council_id,
            subject=subject,
            before=before,
            after=after,
        )
    )


def latest_change(
    session: Session,
    subjects: Collection[str],
    *,
    council_id: int | None = None,
    until: datetime | None = None,
) -> Change | None:
    """The newest change, by that instant, that is about one of the subjects; of any council where none is given."""
    query = select(Change).where(Change.subject.in_(subjects))
    if council_id is not None:
        query = query.where(Change.council_id == council_id)
    if until is not None:
        query = query.where(Change.at <= until)
    return session.scalars(query.order_by(Change.id.desc()).limit(1)).one_or_none()


def find_changes(
    session: Session, council_ids: Collection[int], subjects: Collection[str]
) -> list[Change]:
    """All changes of these councils that are about one of the subjects, oldest first."""
    query = select(Change).where(Change.council_id.in_(council_ids), Change.subject.in_(subjects))
    return list(session.scalars(query.order_by(Change.id)))


def list_changes(
    session: Session, council_id: int, *, about: Collection[str] = (), skip: int, most: int
) -> list[Change]:
    """Changes of the council, newest first; of those `about`, patterns of SQL's LIKE for their subject."""
    query = select(Change).where(Change.council_id == council_id)
    if about:
        query = query.where(or_(*(Change.subject.like(pattern) for pattern in about)))
    return list(session.scalars(query.order_by(Change.id.desc()).offset(skip).limit(most)))
