"""Reads `Installation.feed_epoch`, which rises with every change of a feed. Each poll asks, so it must be cheap."""

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
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._epoch, self._commits, self._looked_at = 0, -1, float("-inf")
        database.when_closing(self.close)

    def read(self) -> int:
        """Exact on SQLite, and on PostgreSQL for the commits of this process; at most LAG_SECONDS late for others'.

        Raises: TryLater, the database is away.
        """
        with self._lock:
            return self._read_file() if self._database.is_sqlite else self._read_server()

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _read_file(self) -> int:
        """Through a connection of its own: a session costs fifty times as much."""
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    str(self._database.file), isolation_level=None, check_same_thread=False
                )
                self._connection.execute("PRAGMA query_only=ON")
            (epoch,) = self._connection.execute("SELECT feed_epoch FROM installation").fetchone()
        except sqlite3.Error as error:
            self.close()
            raise TryLater from error
        return int(epoch)

    def _read_server(self) -> int:
        now, commits = time.monotonic(), self._database.commits
        if now - self._looked_at >= LAG_SECONDS or commits != self._commits:
            with reading(self._database) as session:
                column = Base.metadata.tables["installation"].c.feed_epoch
                self._epoch = session.execute(select(column)).scalar_one()
            # The values from before the question: a commit during it is asked about once more.
            self._commits, self._looked_at = commits, now
        return self._epoch
