"""The clock of a rehearsal, and which clock counts for what. Every command loads it, so it imports little."""

from datetime import UTC, datetime

from scheduler.clock import Clock, SystemClock
from scheduler.db.session import Database, reading
from scheduler.rehearsal import store


class RehearsalClock:
    """The clock that stands in the rehearsal's database, the same for every process."""

    def __init__(self, database: Database):
        self._database = database

    def now(self) -> datetime:
        with reading(self._database) as session:
            return store.state(session).now.astimezone(UTC)


def choose_clock(database: Database, otherwise: Clock) -> Clock:
    """The rehearsal's clock where this is a rehearsal's database, else `otherwise`."""
    with reading(database) as session:
        return RehearsalClock(database) if store.is_rehearsal(session) else otherwise


def wall_clock(clock: Clock) -> Clock:
    """What sessions and sign-in links age by: the machine's clock in a rehearsal, else `clock` itself."""
    return SystemClock() if isinstance(clock, RehearsalClock) else clock
