"""What monitoring is told: whether mail goes and why not, numbers for Prometheus, and a ping that stays away."""

import json
import logging
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from scheduler import config_file, jobs, logs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database, writing
from scheduler.jobs.clock_guard import ClockGuard
from scheduler.mail import heartbeats
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, State
from tests import build
from tests.conftest import NOW
from tests.mailserver import Say, smtp_config
from web.app import create_app

DUE = build.stockholm("2021-12-01 09:05")
MINUTE = timedelta(minutes=1)
TOKEN = "a long enough token"


def get(
    database: Database, config: Config, now: datetime, at: str, *, token: str = ""
) -> TestResponse:
    client = create_app(config, FixedClock(now), database).test_client()
    return client.get(at, headers={"Authorization": f"Bearer {token}"})


def beat(database: Database, at: datetime) -> None:
    with writing(database, at) as session:
        heartbeats.record_beat(session, "w1", ticks={"sweep": at.isoformat()}, now=at)


def wrong(database: Database, config: Config, now: datetime) -> list[str]:
    answer = get(database, config, now, "/health/delivery")
    assert answer.json
    assert answer.status_code == (200 if answer.json["ok"] else 503)
    return [one["what"] for one in answer.json["wrong"]]


def settings(folder: Path, text: str) -> Config:
    (folder / "config.toml").write_text(text)
    return config_file.load(folder / "config.toml", folder=folder)


def test_each_thing_that_keeps_mail_from_going_is_told(database, config):
    build.seed_year(database, now=NOW, entries=build.people(3, 0))
    assert wrong(database, config, NOW) == ["no_worker"]
    beat(database, DUE)
    assert wrong(database, config, DUE) == []  # due just now
    beat(database, DUE + 3 * MINUTE)
    assert wrong(database, config, DUE + 3 * MINUTE) == ["notice_overdue"]

    jobs.issue_due(build.works(database, config, DUE + 3 * MINUTE))
    assert wrong(database, config, DUE + 3 * MINUTE) == []
    beat(database, DUE + 9 * MINUTE)
    assert wrong(database, config, DUE + 9 * MINUTE) == ["letter_overdue"]
    build.work(database, config, DUE + 9 * MINUTE)
    assert wrong(database, config, DUE + 9 * MINUTE) == []
    assert wrong(database, config, DUE + 11 * MINUTE) == ["no_worker"]

    beat(database, DUE + 20 * MINUTE)
    with writing(database, DUE + 20 * MINUTE) as session:
        relays.back_off(session, until=DUE + 21 * MINUTE, words="refused", now=DUE + 14 * MINUTE)
        heartbeats.record_suspect_clock(session, "w1", since=DUE + 20 * MINUTE)
    assert wrong(database, config, DUE + 20 * MINUTE) == ["clock", "relay_down"]
    with writing(database, DUE + 20 * MINUTE) as session:
        relays.hold(session, Hold.PASSWORD, words="535 secret words", now=DUE, until=None)
        heartbeats.accept_clock(session, now=DUE + 20 * MINUTE)
    answer = get(database, config, DUE + 20 * MINUTE, "/health/delivery")
    assert answer.status_code == 503
    assert answer.json
    assert answer.json["wrong"][0]["held_for"] == "password"
    assert "secret" not in answer.text


def test_numbers_for_prometheus_only_with_the_token(sqlite, tmp_path):
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 0))
    config = settings(tmp_path, f'[health]\nmetrics_token = "{TOKEN}"\n')
    build.work(sqlite, config, DUE)
    beat(sqlite, DUE)

    told = get(sqlite, config, DUE + MINUTE, "/metrics", token=TOKEN).text

    assert 'kallelse_letters{state="sent"} 3.0' in told
    assert 'kallelse_tick_age_seconds{tick="sweep"} 60.0' in told
    assert 'kallelse_wrong{what="no_worker"} 0.0' in told
    assert "@" not in told
    assert get(sqlite, config, DUE, "/metrics", token="guessed").status_code == 404
    assert get(sqlite, settings(tmp_path, ""), DUE, "/metrics", token="").status_code == 404


class _Listener(BaseHTTPRequestHandler):
    heard: list[str] = []

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def listener():
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.network
def test_the_ping_leaves_while_all_is_well_and_stays_away_when_not(sqlite, tmp_path, listener):
    url = f"http://127.0.0.1:{listener.server_port}/ping/1"
    config = settings(tmp_path, f'[health]\nping_url = "{url}"\n')
    beat(sqlite, NOW)

    assert jobs.ping(build.works(sqlite, config, NOW))
    assert not jobs.ping(build.works(sqlite, config, NOW + 2 * MINUTE))  # the worker is silent
    assert _Listener.heard == ["/ping/1"]


# the clock


