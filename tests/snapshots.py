"""What one test has made of a database is not made again by the next: the same steps from the same state."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event, text

from scheduler.db.session import Database
from tests import postgres

T = TypeVar("T")
Letters = dict[str, bytes]
_KEPT = tempfile.TemporaryDirectory(prefix="kallelse-made-")
_MADE: dict[Hashable, tuple[str, Letters, object]] = {}
_STATE: dict[str, tuple[Hashable, str]] = {}
"""By PostgreSQL database: the steps that made it, and the server's next transaction when they had."""
_UNMADE: dict[str, tuple[str, str]] = {}
"""By PostgreSQL database that nobody has connected to: the server and the template it is to be a copy of."""


def made_when_needed(database: Database, server: str, template: str) -> None:
    """On PostgreSQL a copy of the template, at its first connection: most tests take what was made of one instead."""
    name = str(database.url.database)
    _UNMADE[name] = server, template

    def make(*_: object) -> None:
        if name in _UNMADE:
            postgres.copy(*_UNMADE.pop(name), name)

    for engine in (database.write, database.read):
        event.listen(engine, "do_connect", make)


def run_once(database: Database, mail: Path | None, step: Hashable, do: Callable[[], T]) -> T:
    """What `do` gives, and the database and the captured letters as it leaves them.

    The same step from the same state is taken from memory. Random values (secrets, UIDs, Message-IDs) are then those
    of the first time.
    """
    kept = _Sqlite(database) if database.is_sqlite else _Postgres(database)
    state = kept.state()
    if state is None:
        return do()
    key = (state, step)
    if key in _MADE:
        made, letters, result = _MADE[key]
        kept.take(made)
        _write(mail, letters)
    else:
        before = _letters(mail)
        result = do()
        if result != 0:  # a worker that found nothing to do is quicker done again than kept
            new = {name: (mail / name).read_bytes() for name in _letters(mail) - before if mail}
            _MADE[key] = (kept.keep(len(_MADE)), new, result)
    kept.now(key)
    return result  # type: ignore[return-value]


class _Sqlite:
    """A state is known by its octets, but for the counters that copying the file raises."""

    def __init__(self, database: Database):
        assert database.file
        self._file = database.file

    def state(self) -> Hashable:
        octets = _octets(self._file)
        for counter in (24, 40, 92):  # of changes, of the schema, and which of the changes is valid
            octets[counter : counter + 4] = bytes(4)
        return hashlib.sha256(octets).hexdigest()

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
        self._server = database.url.set(database="postgres").render_as_string(hide_password=False)

    def state(self) -> Hashable | None:
        """None: like no other."""
        if self._name in _UNMADE:
            return ("new", *_UNMADE[self._name])
        steps, at = _STATE.get(self._name, (None, ""))
        return steps if at == self._next() else None

    def keep(self, number: int) -> str:
        made = f"made{os.getpid()}x{number}"
        self._leave()
        postgres.copy(self._server, self._name, made)
        return made

    def take(self, made: str) -> None:
        if not _UNMADE.pop(self._name, None):
            self._leave()
            postgres.do(self._server, f"DROP DATABASE {self._name} WITH (FORCE)")
        postgres.copy(self._server, made, self._name)

    def now(self, steps: Hashable) -> None:
        _STATE[self._name] = (steps, self._next())

    def _next(self) -> str:
        with postgres.admin(self._server).connect() as connection:
            query = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
            return str(connection.execute(text(query)).scalar_one())

    def _leave(self) -> None:
        """A database that is copied or dropped may have no connections."""
        self._database.write.dispose()
        self._database.read.dispose()


def _octets(file: Path) -> bytearray:
    with closing(sqlite3.connect(file)) as connection:
        return bytearray(connection.serialize())


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
