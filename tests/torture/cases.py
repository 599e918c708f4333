"""The cases: each makes a place, does its harm, and gives its tally."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Mapping

from scheduler.mail.smtp import Patience
from scheduler.mail.store import AFTER_AMBIGUITY
from tests import postgres
from tests.mailserver import Act, Cut, Hang, MailServer, Say, Tear
from tests.torture import machine, times
from tests.torture.places import DUE, config, order, order_calls, place
from tests.torture.tally import Tally, tally
from tests.torture.workers import Crew, LeapingClock, soon

Case = Callable[[str | None, float], Tally]
"""From the PostgreSQL server (None: SQLite) and the scale (1.0: as the test plan says) to the tally."""


def random_kills(server: str | None, scale: float) -> Tally:
    """Killed at random in the time that its first five letters take; on PostgreSQL two then end the work.

    That time is measured first: with a fixed one, a slow machine would kill every worker before its first dot.
    """
    kills, mails = round(200 * scale), round(3000 * scale)
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, mails)
        order_calls(database, settings, mails // 10)
        crew = Crew(database, settings, LeapingClock(DUE))
        window, done = _time_of_letters(crew, 5), 1
        while done < kills and crew.open():
            worker = crew.start()
            worker.passed(1, 15)
            soon(window)
            worker.kill()
            crew.end_leases(worker.owner)
            done += 1
            if done % 20 == 0:  # so that what goes once more is killed too
                crew.clock.leap(AFTER_AMBIGUITY)
        crew.until_done(count=1 if database.is_sqlite else 2)
        return tally("killed at random", database, relay.copies, kills=done, runs=done + 1)


def _time_of_letters(crew: Crew, count: int) -> float:
    """Seconds from its first claim to the end of so many letters; its worker is killed then too."""
    worker = crew.start()
    worker.passed(1, 15)
    began = time.monotonic()
    worker.passed(5 * count - 1, 15)  # claim, body, intent, reply, settle
    seconds = time.monotonic() - began
    worker.kill()
    crew.end_leases(worker.owner)
    return seconds


def kills_in_pairs(server: str | None, scale: float) -> Tally:
    """Two workers at a time, one of them killed each second or so."""
    kills, mails = round(50 * scale), round(3000 * scale)
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, mails)
        crew = Crew(database, settings, LeapingClock(DUE))
        workers, done = [crew.start(), crew.start()], 0
        while done < kills and crew.open():
            time.sleep(random.uniform(0.1, 0.7))
            worker = workers.pop(0)
            worker.kill()
            crew.end_leases(worker.owner)
            workers.append(crew.start())
            done += 1
        for worker in workers:
            worker.end()
        crew.until_done()
        return tally("two workers, one killed", database, relay.copies, kills=done, runs=done + 3)


def kills_at_points(server: str | None, scale: float) -> Tally:
    """Killed at each named point of a letter's way; copies exactly as the failure matrix says."""
    each = max(1, round(20 * scale))
    points = {"claim": 0, "body": 0, "intent": 0, "reply": 1, "settle": 0}
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, each * len(points) * 6)
        order_calls(database, settings, each * len(points))
        crew = Crew(database, settings, LeapingClock(DUE))
        done = 0
        for point in points:
            for _ in range(each):
                nth = random.randint(1, 5)
                worker = crew.start(at=_killer(point, nth))
                status = worker.wait()
                assert os.WIFSIGNALED(status), f"never passed {point}"
                crew.end_leases(worker.owner)
                done += 1
        crew.until_done()
        made = tally("killed at each point", database, relay.copies, kills=done, runs=done + 1)
        expected = each * sum(points.values())
        # The second sender of the same process may stand between its dot and its answer too.
        if made.extra < expected:
            made.faults.append(f"{made.extra} extra copies, at least {expected} expected")
        return made


def _killer(point: str, nth: int) -> Callable[[str], None]:
    passed = 0

    def at(name: str) -> None:
        nonlocal passed
        passed += name == point
        if passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return at


def _weather(stage: str, _recipient: str) -> Act | None:
    acts: Mapping[str, list[tuple[float, Act]]] = {
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
    chance = random.random()
    for part, act in acts.get(stage, []):
        if chance < part:
            return act
        chance -= part
    return None


def weather(server: str | None, scale: float) -> Tally:
    """Cuts, tears, greylisting and rate limits, mixed."""
    return _in_weather("weather", server, round(400 * scale), kills=0)


def weather_and_kills(server: str | None, scale: float) -> Tally:
    return _in_weather("weather and kills", server, round(400 * scale), kills=round(20 * scale))


def _in_weather(name: str, server: str | None, mails: int, *, kills: int) -> Tally:
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, mails)
        relay.script = _weather
        crew = Crew(database, settings, LeapingClock(DUE))
        for _ in range(kills):
            worker = crew.start()
            if worker.passed(random.randint(1, 25), 5):
                soon(0.3)
            worker.kill()
            crew.end_leases(worker.owner)
        crew.until_done(count=1 if database.is_sqlite else 2)
        made = tally(name, database, relay.copies, kills=kills, runs=kills + 1)
        if made.states["failed"]:
            made.faults.append(f"{made.states['failed']} failed in bad weather")
        return made


def hangs(server: str | None, scale: float) -> Tally:
    """No answer at each stage, one after the other; only those after the dot may cost a copy."""
    each = max(1, round(5 * scale))
    left = dict.fromkeys(("greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot"), each)

    def script(stage: str, _recipient: str) -> Act | None:
        if left.get(stage):
            left[stage] -= 1
            return Hang(store=stage == "dot")
        return None

    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, round(100 * scale))
        relay.script = script
        patience = Patience(0.3, 0.3, 0.3, 0.3, 0.3)
        crew = Crew(database, settings, LeapingClock(DUE), patience)
        crew.until_done()
        made = tally("hangs at each stage", database, relay.copies)
        if made.extra > each:
            made.faults.append("a hang before the dot cost a copy")
        return made


def relay_away(server: str | None, scale: float) -> Tally:
    """Nobody listens for ten minutes of the clock; then 421 for ten more."""
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        away = config(folder, relay.port)
        order(database, away, round(500 * scale))
        relay.script = lambda stage, _to: Cut() if stage == "greeting" else None
        crew = Crew(database, away, LeapingClock(DUE))
        worker = crew.start()
        time.sleep(5)
        relay.script = lambda stage, _to: Say("421 4.3.2 busy") if stage == "greeting" else None
        time.sleep(5)
        refused = not relay.taken
        relay.script = lambda _stage, _to: None
        worker.end()
        crew.until_done()
        made = tally("relay away, then busy", database, relay.copies)
        if not refused or made.states["failed"] or made.extra:
            made.faults.append("something was sent, failed or doubled")
        return made


def frozen(server: str | None, scale: float) -> Tally:
    """Stopped with a letter in worker at each point, while another takes over; then it goes on."""
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, round(1500 * scale))
        crew = Crew(database, settings, LeapingClock(DUE))
        points = ("claim", "body", "intent", "reply")
        for point in points:
            worker = crew.start(at=_stopper(point))
            assert worker.has_stopped(20), f"never passed {point}"
            if database.is_sqlite:
                time.sleep(6)  # it holds the file lock: nothing can take over
            else:
                crew.end_leases(worker.owner)
                crew.until_done(most_seconds=6, leave=crew.open() - 50)  # some for the next point
            worker.thaw()
            time.sleep(0.3)
            worker.kill()
            crew.end_leases(worker.owner)
        crew.until_done()
        return tally("frozen at each point", database, relay.copies, kills=len(points))


def _stopper(point: str) -> Callable[[str], None]:
    stopped = False

    def at(name: str) -> None:
        nonlocal stopped
        if name == point and not stopped:
            stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)

    return at


def disk_full(server: str | None, scale: float) -> Tally:
    """The database's file may grow no more; nothing is lost, and all goes when there is room again."""
    assert server is None
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = config(folder, relay.port)
        order(database, settings, round(300 * scale))
        crew = Crew(database, settings, LeapingClock(DUE))
        crew.limit_octets = 60_000  # far below the size of the file: its log is full soon
        worker = crew.start()
        time.sleep(6)
        before = len(relay.taken)
        worker.kill()
        crew.limit_octets = None
        crew.until_done()
        made = tally("disk full", database, relay.copies, kills=1, runs=2)
        if before == made.mails:
            made.faults.append("the disk never was full")
        return made


def database_restarted(server: str | None, scale: float) -> Tally:
    """PostgreSQL stopped hard and started again, several times, under load."""
    assert server is not None
    own = postgres.Server(postgres.bin_folder())  # type: ignore[arg-type]
    try:
        with place(own.start()) as (database, folder), MailServer(keep_octets=False) as relay:
            settings = config(folder, relay.port)
            order(database, settings, round(1000 * scale))
            crew = Crew(database, settings, LeapingClock(DUE))
            workers, count = [crew.start(), crew.start()], max(2, round(20 * scale))
            for _ in range(count):
                time.sleep(random.uniform(0.3, 1.0))
                own.restart_hard()
            for worker in workers:
                worker.kill()
                crew.end_leases(worker.owner)
            crew.until_done(count=2)
            return tally("database restarted", database, relay.copies, kills=count, runs=count + 2)
    finally:
        own.stop()


CASES: Mapping[str, Case] = {
    "kills": random_kills,
    "points": kills_at_points,
    "pairs": kills_in_pairs,
    "weather": weather,
    "weather-kills": weather_and_kills,
    "hangs": hangs,
    "away": relay_away,
    "frozen": frozen,
    "disk": disk_full,
    "restart": database_restarted,
    "downtime": times.downtime,
    "clock": times.clock_stepped,
    "machine": machine.any_order,
}
ONLY: Mapping[str, str] = {"disk": "sqlite", "restart": "postgres"}
