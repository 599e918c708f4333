"""A whole installation as one file, and back: the same rows, either database, nothing sent."""

import json
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from scheduler.archive import backup
from scheduler.councils import store
from scheduler.db import dump
from scheduler.db.session import Database, reading, writing
from scheduler.errors import UserError, WorkerActive
from scheduler.history.rows import OPERATOR
from scheduler.mail import heartbeats, letter_actions, queries
from scheduler.notices import assume_sent, listing
from scheduler.papers import store as papers
from scheduler.papers.actions import KeptFile, add_papers
from scheduler.papers.folder import FileFolder
from tests import build
from tests.conftest import ON_SQLITE
from tests.integration.conftest import UNDER_WAY

AT = UNDER_WAY
DERIVED = {"revision", "feed_changed_at", "feed_revision", "feed_epoch", "changed_at"}


def made(database: Database, file: Path) -> Path:
    backup.back_up(
        database,
        file,
        FileFolder(file.parent),
        url="https://moten.example.org",
        secret=None,
        now=AT,
    )
    return file


def content(database: Database) -> dict[str, list[dict[str, object]]]:
    with reading(database) as session:
        return {
            table.name: [
                {key: value for key, value in row.items() if key not in DERIVED}
                for row in dump.table_rows(session, table)
            ]
            for table in dump.reflect_tables(session)
            if table.name not in {*backup.LEFT_OUT, "relay", "change"}
        }


def notices(database: Database, now: datetime) -> list[tuple[object, ...]]:
    with reading(database) as session:
        lines = listing.list_council(session, store.council(session, "granasbra"), now=now)
        return [(line.kind, line.due_at, line.state, len(line.audience)) for line in lines]


def test_either_database_gets_every_row_back_and_sends_nothing(old, database, config, tmp_path):
    before, planned = content(old), notices(old, AT)
    file = made(old, tmp_path / "copy.zip")

    backup.restore(database, file, FileFolder(tmp_path), replace=False, now=AT)

    assert content(database) == before
    assert notices(database, AT) == planned
    with reading(database) as session:
        assert [build.meeting(session, n).revision for n in (1, 2)] == [1001, 1000]
        assert store.council(session, "granasbra").feed_revision >= 1000
    # The change is owed, and due in a while: it waits for a person.
    sent, later = len(build.letters(database)), AT + timedelta(hours=1)
    assert build.work(database, config, later) == 0
    assert len(build.letters(database)) == sent
    with writing(database, later) as session:
        assume_sent.assume_sent_until(session, later, by=OPERATOR, now=later)
        letter_actions.resume_all(session, by=OPERATOR, now=later)
    assert build.work(database, config, later) == 0
    with writing(database, AT) as session:
        build.council(session, now=AT, slug="fler")  # the next key is free on PostgreSQL too


def test_a_raised_revision_owes_nobody_a_letter(old, config, tmp_path):
    """One whom the change never reached is not written to again because a copy was restored."""
    later = AT + timedelta(hours=1)
    build.work(old, config, later)
    with writing(old, later) as session:
        row = next(one for one in queries.all_letters(session) if one.kind == "change")
        row.state = "failed"
    before = notices(old, later)

    backup.restore(
        old, made(old, tmp_path / "copy.zip"), FileFolder(tmp_path), replace=True, now=later
    )

    due = [line for line in notices(old, later) if line[2] == "planned"]
    assert due == [line for line in before if line[2] == "planned"]


def test_a_living_worker_refuses(old, tmp_path):
    file = made(old, tmp_path / "copy.zip")
    with writing(old, AT) as session:
        heartbeats.record_beat(session, "one", ticks={}, now=AT)

    with pytest.raises(WorkerActive):
        backup.restore(
            old, file, FileFolder(tmp_path), replace=True, now=AT + timedelta(seconds=30)
        )


@pytest.mark.parametrize("harm", ["cut", "changed", "newer"])
def test_a_file_that_is_not_whole_changes_nothing(old, tmp_path, harm):
    file, before = made(old, tmp_path / "copy.zip"), content(old)
    octets = file.read_bytes()
    if harm == "cut":
        file.write_bytes(octets[:-200])
    elif harm == "changed":
        middle = len(octets) // 2
        file.write_bytes(octets[:middle] + bytes([octets[middle] ^ 1]) + octets[middle + 1 :])
    else:
        with zipfile.ZipFile(file, "a") as archive:
            manifest = json.loads(archive.read("manifest.json")) | {"revision": "9999"}
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("manifest.json", json.dumps(manifest))

    with pytest.raises(UserError):
        backup.restore(old, file, FileFolder(tmp_path), replace=True, now=AT)

    assert content(old) == before


@ON_SQLITE
def test_papers_go_with_the_backup_and_those_that_are_missing_are_named(
    old, database, config, tmp_path
):
    folder, other = FileFolder(tmp_path / "old"), FileFolder(tmp_path / "new")
    kept = [
        KeptFile(name, "application/pdf", 3, folder.keep(BytesIO(name.encode())))
        for name in ("a.pdf", "b.pdf")
    ]
    build.on_meeting(old, AT, add_papers, kept)
    folder.find(kept[1].sha256).unlink()
    file = tmp_path / "copy.zip"
    backup.back_up(old, file, folder, url="https://moten.example.org", secret=None, now=AT)

    backup.restore(database, file, other, replace=False, now=AT)

    assert other.find(kept[0].sha256).read_bytes() == b"a.pdf"
    with reading(database) as session:
        missing = other.missing(papers.digests(session))
        assert papers.missing_names(session, missing) == ["b.pdf"]
