"""A database of an earlier version is brought to head, or refused as it stands."""

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from scheduler.archive import backup
from scheduler.councils import store
from scheduler.db import schema
from scheduler.db.session import Database, reading, writing
from scheduler.errors import ConfigError
from scheduler.papers.folder import FileFolder
from tests import build
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "tests/fixtures/databases/0024.sql"
"""The database of version 0.1.0, empty but for its own two rows."""
NEXT = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "next", {head!r}


def upgrade():
    op.add_column("council", sa.Column("about", sa.String(2000), server_default="(none)"))
    op.execute("{statement}")


def downgrade():
    op.drop_column("council", "about")
"""


@pytest.fixture
def next_version(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Makes the program one of which `Council.about` is new, and the database one of today, which lacks it."""

    def begin(statement: str = "SELECT 1") -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(ROOT / "scheduler/db/migrations", scripts)
        new = NEXT.format(head=schema.HEAD, statement=statement)
        (scripts / "versions" / "next.py").write_text(new, encoding="utf-8")
        with writing(database, NOW) as session:
            build.council(session, now=NOW)
            session.flush()
            session.execute(text("ALTER TABLE council DROP COLUMN about"))
        monkeypatch.setattr(schema, "_SCRIPTS", str(scripts))
        monkeypatch.setattr(schema, "HEAD", "next")

    return begin


def about(database: Database) -> str:
    with reading(database) as session:
        return store.council(session, "granasbra").about


def test_a_database_of_the_first_release_gets_what_it_lacks(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/old.db")
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))

    schema.upgrade(database, now=NOW, host="moten.example.org")

    assert schema.revision(database) == schema.HEAD
    with writing(database, NOW) as session:
        command.check(schema._alembic(session.connection()))
        found = session.execute(text("SELECT uid_domain FROM installation"))
        assert found.all() == [("old.example.org",)]
    database.close()


def test_a_database_of_the_version_before_is_upgraded(
    database: Database, next_version: Callable[..., None]
) -> None:
    """One on SQLite is copied first, into a file that its owner alone can read."""
    next_version()
    before = schema.revision(database)

    copy = schema.upgrade(database, now=NOW, host="moten.example.org")

    assert schema.revision(database) == "next"
    assert about(database) == "(none)"
    assert bool(copy) == database.is_sqlite
    if copy:
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        old = Database(f"sqlite:///{copy}")
        assert schema.revision(old) == before
        old.close()


def test_a_backup_of_the_version_before_is_restored(
    database: Database, next_version: Callable[..., None], tmp_path: Path
) -> None:
    """Into the tables of that version, which are then upgraded."""
    next_version()
    folder, file = FileFolder(tmp_path), tmp_path / "copy.zip"
    made = backup.back_up(database, file, folder, url="https://x.se", secret=None, now=NOW)
    assert made.revision != "next"

    backup.restore(database, file, folder, replace=True, now=NOW)

    assert schema.revision(database) == "next"
    assert about(database) == "(none)"


def test_a_fault_in_a_migration_is_told_as_such_and_changes_nothing(
    database: Database, next_version: Callable[..., None]
) -> None:
    next_version("UPDATE no_table SET x = 1")
    before = schema.revision(database)

    with pytest.raises(
        ConfigError, match=r"could not be upgraded, and stands as it was: .*no_tabl"
    ):
        schema.upgrade(database, now=NOW, host="moten.example.org")

    assert schema.revision(database) == before
    with reading(database) as session:
        columns = inspect(session.connection()).get_columns("council")
    assert "about" not in [column["name"] for column in columns]


def test_a_database_from_before_the_first_release_is_refused_and_not_copied(
    sqlite: Database,
) -> None:
    with writing(sqlite, NOW) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0006'"))

    with pytest.raises(
        ConfigError, match=r"0006, which this program cannot upgrade.*before release"
    ):
        schema.upgrade(sqlite, now=NOW, host="moten.example.org")

    assert sqlite.file
    assert not list(sqlite.file.parent.glob("*.bak"))


def test_a_new_database_is_its_owner_s_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/kallelse.db")
    schema.upgrade(database, now=NOW, host="moten.example.org")
    with writing(database, NOW) as session:
        session.execute(text("UPDATE installation SET uid_domain = 'x.example.org'"))

    files = list((tmp_path / "new").iterdir())
    assert {file.suffix for file in files} >= {".db", ".db-wal"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    database.close()
