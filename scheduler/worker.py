"""The worker process: APScheduler runs the jobs, threads send mail, and a guard ends the process where one is stuck."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler import all_rows, jobs
from scheduler.clock import SystemClock, seconds_awake
from scheduler.config import MailMode
from scheduler.db.worker_lock import worker_lock
from scheduler.errors import TryLater
from scheduler.jobs import WorkerContext
from scheduler.jobs.clock_guard import ClockGuard
from scheduler.mail.send import Sender

log = logging.getLogger("kallelse")
assert all_rows.METADATA

SENDERS = 2
_IDLE_SECONDS = 2.0
_STUCK = 70
_LONGEST_STEP = 660.0
"""A sender waits at most so long for a reply to its dot, and 60 s more."""


class Tick(BaseTrigger):  # type: ignore[misc]
    """Every so many seconds from now on.

    Never lists the times it missed (an interval trigger does, for 13 s a year).
    """

    def __init__(self, seconds: int):
        self.period = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else max(previous, now) + self.period


def once(context: WorkerContext) -> int:
    """Does what is due until nothing is left, and reports to the secretaries what was missed, as the daemon does.

    Uses no APScheduler. Gives the letters taken in hand. Raises: WorkerActive.
    """
    with worker_lock(context.database, wait=False):
        count = jobs.run_until_idle(context)
        jobs.recount(context)
        return count + jobs.run_until_idle(context)


def run(context: WorkerContext, *, child: bool = False, rehearsal: bool = False) -> None:
    """Works until it is told to stop: SIGTERM, SIGINT, or for a child the end of its stdin."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if child:
        threading.Thread(target=_until_stdin_ends, args=(stop,), daemon=True).start()
    with worker_lock(context.database, wait=True, stopped=stop.is_set) as active:
        if not active:
            return
        if rehearsal:
            from scheduler.rehearsal import steps  # what its members do loads the reading of mail

            steps.play_forever(context, until=stop.is_set)
        else:
            _Working(context, stop).run()


def _until_stdin_ends(stop: threading.Event) -> None:
    """The parent's death closes our stdin too, so no orphan goes on."""
    while os.read(0, 4096):  # not sys.stdin, whose lock a dying thread would keep
        pass
    stop.set()


