"""Whoever keeps a council takes a colleague's access away in two presses; the last one stays."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from scheduler.config import Config
from scheduler.db.session import Database
from tests.web.secretary import Desk, text

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


def test_a_colleague_is_taken_away_in_two_presses_and_it_counts_at_once(desk: Desk) -> None:
    bo = colleague(desk)
    check = check_of(desk, "bo@example.org")
    desk.sign_in("granasbra", email="bra@example.org")

    page = desk.get(check)
    assert "Avsluta tillgången för Bo Ek?" in page
    assert "går inte längre till bo@example.org" in page
    assert bo.get("/admin/granasbra").status_code == 200  # a page that is only looked at
    done = desk.press(check)

    assert bo.get("/admin/granasbra").status_code == 404
    assert "Bo Ek" not in desk.get(SETTINGS)
    assert "Tillgången är avslutad." in done
    replies = desk.get(check_of(desk, "bra@example.org"))
    assert "svar kommer fortfarande till bra@example.org" in replies
    assert "Avslutade tillgången till rådet för Bo Ek." in desk.get("/admin/granasbra/log")
    assert desk.client.get(check).status_code == 404


def test_the_last_account_of_a_council_is_refused_with_a_sentence(desk: Desk) -> None:
    check = check_of(desk, "elin@example.org")

    page, refused = desk.get(check), desk.post(SETTINGS, check)

    assert "Ingen annan sköter rådet" in page
    assert "Avsluta tillgången</button>" not in page
    assert refused.status_code == 409
    assert "Inget annat konto sköter granasbra." in text(refused)
    assert desk.get("/admin/granasbra")
