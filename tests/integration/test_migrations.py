"""A database of an earlier program is brought to head, or refused as it stands."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from scheduler.archive import backup
from scheduler.councils import accounts, store
from scheduler.db import schema
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import ConfigError
from scheduler.history.rows import OPERATOR
from scheduler.papers.folder import FileFolder
from scheduler.years import doubts
from scheduler.years import store as years
from scheduler.years.rows import CouncilYear
from tests import build
from tests.conftest import NOW

LATER = ("draft_date.online_url", "council.retention_months")
"""The columns that migrations after 0022 add: what 0022 makes, it also adds to a database of an earlier step."""
OLD_CHAIN = Path(__file__).parent.parent / "fixtures" / "databases" / "0007.sql"


def test_a_database_from_before_the_first_release_gets_what_it_lacks(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/old.db")
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        connection.executescript(OLD_CHAIN.read_text(encoding="utf-8"))

    schema.upgrade(database, now=NOW, host="moten.example.org")

    assert schema.revision(database) == schema.HEAD
    with writing(database, NOW) as session:
        command.check(schema._alembic(session.connection()))
        found = session.execute(text("SELECT uid_domain FROM installation"))
        assert found.all() == [("old.example.org",)]
    database.close()


def put_back(session: Session, step: str) -> None:
    """Makes a database of today one of an earlier step, but for what that step lacks of 0022."""
    for table, name in (column.split(".") for column in LATER):
        session.execute(text(f"ALTER TABLE {table} DROP COLUMN {name}"))
    session.execute(text("UPDATE alembic_version SET version_num = :step"), {"step": step})


def test_an_upgrade_makes_the_oldest_account_an_operator(database: Database) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        for days, name in ((2, "bo"), (1, "elin"), (3, "siv")):
            accounts.add_account(
                session, f"{name}@example.org", name="", councils=[council], by=OPERATOR,
                now=NOW + timedelta(days=days),
            )  # fmt: skip
        session.execute(text("ALTER TABLE account DROP COLUMN is_operator"))
        put_back(session, "0008")

    schema.upgrade(database, now=NOW, host="moten.example.org")

    with reading(database) as session:
        operators = [one.person.email for one in store.accounts(session) if one.is_operator]
    assert operators == ["elin@example.org"]


def test_a_database_at_an_earlier_step_is_refused_and_not_copied(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0006'"))

    with pytest.raises(
        ConfigError, match=r"0006, which this program cannot upgrade.*before release"
    ):
        schema.upgrade(sqlite, now=NOW, host="moten.example.org")
    with pytest.raises(ConfigError):
        schema.backup_file(sqlite, now=NOW)

    assert sqlite.file
    assert not list(sqlite.file.parent.glob("*.bak"))


def test_a_fault_in_a_migration_is_told_as_such_and_changes_nothing(database: Database) -> None:
    with writing(database, NOW) as session:
        session.execute(text("ALTER TABLE paper RENAME TO paper_before"))  # its indexes stay
        session.execute(text("DROP TABLE feed_fetch"))
        session.execute(text("UPDATE alembic_version SET version_num = '0012'"))

    with pytest.raises(ConfigError, match=r"could not be upgraded, and stands as it was: .*exists"):
        schema.upgrade(database, now=NOW, host="moten.example.org")

    assert schema.revision(database) == "0012"
    with reading(database) as session:
        assert not inspect(session.connection()).has_table("feed_fetch")


def test_a_backup_of_an_earlier_step_is_restored(sqlite: Database, tmp_path: Path) -> None:
    """What was added since is empty, and the oldest account becomes an operator."""
    folder = FileFolder(tmp_path)
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        accounts.add_account(
            session, "elin@example.org", name="", councils=[council], by=OPERATOR, now=NOW
        )
        session.execute(text("DROP TABLE notes_approval"))
        session.execute(text("ALTER TABLE account DROP COLUMN is_operator"))
        put_back(session, "0008")
    file = tmp_path / "copy.zip"
    backup.back_up(sqlite, file, folder, url="https://example.org", secret=None, now=NOW)

    backup.restore(sqlite, file, folder, replace=True, now=NOW)

    assert schema.revision(sqlite) == schema.HEAD
    with reading(sqlite) as session:
        assert [one.is_operator for one in store.accounts(session)] == [True]


def test_an_upgrade_s_backup_and_a_new_database_are_its_owner_s_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/kallelse.db")
    schema.upgrade(database, now=NOW, host="moten.example.org")
    with writing(database, NOW) as session:
        session.execute(text("UPDATE installation SET uid_domain = 'x.example.org'"))

    schema.backup_file(database, now=NOW)

    files = list((tmp_path / "new").iterdir())
    assert {file.suffix for file in files} >= {".db", ".db-wal", ".bak"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    database.close()


def test_a_draft_that_was_json_becomes_rows(database: Database) -> None:
    entry = {
        "id": 2, "day": "2022-02-22", "start": "15:00:00", "way": "file", "line": 1, "place": "Torget",
        "claim": ["weekday_differs", {"date": ["date", "2022-02-22"], "weekday": ["", 3]}],
        "accepted": ["holiday"],
    }  # fmt: skip
    kept = {
        "text": "onsdag 22 februari, 15.00", "pattern": {"weekday": "2"}, "typed": "gone",
        "entries": [entry], "removed": [{"id": 3, "day": "2022-04-26"}],
    }  # fmt: skip
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        row = CouncilYear(council_id=council.id, year=2022, status="draft", draft=kept)
        session.add(row)
        session.flush()
        put_back(session, "0017")
        session.execute(text("DROP TABLE draft_date"))

    schema.upgrade(database, now=NOW, host="moten.example.org")

    with reading(database) as session:
        year = years.get(session, 1, 2022)
        first, second = years.draft_dates(session, year.id)
        assert year.draft == {"text": kept["text"], "rule": {"weekday": "2"}, "last_position": 3}
        assert (first.position, first.start, first.place, first.settled) == (
            2, time(15), "Torget", ["holiday"]
        )  # fmt: skip
        assert (first.way, first.text) == ("text", kept["text"])
        (reason,) = doubts.from_json(first.doubts)
        assert reason.params == {"date": date(2022, 2, 22), "weekday": 3}
        assert (second.day, second.is_removed) == (date(2022, 4, 26), True)