class _Working:
    """The scheduler, the senders and the guard of one run."""

    def __init__(self, context: WorkerContext, stop: threading.Event):
        self._context = context
        self._stop = stop
        self._bell = threading.Event()
        self._is_suspect = False
        self._clock_guard: ClockGuard | None = None
        # A made-up clock and captured mail need no guard.
        if (
            isinstance(context.clock, SystemClock)
            and context.config.mail.mode is not MailMode.CAPTURE
        ):
            self._clock_guard = ClockGuard(context.clock.now(), seconds_awake())
        self._ticked: dict[str, float] = {}
        self._step: dict[int, tuple[str, float]] = {}
        self._senders: list[Sender] = []
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            daemon=True,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(5)},  # three of them may wait for a network
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._ticks: dict[str, tuple[int, Callable[[], object]]] = {
            "issue_due": (15, partial(self._mail_job, jobs.issue_due)),
            "wake_senders": (5, self._bell.set),
            "beat": (10, self._beat),
            "sweep": (30, partial(self._mail_job, jobs.sweep)),
            "tell_secretaries": (600, partial(self._mail_job, jobs.tell_secretaries)),
            "recount": (3600, lambda: jobs.recount(context, tells=self._trusts_clock())),
            "tidy": (21600, partial(jobs.tidy, context)),
            "fetch_calendars": (60, partial(jobs.fetch_calendars, context)),
            "read_inbox": (60, partial(jobs.read_inbox, context)),
            "ping": (60, partial(jobs.ping, context)),
        }
        """Of each job its period in seconds."""

    def run(self) -> None:
        began = seconds_awake()
        for name, (seconds, _) in self._ticks.items():
            self._ticked[name] = began
            self._scheduler.add_job(self._tick, Tick(seconds), args=(name,), id=name)
        self._scheduler.add_listener(
            _log_event, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES
        )
        senders = [
            threading.Thread(target=self._send, args=(n,), daemon=True) for n in range(SENDERS)
        ]
        jobs.hold_after_silence(self._context)
        for sender in senders:
            sender.start()
        self._scheduler.start()
        log.info("worker %s started", self._context.owner)
        while not self._stop.wait(1.0):
            self._guard()
        self._scheduler.shutdown(wait=False)
        self._bell.set()
        for sender in senders:
            sender.join(75)  # a letter after its intent waits so long for its reply
        log.info("worker %s ended", self._context.owner)

    def _tick(self, name: str) -> None:
        try:
            self._ticks[name][1]()
        finally:  # one that failed has run: only one that hangs is stuck
            self._ticked[name] = seconds_awake()

    def _mail_job(self, job: Callable[[WorkerContext], object]) -> None:
        """By a wrong clock mail would be ordered early, and letters be past their time."""
        if self._trusts_clock() and job(self._context):
            self._bell.set()

    def _beat(self) -> None:
        """While the clock is suspect nothing is ordered or sent, and the heart stands still."""
        if self._clock_guard:
            self._is_suspect = jobs.clock_is_suspect(self._context, self._clock_guard)
            if self._is_suspect:
                log.error("the clock is not to be trusted: no mail is ordered or sent")
                return
        now, awake = self._context.clock.now(), seconds_awake()
        ticks = {
            name: (now - timedelta(seconds=awake - at)).isoformat(timespec="seconds")
            for name, at in list(self._ticked.items())
        }
        in_hand = [row_id for sender in self._senders for row_id in sender.in_hand]
        jobs.beat(self._context, ticks=ticks, in_hand=in_hand)

    def _trusts_clock(self) -> bool:
        """The beat looks each ten seconds; a step is noticed at once."""
        guard = self._clock_guard
        return not self._is_suspect and not (
            guard and guard.has_stepped(self._context.clock.now(), seconds_awake())
        )

    def _send(self, number: int) -> None:
        """One sender: letters until there is none, then sleep until the bell."""
        transport = self._context.transport()

        def at(point: str) -> None:
            self._step[number] = (point, seconds_awake())
            self._context.at(point)

        def goes_on() -> bool:
            return not self._stop.is_set() and self._trusts_clock()

        sender = replace(self._context, at=at).sender(transport, spare=number > 0)
        self._senders.append(sender)
        while not self._stop.is_set():
            self._step[number] = ("claim", seconds_awake())
            try:
                if self._trusts_clock() and sender.send_while(goes_on):
                    continue
            except TryLater:
                log.warning("sender %s: the database is busy or away", number)
            except Exception:  # one letter that breaks its sender must not stop the others
                log.exception("sender %s", number)
                transport.abandon()
            self._step.pop(number, None)
            self._bell.wait(_IDLE_SECONDS)
            self._bell.clear()
        transport.close()

    def _guard(self) -> None:
        """Rings a late tick; ends the process where one is stuck, so that it is restarted."""
        now = seconds_awake()
        for name, (seconds, _) in self._ticks.items():
            age = now - self._ticked[name]
            if age > max(6 * seconds, 90):
                log.critical("tick %s is stuck for %d s: ending", name, age)
                os._exit(_STUCK)
            if age > 3 * seconds:
                self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))
        for number, (point, began) in list(self._step.items()):
            # After the reply its outcome is kept until the database takes it, however long that is.
            if point != "reply" and now - began > _LONGEST_STEP:
                log.critical("sender %s is stuck: ending", number)
                os._exit(_STUCK)


def _log_event(event: Any) -> None:
    log.error("tick %s: %s", event.job_id, getattr(event, "exception", None) or event.code)
