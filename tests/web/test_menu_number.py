"""The number in the menu is remembered from page to page, and always what it would be if it were counted anew."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, text

from scheduler.config import Config
from scheduler.councils import accounts, settings, store
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle
from scheduler.notices import override, pause
from tests import build
from tests.conftest import NOW
from tests.web.test_sign_in import Moving
from web import create_app
from web.secretary.access import COOKIE

KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
TEXTS = "/admin/granasbra/texts"
Act = Callable[[Session], object]


class Desk:
    """A secretary whose browser stays open while the clock moves and others write."""

    def __init__(self, database: Database, config: Config):
        self.database, self.config, self.clock = database, config, Moving()
        build.seed_year(database, now=NOW, entries=build.people(3, 1))
        with writing(database, NOW) as session:
            kept = [store.council(session, "granasbra")]
            self.elin = accounts.add(
                session, "elin@example.org", name="Elin Forsby", councils=kept, by=OPERATOR, now=NOW
            )
        self.app = create_app(config, self.clock, database)

    def at(self, when: str) -> None:
        self.clock.instant = build.stockholm(when)

    def work(self) -> None:
        build.work(self.database, self.config, self.clock.instant)

    def do(self, act: Act) -> None:
        with writing(self.database, self.clock.instant) as session:
            act(session)

    def number(self) -> int:
        """As the open browser shows it, the same as one that remembers nothing does."""
        found = self._number(self.app)
        assert found == self._number(create_app(self.config, self.clock, self.database))
        return found

    def _number(self, app: Flask) -> int:
        client = app.test_client()
        with client.session_transaction() as cookie, writing(self.database, NOW) as session:
            cookie[COOKIE] = accounts.begin_session(
                session, self.elin, program="", now=self.clock.instant
            )
        page = client.get(TEXTS)
        assert page.status_code == 200
        found = re.search(r'<span class="n">(\d+)<', page.text)
        return int(found[1]) if found else 0


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def fails(kind: str) -> Act:
    """One letter of the kind."""
    query = "UPDATE outbox_message SET state = 'failed' WHERE id = (SELECT min(id) FROM outbox_message WHERE kind = :k)"
    return lambda session: session.execute(text(query), {"k": kind})


def is_cancelled(session: Session) -> None:
    now = session.info["now"]
    lifecycle.cancel(session, build.meeting(session, 1), by=OPERATOR, now=now)


def with_council(do: Callable[..., object], *more: object) -> Act:
    def act(session: Session) -> object:
        now = session.info["now"]
        return do(session, store.council(session, "granasbra"), *more, by=OPERATOR, now=now)

    return act


def test_whatever_happens_the_number_is_right(desk: Desk) -> None:
    desk.at("2021-12-01 09:05")
    desk.work()
    assert desk.number() == 0
    for when in ("2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00"):
        desk.at(when)
        desk.work()
    desk.do(with_council(override.hold, KALLELSE))
    assert desk.number() == 0
    desk.at("2022-02-15 08:00")  # it is held, and its time has come: by the clock alone
    assert desk.number() == 1
    desk.do(fails("year_dates"))
    assert desk.number() == 2
    desk.do(with_council(pause.pause))
    assert desk.number() == 2
    desk.at("2022-02-21 08:00")
    assert desk.number() == 3  # another is late, by the clock alone
    desk.do(with_council(pause.resume, {}))
    assert desk.number() == 3
    desk.do(is_cancelled)
    assert desk.number() == 1
    desk.at("2022-02-21 08:06")
    desk.work()
    desk.number()
    desk.do(with_council(settings.change, {"approve_kallelse": "yes"}))
    desk.number()
    for when in ("2022-04-14 08:00", "2022-04-19 08:00", "2022-04-26 16:00", "2022-07-26 12:00"):
        desk.at(when)
        desk.number()
        desk.work()
        desk.number()


def test_while_nothing_has_changed_the_mail_is_not_read_for_it(desk: Desk) -> None:
    for when in ("2021-12-01 09:05", "2022-01-25 08:00"):
        desk.at(when)
        desk.work()
    desk.number()
    read: list[str] = []
    event.listen(
        desk.database.read, "before_cursor_execute", lambda _c, _cursor, sql, *_: read.append(sql)
    )

    desk._number(desk.app)

    assert not [sql for sql in read if "outbox_message.recipient" in sql]
