"""How the rehearsal's clock is read and set."""

from datetime import datetime

from sqlalchemy import select

from scheduler.db.session import Session
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
