"""`kallelse check` says each thing that can be wrong in words, and ends with a code for it."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.clock import SystemClock
from scheduler.db import network_disk
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import heartbeats, letter_actions
from tests import build
from tests.conftest import NOW, made
from tests.integration.test_commands import Shell
from tests.mailserver import MailServer, Say

FILE = Path("var/kallelse.db")
HERE = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.fixture
def check(tmp_path, monkeypatch, capfd, sqlite_template):
    """Runs `kallelse check` in a folder of its own, or another command; gives its exit code and what it says."""
    monkeypatch.chdir(tmp_path)
    Path("var").mkdir()
    shutil.copyfile(sqlite_template, FILE)
    shell = Shell(capfd)

    def run(*arguments: str) -> tuple[int, str]:
        code, out, err = shell("--language", "en", *(arguments or ("check",)))
        return code, out + err

    return run


def configure(text: str) -> None:
    Path("config.toml").write_text(text, encoding="utf-8")


@pytest.mark.network
def test_what_a_new_operator_forgets_is_noted(check):
    configure('[mail]\nmode = "smtp"\nfrom = "a@example.org"\npassword = "x"\nport = 1\n')
    Path("config.toml").chmod(0o644)  # whatever the umask of who runs this

    _, said = check()

    assert "chmod 600 config.toml" in said
    assert "only this machine reaches" in said
    assert "name Kallelse as responsible" in said


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_sqlite_on_a_network_disk_is_refused(check, monkeypatch, tmp_path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"{HERE}server:/x {tmp_path} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network_disk, "MOUNTS", mounts)

    code, said = check()

    assert code == 78
    assert f"network disk ({kind})" in said


def test_a_local_disk_under_or_beside_a_network_disk_is_local():
    mounts = f"{HERE}srv:/x /srv nfs rw 0 0\n/dev/sdb /srv/my\\040data xfs rw 0 0\n"

    assert network_disk.network_kind(Path("/srv/kallelse"), mounts) == "nfs"
    assert network_disk.network_kind(Path("/srv/my data/kallelse"), mounts) is None
    assert network_disk.network_kind(Path("/srv2"), mounts) is None
    assert network_disk.network_kind(Path("/srv"), "") is None


def test_a_database_of_another_version_is_named(check):
    with sqlite3.connect(FILE) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    database.close()

    code, said = check()

    assert code == 78
    assert "kallelse db upgrade" in said


@pytest.mark.network
def test_a_database_that_is_away_is_tried_later(check):
    configure(
        '[database]\nurl = "postgresql+psycopg://nobody@127.0.0.1:1/kallelse?connect_timeout=1"\n'
    )

    code, said = check()

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
def test_the_mail_server_is_knocked_at_and_its_words_are_told(check, stage, words, told):
    with MailServer(lambda at, _to: Say(words) if at == stage else None) as server:
        configure(
            f'[mail]\nmode = "smtp"\nfrom = "a@example.org"\nport = {server.port}\nsecurity = "none"\n'
            'username = "a"\npassword = "b"\n'
        )
        code, said = check()
        assert server.taken == []

    assert code == (78 if words else 0)
    assert told in said
    assert words in said


def test_all_that_is_wrong_with_what_is_saved_is_told_at_once(check):
    now = SystemClock().now()
    with writing(Database(f"sqlite:///{FILE}"), now) as session:
        heartbeats.record_beat(session, "one", ticks={}, now=now + timedelta(days=400))
        build.council(session, now=now).zone = "Mars/Olympus"
        letter_actions.hold_all(session, words="", by=OPERATOR, now=now)

    code, said = check()

    assert code == 78
    assert "clocks is wrong" in said
    assert "Mars/Olympus" in said
    assert "all mail is on hold" in said


def test_new_rules_of_a_zone_are_found_and_brought_in_step(check):
    FILE.unlink()
    at = ("--at", "2021-12-01T09:00")
    database = Database(f"sqlite:///{FILE}")
    build.seed_year(made(database), now=NOW, entries=build.people(1, 0))
    with writing(database, NOW) as session:
        meeting = build.meeting(session, 1)
        meeting.starts_at = datetime(
            2022, 2, 22, 13, 0, tzinfo=UTC
        )  # as if it were summer time then
    database.close()

    code, said = check(*at, "check")
    assert code == 78
    assert "kallelse db retime" in said
    code, said = check(*at, "db", "retime")
    assert (code, said) == (0, "granasbra 1 2022-02-22T15:00\n1 meeting brought in step.\n")
    assert check(*at, "check")[0] == 0
