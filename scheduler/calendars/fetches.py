"""When each feed was last fetched and by what program: noted in memory, written down by a thread, hourly at most.

The one exception to "a GET never writes"; it stands outside the answer, which neither waits for it nor fails by it.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.calendars import store
from scheduler.calendars.programs import program
from scheduler.calendars.rows import FeedFetch
from scheduler.clock import Clock
from scheduler.db.session import (
    AlreadyThere,
    Database,
    Session,
    put_or_already_there,
    writing,
)
from scheduler.errors import KallelseError

log = logging.getLogger("kallelse")
_SPARSE = timedelta(hours=1)
_GATHERING_SECONDS = 5
_MOST_NOTED = 50_000


@dataclass(frozen=True, slots=True)
class Fetch:
    """`program` is the name that is shown, `other` for one we do not know; `at` is UTC and up to an hour too early."""

    program: str
    at: datetime


def last(session: Session, feed: str) -> list[Fetch]:
    """Who has fetched the feed with this key (`council:3`, `person:12`, `installation`), the latest first."""
    return [Fetch(row.program, row.at) for row in store.fetches(session, feed)]


class Fetches:
    """What one process has seen. `clock` is the machine's. Ends with the database, and writes what is left then."""

    def __init__(self, database: Database, clock: Clock):
        self._database = database
        self._clock = clock
        self._noted: dict[tuple[str, str], datetime] = {}
        self._waiting: dict[tuple[str, str], datetime] = {}
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        database.when_closing(self.close)

    def note(self, feed: str, user_agent: str) -> None:
        """Costs a look-up, but for the first fetch in an hour."""
        now = self._clock.now()
        before = self._noted.get((feed, user_agent))
        if before is None or now - before >= _SPARSE:
            self._remember(feed, user_agent, now)

    def write(self) -> None:
        """Writes down what waits, in one transaction. Raises: TryLater."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        with writing(self._database, self._clock.now()) as session:
            for (feed, name), at in sorted(waiting.items()):
                row = store.fetch(session, feed, name)
                if row is None:
                    with suppress(AlreadyThere):  # another process saw it too
                        put_or_already_there(session, FeedFetch(feed=feed, program=name, at=at))
                elif at - row.at >= _SPARSE:
                    row.at = at

    def close(self) -> None:
        self._ending.set()
        if self._thread is not None:
            self._thread.join()

    def _remember(self, feed: str, user_agent: str, now: datetime) -> None:
        with self._lock:
            if len(self._noted) >= _MOST_NOTED:  # some stranger makes up programs
                self._noted.clear()
            self._noted[feed, user_agent] = now
            name = program(user_agent)
            if name is None or self._ending.is_set():
                return
            self._waiting[feed, name] = now
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="fetches", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._ending.wait(_GATHERING_SECONDS)
            try:
                self.write()
            except KallelseError:
                log.warning("could not note who fetched the calendars")
            except Exception:
                log.exception("could not note who fetched the calendars")
