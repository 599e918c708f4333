"""Several workers: on SQLite one is active and the next takes over; one that is stuck or whose clock is wrong stops."""

import itertools
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from scheduler import jobs, worker
from scheduler.clock import SystemClock, seconds_awake
from scheduler.db.session import writing
from scheduler.jobs import WorkerContext
from scheduler.mail import heartbeats
from tests import build
from tests.conftest import NOW
from tests.mailserver import smtp_config
from tests.torture.places import DUE, order
from tests.torture.workers import Crew, LeapingClock


def stands_still(*, after: int) -> Callable[[str], None]:
    """A worker that stays at this point of its letters' ways, however fast it is, until it is killed."""
    passed = itertools.count(1)

    def at(_point: str) -> None:
        while next(passed) >= after:
            time.sleep(60)

    return at


@pytest.mark.network
def test_on_sqlite_a_second_worker_waits_and_takes_over_when_the_first_is_killed(
    sqlite, tmp_path, server
):
    settings = smtp_config(tmp_path, server.port)
    order(sqlite, settings, 60)
    crew = Crew(sqlite, settings, LeapingClock(DUE))
    first = crew.start(at=stands_still(after=100))
    assert first.passed(100, 60)
    second = crew.start()
    assert not second.passed(1, 0.5)  # the first has the lock

    first.kill()

    assert second.passed(1, 60)
    crew.until_done(count=0)  # over the five minutes too that a letter in doubt waits
    second.end()

    assert {letter.state for letter in build.letters(sqlite)} == {"sent"}
    assert sum(server.copies.values()) - 60 <= sum(x.ambiguous for x in build.letters(sqlite)) <= 2


class SteppedClock(SystemClock):
    """The machine's, set wrong by so much."""

    by = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.by


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=365)])
def test_while_its_clock_is_stepped_a_worker_orders_sends_and_ends_nothing(sqlite, tmp_path, step):
    clock = SteppedClock()
    year, config = clock.now().year + 1, smtp_config(tmp_path, 9)
    works = WorkerContext(sqlite, config, clock)
    build.seed_year(
        sqlite, now=clock.now() - timedelta(days=1), entries=build.people(2, 0), year=year,
        text=f"Mötestider {year}\n9 juni {year} kl. 15.00\n",
    )  # fmt: skip
    jobs.issue_due(works)
    working = worker._Working(works, threading.Event())
    working._beat()
    before = [(row.id, row.state) for row in build.letters(sqlite)]
    assert len(before) == 2

    clock.by = step
    assert not working._trusts_clock()  # what a sender asks before each letter
    for _ in range(2):
        for name in ("issue_due", "beat", "sweep"):
            working._ticks[name][1]()
    assert [(row.id, row.state) for row in build.letters(sqlite)] == before

    clock.by = timedelta(0)
    working._beat()
    with writing(sqlite, clock.now()) as session:
        heartbeats.accept_clock(session, now=clock.now())
    working._beat()
    assert working._trusts_clock()


def test_a_worker_whose_tick_hangs_ends_itself(sqlite, config):
    working = worker._Working(build.works(sqlite, config, NOW), threading.Event())
    working._ticked = dict.fromkeys(working._ticks, seconds_awake())
    working._guard()  # all is well
    sqlite.close()
    child = os.fork()
    if child == 0:
        working._ticked["sweep"] -= 200
        working._guard()
        os._exit(1)

    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 70
