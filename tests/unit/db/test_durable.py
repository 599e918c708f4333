"""What is committed is on the disk, though the tests do not wait for it."""

from __future__ import annotations

from scheduler.db.session import Database


def test_sqlite_is_asked_to_write_through(sqlite: Database) -> None:
    with sqlite.write.connect() as connection:
        assert connection.info["synchronous"] == 2  # FULL
