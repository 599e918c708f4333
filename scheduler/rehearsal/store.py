"""How the rehearsal's clock is read and set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from scheduler.db.session import Session
from scheduler.rehearsal.rows import RehearsalClock


def is_rehearsal(session: Session) -> bool:
    return session.scalars(select(RehearsalClock.id)).first() is not None


def clock(session: Session) -> RehearsalClock:
    return session.scalars(select(RehearsalClock).execution_options(populate_existing=True)).one()


def begin(session: Session, *, now: datetime) -> None:
    session.add(RehearsalClock(id=1, now=now, target=now, played=0))
    session.flush()


def aim(session: Session, *, target: datetime, expected: int = 0) -> None:
    """Asks the worker to play up to `target`; the clock never goes back.

    `expected` is how many letters the plan has till then.
    """
    at = clock(session)
    at.target = max(target, at.now)
    at.played_before, at.expected = at.played, expected
    session.flush()


def step(session: Session, *, now: datetime, played: int) -> None:
    at = clock(session)
    at.now = max(now, at.now)
    at.played += played
    session.flush()
