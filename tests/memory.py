"""What one test has made of a database is not made again by the next: the same steps from the same state."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlalchemy import NullPool, create_engine, text

from scheduler.db.session import Database

T = TypeVar("T")
Letters = dict[str, bytes]
_KEPT = tempfile.TemporaryDirectory(prefix="kallelse-made-")
_MADE: dict[Hashable, tuple[str, Letters, object]] = {}
_STATE: dict[str, tuple[Hashable, str]] = {}
"""By PostgreSQL database: the steps that made it, and the server's next transaction when they had."""


def remembered(database: Database, mail: Path | None, step: Hashable, do: Callable[[], T]) -> T:
    """What `do` gives, and the database and the captured letters as it leaves them.

    The same step from the same state is taken from memory. Random values (secrets, UIDs, Message-IDs) are then those
    of the first time.
    """
    kept = _Sqlite(database) if database.is_sqlite else _Postgres(database)
    key = (kept.state(), step)
    if key in _MADE:
        made, letters, result = _MADE[key]
        kept.take(made)
        _write(mail, letters)
    else:
        before = _letters(mail)
        result = do()
        if result == 0:
            return result  # a worker that found nothing to do: quicker done again than kept
        new = {name: (mail / name).read_bytes() for name in _letters(mail) - before if mail}
        _MADE[key] = (kept.keep(len(_MADE)), new, result)
    kept.now(key)
    return result  # type: ignore[return-value]


class _Sqlite:
    """A state is known by its octets."""

    def __init__(self, database: Database):
        assert database.file
        self._file = database.file

    def state(self) -> Hashable:
        return hashlib.sha256(_octets(self._file)).hexdigest()

    def keep(self, number: int) -> str:
        return str(_copy(self._file, Path(_KEPT.name) / f"{number}.db"))

    def take(self, made: str) -> None:
        _copy(Path(made), self._file)

    def now(self, _steps: Hashable) -> None:
        pass


class _Postgres:
    """A state is known by the steps that made it, where nothing has been written on the server since."""

    def __init__(self, database: Database):
        self._database = database
        self._name = str(database.url.database)
        self._admin = create_engine(
            database.url.set(database="postgres"),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
        )

    def state(self) -> Hashable:
        steps, at = _STATE.get(self._name, ((), ""))
        if not at:
            return ("new", str(self._database.url.set(database=None)), self._size())
        return steps if at == self._next() else object()  # somebody has written: like no other

    def keep(self, number: int) -> str:
        made = f"made{os.getpid()}x{number}"
        self._do(f"CREATE DATABASE {made} TEMPLATE {self._name}")
        return made

    def take(self, made: str) -> None:
        self._do(f"DROP DATABASE {self._name} WITH (FORCE)")
        self._do(f"CREATE DATABASE {self._name} TEMPLATE {made}")

    def now(self, steps: Hashable) -> None:
        _STATE[self._name] = (steps, self._next())

    def _size(self) -> int:
        """Nothing where the database is as the fixture made it."""
        with self._database.read.connect() as connection:
            query = "SELECT (SELECT count(*) FROM council) + (SELECT count(*) FROM person)"
            n = int(connection.execute(text(query)).scalar_one())
        return n if n == 0 else id(self)

    def _next(self) -> str:
        with self._admin.connect() as connection:
            query = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
            return str(connection.execute(text(query)).scalar_one())

    def _do(self, statement: str) -> None:
        self._database.write.dispose()
        self._database.read.dispose()
        with self._admin.connect() as connection:
            connection.execute(text(statement))


def _octets(file: Path) -> bytes:
    with closing(sqlite3.connect(file)) as connection:
        return connection.serialize()


def _copy(file: Path, to: Path) -> Path:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def _write(mail: Path | None, letters: Letters) -> None:
    if mail and letters:
        for part in ("tmp", "new", "cur"):
            (mail / part).mkdir(parents=True, exist_ok=True)
        for name, letter in letters.items():
            (mail / name).write_bytes(letter)


def _letters(mail: Path | None) -> set[str]:
    """Their files' names below the folder."""
    parts = ("tmp", "new", "cur") if mail and mail.exists() else ()
    return {f"{part}/{name}" for part in parts if mail for name in _names(mail / part)}


def _names(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []
