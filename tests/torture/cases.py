"""The cases: each makes a place, does its harm, and gives its tally."""

import os
import random
import signal
import time
from collections.abc import Callable, Mapping

from scheduler.mail.store import AFTER_AMBIGUITY
from tests import postgres
from tests.kills import at_the_nth
from tests.mailserver import Act, Cut, Say, Tear
from tests.torture.places import at_work
from tests.torture.tally import Tally, tally
from tests.torture.workers import Crew, WorkerProcess, soon

Case = Callable[[str | None, float], Tally]
"""From the PostgreSQL server (None: SQLite) and the scale (1.0: as the test plan says) to the tally."""


def random_kills(server: str | None, scale: float) -> Tally:
    """Killed at random in the time that its first five letters take; on PostgreSQL another works meanwhile.

    That time is measured first: with a fixed one, a slow machine would kill every worker before its first dot.
    """
    kills, mails = round(200 * scale), round(3000 * scale)
    with at_work(server, mails, calls=mails // 10) as (crew, relay):
        window, done, workers = _time_of_letters(crew, 5), 1, list[WorkerProcess]()
        while done < kills and crew.open():
            workers.append(crew.start())
            workers[-1].passed(1, 15)
            soon(window)
            if len(workers) == crew.at_once:
                dies(crew, workers.pop(0))
                done += 1
            if done % 20 == 0:  # so that what goes once more is killed too
                crew.clock.leap(AFTER_AMBIGUITY)
        for worker in workers:
            worker.end()
        crew.until_done(count=crew.at_once)
        return tally("killed at random", crew.database, relay, kills=done)


def dies(crew: Crew, worker: WorkerProcess) -> None:
    worker.kill()
    crew.end_leases(worker.owner)


def _time_of_letters(crew: Crew, count: int) -> float:
    """Seconds from its first claim to the end of so many letters; its worker is killed then too."""
    worker = crew.start()
    worker.passed(1, 15)
    began = time.monotonic()
    worker.passed(5 * count - 1, 15)  # claim, body, intent, reply, settle
    seconds = time.monotonic() - began
    dies(crew, worker)
    return seconds


_WEATHER: Mapping[str, list[tuple[float, Act]]] = {
    "greeting": [(0.02, Cut()), (0.02, Say("421 too busy"))],
    "MAIL": [(0.01, Say("451 4.3.0 slowly"))],
    "RCPT": [(0.02, Say("451 4.7.1 greylisted")), (0.01, Tear("25")), (0.01, Cut())],
    "DATA": [(0.01, Cut())],
    "dot": [
        (0.01, Cut(store=True)),
        (0.01, Cut()),
        (0.01, Tear("25", store=True)),
        (0.01, Tear("2")),
        (0.01, Say("451 4.3.0 queue full")),
    ],
}


def _weather(stage: str, _recipient: str) -> Act | None:
    chance = random.random()
    for part, act in _WEATHER.get(stage, []):
        if chance < part:
            return act
        chance -= part
    return None


def weather_and_kills(server: str | None, scale: float) -> Tally:
    """Cuts, tears, greylisting and rate limits, mixed, and now and then a kill."""
    kills = round(20 * scale)
    with at_work(server, round(400 * scale)) as (crew, relay):
        relay.script = _weather
        for _ in range(kills):
            worker = crew.start()
            if worker.passed(random.randint(1, 25), 5):
                soon(0.3)
            dies(crew, worker)
        crew.until_done(count=crew.at_once)
        made = tally("weather and kills", crew.database, relay, kills=kills)
        if made.states["failed"]:
            made.faults.append(f"{made.states['failed']} failed in bad weather")
        return made


def frozen(server: str | None, scale: float) -> Tally:
    """Stopped with a letter in worker at each point, while another takes over; then it goes on."""
    points = ("claim", "body", "intent", "reply")
    with at_work(server, round(1500 * scale)) as (crew, relay):
        for point in points:
            worker = crew.start(at=at_the_nth(point, 1, _stop_this_process))
            assert worker.has_stopped(20), f"never passed {point}"
            if crew.database.is_sqlite:
                time.sleep(6)  # it holds the file lock: nothing can take over
            else:
                crew.end_leases(worker.owner)
                crew.until_done(most_seconds=6, leave=crew.open() - 50)  # some for the next point
            worker.thaw()
            time.sleep(0.3)
            dies(crew, worker)
        crew.until_done()
        return tally("frozen at each point", crew.database, relay, kills=len(points))


def _stop_this_process() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def disk_full(server: str | None, scale: float) -> Tally:
    """The database's file may grow no more; nothing is lost, and all goes when there is room again."""
    with at_work(server, round(300 * scale)) as (crew, relay):
        crew.limit_octets = 60_000  # far below the size of the file: its log is full soon
        worker = crew.start()
        time.sleep(6)
        before = len(relay.taken)
        worker.kill()
        crew.limit_octets = None
        crew.until_done()
        made = tally("disk full", crew.database, relay, kills=1)
        if before == made.mails:
            made.faults.append("the disk never was full")
        return made


def database_restarted(_server: str | None, scale: float) -> Tally:
    """PostgreSQL stopped hard and started again, several times, under load."""
    own, count = postgres.Server(postgres.bin_folder()), max(2, round(20 * scale))  # type: ignore[arg-type]
    try:
        with at_work(own.start(), round(1000 * scale)) as (crew, relay):
            workers = [crew.start(), crew.start()]
            for _ in range(count):
                time.sleep(random.uniform(0.3, 1.0))
                own.restart_hard()
            for worker in workers:
                dies(crew, worker)
            crew.until_done(count=2)
            return tally("database restarted", crew.database, relay, kills=count)
    finally:
        own.stop()


CASES: Mapping[str, Case] = {
    "kills": random_kills,
    "weather": weather_and_kills,
    "frozen": frozen,
    "disk": disk_full,
    "restart": database_restarted,
}
ONLY: Mapping[str, str] = {"disk": "sqlite", "restart": "postgres"}
