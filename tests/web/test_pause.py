"""All mail of the council is paused with one press; every page says so; what is late is asked about before it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database
from tests import build
from tests.conftest import NOW
from tests.signed_in import secretary
from web.app import create_app

HOME = "/admin/granasbra"
MAIL = f"{HOME}/mail"
RESUME = f"{MAIL}/resume"
KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
SINCE = "Alla utskick är pausade sedan tors 10 feb 2022 kl. 10.00."
BEFORE = build.stockholm("2022-02-10 10:00")
LATE = build.stockholm("2022-02-16 10:00")


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    return sqlite


@pytest.fixture
def client(year: Database, config: Config) -> Iterator[FlaskClient]:
    yield from secretary(year, config, now=BEFORE)


@pytest.fixture
def later(client: FlaskClient, year: Database, config: Config) -> FlaskClient:
    """The same browser six days after all mail was paused: the kallelse should have gone."""
    post(client, f"{MAIL}/pause")
    build.work(year, config, LATE)
    browser = create_app(config, FixedClock(LATE), year).test_client()
    with client.session_transaction() as before, browser.session_transaction() as cookie:
        cookie.update(before)
    return browser


def post(client: FlaskClient, url: str, **form: str) -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(MAIL).text)
    assert token
    return client.post(url, data={"csrf_token": token[1]} | form, follow_redirects=True)


def text(answer: TestResponse) -> str:
    return answer.text.replace("\xa0", " ")


def test_one_press_pauses_all_and_every_page_says_so(client: FlaskClient) -> None:
    assert "Pausa alla utskick</button>" in client.get(MAIL).text

    paused = text(post(client, f"{MAIL}/pause"))

    assert "Alla utskick är pausade. Inget går förlorat" in paused
    assert "Pausa alla utskick" not in paused
    for page in (HOME, MAIL, f"{HOME}/meetings/1", f"{HOME}/members"):
        shown = text(client.get(page))
        assert SINCE in shown
        assert f'href="{RESUME}">Släpp på utskicken igen' in shown


def test_while_paused_no_mail_is_said_to_go(client: FlaskClient) -> None:
    post(client, f"{MAIL}/pause")

    assert "Det går av sig självt" not in client.get(HOME).text
    shown = client.get(MAIL).text
    assert ">Planerat</span>" not in shown
    assert 'value="send"' not in shown
    assert "Visa fler planerade utskick (" in shown  # as when they are planned
    letter = client.get(f"{MAIL}/letter", query_string={"key": KALLELSE}).text
    assert "Det väntar, eftersom alla utskick är pausade." in letter
    assert re.findall(r'name="do" value="(\w+)"', letter) == ["skip"]
    refused = post(client, MAIL, key=KALLELSE, do="send")
    assert refused.status_code == 409
    assert "Alla utskick är pausade. Släpp på dem igen innan du skickar något." in refused.text


def test_what_is_late_is_a_thing_to_do_and_is_asked_about(later: FlaskClient) -> None:
    assert "1 mejl skulle ha gått, men alla utskick är pausade." in later.get(HOME).text

    asked = text(later.get(RESUME))

    assert "1 mejl skulle ha gått medan alla utskick var pausade." in asked
    assert f'name="say:{KALLELSE}" value="hold" checked' in asked
    assert "tis 15 feb 2022 kl. 08.00 · 3 personer · Möte tis 22 feb 2022" in asked
    assert "Det som är planerat till senare går vid sin tid." in asked


def test_what_nobody_decides_about_waits(later: FlaskClient) -> None:
    gone = text(post(later, RESUME))

    assert "Utskicken går igen." in gone
    assert SINCE not in gone
    assert "Kallelsen, mötet tis 22 feb 2022 är pausat, och dess tid har kommit." in gone


def test_a_late_mail_is_sent_when_that_is_chosen(
    later: FlaskClient, year: Database, config: Config
) -> None:
    post(later, RESUME, **{f"say:{KALLELSE}": "send"})
    build.work(year, config, build.stockholm("2022-02-16 10:05"))

    assert [row.state for row in build.letters(year) if row.kind == "kallelse"] == ["sent"] * 3


def test_a_word_there_is_not_changes_nothing(later: FlaskClient) -> None:
    assert post(later, RESUME, **{f"say:{KALLELSE}": "burn"}).status_code == 404
    assert SINCE in text(later.get(HOME))


def test_where_nothing_is_paused_the_page_leads_to_the_list(client: FlaskClient) -> None:
    answer = client.get(RESUME)

    assert (answer.status_code, answer.location) == (303, MAIL)
