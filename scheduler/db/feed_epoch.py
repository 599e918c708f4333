"""Reads `Installation.feed_epoch`, which rises with every change of a feed. Each poll asks, so it must be cheap."""

from __future__ import annotations

import os
import sqlite3
import threading
import time

from sqlalchemy import select

from scheduler.db.base import Base
from scheduler.db.session import Database, reading
from scheduler.errors import TryLater

LAG_SECONDS = 0.5
"""How old the answer may be, on PostgreSQL, of what another process has committed."""


class FeedEpoch:
    """Thread-safe. Ends with its database."""

    def __init__(self, database: Database):
        self._database = database
        self._file = str(database.file)
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._inode = self._epoch = 0
        self._commits = -1
        self._looked_at = float("-inf")
        database.when_closing(self.close)

    def read(self) -> tuple[int, int]:
        """The epoch, and the inode of the SQLite file: a restored copy may count to the same epoch again.

        Exact on SQLite, where another file in the old one's place is seen within LAG_SECONDS. On PostgreSQL exact for
        the commits of this process, and at most LAG_SECONDS late for others'. Raises: TryLater, the database is away.
        """
        with self._lock:
            now = time.monotonic()
            is_old = now - self._looked_at >= LAG_SECONDS
            if not self._database.is_sqlite:
                return self._read_server(now, is_old=is_old), 0
            try:
                return self._read_file(now, is_old=is_old), self._inode
            except (sqlite3.Error, OSError) as error:
                self.close()
                raise TryLater from error

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _read_file(self, now: float, *, is_old: bool) -> int:
        """Through a connection of its own: a session costs fifty times as much."""
        if self._connection is None or is_old:
            inode = os.stat(self._file).st_ino
            if self._connection is None or inode != self._inode:
                self.close()
                self._connection = sqlite3.connect(
                    self._file, isolation_level=None, check_same_thread=False, timeout=10
                )
                self._connection.execute("PRAGMA query_only=ON")
            self._inode, self._looked_at = inode, now
        (epoch,) = self._connection.execute("SELECT feed_epoch FROM installation").fetchone()
        return int(epoch)

    def _read_server(self, now: float, *, is_old: bool) -> int:
        commits = self._database.commits
        if is_old or commits != self._commits:
            with reading(self._database) as session:
                column = Base.metadata.tables["installation"].c.feed_epoch
                self._epoch = session.execute(select(column)).scalar_one()
            # The values from before the question: a commit during it is asked about once more.
            self._commits, self._looked_at = commits, now
        return self._epoch
