"""The mailbox of a rehearsal: its letters in each of their parts, and the bar while all mail is paused."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import store as councils
from scheduler.db.session import reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import pause
from scheduler.rehearsal import store as rehearsal
from scheduler.rehearsal.rehearsal_clock import RehearsalClock
from tests import build
from tests.mailbox import put_letter
from tests.web.secretary import NOW, hidden
from web.app import create_app


@pytest.fixture
def played(sqlite, config):
    """A rehearsal with two captured letters."""
    with writing(sqlite, NOW) as session:
        rehearsal.add_state(session, now=NOW)
        build.council(session, now=NOW)
    letter(config, 1, "year_dates")
    letter(config, 2, "kallelse")
    return create_app(config, RehearsalClock(sqlite), sqlite).test_client()


def letter(config: Config, number: int, kind: str) -> None:
    text = "Läs mer: https://moten.example.org/granasbra"
    at, key = NOW + timedelta(hours=number), f"granasbra/m1/{kind}/1"
    put_letter(config.mail.folder, number, at=at, key=key, text=text)


def test_outside_a_rehearsal_there_is_neither_bar_nor_mailbox(sqlite, config):
    app = create_app(config, FixedClock(NOW), sqlite)

    assert "mailbox" not in app.test_client().get("/").text
    assert app.test_client().get("/mailbox").status_code == 404
    assert "rehearse" not in app.blueprints


def test_the_mailbox_lists_the_newest_letter_first_and_the_kind_asked_for(played):
    page, notices = played.get("/mailbox?lang=en").text, played.get("/mailbox?kind=kallelse").text

    assert page.index("Brev 2") < page.index("Brev 1")
    assert "2 mails" in page
    assert "Siv Tallgren, siv.tallgren@example.org" in page
    assert "Brev 2" in notices
    assert "Brev 1" not in notices


def test_a_mailing_is_one_line_with_its_newest_letter_and_leads_to_all(played, config):
    letter(config, 3, "kallelse")

    page = played.get("/mailbox").text
    all_of_it = played.get("/mailbox?mailing=granasbra/m1/kallelse").text

    assert "Brev 3" in page
    assert "Brev 2" not in page
    assert '<a href="/mailbox?mailing=granasbra/m1/kallelse">2 mejl' in page
    assert "Brev 2" in all_of_it
    assert "Brev 3" in all_of_it
    assert "Brev 1" not in all_of_it


def test_a_letter_is_shown_in_each_of_its_parts_and_may_load_nothing(played):
    text, framed, source = (
        played.get(f"/mailbox/2{part}").text for part in ("", "?part=html", "?part=source")
    )
    html, plain = played.get("/mailbox/2/html"), played.get("/mailbox/2/source")

    assert '<a href="https://moten.example.org/granasbra"' in text
    assert 'sandbox="allow-top-navigation-by-user-activation"' in framed
    assert "X-Kallelse-Key: granasbra/m1/kallelse/1" in source
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    assert html.headers["Content-Security-Policy"] == policy
    assert '<base target="_top">' in html.text
    assert plain.mimetype == "text/plain"
    assert "Content-Disposition" not in plain.headers
    assert played.get("/mailbox/9").status_code == 404


# while all mail is paused


NONE = "Alla utskick är pausade, så det finns inget nästa mejl."


@pytest.fixture
def on_hold(sqlite):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    with writing(sqlite, NOW) as session:
        rehearsal.add_state(session, now=NOW)
    build.act(sqlite, NOW, pause.pause_mail)
    return sqlite


@pytest.fixture
def client(on_hold, config):
    return create_app(config, RehearsalClock(on_hold), on_hold).test_client()


def step(client: FlaskClient, step: str) -> TestResponse:
    token = hidden(client.get("/rehearsal").text, "csrf_token")
    data = {"csrf_token": token, "step": step, "back": "/granasbra"}
    return client.post("/rehearsal/step", data=data)


def test_the_bar_says_why_there_is_no_next_mail_and_leads_to_let_it_go(client):
    page = client.get("/granasbra").text

    assert NONE in page
    assert 'href="/admin/granasbra/mail/resume">Släpp på utskicken igen</a>' in page
    assert re.findall(r'name="step" value="(\w+)"', page) == ["day", "meeting", "year"]
    assert "Alla utskick är pausade.</p>" in client.get("/rehearsal").text
    assert "Inget mer är planerat." not in client.get("/rehearsal").text


def test_where_another_council_s_mail_goes_the_step_leads_to_it(client, on_hold):
    with writing(on_hold, NOW) as session:
        build.council(session, now=NOW, slug="grannen")

    assert NONE not in client.get("/granasbra").text
    assert step(client, "mail").status_code == 409  # the neighbour has none to come
    with writing(on_hold, NOW) as session:
        pause.resume_mail(session, councils.council(session, "granasbra"), by=OPERATOR, now=NOW)
        pause.pause_mail(session, councils.council(session, "grannen"), by=OPERATOR, now=NOW)

    assert step(client, "mail").status_code == 303
    with reading(on_hold) as session:
        assert rehearsal.state(session).target == build.stockholm("2021-12-01 09:05")
