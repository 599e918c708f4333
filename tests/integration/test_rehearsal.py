"""A rehearsal sends what living through the year would, whatever the steps; it can begin again, or be of a copy."""

import os
import re
import signal
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import event

from scheduler.cli.app import App
from scheduler.clock import SystemClock
from scheduler.config import Config
from scheduler.councils import accounts
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import Conflict
from scheduler.jobs import WorkerContext
from scheduler.mail.rows import State
from scheduler.notices import listing
from scheduler.rehearsal import snapshot, steps, store
from scheduler.rehearsal.rehearsal_clock import RehearsalClock
from scheduler.rehearsal.steps import Step
from tests import build, kills
from tests.conftest import made
from tests.mailserver import MailServer
from web.app import create_app

TWO = "22 februari, 15.00\n14 juni, 15.00\n"
BEGINS = build.stockholm("2022-01-03 09:00")


class Rehearsal:
    """Two members and a deputy; a year of two meetings just published."""

    def __init__(self, database: Database, config: Config):
        self.database, self.config = database, config
        build.seed_year(database, now=BEGINS, entries=build.people(2, 1), text=TWO)
        with writing(database, BEGINS) as session:
            store.add_state(session, now=BEGINS)
        snapshot.save_start(database)

    @property
    def works(self) -> WorkerContext:
        return WorkerContext(self.database, self.config, RehearsalClock(self.database))

    def now(self) -> datetime:
        with reading(self.database) as session:
            return store.state(session).now

    def step(self, step: Step, works: WorkerContext | None = None) -> int:
        with writing(self.database, self.now()) as session:
            steps.take_step(session, step, zone=build.ZONE, now=self.now())
        return steps.play(works or self.works)

    def sent(self) -> list[tuple[str, str, str]]:
        """What went, of what occasion, to whom."""
        return sorted(
            (row.key, row.kind, row.recipient)
            for row in build.letters(self.database)
            if row.state == State.SENT
        )


@pytest.fixture
def rehearsal(sqlite, config):
    return Rehearsal(sqlite, config)


def test_mail_by_mail_and_meeting_by_meeting_it_is_the_same_year(rehearsal):
    rehearsal.step(Step.YEAR)
    in_one_leap = rehearsal.sent()
    snapshot.restore_start(rehearsal.database, rehearsal.config.mail.folder, now=rehearsal.now())
    assert rehearsal.sent() == []
    assert build.captured(rehearsal.config) == []

    while rehearsal.now() < build.stockholm("2022-02-15 08:00"):
        rehearsal.step(Step.MAIL)
    rehearsal.step(Step.MEETING)
    rehearsal.step(Step.DAY)
    rehearsal.step(Step.YEAR)

    assert rehearsal.sent() == in_one_leap


def test_a_web_server_killed_in_a_step_changes_nothing(rehearsal):
    rehearsal.step(Step.MEETING)
    in_one_leap = rehearsal.sent()
    for name in ("commit", "after_commit"):
        snapshot.restore_start(
            rehearsal.database, rehearsal.config.mail.folder, now=rehearsal.now()
        )

        press = partial(_press, rehearsal=rehearsal, event_name=name)
        kills.as_killed_child(rehearsal.database, press)
        with reading(rehearsal.database) as session:
            took = store.state(session).is_playing
        if not took:
            rehearsal.step(Step.MEETING)  # whoever pressed sees no answer, and presses again
        steps.play(rehearsal.works)

        assert took == (name == "after_commit")
        assert rehearsal.sent() == in_one_leap


def _press(database: Database, rehearsal: Rehearsal, event_name: str) -> None:
    """The button, in a web server that dies around the commit of what it does."""
    app = create_app(rehearsal.config, RehearsalClock(database), database)
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/rehearsal").text)
    assert token
    of = database.write if event_name == "commit" else Session
    event.listen(of, event_name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    client.post("/rehearsal/step", data={"csrf_token": token[1], "step": "meeting"})


def test_while_it_plays_no_other_step_is_taken(rehearsal):
    now = rehearsal.now()
    with writing(rehearsal.database, now) as session:
        steps.take_step(session, Step.YEAR, zone=build.ZONE, now=now)

    with pytest.raises(Conflict), writing(rehearsal.database, now) as session:
        steps.take_step(session, Step.DAY, zone=build.ZONE, now=now)
    with pytest.raises(Conflict):
        snapshot.restore_start(rehearsal.database, rehearsal.config.mail.folder, now=now)


def test_a_copy_of_one_s_own_is_played_and_the_real_one_knows_nothing(database, config, tmp_path):
    now = build.stockholm("2022-02-01 12:00")
    build.seed_year(database, now=build.stockholm("2021-12-01 09:00"), entries=build.people(2, 0))
    build.work(database, config, build.stockholm("2021-12-01 09:10"))
    before = [(row.key, row.state) for row in build.letters(database)]
    (tmp_path / "copy").mkdir()
    copied = made(Database(f"sqlite:///{tmp_path}/copy/kallelse.db"))

    snapshot.copy_database(database, copied, now=now)
    with reading(copied) as session, reading(database) as real:
        council = build.store.council(session, "granasbra")
        own = build.store.council(real, "granasbra")
        assert [
            (line.key, line.due_at) for line in listing.list_council(session, council, now=now)
        ] == [(line.key, line.due_at) for line in listing.list_council(real, own, now=now)]
    with writing(copied, now) as session:
        steps.take_step(session, Step.MEETING, zone=build.ZONE, now=now)
    mail = config.mail.model_copy(update={"folder": tmp_path / "copy" / "mail"})
    works = WorkerContext(copied, config.model_copy(update={"mail": mail}), RehearsalClock(copied))

    assert steps.play(works) > 0
    assert [(row.key, row.state) for row in build.letters(database)] == before
    copied.close()


@pytest.mark.network
def test_no_variable_leads_a_rehearsal_to_a_mail_server(rehearsal, monkeypatch):
    database = rehearsal.database
    assert database.file
    with writing(database, BEGINS) as session:
        kept = [build.store.council(session, "granasbra")]
        made_account = build.account(session, kept, now=BEGINS)
        made_account.is_operator = True
        secret = accounts.begin_session(session, made_account, program="", now=SystemClock().now())
    with MailServer() as real:
        for name, value in {
            "DATABASE__URL": f"sqlite:///{database.file}", "MAIL__MODE": "smtp", "MAIL__HOST": "127.0.0.1",
            "MAIL__PORT": str(real.port), "MAIL__SECURITY": "none", "MAIL__FROM": "kallelse@example.org",
            "MAIL__FOLDER": str(rehearsal.config.mail.folder),
        }.items():  # fmt: skip
            monkeypatch.setenv(f"KALLELSE_{name}", value)
        app = App(config_file=None, at=None, language_code=None)
        assert app.config.mail.mode == "smtp"
        client = create_app(app.safe_config, app.clock, app.database).test_client()
        with client.session_transaction() as cookie:
            cookie["account"] = secret
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/admin/status").text)
        assert token
        tried = client.post(
            "/admin/setup/mail", data={"csrf_token": token[1], "to": "elin@example.org"}
        )
        WorkerContext(app.database, app.safe_config, app.clock).transport().close()
        app.close()

    assert tried.status_code == 303
    assert real.connections == 0
    assert len(build.captured(rehearsal.config)) == 1
