"""The job by command line: what it prints, its JSON keys, its exit codes, and that a fault leaves nothing half done."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.councils.council_settings import COLUMNS
from web.cli import kallelse

AT = ("--at", "2021-12-01T09:00", "--language", "en")
SEED = (
    "Mötestider för 2022\n22 februari, 15.00\n26 april, 15.00\n14 juni, 15.00\n"
    "20 september 15.00\n13 december 15.00\n"
)
MEMBERS = "namn;e-post;roll;organisation;ersättare för;parti\n" + "\n".join(
    [f"Person {n};p{n}@example.org;ledamot;Polisen;;S" for n in range(1, 26)]
    + [
        "Nils Ekhed;d1@example.org;ersättare;;p1@example.org;",
        "Åsa Dal;d2@example.org;ersättare;;Person 2;",
        "Örjan Ek;d3@example.org;ersättare;;Polisen;",
        "Siv Berg;d4@example.org;ersättare;;;",
        "Maj Holm;d5@example.org;ersättare;;;",
    ]
)


class Shell:
    """Runs the program in a folder of its own."""

    def __init__(self, capfd: pytest.CaptureFixture[str]):
        self._capfd = capfd

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            kallelse.main(arguments, "kallelse")
        out, err = self._capfd.readouterr()
        return int(end.value.code or 0), out, err

    def ok(self, *arguments: str) -> str:
        code, out, err = self(*arguments)
        assert code == 0, err
        return out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.ok(*arguments, "--json"))


@pytest.fixture
def shell(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("minutes.txt").write_text(SEED, encoding="utf-8")
    Path("members.csv").write_bytes(MEMBERS.encode("cp1252"))
    return Shell(capfd)


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """What the first test has had made by commands, for the others to copy."""
    return tmp_path_factory.mktemp("commands")


def once(made: Path, make: Callable[[], None]) -> None:
    if made.exists():
        shutil.copytree(made, "var")
    else:
        make()
        shutil.copytree("var", made)


@pytest.fixture
def council(shell, kept):
    once(kept / "council", lambda: add_council(shell))
    return shell


@pytest.fixture
def published(shell, kept):
    once(kept / "published", lambda: publish(shell))
    return shell


def add_council(shell: Shell) -> None:
    shell.ok(
        *AT, "council", "add", "granasbra", "--name", "GranåsBrå", "--zone", "Europe/Stockholm", "--language", "sv",
        "--reply-to", "bra@example.org", "--place", "Stadshuset, rum Granen", "--duration", "120",
    )  # fmt: skip


def publish(shell: Shell) -> None:
    add_council(shell)
    shell.ok(*AT, "members", "import", "granasbra", "members.csv")
    shell.ok(*AT, "year", "plan", "granasbra", "2022", "--from", "minutes.txt")
    shell.ok(*AT, "year", "publish", "granasbra", "2022")


def test_from_the_minutes_to_a_letter(council):
    imported = council.ok(*AT, "members", "import", "granasbra", "members.csv")
    assert "“parti” is not known" in imported
    assert "30 added, 0 updated, 0 already there." in imported
    assert "0 added, 0 updated, 30 already there." in council.ok(
        *AT, "members", "import", "granasbra", "members.csv"
    )

    planned = council.ok(*AT, "year", "plan", "granasbra", "2022", "--from", "minutes.txt")
    assert planned.count(", 15:00–17:00, ") == 5
    assert "Tue 22 Feb 2022, 15:00–17:00, Stadshuset, rum Granen" in planned
    assert "5 meetings are published." in council.ok(*AT, "year", "publish", "granasbra", "2022")

    notices = council.json(*AT, "notices", "granasbra")
    assert len(notices) == 32
    assert notices[0] == {
        "key": "granasbra/y2022/year_dates/1",
        "kind": "year_dates",
        "occasion": "1",
        "meeting": None,
        "due_at": "2021-12-01T09:05:00+01:00",
        "expires_at": "2022-12-13T15:00:00+01:00",
        "state": "planned",
        "reason": "",
        "audience": notices[0]["audience"],
    }
    assert len(notices[0]["audience"]) == 30
    assert set(notices[0]["audience"][0]) == {"name", "email", "letter", "state"}

    for at, count in (("2021-12-01T09:04", 0), ("2021-12-01T09:05", 30)):
        said = council.ok("--at", at, "--language", "en", "worker", "--once")
        assert said == f"{count} mails handled.\n"
    letters = council.json(*AT, "outbox", "list")
    assert {letter["state"] for letter in letters} == {"sent"}
    assert set(letters[0]) == {
        "id", "key", "message_id", "kind", "letter", "recipient", "state", "reason", "due_at", "next_try_at",
        "expires_at", "attempts", "ambiguous", "sent_at", "last_reply",
    }  # fmt: skip
    shown = council.ok(*AT, "outbox", "show", str(letters[0]["id"]))
    assert shown == (Path("var/mail/new") / "00000001.kallelse").read_bytes().decode()


def test_the_feed_goes_to_a_file_and_to_standard_output(published):
    published.ok(*AT, "feed", "granasbra", "--deadlines", "-o", "feed.ics")
    plain = published.ok(*AT, "feed", "granasbra")

    assert Path("feed.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 10
    assert plain.count("BEGIN:VEVENT") == 5


def test_a_meeting_is_added_moved_cancelled_and_restored(published):
    published.ok(*AT, "meeting", "add", "granasbra", "2022-10-18 15:00")
    published.ok(
        *AT, "meeting", "move", "granasbra", "3", "--to", "2022-06-16 13.00", "--reason", "Krock."
    )
    published.ok(*AT, "meeting", "cancel", "granasbra", "4")
    published.ok(*AT, "meeting", "cancel", "granasbra", "5")
    published.ok(*AT, "meeting", "restore", "granasbra", "5")

    found = {m["number"]: m for m in published.json(*AT, "meeting", "list", "granasbra")}
    keys = "number uid starts ends place status revision note reason"
    assert set(found[3]) == set(keys.split())
    assert (found[3]["starts"], found[3]["ends"]) == (
        "2022-06-16T13:00:00+02:00",
        "2022-06-16T15:00:00+02:00",
    )
    assert [found[n]["revision"] for n in (1, 3, 4, 5, 6)] == [0, 1, 1, 2, 0]
    assert [found[n]["status"] for n in (4, 5, 6)] == ["cancelled", "scheduled", "scheduled"]


def test_settings_are_shown_and_changed(published):
    published.ok(*AT, "council", "set", "granasbra", "kallelse=10 days", "hour=07:30")

    shown = published.json(*AT, "council", "show", "granasbra")
    assert shown["notice_rules"]["kallelse"] == "10 days"
    assert shown["notice_rules"]["hour"] == "07:30"
    assert {*COLUMNS, "reply_to"} < set(shown)
    assert published.json(*AT, "council", "list") == [shown]


FAULTS = [
    ("council add xx --name= --reply-to x --zone Mars", 2, "reply_to: The address lacks an @"),
    ("council set granasbra kallelse=soon", 2, "kallelse: Write kallelse as 7 days"),
    ("council set granasbra colour=red", 2, "There is no such setting"),
    ("council show nowhere", 2, "no council called “nowhere”"),
    ("year publish granasbra 2022", 2, "already published"),
    ("year publish granasbra 2023", 2, "2023 is not planned"),
    ("year plan granasbra 2023 --from none.txt", 2, "'none.txt': No such file"),
    ("meeting add granasbra 2022-03-27T02:30", 2, "START: 2022-03-27 02:30 does not exist"),
    ("meeting add granasbra 2022-02-22T15:00", 2, "already has a meeting at that time"),
    ("meeting move granasbra 9 --to 2022-02-24T15:00", 2, "There is no meeting 9."),
    ("outbox show 999", 2, "There is no mail 999"),
    ("run", 78, "cp config.example.toml config.toml"),
    ("nonsense", 2, "No such command"),
]


def test_a_fault_is_one_clear_line_and_changes_nothing(published):
    def saved() -> object:
        meetings = published.json(*AT, "meeting", "list", "granasbra")
        return meetings, published.json(*AT, "council", "list")

    before = saved()
    for arguments, expected, told in FAULTS:
        code, _, err = published(*AT, *arguments.split(" "))

        assert (code, told in err, "Traceback" in err) == (expected, True, False), arguments
    assert saved() == before


def test_at_is_refused_where_mail_is_not_captured(shell):
    Path("config.toml").write_text(
        '[mail]\nmode = "smtp"\nfrom = "k@example.org"\n', encoding="utf-8"
    )

    code, _out, err = shell(*AT, "council", "list")

    assert (code, "--at is for trying things out" in err) == (2, True)


def test_a_fault_of_config_exits_78_with_its_key(shell):
    Path("config.toml").write_text('[web]\nport = "many"\n', encoding="utf-8")

    code, _out, err = shell("config")

    assert code == 78
    assert err.startswith("config.toml: [web.port]")
    assert len(err.splitlines()) == 1


def test_a_second_worker_exits_75(published):
    import fcntl

    with Path("var/kallelse.db.worker").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _out, err = published(*AT, "worker", "--once")

    assert (code, "Another worker is active" in err) == (75, True)


def test_check_and_config_and_version(published):
    assert "All is well." in published.ok("--language", "en", "check")
    assert "port = 8000" in published.ok("config")
    assert re.fullmatch(r"kallelse, version \d+\.\d+\.\d+\n", published.ok("--version"))


def test_recognise_prints_what_it_read(shell):
    read = shell.json("recognise", "dates", "minutes.txt")

    assert [m["date"] for m in read["meetings"]] == [
        "2022-02-22", "2022-04-26", "2022-06-14", "2022-09-20", "2022-12-13",
    ]  # fmt: skip
    assert set(read) == {"meetings", "errors", "warnings", "reasons"}
    Path("people.txt").write_text("Närvarande\nSiv Tallgren, ordförande\n", encoding="utf-8")
    people = shell.json("recognise", "members", "people.txt")
    assert [(m["name"], m["status"]) for m in people["members"]] == [("Siv Tallgren", "present")]


def test_a_coming_mail_is_held_let_go_and_left_out(published):
    key = "granasbra/m1/kallelse/@2022-02-22T15:00"
    for word, state in (("hold", "held"), ("resume", "planned"), ("skip", "skipped")):
        published.ok(*AT, "notice", word, "granasbra", key)
        notices = published.json(*AT, "notices", "granasbra")
        assert {line["key"]: line["state"] for line in notices}[key] == state
    assert published(*AT, "notice", "hold", "granasbra", "granasbra/m99/kallelse/@x")[0] == 2
    published.ok(*AT, "council", "hold", "granasbra")
    told = published.ok(*AT, "notice", "resume", "granasbra", key)
    assert "All mail of the council is on hold. Let it go again:" in told


def test_the_list_of_commands_imports_neither_the_database_nor_the_web():
    code = (
        "import sys; from scheduler.cli.main import kallelse\n"
        "try: kallelse.main(['--help'])\n"
        "finally: print(sorted({'sqlalchemy', 'pydantic', 'apscheduler', 'icalendar', 'flask'} & set(sys.modules)))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert printed.stdout.splitlines()[-1] == "[]"
    assert "year       The dates of a year" in printed.stdout
