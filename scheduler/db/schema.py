"""The version of the schema. An empty database is made at head; an older one is upgraded by a command only."""

import secrets
import sqlite3
import sys
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from scheduler.db.base import Base
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import N_, ConfigError, KallelseError

HEAD = "0024"
"""The newest migration. A constant, since Alembic is slow to load; a test holds it against the files."""
_SCRIPTS = "scheduler.db:migrations"
_UNKNOWN = N_(
    "The database is at version %(version)s, which this program cannot upgrade. "
    "Use the program that it was made with: a newer one, or one from before release 0.1.0."
)
_FAILED = N_(
    "The database could not be upgraded, and stands as it was: %(why)s. "
    "Go on with the version of Kallelse that it was used with, and report the fault."
)
_LOCK = 5_477_301  # any number of ours; makes two processes that start at once take turns


def revision(database: Database) -> str | None:
    """The revision the database is at; None where it is empty."""
    with reading(database) as session:
        return _number(session.connection())


def _number(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(number) if number else None


def ensure(database: Database, *, now: datetime, host: str) -> None:
    """Makes an empty database at head. Raises: ConfigError where the database is behind or ahead of this program.

    `host` becomes the domain of calendar UIDs for ever (Installation.uid_domain).
    """
    number = revision(database)
    if number is None:
        upgrade(database, now=now, host=host)
    elif number != HEAD:
        raise ConfigError(
            f"The database is at version {number}, this program needs {HEAD}. "
            "Make a backup, then run: kallelse db upgrade"
        )


def upgrade(database: Database, *, now: datetime, host: str) -> Path | None:
    """Brings the database to head, in one transaction; writes the installation's row and its relay into a new one.

    A SQLite database that is behind is copied beside itself first; gives the copy, with UTC in its name.
    Raises: ConfigError where it is at a version that no migration begins from, or where a migration fails; the
    database then stands as it was.
    """
    number, copy = revision(database), None
    if number and not is_known(number):
        raise ConfigError(_UNKNOWN, version=number)
    if number not in (None, HEAD) and database.file:
        copy = database.file.with_name(f"{database.file.name}.{now:%Y%m%dT%H%M%SZ}.bak")
        copy_sqlite(database, copy)
    try:
        with writing(database, now) as session:
            take_turn(session)
            migrate(session)
            if not session.execute(text("SELECT count(*) FROM installation")).scalar():
                _fill_new(session, now=now, host=host)
    except KallelseError:
        raise
    except Exception as error:
        raise ConfigError(_FAILED, why=error) from error
    return copy


def _fill_new(session: Session, *, now: datetime, host: str) -> None:
    tables = Base.metadata.tables
    session.execute(
        tables["installation"].insert(),
        {
            "id": 1,
            "uuid": str(uuid.uuid4()),
            "uid_domain": host,
            "secret": secrets.token_bytes(32),
            "created_at": now,
        },
    )
    long_ago = datetime.fromtimestamp(0, UTC)
    session.execute(tables["relay"].insert(), {"id": 1, "open_at": long_ago, "free_at": long_ago})


def take_turn(session: Session) -> None:
    """Two processes that change the schema at once take turns, however long the first one needs."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        connection.execute(text("SET LOCAL statement_timeout = 0"))


def migrate(session: Session) -> None:
    """Brings the tables to head, in the session's transaction."""
    from alembic import command

    if _number(session.connection()) is None:
        make_tables(session, HEAD)
    command.upgrade(_alembic(session.connection()), "head")


def make_tables(session: Session, at: str) -> None:
    """Makes the tables of that version in an empty database: the newest from the rows' classes, then back from them."""
    from alembic import command

    config = _alembic(session.connection())
    command.upgrade(config, "+1")
    command.stamp(config, "head")
    command.downgrade(config, at)


def is_known(revision: str) -> bool:
    """True where this program can begin from that revision."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic(None)).walk_revisions()
    return revision in {script.revision for script in scripts}


def copy_sqlite(database: Database, file: Path) -> None:
    """The database as it is now, also in use, in a file that its owner alone can read."""
    assert database.file is not None
    file.touch(mode=0o600)
    with closing(sqlite3.connect(database.file)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)


def _alembic(connection: Connection | None) -> Any:
    """Alembic is imported where it is used: it is slow to load."""
    from alembic.config import Config

    config = Config(stdout=sys.stdout)  # alembic's default is what it was when alembic was imported
    config.set_main_option("script_location", _SCRIPTS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
