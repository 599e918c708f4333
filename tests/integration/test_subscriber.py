"""A real subscriber, vdirsyncer, follows a person's feed from a real server, granian with `web.wsgi:app`."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.db.session import reading
from scheduler.links import Links, Signer
from tests import build
from tests.conftest import NOW
from tests.integration.test_processes import answers, free_port, wait_for

pytestmark = pytest.mark.network
BIN = Path(sys.executable).parent


@contextmanager
def granian(folder: Path, port: int) -> Iterator[None]:
    (folder / "config.toml").write_text(
        f'[site]\nurl = "http://127.0.0.1:{port}"\n[database]\nurl = "sqlite:///kallelse.db"\n', "utf-8"
    )  # fmt: skip
    process = subprocess.Popen(
        [BIN / "granian", "--interface", "wsgi", "--no-ws", "--port", str(port), "web.wsgi:app"], cwd=folder,
        env={**os.environ, "PYTHONPATH": os.getcwd()}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


class Subscriber:
    def __init__(self, folder: Path, url: str):
        self._config = folder / "vdirsyncer.ini"
        self._items = folder / "items"
        self._items.mkdir()
        self._config.write_text(
            f'[general]\nstatus_path = "{folder}/status"\n'
            '[pair council]\na = "feed"\nb = "here"\ncollections = null\nconflict_resolution = "a wins"\n'
            f'[storage feed]\ntype = "http"\nurl = "{url}"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{self._items}"\nfileext = ".ics"\n',
            "utf-8",
        )
        self._run("discover")

    def sync(self) -> list[icalendar.Event]:
        """What it has after a sync, earliest first."""
        self._run("sync")
        calendars = [icalendar.Calendar.from_ical(f.read_bytes()) for f in self._items.iterdir()]
        return sorted((calendar.events[0] for calendar in calendars), key=lambda event: event.start)

    def _run(self, command: str) -> None:
        done = subprocess.run(
            [BIN / "vdirsyncer", "-c", self._config, command], capture_output=True, text=True, timeout=60, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_a_subscriber_sees_a_move_and_a_cancellation(sqlite, tmp_path):
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    port, later = free_port(), NOW + timedelta(hours=1)
    with reading(sqlite) as session:
        links = Links(f"http://127.0.0.1:{port}", Signer(store.installation(session).secret))
        person = store.person_by_email(session, "member.1@example.org")
        assert person
        url = links.personal_feed(person.id, person.feed_version)
    with granian(tmp_path, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/granasbra") as page:
            assert "GranåsBrå" in page.read().decode()
        subscriber = Subscriber(tmp_path, url)
        days = [event.start.date() for event in subscriber.sync()]  # type: ignore[attr-defined]
        assert days == list(build.SEED_DAYS)

        build.move(sqlite, "2022-03-01 13:00", later)
        build.cancel(sqlite, later, number=2, reason="Valår")
        first, second, *others = subscriber.sync()
        assert (first.start, first["SEQUENCE"]) == (
            Wall.parse("2022-03-01 13:00", build.ZONE).local(),
            1,
        )
        assert (second["STATUS"], second["SEQUENCE"]) == ("CANCELLED", 1)
        assert second["SUMMARY"] == "INSTÄLLT: GranåsBrå"
        assert "Valår" in second["DESCRIPTION"]
        assert len(others) == 3  # each stands there once; vdirsyncer makes UIDs of its own
