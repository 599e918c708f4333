"""A database with rows in it is brought to head, and nothing in it is lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from scheduler.db import schema
from scheduler.db.session import Database, reading, writing
from scheduler.errors import ConfigError
from tests.conftest import NOW

_ROWS = (
    "INSERT INTO person (id, name, email, phone, muted, link_version, feed_version, feed_revision, version)"
    " VALUES (1, 'Siv', 'siv@example.org', '', '[]', 0, 0, 0, 1)",
    "INSERT INTO council (id, slug, name, zone, country, language, contact, about, reply_to_id, place,"
    " duration_minutes, notice_rules, reply_mode, feed_revision, feed_from_on, created_at, changed_at, version)"
    " VALUES (1, 'ks', 'KS', 'Europe/Stockholm', 'SE', 'sv', '', '', 1, '', 120, '{}', 'replies', 0, '2021-01-01',"
    " '2021-01-01', '2021-01-01', 1)",
    "INSERT INTO council_year (id, council_id, year, status, draft, published_at, touched, version)"
    " VALUES (1, 1, 2022, 'published', '{}', '2021-12-01', 1, 1)",
    "INSERT INTO notice_issue (id, key, kind, occasion, year_id, revision, facts, issued_at)"
    " VALUES (1, 'ks/y2022/year_dates/1', 'year_dates', '1', 1, 0, '{}', '2021-12-01')",
    "INSERT INTO outbox_message (id, key, message_id, issue_id, kind, letter, year_id, person_id, recipient,"
    " envelope_from, priority, state, reason, due_at, next_try_at, expires_at, attempts, ambiguous, strays, token,"
    " touched, created_at, last_reply)"
    " VALUES (1, 'k', 'm', 1, 'year_dates', 'year_dates', 1, 1, 'siv@example.org', 'x@example.org', 50, 'sent', '',"
    " '2021-12-01', '2021-12-01', '2021-12-31', 0, 0, 0, 0, 1, '2021-12-01', '')",
)


def test_letters_outlive_a_change_of_the_table_they_refer_to(database: Database) -> None:
    """On SQLite a constraint is changed by making its table anew, while letters refer to it."""
    with writing(database, NOW) as session:
        connection = session.connection()
        for table in (
            ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public") if not database.is_sqlite else ()
        ):
            connection.execute(text(table))
    if database.is_sqlite:
        assert database.file
        database.close()
        database.file.unlink()
    with writing(database, NOW) as session:
        command.upgrade(schema._alembic(session.connection()), "0003")
        for row in _ROWS:
            session.execute(text(row))

    schema.upgrade(database, now=NOW, host="moten.example.org")

    with reading(database) as session:
        found = session.execute(
            text(
                "SELECT m.recipient, i.key FROM outbox_message m JOIN notice_issue i ON i.id = m.issue_id"
            )
        )
        assert found.all() == [("siv@example.org", "ks/y2022/year_dates/1")]
    assert schema.revision(database) == schema.HEAD


def test_a_fault_in_a_migration_is_told_as_such_and_changes_nothing(database: Database) -> None:
    with writing(database, NOW) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0005'"))
        session.execute(text("ALTER TABLE council RENAME COLUMN name TO title"))
        session.execute(text("ALTER TABLE council RENAME TO board"))

    with pytest.raises(
        ConfigError, match=r"could not be upgraded, and stands as it was: .*council"
    ):
        schema.upgrade(database, now=NOW, host="moten.example.org")

    assert schema.revision(database) == "0005"


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
