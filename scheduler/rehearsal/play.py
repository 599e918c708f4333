"""Steps time: plays everything that comes due, in order, up to the target."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from scheduler import jobs
from scheduler.clock import Clock, SystemClock
from scheduler.db.session import Database, reading, writing
from scheduler.jobs import Works
from scheduler.mail import queries
from scheduler.rehearsal import store

LOOKS_A_SECOND = 5


class RehearsalClock:
    """The clock that stands in the rehearsal's database, the same for every process."""

    def __init__(self, database: Database):
        self._database = database

    def now(self) -> datetime:
        with reading(self._database) as session:
            return store.clock(session).now.astimezone(UTC)


def clock_of(database: Database, otherwise: Clock) -> Clock:
    """The rehearsal's clock where this is a rehearsal's database, else `otherwise`."""
    with reading(database) as session:
        return RehearsalClock(database) if store.is_rehearsal(session) else otherwise


def wall_clock(clock: Clock) -> Clock:
    """What sessions and sign-in links age by: the machine's clock in a rehearsal, else `clock` itself."""
    return SystemClock() if isinstance(clock, RehearsalClock) else clock


def play(works: Works) -> int:
    """Plays up to the target, so that stepping a month sends what living through it would. Gives the letters sent."""
    count = 0
    clock = RehearsalClock(works.database)
    works = replace(works, clock=clock)
    while True:
        with reading(works.database) as session:
            at = store.clock(session)
        sent = jobs.run_until_idle(works)
        count += sent
        following = jobs.next_event(works)
        now = at.target if following is None else min(max(following, at.now), at.target)
        stuck = now == at.now and not sent and now < at.target
        with writing(works.database, at.now) as session:
            store.step(session, now=at.target if stuck else now, played=sent)
        if at.now >= at.target:
            return count


def keep_playing(works: Works, *, until: Callable[[], bool]) -> None:
    """The worker's loop in a rehearsal: looks five times a second whether a target lies ahead, or a letter waits."""
    jobs.sweep(works)
    while not until():
        with reading(works.database) as session:
            at = store.clock(session)
            waiting = queries.next_try_at(session)
        if at.now < at.target or (waiting is not None and waiting <= at.now):
            play(works)
        time.sleep(1 / LOOKS_A_SECOND)
