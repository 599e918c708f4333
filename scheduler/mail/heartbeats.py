"""The worker processes: when each was last alive, and whose clock is to be trusted."""

from datetime import datetime

from sqlalchemy import select

from scheduler import __version__
from scheduler.db.session import Session
from scheduler.mail import expiry
from scheduler.mail.rows import Worker


def record_beat(session: Session, worker_id: str, *, ticks: dict[str, str], now: datetime) -> None:
    """The worker lives. `ticks` says when each of its jobs last ran."""
    worker = session.get(Worker, worker_id) or _add_worker(session, worker_id, now)
    worker.beat_at, worker.ticks, worker.suspect_since = now, ticks, None
    session.flush()


def record_suspect_clock(session: Session, worker_id: str, *, since: datetime) -> bool:
    """Its clock is not to be trusted, so its heart stands still. False where a person has accepted the clock."""
    worker = session.get(Worker, worker_id) or _add_worker(session, worker_id, since)
    if worker.suspect_since is None and worker.accepted_at is not None:
        worker.accepted_at = None
        session.flush()
        return False
    worker.suspect_since = worker.suspect_since or since
    session.flush()
    return True


def _add_worker(session: Session, worker_id: str, at: datetime) -> Worker:
    worker = Worker(id=worker_id, version=__version__, started_at=at, beat_at=at, ticks={})
    session.add(worker)
    return worker


def accept_clock(session: Session, *, now: datetime) -> int:
    """A person says that the clock is right: no worker was alive later than now. Gives how many were told."""
    workers = list(session.scalars(select(Worker)))
    for worker in workers:
        worker.beat_at = min(worker.beat_at, now)
        if worker.suspect_since is not None:
            worker.suspect_since, worker.accepted_at = None, now
    session.flush()
    expiry.undo_wrong_clock(session, now=now)
    return len(workers)


def count_wrong_hints(session: Session, worker_id: str, wrong: int) -> None:
    if worker := session.get(Worker, worker_id):
        worker.wrong_hints += wrong
        session.flush()


def newest_worker(session: Session) -> Worker | None:
    """The worker whose heart beat last; None where none ever ran."""
    query = select(Worker).order_by(Worker.beat_at.desc()).limit(1)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()
