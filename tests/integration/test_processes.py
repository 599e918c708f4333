"""The program as an operator starts it: web server, worker as its child, and their end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.network
PROGRAM = [sys.executable, "-m", "web.cli", "--language", "en"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
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


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip


def test_the_rehearsal_plays_the_year_to_the_day_before_the_first_meeting(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path, "rehearse", "--port", str(port)) as process:
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
        mailbox = tmp_path / "var/rehearsal/mail/new"
        wait_for(lambda: mailbox.is_dir() and len(list(mailbox.iterdir())) == 166, 60)
        assert answers(f"http://127.0.0.1:{port}/mailbox")
        (worker,) = children(process.pid)

        # A worker that dies is started again; the web server's end ends it.
        os.kill(worker, signal.SIGKILL)
        wait_for(lambda: children(process.pid) not in ([], [worker]))
        (second,) = children(process.pid)

    assert process.returncode == 0
    assert not Path(f"/proc/{second}").exists()


def test_run_sends_what_is_due_by_its_own_ticks(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "config.toml").write_text(
        f'[site]\nurl = "http://127.0.0.1:{port}"\n[web]\nport = {port}\n', encoding="utf-8"
    )
    (tmp_path / "m.csv").write_text("name,email\nSiv Tallgren,siv@example.org\n", encoding="utf-8")
    year = time.gmtime().tm_year + 1
    (tmp_path / "dates.txt").write_text(
        f"Mötestider {year}\n9 juni {year} kl. 15.00\n", encoding="utf-8"
    )
    ago = time.strftime("%Y-%m-%dT12:00", time.gmtime(time.time() - 86400))
    at = ("--at", ago)
    for command in (
        (
            "council",
            "add",
            "granasbra",
            "--name",
            "GranåsBrå",
            "--reply-to",
            "bra@example.org",
            "--zone",
            zone_where_it_is_noon(),
            "--country",
            "SE",
        ),
        ("members", "import", "granasbra", "m.csv"),
        ("year", "plan", "granasbra", str(year), "--from", "dates.txt"),
        ("year", "publish", "granasbra", str(year)),
    ):
        done = run(tmp_path, *at, *command)
        assert done.returncode == 0, done.stderr

    with started(tmp_path, "run") as process:
        mailbox = tmp_path / "var/mail/new"
        wait_for(lambda: mailbox.is_dir() and len(list(mailbox.iterdir())) == 1)
        assert answers(f"http://127.0.0.1:{port}/granasbra")

    assert process.returncode == 0


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run(tmp_path, "rehearse", "--port", str(port))

    assert done.returncode == 78
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_run_without_a_config_says_how_to_make_one(tmp_path: Path) -> None:
    done = run(tmp_path, "run")

    assert done.returncode == 78
    assert "cp config.example.toml config.toml" in done.stderr


def test_a_database_behind_is_upgraded_by_its_operator(tmp_path: Path) -> None:
    import sqlite3

    assert run(tmp_path, "council", "list").returncode == 0
    with sqlite3.connect(tmp_path / "var/kallelse.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    database.close()

    done = run(tmp_path, "council", "list")

    assert done.returncode == 78
    assert "kallelse db upgrade" in done.stderr
