"""Links by mail: for a secretary who signs in, for a member who lost theirs; and no word on who is known."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.config import Config
from scheduler.db.session import Database
from scheduler.mail import maildir
from scheduler.mail.maildir import Captured
from tests import build
from tests.conftest import NOW
from tests.web.test_sign_in import client, clock, enter, token

__all__ = ["client", "clock"]  # fixtures


def ask(client: FlaskClient, path: str, email: str, **more: str) -> TestResponse:
    form = {"email": email, "csrf_token": token(client, path), **more}
    return client.post(path, data=form)


def by_link(client: FlaskClient, email: str, **more: str) -> TestResponse:
    return ask(client, "/login", email, how="link", **more)


def sent(client: FlaskClient, config: Config, sqlite: Database) -> list[Captured]:
    build.work(sqlite, config, NOW)
    return [
        letter
        for letter in maildir.letters(config.mail.folder)
        if letter.kind in ("sign_in", "personal_link")
    ]


def test_a_secretary_signs_in_by_a_mailed_link(client, config, sqlite):
    answer = by_link(client, "Elin@example.org", next="/admin/granasbra/mail")
    assert answer.status_code == 303
    assert "Om adressen finns hos oss kommer ett mejl" in client.get(answer.location).text

    (letter,) = sent(client, config, sqlite)
    assert (letter.to_address, letter.subject) == ("elin@example.org", "Logga in på Kallelse")
    path = re.findall(r"/login/\S+", letter.text)[0]
    assert client.get("/admin").status_code == 303

    done = client.post(path, data={"csrf_token": token(client, path)})

    assert done.location == "/admin/granasbra/mail"
    assert client.get("/admin/granasbra/mail").status_code == 200
    again = client.post(path, data={"csrf_token": token(client, "/account")})
    assert again.status_code == 410


def test_a_member_gets_the_personal_link_again(client, config, sqlite):
    answer = ask(client, "/link", "member.1@example.org")
    assert "kommer ett mejl med din länk" in client.get(answer.location).text

    (letter,) = sent(client, config, sqlite)
    assert letter.from_name == "GranåsBrå"
    assert "Member 1" in client.get(re.findall(r"/m/\S+", letter.text)[0]).text


@pytest.mark.parametrize("path", ["/login", "/link"])
def test_nobody_learns_whether_an_address_is_known(client, config, sqlite, path):
    """The account is no member, and a member has no account: neither gets the other's letter."""
    known, other = ("elin", "member.1") if path == "/login" else ("member.1", "elin")

    answers = [
        ask(client, path, f"{who}@example.org", how="link") for who in (known, other, "ingen")
    ]

    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    assert [letter.to_address for letter in sent(client, config, sqlite)] == [
        f"{known}@example.org"
    ]


@pytest.mark.parametrize("email", ["elin@example.org", "ingen@example.org"])
def test_after_three_links_one_must_wait_known_or_not(client, clock, email):
    for _ in range(3):
        assert by_link(client, email).status_code == 303

    refused = by_link(client, email)

    assert refused.status_code == 429
    assert "vänta en kvart" in refused.text
    assert ask(client, "/link", "member.1@example.org").status_code == 303
    assert enter(client).location == "/admin"  # the way by password is not closed


@pytest.mark.parametrize("asked, minutes, state", [
    ("2021-12-01 09:00", 61, "expired"),  # after an hour it would be of no use
    ("2021-12-01 23:00", 20, "sent"),  # at night too
])  # fmt: skip
def test_a_link_is_mailed_within_the_hour_or_not_at_all(
    client, config, sqlite, clock, asked, minutes, state
):
    clock.instant = build.stockholm(asked)
    by_link(client, "elin@example.org")

    build.work(sqlite, config, clock.instant + timedelta(minutes=minutes))

    assert [row.state for row in build.letters(sqlite) if row.kind == "sign_in"] == [state]
