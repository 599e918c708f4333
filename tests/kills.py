"""Workers forked from this process and killed with SIGKILL at a named point of the nth letter."""

import os
import signal
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import text

from scheduler import worker
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database, writing
from scheduler.jobs import WorkerContext


def work_until_killed(
    database: Database, config: Config, now: datetime, *, point: str, nth: int
) -> None:
    """A worker process that dies without a word when it passes `point` for the nth time."""
    at = at_the_nth(point, nth, kill_this_process)
    as_killed_child(
        database, lambda own: worker.once(WorkerContext(own, config, FixedClock(now), at=at))
    )


def as_killed_child(database: Database, do: Callable[[Database], object]) -> None:
    """Does it in a process of its own, with a connection of its own, which must die of SIGKILL before the end."""
    url = database.url.render_as_string(hide_password=False)
    database.close()  # no connection may be shared over the fork
    child = os.fork()
    if child == 0:
        try:
            do(Database(url))
        finally:
            os._exit(1)  # it was never killed
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it was never killed"
    assert os.WTERMSIG(status) == signal.SIGKILL


def end_leases(database: Database, now: datetime, *, owner: str = "%", but: str = "") -> None:
    """Those of a dead worker or of all, `but` the one that lives.

    On PostgreSQL its rows are free when their lease is over; on SQLite at once, by the file lock.
    """
    if database.is_sqlite:
        return
    statement = text(
        "UPDATE outbox_message SET lease_until = clock_timestamp() - interval '1 second' "
        "WHERE owner LIKE :owner AND owner <> :but"
    )
    with writing(database, now) as session:
        session.execute(statement, {"owner": owner, "but": but})


def at_the_nth(point: str, nth: int, do: Callable[[], object]) -> Callable[[str], None]:
    """For `WorkerContext.at`: does it when that point is passed for the nth time."""
    passed = 0

    def at(name: str) -> None:
        nonlocal passed
        passed += name == point
        if passed == nth and name == point:
            do()

    return at


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
