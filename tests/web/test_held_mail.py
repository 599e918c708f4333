"""What a person held until its time was over is told as that: who held it, when, and what can still be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR, Actor, ActorKind
from scheduler.notices import mail_actions, pause
from tests import build
from tests.conftest import NOW
from web.app import create_app

HOME = "/admin/granasbra"
MAIL = f"{HOME}/mail"
KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
DUE = build.stockholm("2022-02-15 08:00")
LAST = build.stockholm("2022-02-22 14:55")
OVER = build.stockholm("2022-02-22 16:00")
NOT_IN_TIME = "skickades inte i tid"
OPENED = build.stockholm("2022-02-10 10:00")
ELIN = Actor(ActorKind.ACCOUNT, 1, "Elin Forsby")
Open = Callable[[datetime], FlaskClient]


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    return sqlite


@pytest.fixture
def browser(year: Database, config: Config) -> Iterator[Open]:
    """The secretary's browser at any instant."""
    with writing(year, NOW) as session:
        account = accounts.add_account(
            session,
            "elin@example.org",
            name="Elin Forsby",
            councils=[store.council(session, "granasbra")],
            by=OPERATOR,
            now=NOW,
        )
        secrets = {
            at: accounts.begin_session(session, account, program="test", now=at)
            for at in (OPENED, DUE, LAST, OVER)
        }
    with ExitStack() as stack:
        yield lambda at: stack.enter_context(_signed_in(year, config, at, secrets[at]))


@contextmanager
def _signed_in(
    database: Database, config: Config, at: datetime, secret: str
) -> Iterator[FlaskClient]:
    with create_app(config, FixedClock(at), database).test_client() as client:
        with client.session_transaction() as cookie:
            cookie["account"] = secret
        yield client


def read(client: FlaskClient, at: str = HOME) -> str:
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.text.replace("\xa0", " ")


def letter(client: FlaskClient, key: str = KALLELSE) -> str:
    return read(client, f"{MAIL}/letter?key={key}")


def actions(page: str) -> list[str]:
    return re.findall(r'name="do" value="(\w+)"', page)


def press(client: FlaskClient, do: str) -> str:
    token = re.search(r'name="csrf_token" value="([^"]+)"', read(client, MAIL))
    assert token
    form = {"csrf_token": token[1], "key": KALLELSE, "do": do}
    answer = client.post(MAIL, data=form, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text.replace("\xa0", " ")


def hold(year: Database) -> None:
    with writing(year, OPENED) as session:
        mail_actions.hold(
            session, store.council(session, "granasbra"), KALLELSE, by=ELIN, now=OPENED
        )


def test_the_page_of_a_held_mail_says_who_held_it_and_when_and_sends_it_where_that_helps(
    year: Database, browser: Open
) -> None:
    hold(year)

    page = letter(browser(DUE))

    assert "Elin Forsby pausade det tors 10 feb 2022 kl. 10.00. Pausat. Om ingen" in page
    assert actions(page) == ["send", "skip"]
    assert actions(letter(browser(LAST))) == ["skip"]  # it would come after the meeting has begun


def test_what_she_held_until_its_time_was_over_was_not_late_and_is_taken_off_the_list(
    year: Database, browser: Open
) -> None:
    hold(year)
    client = browser(OVER)

    home, page = read(client), letter(client)

    assert "Kallelsen, mötet tis 22 feb 2022 var pausat tills tiden var ute." in home
    assert f"Kallelsen, mötet tis 22 feb 2022 {NOT_IN_TIME}" not in home
    assert (
        "Elin Forsby pausade det tors 10 feb 2022 kl. 10.00. "
        "Det var pausat tills tiden var ute, tis 22 feb 2022 kl. 15.00. Ingen fick det."
    ) in page
    assert actions(page) == ["dismiss"]
    assert "Ta bort ur listan" in page
    assert "Det står inte längre under Att göra. Ingen får det." in press(client, "dismiss")
    assert "Kallelsen, mötet tis 22 feb" not in read(client)
    assert "Tog bort ett mejl vars tid var ute från Att göra" in read(client, f"{HOME}/log")


@pytest.mark.parametrize("goes_again", [False, True])
@pytest.mark.parametrize("is_ordered", [False, True])
def test_what_was_over_while_all_mail_was_on_hold_was_held_by_whoever_held_it(
    year: Database, config: Config, browser: Open, goes_again: bool, is_ordered: bool
) -> None:
    if is_ordered:
        while jobs.issue_due(build.works(year, config, DUE)):
            pass
    with writing(year, DUE) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=ELIN, now=DUE)
    build.work(year, config, OVER)
    if goes_again:
        with writing(year, OVER) as session:
            council = store.council(session, "granasbra")
            pause.resume_mail(session, council, {}, by=OPERATOR, now=OVER)
    client = browser(OVER)

    home, page = read(client), letter(client)

    assert NOT_IN_TIME not in home
    assert "Kallelsen, mötet tis 22 feb 2022 var pausat tills tiden var ute." in home
    assert "Elin Forsby pausade alla utskick tis 15 feb 2022 kl. 08.00." in page
    assert "Det gick inte att skicka" not in page
    press(client, "dismiss")
    assert "Kallelsen, mötet tis 22 feb" not in read(client)


def test_what_can_still_go_is_not_taken_off_the_list(year: Database, browser: Open) -> None:
    hold(year)
    client = browser(DUE)
    token = re.search(r'name="csrf_token" value="([^"]+)"', read(client, MAIL))
    assert token

    form = {"csrf_token": token[1], "key": KALLELSE, "do": "dismiss"}

    assert client.post(MAIL, data=form).status_code == 409
    assert "är pausat, och dess tid har kommit" in read(client)


def test_the_report_says_of_what_was_over_while_all_was_on_hold_that_it_was(
    year: Database, config: Config, browser: Open
) -> None:
    while jobs.issue_due(build.works(year, config, DUE)):
        pass
    with writing(year, DUE) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=ELIN, now=DUE)
    build.work(year, config, OVER)

    jobs.recount(build.works(year, config, OVER))

    told = letter(browser(OVER), "granasbra/y2022/digest/1")
    assert "Mejlet var pausat tills det var för sent. 3 personer fick det inte." in told
    assert "i tid" not in told
