"""The bar of a rehearsal while all mail is paused: there is no next mail, and the year is not run through for it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.councils import store as councils
from scheduler.db.session import reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import pause
from scheduler.rehearsal import store
from scheduler.rehearsal.rehearsal_clock import RehearsalClock
from tests import build
from tests.conftest import NOW
from web.app import create_app

NONE = "Alla utskick är pausade, så det finns inget nästa mejl."


@pytest.fixture
def rehearsal(sqlite):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    with writing(sqlite, NOW) as session:
        store.add_state(session, now=NOW)
        pause.pause_mail(session, councils.council(session, "granasbra"), by=OPERATOR, now=NOW)
    return sqlite


@pytest.fixture
def client(rehearsal, config):
    return create_app(config, RehearsalClock(rehearsal), rehearsal).test_client()


def step(client: FlaskClient, step: str) -> TestResponse:
    page = client.get("/rehearsal").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    data = {"csrf_token": token[1], "step": step, "back": "/granasbra"}
    return client.post("/rehearsal/step", data=data)


def test_the_bar_says_why_there_is_no_next_mail_and_leads_to_let_it_go(client):
    page = client.get("/granasbra").text

    assert NONE in page
    assert 'href="/admin/granasbra/mail/resume">Släpp på utskicken igen</a>' in page
    assert re.findall(r'name="step" value="(\w+)"', page) == ["day", "meeting", "year"]
    assert "Alla utskick är pausade.</p>" in client.get("/rehearsal").text
    assert "Inget mer är planerat." not in client.get("/rehearsal").text


def test_where_another_council_s_mail_goes_the_step_leads_to_it(client, rehearsal):
    with writing(rehearsal, NOW) as session:
        build.council(session, now=NOW, slug="grannen")

    assert NONE not in client.get("/granasbra").text
    assert step(client, "mail").status_code == 409  # the neighbour has none to come
    with writing(rehearsal, NOW) as session:
        pause.resume_mail(session, councils.council(session, "granasbra"), {}, by=OPERATOR, now=NOW)
        pause.pause_mail(session, councils.council(session, "grannen"), by=OPERATOR, now=NOW)

    assert step(client, "mail").status_code == 303
    with reading(rehearsal) as session:
        assert store.state(session).target == build.stockholm("2021-12-01 09:05")