def test_a_step_of_the_clock_is_seen_and_forgiven_when_a_second_source_agrees():
    guard = ClockGuard(NOW, 1000.0)

    def look(minutes: float, awake: float, *, agrees: bool) -> bool:
        return guard.look(NOW + minutes * MINUTE, 1000.0 + awake, beat_at=NOW, agrees=agrees)

    assert not look(1, 60, agrees=False)
    assert look(62, 120, agrees=True)  # an hour ahead
    assert look(62.5, 150, agrees=True)  # even again, but only for half a minute
    assert look(64, 240, agrees=False)
    assert not look(65, 300, agrees=True)
    assert look(4, 360, agrees=True)  # an hour back
    then = NOW + timedelta(days=365)  # the last sign of life
    assert ClockGuard(NOW, 0.0).look(NOW, 0.0, beat_at=then, agrees=False)
    assert not ClockGuard(NOW, 0.0).look(NOW, 0.0, beat_at=then, agrees=True)


def test_what_a_person_accepts_is_trusted(sqlite, config):
    works = build.works(sqlite, config, NOW)
    guard = ClockGuard(NOW - timedelta(hours=1), 0.0)
    beat(sqlite, NOW)
    assert jobs.clock_is_suspect(works, guard)

    with writing(sqlite, NOW) as session:
        heartbeats.accept_clock(session, now=NOW)

    assert not jobs.clock_is_suspect(works, guard)


def test_what_a_clock_ahead_put_off_goes_when_it_is_right_again(sqlite, config):
    """It had taken the mail server's time a year from now, and every letter would have waited until then."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 0))
    ahead, rate = DUE + timedelta(days=365), relays.Rate(300)
    with writing(sqlite, ahead) as session:
        assert relays.take_slot(session, rate, spare=False, now=ahead)
    jobs.issue_due(build.works(sqlite, config, DUE))
    with writing(sqlite, DUE) as session:
        session.execute(text("UPDATE outbox_message SET next_try_at = :at"), {"at": ahead})
        assert not relays.take_slot(session, rate, spare=False, now=DUE)

        heartbeats.accept_clock(session, now=DUE)

        assert relays.take_slot(session, rate, spare=False, now=DUE)
    assert build.work(sqlite, config, DUE) == 3


# too much at once


def test_the_same_letter_over_and_over_is_held(sqlite, tmp_path):
    """A runaway: some fault has the plan order one mail anew each minute."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 0))
    config = smtp_config(tmp_path, 9)
    for n in range(6):
        at = DUE + n * MINUTE
        jobs.issue_due(build.works(sqlite, config, at))
        with writing(sqlite, at) as session:
            session.execute(text("UPDATE notice_issue SET occasion = 'x' || id, key = 'x' || id"))
            session.execute(text("UPDATE outbox_message SET key = 'granasbra/x' || id"))
            session.execute(text("UPDATE council_year SET next_due_at = '1970-01-01 00:00:00'"))

    letters = build.letters(sqlite)
    assert sum(letter.state == State.HELD for letter in letters) == len(letters) - 5 * 3


def test_after_long_silence_mail_waits_ten_minutes(sqlite, tmp_path):
    config = smtp_config(tmp_path, 9)
    beat(sqlite, NOW)

    assert not jobs.hold_after_silence(build.works(sqlite, config, NOW + timedelta(hours=2)))
    back = NOW + timedelta(days=4)
    assert jobs.hold_after_silence(build.works(sqlite, config, back))

    with writing(sqlite, back) as session:
        rate = relays.Rate(100_000)
        assert not relays.take_slot(session, rate, spare=False, now=back + 9 * MINUTE)
        assert relays.take_slot(session, rate, spare=False, now=back + 11 * MINUTE)
        assert relays.relay(session).held_for is None


# the log


@pytest.mark.network
def test_log_lines_carry_ids_and_never_addresses(sqlite, tmp_path, caplog, server):
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    caplog.set_level(logging.DEBUG)
    server.script = lambda stage, to: Say(f"552 5.3.4 <{to}>: too big") if stage == "dot" else None
    build.work(sqlite, smtp_config(tmp_path, server.port), DUE)
    try:
        raise ValueError("no such person: siv.tallgren@example.org, see /m/1-0.abc")
    except ValueError:
        logging.getLogger("kallelse").exception("letter %s for siv@example.org", 7)

    for json_lines in (False, True):
        formatter = logs.LineFormatter(json_lines=json_lines)
        lines = [formatter.format(record) for record in caplog.records]
        assert len(lines) > 4
        assert "example.org" not in "".join(line for line in lines if "kallelse" in line)
        assert "1-0.abc" not in "".join(lines)
        assert any("mail 1 is too big" in line for line in lines)
    assert {"event", "level", "timestamp", "logger"} <= set(json.loads(lines[-1]))
