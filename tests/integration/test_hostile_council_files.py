"""A council's file is believed in nothing: each of these is told in one line with exit 2, and nothing is saved."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from scheduler.archive import council_file
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings.rows import Answer
from scheduler.papers.folder import FileFolder
from scheduler.years import other_calendars
from tests import build
from tests.integration.conftest import UNDER_WAY
from tests.integration.test_commands import Shell, shell

__all__ = ["shell"]
File = dict[str, Any]

NO_FILES: Mapping[str, bytes] = {
    "empty": b"",
    "text": "Mötestider för 2022".encode(),
    "a list": b"[]",
    "not UTF-8": b"\xff\xfe\x00{",
    "deep": b"[" * 100_000,
    "no number": b'{"kallelse": "council", "format": NaN}',
    "too long a number": b'{"kallelse": "council", "format": 1' + b"0" * 5000 + b"}",
    "only its name": b'{"kallelse": "council"}',
}
VALUES: Mapping[str, tuple[str, str, object]] = {
    "a zone that is none": ("council", "zone", "Mars/Olympus"),
    "a zone without a rule": ("council", "zone", "Africa/Cairo"),
    "a zone that is a path": ("council", "zone", "../../etc/passwd"),
    "a short name that is reserved": ("council", "slug", "admin"),
    "a language": ("council", "language", "xx"),
    "a country": ("council", "country", "XX"),
    "a length": ("council", "duration_minutes", 0),
    "a time for mail": ("council", "notice_rules", {"kallelse": "tomorrow"}),
    "a setting that is none": ("council", "notice_rules", {"reply_to": "x@example.org"}),
    "an address": ("person", "email", "elin"),
    "a header in an address": ("person", "email", "elin@example.org\r\nBcc: all@example.org"),
    "NUL": ("person", "name", "Elin\0Forsby"),
    "half a character": ("person", "name", "Elin \ud800"),
    "an escape": ("person", "name", "\x1b[2J"),
    "a name that is a list": ("person", "name", ["Elin"]),
    "a role": ("member", "role", "king"),
    "a person who is not there": ("member", "person_id", 987_654),
    "a number that no database holds": ("meeting", "number", 2**63),
    "a time that is none": ("meeting", "starts", "yesterday"),
    "a time in another zone": ("meeting", "ends", "2022-02-22T17:00 Europe/Helsinki"),
    "an end before the start": ("meeting", "ends", "2021-02-22T17:00 Europe/Stockholm"),
    "an instant without a zone": ("meeting", "created_at", "2022-02-22T17:00"),
    "lines in an UID": ("meeting", "uid", "m@example.org\r\nEND:VEVENT"),
    "a draft": ("council_year", "draft", {"entries": [{"id": "x", "day": "2022-01-01"}]}),
    "a file of the machine": ("foreign_calendar", "url", "file:///etc/passwd"),
    "a password in an address": ("foreign_calendar", "url", "https://a:b@example.org/c.ics"),
    "an answer": ("reply", "answer", "perhaps"),
    "a mail of another council": ("notice_issue", "key", "andra/y2022/year_dates/1"),
    "a letter that is to go": ("outbox_message", "state", "queued"),
    "facts of no meeting": ("notice_issue", "facts", {"987654": {}}),
    "a history that cannot be shown": ("change", "before", {"start": "yesterday"}),
    "a password": ("account", "password_hash", "made-up"),
    "a version of links": ("person", "link_version", 0),
}
SHAPES: Mapping[str, Callable[[File], object]] = {
    "sessions": lambda f: f["tables"].update(account_session=[{"id": 1}]),
    "tables as a list": lambda f: f.update(tables=[]),
    "rows as a number": lambda f: f["tables"].update(seat=5),
    "a row as text": lambda f: f["tables"].update(seat=["x"]),
    "two councils": lambda f: f["tables"]["council"].append(f["tables"]["council"][0] | {"id": 9}),
    "no council": lambda f: f["tables"].update(council=[]),
    "another short name": lambda f: f.update(council="andra"),
    "an id twice": lambda f: f["tables"]["seat"].append(f["tables"]["seat"][0]),
    "no address": lambda f: f["tables"]["person"][0].pop("email"),
    "an escape in the version": lambda f: f.update(version="\x1b[2J", schema="9999"),
    "a column of another program": lambda f: f["tables"]["seat"][0].update(colour="red"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory, year_under_way):
    """A right file, with an answer and another body's calendar."""
    path = tmp_path_factory.mktemp("hostile") / "old.db"
    shutil.copyfile(year_under_way, path)
    database = Database(f"sqlite:///{path}")
    with writing(database, UNDER_WAY) as session:
        council = build.store.council(session, "granasbra")
        url = "https://example.org/ks.ics"
        other_calendars.add_calendar(
            session, council, name="KS", source=url, by=OPERATOR, now=UNDER_WAY
        )
        build.reply(session, Answer.COMING, UNDER_WAY, number=2)
    with reading(database) as session:
        council = build.store.council(session, "granasbra")
        made = council_file.export_council(
            session, council, FileFolder(path.parent), url="https://example.org", now=UNDER_WAY
        )
    database.close()
    return made


def refused(shell: Shell, octets: bytes) -> str:
    """The line that is told. Nothing is saved: not even a database is made."""
    Path("council.json").write_bytes(octets)
    code, out, err = shell("--language", "en", "import", "council.json")
    assert (code, out) == (2, ""), err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert err[:-1].isprintable()
    assert not Path("var/kallelse.db").exists()
    return err


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_of_a_council_is_told(shell, name):
    assert refused(shell, NO_FILES[name]).startswith("This is not the file of a council")


@pytest.mark.parametrize("name", VALUES)
def test_a_value_that_no_form_would_take_is_told_with_its_place(shell, whole, name):
    table, column, value = VALUES[name]
    said: File = json.loads(whole)
    for row in said["tables"][table][:1]:
        row[column] = value
    if column == "slug":
        said["council"] = value

    told = refused(shell, json.dumps(said).encode())

    assert table in told
    assert said["tables"][table], "there is no such row to harm"


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_of_another_shape_is_told(shell, whole, name):
    said: File = json.loads(whole)
    SHAPES[name](said)

    refused(shell, json.dumps(said).encode())
