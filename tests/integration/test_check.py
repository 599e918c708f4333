"""`kallelse check` says each thing that can be wrong in words, and ends with a code for it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.cli.main import kallelse
from scheduler.clock import SystemClock
from scheduler.db import network_disk
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import heartbeats, manual
from tests import build
from tests.conftest import NOW, made
from tests.mailserver import MailServer, Say

HERE = "/dev/sda1 / ext4 rw 0 0\n"


class Shell:
    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str], template: Path):
        self.folder, self._capfd = folder, capfd
        (folder / "var").mkdir()
        self.file = folder / "var/kallelse.db"
        self.file.write_bytes(template.read_bytes())

    def config(self, text: str) -> None:
        (self.folder / "config.toml").write_text(text, encoding="utf-8")

    def __call__(self, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            kallelse.main(("--language", "en", *(arguments or ("check",))), "kallelse")
        out, err = self._capfd.readouterr()
        return int(end.value.code or 0), out + err

    def write(self):  # type: ignore[no-untyped-def]
        return writing(Database(f"sqlite:///{self.file}"), SystemClock().now())


@pytest.fixture
def shell(tmp_path, monkeypatch, capfd, sqlite_template):
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capfd, sqlite_template)


@pytest.mark.network
def test_a_password_that_everyone_can_read_and_links_to_this_machine_are_noted(shell):
    shell.config('[mail]\nmode = "smtp"\nfrom = "a@example.org"\npassword = "x"\nport = 1\n')
    (shell.folder / "config.toml").chmod(0o644)  # whatever the umask of who runs this

    _, said = shell()

    assert "chmod 600 config.toml" in said
    assert "only this machine reaches" in said


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_sqlite_on_a_network_disk_is_refused(shell, monkeypatch, kind):
    mounts = shell.folder / "mounts"
    mounts.write_text(f"{HERE}server:/x {shell.folder} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network_disk, "MOUNTS", mounts)

    code, said = shell()

    assert code == 78
    assert f"network disk ({kind})" in said


def test_a_local_disk_under_or_beside_a_network_disk_is_local():
    mounts = f"{HERE}srv:/x /srv nfs rw 0 0\n/dev/sdb /srv/my\\040data xfs rw 0 0\n"

    assert network_disk.network_kind(Path("/srv/kallelse"), mounts) == "nfs"
    assert network_disk.network_kind(Path("/srv/my data/kallelse"), mounts) is None
    assert network_disk.network_kind(Path("/srv2"), mounts) is None
    assert network_disk.network_kind(Path("/srv"), "") is None


def test_a_database_of_another_version_is_named(shell):
    with sqlite3.connect(shell.file) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    database.close()

    code, said = shell()

    assert code == 78
    assert "kallelse db upgrade" in said


@pytest.mark.network
def test_a_database_that_is_away_is_tried_later(shell):
    shell.config(
        '[database]\nurl = "postgresql+psycopg://nobody@127.0.0.1:1/kallelse?connect_timeout=1"\n'
    )

    code, said = shell()

    assert code == 75
    assert "out of reach" in said


@pytest.mark.network
@pytest.mark.parametrize(
    "stage, words, told",
    [
        ("AUTH", "535 5.7.8 wrong", "[mail] username and password"),
        ("greeting", "554 5.7.1 not you", "[mail] host"),
        ("", "", "Mail: 127.0.0.1"),
    ],
)
def test_the_mail_server_is_knocked_at_and_its_words_are_told(shell, stage, words, told):
    with MailServer(lambda at, _to: Say(words) if at == stage else None) as server:
        shell.config(
            f'[mail]\nmode = "smtp"\nfrom = "a@example.org"\nport = {server.port}\nsecurity = "none"\n'
            'username = "a"\npassword = "b"\n'
        )
        code, said = shell()
        assert server.taken == []

    assert code == (78 if words else 0)
    assert told in said
    assert words in said


def test_all_that_is_wrong_with_what_is_saved_is_told_at_once(shell):
    now = SystemClock().now()
    with shell.write() as session:
        heartbeats.record_beat(session, "one", version="1", ticks={}, now=now + timedelta(days=400))
        build.council(session, now=now).zone = "Mars/Olympus"
        manual.hold_all(session, words="", by=OPERATOR, now=now)

    code, said = shell()

    assert code == 78
    assert "clocks is wrong" in said
    assert "Mars/Olympus" in said
    assert "all mail is on hold" in said


def test_new_rules_of_a_zone_are_found_and_brought_in_step(shell):
    shell.file.unlink()
    at = ("--at", "2021-12-01T09:00")
    database = Database(f"sqlite:///{shell.file}")
    build.seed_year(made(database), now=NOW, entries=build.people(1, 0))
    with writing(database, NOW) as session:
        meeting = build.meeting(session, 1)
        meeting.starts_at = datetime(
            2022, 2, 22, 13, 0, tzinfo=UTC
        )  # as if it were summer time then
    database.close()

    code, said = shell(*at, "check")
    assert code == 78
    assert "kallelse db retime" in said
    code, said = shell(*at, "db", "retime")
    assert (code, said) == (0, "granasbra 1 2022-02-22T15:00\n1 meeting brought in step.\n")
    assert shell(*at, "check")[0] == 0
