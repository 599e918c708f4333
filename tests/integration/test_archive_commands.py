"""Backup, restore, export and import by command: what is said, exit codes, and who may read the files."""

import shutil
from pathlib import Path

import pytest

from tests.integration.test_commands import Shell


@pytest.fixture
def shell(tmp_path, monkeypatch, capfd, year_under_way):
    monkeypatch.chdir(tmp_path)
    Path("var").mkdir()
    shutil.copyfile(year_under_way, "var/kallelse.db")
    return Shell(capfd)


def test_a_backup_is_restored_and_mail_waits_for_a_word(shell):
    at = ("--at", "2022-02-16T11:00", "--language", "en")
    assert "rows" in shell.ok("--language", "en", "backup", "copy.zip")
    assert Path("copy.zip").stat().st_mode & 0o077 == 0

    code, _, err = shell("--language", "en", "restore", "copy.zip")
    assert code == 2
    assert "--replace" in err
    said = shell.ok("--language", "en", "restore", "copy.zip", "--replace")
    assert "kallelse outbox resume" in said
    assert "no longer work" not in said  # the same secret
    assert shell.ok(*at, "worker", "--once") == "0 mails handled.\n"
    assert shell("--language", "en", "outbox", "resume")[0] == 2

    shell.ok("--language", "en", "outbox", "resume", "--treat-as-sent-until", "2022-02-16T10:00")
    assert shell.ok(*at, "worker", "--once") == "3 mails handled.\n"


def test_a_council_moves_to_another_installation(shell):
    feed = shell.ok("feed", "granasbra")
    shell.ok("export", "granasbra", "-o", "council.json")
    assert Path("council.json").stat().st_mode & 0o077 == 0
    assert shell("import", "council.json")[0] == 2  # it is here already
    shutil.rmtree("var")

    assert "GranåsBrå is here." in shell.ok("--language", "en", "import", "council.json")
    assert shell.ok("feed", "granasbra") == feed


def test_who_will_keep_the_council_is_listed_first_and_can_be_left_out(shell):
    en = ("--language", "en")
    shell.ok(
        "account", "add", "elin@example.org", "granasbra", "--name", "Elin Forsby", "--operator"
    )
    shell.ok("export", "granasbra", "-o", "council.json")
    shutil.rmtree("var")

    said = shell.ok(*en, "import", "council.json", "--without-accounts")
    assert "elin@example.org" not in said
    assert shell.json("account", "list") == []
    shutil.rmtree("var")

    said = shell.ok(*en, "import", "council.json")
    assert said.index("Elin Forsby <elin@example.org>") < said.index("GranåsBrå is here.")
    assert shell.json("account", "list") == [
        {
            "email": "elin@example.org",
            "name": "Elin Forsby",
            "councils": ["granasbra"],
            "has_password": False,
            "is_operator": False,
        }
    ]
