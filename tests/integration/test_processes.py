"""The program as an operator starts it: web server, worker as its child, and their end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.agenda import store as agenda
from scheduler.councils import member_import, store
from scheduler.db import schema
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import queries
from scheduler.meetings import store as meetings
from scheduler.papers import store as papers
from scheduler.papers.folder import FileFolder
from tests import build
from web.serve import _Companion

pytestmark = pytest.mark.network
PROGRAM = [sys.executable, "-m", "web.cli", "--language", "en"]


def free_port() -> int:
    """One that nobody is given who asks for any, since between here and its use a program has yet to start.

    That is below 32768 on Linux; and every process of the test run looks from a place of its own.
    """
    first = 20_000 + os.getpid() % 1_000 * 10
    for port in range(first, first + 1_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):  # nobody answers there
                return port
    raise AssertionError("no port is free")


def wait_for(what: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """Of all its threads: each keeps its own list."""
    lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for text in lists for child in text.split()]


def zone_where_it_is_noon() -> str:
    """A letter that is late waits for the morning, whenever this test runs."""
    return f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*PROGRAM, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def test_a_rehearsal_killed_under_way_goes_on_when_it_is_started_again(tmp_path):
    port = free_port()
    rehearse = ("rehearse", "--port", str(port))
    mailbox = tmp_path / "var/rehearsal/mail/new"

    def letters() -> int:
        return len(list(mailbox.iterdir())) if mailbox.is_dir() else 0

    with started(tmp_path, *rehearse) as process:
        wait_for(lambda: letters() > 5)
        workers = children(process.pid)
        process.kill()  # the web server
        for worker in workers:
            os.kill(worker, signal.SIGKILL)  # it would play on to the end of the step
    assert letters() < 147

    with started(tmp_path, *rehearse) as process:
        # To noon of the day before the first meeting.
        wait_for(lambda: letters() == 147)
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/mailbox"))
        (worker,) = children(process.pid)

        # A worker that dies is started again; the web server's end ends it.
        os.kill(worker, signal.SIGKILL)
        wait_for(lambda: children(process.pid) not in ([], [worker]))
        (second,) = children(process.pid)

    assert process.returncode == 0
    assert not Path(f"/proc/{second}").exists()
    is_the_sample_as_it_stands_then(tmp_path / "var/rehearsal")


def is_the_sample_as_it_stands_then(folder: Path) -> None:
    """Its made-up members reply by page and calendar, a deputy comes, and every meeting has an agenda."""
    database = Database(f"sqlite:///{folder}/kallelse.db")
    with reading(database) as session:
        rows, meeting = queries.all_letters(session), build.meeting(session, 1)
        told = meetings.replies_to(session, [meeting.id])[meeting.id]
        (call,) = meetings.calls_to(session, [meeting.id])[meeting.id]
        of_council = meetings.of_council(session, 1)
        agendas = [agenda.agenda_of(session, meeting.id) for meeting in of_council]
        names = {member.person.name for member in store.members(session, 1)} | {"Rut Ek"}
        proposed = [(item.presenter, of.number) for item, of, _ in agenda.proposals(session, 1)]
        digests = papers.digests(session)
    database.close()
    assert Counter(row.state for row in rows) == {"sent": 147, "suppressed": 2}
    assert {row.recipient for row in rows if row.bounced_at} == {"maja.idrottsen@example.org"}
    given = Counter((reply.source, reply.answer) for reply in told)
    assert given == {("link", "coming"): 13, ("calendar", "coming"): 8, ("link", "no"): 1}
    assert not call.ended
    assert "coming" in [reply.answer for reply in told if reply.person_id == call.person_id]
    assert [len(items) for items in agendas] == [7, 6, 6, 6, 7]
    assert {i.presenter.split(",")[0] for items in agendas for i in items} <= names | {""}
    assert proposed == [("Noor Haddadi, Universitetet", 2)]
    files = [FileFolder(folder / "files").find(one) for one in digests]
    assert [file.read_bytes()[:5] for file in files] == [b"%PDF-"]


class Slow(_Companion):
    """A child that only waits for its end, and takes its time to be started again."""

    started: list[subprocess.Popen[bytes]] = []

    def _start(self) -> subprocess.Popen[bytes]:
        waits = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        self.started = [*self.started, subprocess.Popen(waits, stdin=subprocess.PIPE)]
        if len(self.started) == 2:
            time.sleep(0.2)
        return self.started[-1]


def test_a_worker_that_is_just_being_started_again_is_ended_too():
    companion = Slow([])
    first = companion.started[0]
    first.kill()
    wait_for(lambda: len(companion.started) == 2)

    companion.end()

    assert [process.poll() for process in companion.started] == [-signal.SIGKILL, 0]
    assert first.stdin
    first.stdin.close()


def test_run_sends_what_is_due_by_its_own_ticks(tmp_path):
    port = free_port()
    (tmp_path / "config.toml").write_text(
        f'[site]\nurl = "http://127.0.0.1:{port}"\n[web]\nport = {port}\n', encoding="utf-8"
    )
    database = Database(f"sqlite:///{tmp_path}/var/kallelse.db")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    schema.ensure(database, now=yesterday, host="127.0.0.1")
    with writing(database, yesterday) as session:
        zone = zone_where_it_is_noon()
        council = build.council(session, now=yesterday, zone=zone, country="SE")
        listed = [build.entry("Siv Tallgren")]
        member_import.import_members(session, council, listed, by=OPERATOR, now=yesterday)
        year = yesterday.year + 1
        dates = f"Mötestider {year}\n9 juni {year} kl. 15.00\n"
        build.publish_year(session, council, year, dates, now=yesterday)
    database.close()

    with started(tmp_path, "run") as process:
        mailbox = tmp_path / "var/mail/new"
        wait_for(lambda: mailbox.is_dir() and len(list(mailbox.iterdir())) == 1)
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/granasbra"))

    assert process.returncode == 0


def test_a_taken_port_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        # In a process of its own: a server that begins sets up the logs of all.
        done = subprocess.run(
            [*PROGRAM, "rehearse", "--port", str(port)], cwd=tmp_path, capture_output=True, text=True, check=False,
            timeout=60, env={**os.environ, "PYTHONPATH": os.getcwd()},
        )  # fmt: skip

    assert done.returncode == 78
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
