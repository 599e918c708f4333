"""What time does to the outbox: rows whose worker is gone, rows past their time, rows to be looked at again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from scheduler.db.session import Session
from scheduler.mail.queries import WITHOUT_BODY
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import OutboxMessage, State
from scheduler.mail.store import CLAIM_LEASE, ROW, ambiguity, change, is_sqlite, lease, touched_now

LONGEST_WAIT = timedelta(hours=24)
"""Longer than any refusal, quiet hours or doubt has a letter wait."""
_STRAYS = (0, 1, 4, 16, 60)  # minutes to wait after the nth worker that died with the row in hand


def release_orphans(session: Session, *, owner: str | None, now: datetime) -> None:
    """Rows whose worker is gone: an intent becomes ambiguous, a claim goes back.

    SQLite: every one that is not `owner`'s, who holds the file lock. PostgreSQL: those whose lease is over by the
    database's clock; no other clock is asked.
    """
    if is_sqlite(session):
        gone: ColumnElement[bool] = or_(ROW.c.owner != owner, ROW.c.owner.is_(None))
    else:
        gone = ROW.c.lease_until < func.clock_timestamp()
    change(session, and_(gone, ROW.c.state == State.INTENT), ambiguity(now))
    waits = {n: now + timedelta(minutes=minutes) for n, minutes in enumerate(_STRAYS)}
    next_try_at = case(waits, value=ROW.c.strays, else_=now + timedelta(minutes=_STRAYS[-1]))
    values = {"state": State.QUEUED, "strays": ROW.c.strays + 1, "next_try_at": next_try_at}
    change(session, and_(gone, ROW.c.state == State.CLAIMED), values)


def expire_overdue(session: Session, *, now: datetime) -> None:
    """Queued past their time: expired, or uncertain where one may have arrived before."""
    over = and_(ROW.c.state == State.QUEUED, ROW.c.expires_at <= now)
    state = case((ROW.c.ambiguous > 0, State.UNCERTAIN), else_=State.EXPIRED)
    change(session, over, {"state": state, "reason": "past its time"})


def renew_leases(session: Session, *, owner: str, in_hand: Collection[int]) -> None:
    """The heartbeat of a worker on PostgreSQL: what it has in hand stays its own.

    Only that: a claim whose commit was not answered is not known to it, and another's when its lease is over.
    """
    if in_hand and not is_sqlite(session):
        mine = (ROW.c.owner == owner, ROW.c.id.in_(in_hand), ROW.c.state == State.CLAIMED)
        change(session, and_(*mine), lease(is_sqlite(session), CLAIM_LEASE))


def stale_letters(session: Session) -> list[OutboxMessage]:
    """Those that wait and whose meeting or year has been touched since their last look, without their bodies."""
    is_stale = (OutboxMessage.state == State.QUEUED, touched_now() != OutboxMessage.touched)
    query = select(OutboxMessage).where(*is_stale).order_by(OutboxMessage.id)
    return list(session.scalars(query.options(WITHOUT_BODY)))


def undo_wrong_clock(session: Session, *, now: datetime) -> None:
    """What a clock that was ahead for a moment has put off until then goes on now."""
    relays.undo_wrong_clock(session, now=now)
    too_late = and_(ROW.c.state == State.QUEUED, ROW.c.next_try_at > now + LONGEST_WAIT)
    change(session, too_late, {"next_try_at": now})
