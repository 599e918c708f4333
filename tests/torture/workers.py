"""Real worker processes, forked from a warm parent, on a clock that runs faster; killed, frozen, waited for."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import text

from scheduler import jobs, worker
from scheduler.config import Config
from scheduler.db.session import Database, reading, writing
from scheduler.errors import TryLater
from scheduler.jobs import Works
from scheduler.mail import store as outbox
from scheduler.mail.rows import LIVE
from scheduler.mail.smtp import Patience


@dataclass(frozen=True, slots=True)
class FastClock:
    """A clock that runs `speed` times as fast; the same in every process forked after it was made."""

    start: datetime
    speed: float
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.monotonic() - self.began) * self.speed)


@dataclass
class Crew:
    """Workers on one database. `point` hooks run in the worker."""

    database: Database
    config: Config
    clock: FastClock
    patience: Patience = field(default_factory=lambda: Patience(5, 5, 5, 5, 5))
    limit_octets: int | None = None

    def start(self, *, at: Callable[[str], None] = lambda _point: None) -> Hand:
        """A worker process; `Hand.passed` tells how far it has come."""
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

                works = Works(
                    Database(url),
                    self.config,
                    self.clock,
                    owner=owner,
                    at=point,
                    patience=self.patience,
                )
                worker.run(works)
                code = 0
            finally:
                os._exit(code)
        os.close(tell)
        return Hand(pid, owner, told)

    def end_leases(self, owner: str) -> None:
        """What time would do on PostgreSQL; on SQLite the file lock tells at once."""
        if self.database.is_sqlite:
            return
        _until(lambda: self._end_leases(owner), 60)

    def _end_leases(self, owner: str) -> bool:
        statement = text(
            "UPDATE outbox_message SET lease_until = clock_timestamp() - interval '1 second' "
            "WHERE owner = :owner"
        )
        try:
            with writing(self.database, self.clock.now()) as session:
                session.execute(statement, {"owner": owner})
        except TryLater:
            return False
        return True

    def open(self) -> int:
        """Letters that are not at their end."""
        try:
            with reading(self.database) as session:
                counts = outbox.counts(session)
        except TryLater:
            return -1
        return sum(counts.get(state, 0) for state in LIVE)

    def until_done(self, seconds: float, *, count: int = 1) -> None:
        """Workers without a fault until every letter has come to its end."""
        hands = [self.start() for _ in range(count)]
        try:
            _until(lambda: self.open() == 0, seconds)
        finally:
            for hand in hands:
                hand.end()


@dataclass
class Hand:
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


def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return
        time.sleep(0.1)


def _quiet() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)


def _limit(octets: int) -> None:
    """No file of this process may grow beyond: what a full disk is to it."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
