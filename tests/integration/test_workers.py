"""Several workers: on SQLite one is active and the next takes over; a stuck one ends itself."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable

import pytest

from scheduler import worker
from scheduler.clock import seconds_awake
from tests import build
from tests.conftest import NOW
from tests.mailserver import MailServer
from tests.torture.places import DUE, config, order
from tests.torture.workers import Crew, LeapingClock


def stands_still(*, after: int) -> Callable[[str], None]:
    """A worker that stays at this point of its letters' ways, however fast it is, until it is killed."""
    passed = itertools.count(1)

    def at(_point: str) -> None:
        while next(passed) >= after:
            time.sleep(60)

    return at


@pytest.mark.network
def test_on_sqlite_a_second_worker_waits_and_takes_over_when_the_first_is_killed(sqlite, tmp_path):
    with MailServer() as relay:
        settings = config(tmp_path, relay.port)
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
    assert sum(relay.copies.values()) - 60 <= sum(x.ambiguous for x in build.letters(sqlite)) <= 2


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
