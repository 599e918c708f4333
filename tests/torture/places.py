"""Databases and configs for one case: SQLite in a folder, PostgreSQL in a server of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from scheduler import config as configs
from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db import schema
from scheduler.db.session import Database
from scheduler.jobs import Works
from tests import build, postgres
from tests.conftest import NOW

DUE = build.stockholm("2021-12-01 09:05")


@contextmanager
def place(server: str | None) -> Iterator[tuple[Database, Path]]:
    """An empty database at head, and a folder."""
    with TemporaryDirectory(prefix="kallelse-torture-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/kallelse.db"
        made = f"t{uuid.uuid4().hex[:12]}"
        if server:
            _admin(server, f"CREATE DATABASE {made}")
            url = postgres.database_url(server, made)
        database = Database(url)
        schema.ensure(database, now=NOW, host="moten.example.org")
        try:
            yield database, folder
        finally:
            database.close()


def _admin(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def config(folder: Path, port: int, *, more: str = "") -> Config:
    file = folder / "config.toml"
    file.write_text(
        f'[mail]\nmode = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        f'from = "kallelse@example.org"\nper_minute = 100000\nflood_stop = false\n{more}'
    )
    return configs.load(file, folder=folder)


def order(database: Database, config: Config, mails: int, at: datetime = DUE) -> None:
    """So many letters with the year's dates, each to a person of its own, ordered and waiting."""
    build.seed_year(database, now=NOW, entries=build.people(mails, 0))
    while jobs.issue_due(Works(database, config, FixedClock(at))):
        pass
    assert len(build.letters(database)) == mails
