"""Connects to the database and opens transactions: `writing` and `reading`. Every session follows the touch rule."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session as Session
from sqlalchemy.orm.exc import StaleDataError

from scheduler.db import network_disk, touch
from scheduler.db.base import Base, UTCDateTime
from scheduler.errors import N_, ConfigError, Conflict, KallelseError, TryLater

assert touch  # it listens to every session
_NETWORK_DISK = N_(
    "[database.url] %(folder)s is a network disk (%(kind)s), where SQLite loses data. "
    "Put the file on a disk of this machine, or use PostgreSQL."
)
_BUSY_SECONDS = 10
"""How long a writer waits for its turn on SQLite."""


class Database:
    """The engines of one database: one that writes and one that cannot. `close()` when done."""

    def __init__(self, url: str):
        try:
            self.url = make_url(url)
        except Exception as error:
            raise ConfigError(f"[database.url] not an address of a database: {error}") from error
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._turn = threading.Lock() if self.is_sqlite else None
        self.commits = 0
        """How many transactions this process has committed; the feeds are asked for anew when it has risen."""
        self._closing: list[Callable[[], None]] = []
        if self.file:
            _prepare_folder(self.file)
        try:
            self.write = _engine(url, readonly=False)
            self.read = _engine(url, readonly=True)
        except ModuleNotFoundError as error:
            text = (
                f"[database.url] {self.url.drivername} needs the package {error.name}: "
                "make install, or pip install 'psycopg[binary]'"
            )
            raise ConfigError(text) from error

    @property
    def file(self) -> Path | None:
        """The SQLite file."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def is_elsewhere(self) -> bool:
        """On another machine, so that its clock is another than ours."""
        host = self.url.host or ""
        return not self.is_sqlite and host not in ("", "localhost", "127.0.0.1", "::1")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """On SQLite the threads of this process write by turns: who waits at the file itself looks only now and then.

        Raises: TryLater, as the file would.
        """
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=_BUSY_SECONDS):
            raise TryLater
        try:
            yield
        finally:
            self._turn.release()

    def when_closing(self, end: Callable[[], None]) -> None:
        """Has `end` called first by `close`: for what keeps a thread of its own."""
        self._closing.append(end)

    def close(self) -> None:
        while self._closing:
            self._closing.pop()()
        self.write.dispose()
        self.read.dispose()


def _prepare_folder(file: Path) -> None:
    """Makes the folder of an SQLite database, and the file. Raises: ConfigError where it cannot lie there."""
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = f"[database.url] cannot make the folder {folder}: {error.strerror}"
        raise ConfigError(text) from error
    if not os.access(folder, os.W_OK):
        raise ConfigError(f"[database.url] the folder {folder} cannot be written to")
    if not file.exists():
        # What stands in it is nobody else's on this machine. SQLite gives its -wal and -shm the same mode.
        file.touch(mode=0o600)
    # SQLite's locks do not hold over a network, and two workers would send everything twice.
    kind = network_disk.network_kind(folder.resolve(), network_disk.mounts())
    if kind:
        raise ConfigError(_NETWORK_DISK, folder=folder.resolve(), kind=kind)


def _engine(url: str, *, readonly: bool) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, readonly=readonly)
    return create_engine(
        url,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        execution_options={"postgresql_readonly": True} if readonly else {},
        connect_args={
            "options": "-c synchronous_commit=on -c lock_timeout=3000 -c statement_timeout=15000"
            " -c idle_in_transaction_session_timeout=30000",
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    )


def _sqlite(url: str, *, readonly: bool) -> Engine:
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        # SQLAlchemy says BEGIN itself; the driver's own, deferred begin loses updates without a word.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={_BUSY_SECONDS * 1000}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if readonly:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def writing(database: Database, now: datetime) -> Iterator[Session]:
    """One transaction that may write.

    `now` is the edge's one reading of the clock. Commits at the end, else rolls back.

    Raises: TryLater where the database is locked, full or away; Conflict where somebody else changed the same row.
    """
    with (
        _translated(),
        database.turn(),
        Session(database.write, expire_on_commit=False) as session,
        session.begin(),
    ):
        session.info["now"] = now
        yield session
    database.commits += 1


@contextmanager
def reading(database: Database, *, snapshot: bool = False) -> Iterator[Session]:
    """One transaction in which the database itself refuses to write. Raises: TryLater, as `writing`.

    With `snapshot` all its questions see the database as it was at the first.
    """
    with _translated(), Session(database.read, expire_on_commit=False, autoflush=False) as session:
        if snapshot and not database.is_sqlite:  # on SQLite every transaction is one
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def server_now(session: Session) -> datetime | None:
    """What the clock of the database's machine says, aware; None for SQLite, whose machine is this one."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    return session.scalar(select(func.clock_timestamp(type_=UTCDateTime)))


def is_of_database(error: Exception) -> bool:
    """True where the database failed, and no value that it held."""
    return isinstance(error, SQLAlchemyError | TryLater)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        # Then the statement is at fault: SQLite says so by the same class as that it is busy or full.
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise
        raise TryLater from error
    except StaleDataError as error:
        raise Conflict from error


def flush(session: Session, otherwise: KallelseError) -> None:
    """Flushes; where a unique key is taken, raises `otherwise` in its place."""
    try:
        session.flush()
    except (IntegrityError, StaleDataError) as error:
        raise otherwise from error


def put_if_new(session: Session, row: Base) -> bool:
    """Writes the row within a savepoint; False where a unique key is taken. The transaction goes on.

    It is added inside: what was added before would be flushed before the savepoint, and PostgreSQL would end it all.
    """
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    return True
