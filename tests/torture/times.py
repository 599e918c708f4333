"""The cases of time: long downtime, a clock that is stepped under a worker, the nights when clocks change."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from scheduler import jobs
from scheduler.db.session import Database, reading, writing
from scheduler.mail import queries
from scheduler.mail.rows import LIVE, OutboxMessage, State
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeState
from tests import build
from tests.conftest import NOW
from tests.mailserver import MailServer, Say
from tests.torture.installation import Installation, councils
from tests.torture.places import DUE, config, order, place
from tests.torture.tally import Tally, tally
from tests.torture.workers import LeapingClock, until

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
_REMINDERS = (Kind.REPLY_REMINDER, Kind.DAY_BEFORE)


def downtime(server: str | None, scale: float) -> Tally:
    """Nobody works for two hours, three days, forty days, while people go on moving and cancelling meetings."""
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port, flood_stop=True)
        with writing(database, NOW) as session:
            councils(session, max(1, round(40 * scale)), people=5, now=NOW, first=date(2022, 1, 20))
        life = Installation(database, settings, LeapingClock(NOW))
        faults = []
        for length, first in (
            (2 * HOURS, "2022-02-01"),
            (3 * DAYS, "2022-03-08"),
            (40 * DAYS, "2022-04-20"),
        ):
            life.live(build.stockholm(f"{first} 07:{random.randrange(10, 59)}"))
            faults += down(life, length, people_change=max(1, round(10 * scale)))
        life.live(build.stockholm("2022-07-01 12:00"))
        life.transport.close()
        made = tally("down 2 h, 3 d, 40 d", database, relay.copies, runs=4)
        if made.extra:
            made.faults.append(f"{made.extra} extra")
        made.faults += faults + life.transport.stale[:5]
        return made


def down(life: Installation, length: timedelta, *, people_change: int) -> list[str]:
    """Gives what was not as it should be afterwards."""
    down_at = life.clock.now()
    expected = life.would_be_missed(down_at, down_at + length)
    life.touched.clear()
    life.clock.leap(length / 2)
    life.fidget(people_change)
    life.clock.leap(length / 2)
    back_at = life.clock.now()
    faults = []
    if jobs.hold_after_silence(life.works):
        life.live(back_at + timedelta(minutes=9))
        if _sent(life.database, back_at):
            faults.append("mail left within ten minutes of a long silence")
    elif length > 3 * DAYS:
        faults.append("no ten minutes' grace after a long silence")
    life.live(back_at + 2 * DAYS)
    lines = life.listed()
    for key, meeting_id in expected.items():
        if meeting_id not in life.touched and (
            key not in lines or lines[key].state not in (NoticeState.MISSED, NoticeState.SKIPPED)
        ):
            faults.append(f"{key} was missed and nobody is told")
    late = Counter(
        (row.meeting_id, row.person_id)
        for row in _sent(life.database, back_at)
        if row.kind in _REMINDERS and row.due_at < back_at
    )
    if late and max(late.values()) > 1:
        faults.append("two late reminders of one meeting to one person")
    return faults


def _sent(database: Database, since: datetime) -> list[OutboxMessage]:
    return [row for row in build.letters(database) if row.sent_at and row.sent_at >= since]


_FAKETIME = ("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
             "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1")  # fmt: skip


def clock_stepped(server: str | None, scale: float) -> Tally:
    """One hour back, then a year ahead, under a real worker with letters on their way (libfaketime)."""
    library = next((name for name in _FAKETIME if os.path.exists(name)), None)
    assert library, "apt-get install faketime"
    faults = []
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        relay.script = lambda stage, _to: (
            Say("250 taken", late_seconds=0.3) if stage == "dot" else None
        )
        settings = config(folder, relay.port, database=database)
        order(database, settings, max(50, round(200 * scale)))
        clock = _FakeTime(folder, library, DUE)
        with _worker(clock, folder) as process:
            until(lambda: len(relay.taken) >= 5, 60)
            before = _resident_mb(process)
            for name, step in (("an hour back", -1 * HOURS), ("a year ahead", 365 * DAYS)):
                faults += _step(database, clock, step, name, relay)
                clock.step(-step)
                clock.accept(folder)
                moved = len(relay.taken)
                if not until(partial(_more_than, relay, moved), 60):
                    faults.append(f"{name}: nothing leaves when it is right again")
            grown = _resident_mb(process) - before
            until(lambda: not _open(database), 120)
        made = tally("clock 1 h back, 1 y ahead", database, relay.copies, runs=1)
        if made.extra:
            made.faults.append(f"{made.extra} extra")
        if grown > 50:
            made.faults.append(f"{grown} MB more memory")
        made.faults += faults
        return made


def _step(
    database: Database, clock: _FakeTime, step: timedelta, name: str, relay: MailServer
) -> list[str]:
    """Noticed within three periods of the beat; then nothing is ordered, leaves or expires, and the ticks go on."""
    faults, told = [], clock.said(_SUSPECT)
    clock.step(step)
    if not until(lambda: clock.said(_SUSPECT) > told, 40):
        faults.append(f"{name}: not noticed")
    time.sleep(2)  # a letter in hand comes to its end
    sent, told = len(relay.taken), clock.said(_SUSPECT)
    time.sleep(35)
    if len(relay.taken) > sent:
        faults.append(f"{name}: {len(relay.taken) - sent} letters left")
    if any(row.kind != Kind.YEAR_DATES for row in build.letters(database)):
        faults.append(f"{name}: ordered early")
    if any(row.state == State.EXPIRED for row in build.letters(database)):
        faults.append(f"{name}: letters expired by a wrong clock")
    if clock.said(_SUSPECT) < told + 3:
        faults.append(f"{name}: the ticks stand still")
    return faults


_SUSPECT = "not to be trusted"


class _FakeTime:
    """The wall clock of the processes started with `environment`; their monotonic clocks are left alone."""

    def __init__(self, folder: Path, library: str, start: datetime):
        self._file, self.log = folder / "faketime", folder / "worker.log"
        self._offset = start - datetime.now(start.tzinfo)
        self.environment = os.environ | {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        self.step(timedelta(0))

    def step(self, by: timedelta) -> None:
        self._offset += by
        new = self._file.with_suffix(".new")
        new.write_text(f"{self._offset.total_seconds():+.0f}")
        new.rename(self._file)

    def said(self, words: str) -> int:
        return self.log.read_text().count(words)

    def accept(self, folder: Path) -> None:
        subprocess.run(
            [*_kallelse(folder), "check", "--accept-clock"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def _kallelse(folder: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("kallelse")), "--config", f"{folder}/config.toml"]


@contextmanager
def _worker(clock: _FakeTime, folder: Path) -> Iterator[int]:
    """Gives its process id."""
    with clock.log.open("w") as log:
        process = subprocess.Popen(
            [*_kallelse(folder), "worker"], env=clock.environment, stdout=log, stderr=log
        )
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _open(database: Database) -> int:
    with reading(database) as session:
        return sum(row.state in LIVE for row in queries.all_letters(session))


def _more_than(relay: MailServer, seen: int) -> bool:
    return len(relay.taken) > seen
