"""Real worker processes, forked from a warm parent, on a clock that leaps over waits; killed, frozen, waited for."""

import mmap
import os
import random
import select
import signal
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlalchemy import select as choose

from scheduler import jobs, worker
from scheduler.config import Config
from scheduler.db.session import Database, reading
from scheduler.errors import TryLater
from scheduler.jobs import WorkerContext
from scheduler.mail import queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import LIVE, OutboxMessage, State
from scheduler.mail.smtp import Patience
from tests import kills

_QUIET_SECONDS = 0.4
"""After so long without any change, and with no letter in hand, there is only time to wait for."""
_STUCK_SECONDS = 90
_PATIENCE = Patience(5, 5, 5, 5, 5)


@dataclass(frozen=True)
class LeapingClock:
    """A clock at the pace of the real one that can be set ahead, in every process forked after it was made at once."""

    start: datetime
    began: float = field(default_factory=time.monotonic)
    ahead: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 8))

    def now(self) -> datetime:
        (ahead,) = struct.unpack("d", self.ahead[:8])
        return self.start + timedelta(seconds=time.monotonic() - self.began + ahead)

    def leap(self, by: timedelta) -> None:
        (ahead,) = struct.unpack("d", self.ahead[:8])
        self.ahead[:8] = struct.pack("d", ahead + by.total_seconds())


@dataclass
class Crew:
    """Workers on one database. `point` hooks run in the worker."""

    database: Database
    config: Config
    clock: LeapingClock
    limit_octets: int | None = None

    @property
    def at_once(self) -> int:
        """How many workers may be active."""
        return 1 if self.database.is_sqlite else 2

    def start(self, *, at: Callable[[str], None] = lambda _point: None) -> "WorkerProcess":
        """A worker process; `WorkerProcess.passed` tells how far it has come."""
        url = self.database.url.render_as_string(hide_password=False)
        self.database.close()  # no connection may be shared over the fork
        told, tell = os.pipe()
        owner = jobs.run_id()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.close(told)
                _quiet()
                if self.limit_octets:
                    _limit(self.limit_octets)

                def point(name: str) -> None:
                    os.write(tell, b".")
                    at(name)

                works = WorkerContext(
                    Database(url),
                    self.config,
                    self.clock,
                    owner=owner,
                    at=point,
                    patience=_PATIENCE,
                )
                worker.run(works)
                code = 0
            finally:
                os._exit(code)
        os.close(tell)
        return WorkerProcess(pid, owner, told)

    def end_leases(self, owner: str) -> None:
        """What time would do for the dead one's letters."""
        until(lambda: self._end_leases(owner), 60)

    def _end_leases(self, owner: str) -> bool:
        try:
            kills.end_leases(self.database, self.clock.now(), owner=owner)
        except TryLater:
            return False
        return True

    def open(self) -> int:
        """Letters that are not at their end."""
        try:
            with reading(self.database) as session:
                counts = queries.count_by_state(session)
        except TryLater:
            return -1
        return sum(counts.get(state, 0) for state in LIVE)

    def until_done(
        self, *, count: int = 1, most_seconds: float | None = None, leave: int = 0
    ) -> None:
        """Workers without a fault until every letter has come to its end.

        However long that takes on this machine: it gives up where nothing at all has changed for 90 seconds. Waits
        are leapt over. With `most_seconds`, until then at the longest; with `leave`, until so few are open.
        """
        processes = [self.start() for _ in range(count)]
        began = changed = time.monotonic()
        seen: object = None
        try:
            while not 0 <= self.open() <= leave:
                now, state = time.monotonic(), self._state()
                if state != seen:
                    seen, changed = state, now
                elif now - changed > _STUCK_SECONDS:
                    return
                elif now - changed > _QUIET_SECONDS:
                    self._leap()
                if most_seconds and now - began > most_seconds:
                    return
                time.sleep(0.1)
        finally:
            for process in processes:
                process.end()

    def _state(self) -> object:
        """Another after every transition of any letter."""
        row = OutboxMessage
        query = choose(
            row.state, func.count(), func.sum(row.token), func.sum(row.attempts + row.ambiguous)
        )
        try:
            with reading(self.database) as session:
                found = session.execute(query.group_by(row.state).order_by(row.state)).all()
                return [tuple(line) for line in found], relays.relay(session).failures
        except TryLater:
            return None

    def _leap(self) -> None:
        """To the next instant that something waits for, where nothing is under way or could be."""
        try:
            with reading(self.database) as session:
                counts, at = queries.count_by_state(session), relays.relay(session)
                waits = [queries.next_try_at(session), at.open_at, at.held_until]
        except TryLater:
            return
        if counts.get(State.CLAIMED) or counts.get(State.INTENT):
            return
        now = self.clock.now()
        if later := [instant for instant in waits if instant and instant > now]:
            self.clock.leap(min(later) - now + timedelta(seconds=1))


@dataclass
class WorkerProcess:
    """One worker process."""

    pid: int
    owner: str
    told: int
    is_gone: bool = False

    def passed(self, points: int, seconds: float) -> bool:
        """Waits until it has passed so many points of its letters' ways; False where it stood still so long."""
        while points > 0:
            ready, _, _ = select.select([self.told], [], [], seconds)
            told = os.read(self.told, points) if ready else b""
            if not told:
                return False
            points -= len(told)
        return True

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def has_stopped(self, seconds: float) -> bool:
        """Waits until it has stopped itself."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)
            if pid and os.WIFSTOPPED(status):
                return True
            time.sleep(0.02)
        return False

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def end(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        self.wait()

    def wait(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        os.close(self.told)
        self.is_gone = True
        return status


def soon(most_seconds: float) -> None:
    time.sleep(random.uniform(0, most_seconds))


def until(done: Callable[[], bool], seconds: float) -> bool:
    """Waits until it is so; False where it was not in that time."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _quiet() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)


def _limit(octets: int) -> None:
    """No file of this process may grow beyond: what a full disk is to it."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
