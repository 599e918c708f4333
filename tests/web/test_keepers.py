"""Whoever keeps a council takes a colleague's access away in two presses; the last one stays."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from tests.conftest import NOW
from tests.web.secretary import Desk

SETTINGS = "/admin/granasbra/settings"


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def colleague(desk: Desk) -> FlaskClient:
    """Bo, who keeps the council too, signed in."""
    return desk.browser(desk.sign_in("granasbra", email="bo@example.org", name="Bo Ek"))


def check_of(desk: Desk, email: str) -> str:
    """The address that the settings give beside that address."""
    found = re.search(rf"<li>[^<]* {email} .*?href=\"([^\"]+)\"", desk.get(SETTINGS))
    assert found
    return found[1]


def press(client: FlaskClient, address: str) -> tuple[int, str]:
    page = client.get(address).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = client.post(address, data={"csrf_token": token[1]})
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def test_a_colleague_is_taken_away_in_two_presses_and_it_counts_at_once(desk: Desk) -> None:
    bo = colleague(desk)
    check = check_of(desk, "bo@example.org")

    page = desk.get(check)
    assert "Avsluta tillgången för Bo Ek?" in page
    assert "går inte längre till bo@example.org" in page
    assert bo.get("/admin/granasbra").status_code == 200  # a page that is only looked at
    assert press(desk.client, check) == (303, f"{SETTINGS}?done=removed")

    assert bo.get("/admin/granasbra").status_code == 404
    assert "Bo Ek" not in desk.get(SETTINGS)
    assert "Tillgången är avslutad." in desk.get(f"{SETTINGS}?done=removed")
    assert "Avslutade tillgången till rådet för Bo Ek." in desk.get("/admin/granasbra/log")
    assert desk.client.get(check).status_code == 404


def test_the_last_account_of_a_council_is_refused_with_a_sentence(desk: Desk) -> None:
    check = check_of(desk, "elin@example.org")
    bo = colleague(desk)
    assert press(bo, check_of(desk, "bo@example.org"))[1] == "/admin"  # one's own access too

    page = desk.get(check)
    assert "Ingen annan sköter rådet" in page
    assert "Avsluta tillgången</button>" not in page
    status, text = press(desk.client, check)
    assert status == 409
    assert "Inget annat konto sköter granasbra." in text
    assert desk.get("/admin/granasbra")


def test_it_is_said_that_replies_still_come_to_whoever_reads_them(desk: Desk) -> None:
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        accounts.add_account(
            session, "bra@example.org", name="", councils=[council], by=OPERATOR, now=NOW
        )

    assert "svar kommer fortfarande till bra@example.org" in desk.get(
        check_of(desk, "bra@example.org")
    )
