"""Has anything that a feed shows been committed since we last looked? Asked at every poll, so it costs microseconds."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.db.base import Base
from scheduler.db.session import Database, reading
from scheduler.errors import TryLater

LAG_SECONDS = 0.5
"""How old an answer may be of what another process has committed, on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Equal marks: nothing that a feed shows has been committed between them.

    `file` changes where the SQLite file is another one, as after a restore; then the epochs cannot be compared.
    """

    file: int
    epoch: int


class Watch:
    """The installation's `feed_epoch`, which every change of a feed raises. Ends with its database; thread-safe."""

    def __init__(self, database: Database):
        self._eye = _SqliteEye(database) if database.is_sqlite else _ServerEye(database)
        database.when_closing(self.close)

    def mark(self) -> Mark:
        """Raises: TryLater where the database is away.

        SQLite: exact. PostgreSQL: exact for this process's own commits, at most LAG_SECONDS late for others'.
        """
        return self._eye.look()

    def close(self) -> None:
        self._eye.close()


class _SqliteEye:
    """`PRAGMA data_version` tells of any commit by another connection; only then is the epoch read.

    Another file in the old one's place, as after a restore, is seen within LAG_SECONDS.
    """

    def __init__(self, database: Database):
        self._file = database.file
        self._lock = threading.Lock()
        self._inode = 0
        self._file_seen_at = float("-inf")
        self._generation = 0
        self._connection: sqlite3.Connection | None = None
        self._data_version = -1
        self._mark = Mark(0, 0)

    def look(self) -> Mark:
        with self._lock:
            try:
                return self._look()
            except (sqlite3.Error, OSError) as error:
                self._close()
                raise TryLater from error

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _look(self) -> Mark:
        assert self._file
        connection, now = self._connection, time.monotonic()
        if connection is None or now - self._file_seen_at >= LAG_SECONDS:
            inode = os.stat(self._file).st_ino
            self._file_seen_at = now
            if connection is None or inode != self._inode:
                connection = self._open(inode)
        (data_version,) = connection.execute("PRAGMA data_version").fetchone()
        if data_version != self._data_version:
            (epoch,) = connection.execute("SELECT feed_epoch FROM installation").fetchone()
            self._mark = Mark(self._generation, epoch)
            # Of before the epoch was read: a commit between the two is asked about once more, never missed.
            self._data_version = data_version
        return self._mark

    def _open(self, inode: int) -> sqlite3.Connection:
        """A connection that never writes, since a connection's own commits do not move its data_version."""
        self._close()
        connection = sqlite3.connect(
            f"{self._file!s}", isolation_level=None, check_same_thread=False, timeout=10
        )
        connection.execute("PRAGMA query_only=ON")
        self._connection = connection
        self._inode, self._generation, self._data_version = inode, self._generation + 1, -1
        return connection


class _ServerEye:
    """One small question, some four times a second and after each commit of this process.

    It is asked when the last answer is half of LAG_SECONDS old, by one thread; the others go on until it is that old.
    """

    def __init__(self, database: Database):
        self._database = database
        self._lock = threading.Lock()
        self._seen = _Seen(Mark(0, 0), commits=-1, at=float("-inf"))

    def look(self) -> Mark:
        seen = self._seen
        age = time.monotonic() - seen.at
        if seen.commits == self._database.commits and age < LAG_SECONDS:
            if age < LAG_SECONDS / 2 or not self._lock.acquire(blocking=False):
                return seen.mark
        else:
            self._lock.acquire()
        try:
            if self._seen is seen or self._seen.commits != self._database.commits:
                self._seen = self._ask()
            return self._seen.mark
        finally:
            self._lock.release()

    def close(self) -> None:
        """It holds nothing of its own."""

    def _ask(self) -> _Seen:
        # Both of before the question: a commit during it is asked about once more.
        commits, at = self._database.commits, time.monotonic()
        with reading(self._database) as session:
            table = Base.metadata.tables["installation"]
            epoch = session.execute(select(table.c.feed_epoch)).scalar_one()
        return _Seen(Mark(0, epoch), commits, at)


@dataclass(frozen=True, slots=True)
class _Seen:
    """`at` is monotonic seconds."""

    mark: Mark
    commits: int
    at: float
