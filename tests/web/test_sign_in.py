"""Signing in: password, one-time link, slow-down, sessions; and no hint whether an address exists."""

import re
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from werkzeug.test import TestResponse

from scheduler.councils import accounts, store
from scheduler.councils.account_rows import Try
from scheduler.db.session import Database, reading, writing
from tests import build
from tests.conftest import NOW
from tests.web.secretary import fields_of, hidden
from web.app import create_app

PASSWORD = "tre gröna tåg i snön"


class Moving:
    """A clock that a test moves on."""

    instant = NOW

    def now(self) -> datetime:
        return self.instant


@pytest.fixture
def clock():
    return Moving()


@pytest.fixture
def client(sqlite, config, clock):
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 0))
    with writing(sqlite, NOW) as session:
        kept = [store.council(session, "granasbra")]
        build.account(session, kept, password=PASSWORD, now=NOW)
    # Not as a context: it would keep the last request's, and another browser's requests would share its `g`.
    return create_app(config, clock, sqlite).test_client()


def token(client: FlaskClient, path: str = "/login") -> str:
    return hidden(client.get(path).text, "csrf_token")


def enter(
    client: FlaskClient,
    email: str = "elin@example.org",
    password: str = PASSWORD,
    next_page: str = "",
) -> TestResponse:
    form = {"email": email, "password": password, "csrf_token": token(client), "next": next_page}
    return client.post("/login", data=form)


CANCEL = "/admin/granasbra/meetings/1/cancel"


def cancelling(client: FlaskClient) -> dict[str, str]:
    """What is sent to CANCEL by one who is signed in."""
    enter(client)
    return {"csrf_token": token(client, CANCEL), "reason": "Studieresa & fika.", "seen": "0"}


def is_cancelled(sqlite: Database) -> bool:
    with reading(sqlite) as session:
        return build.meeting(session, 1).is_cancelled


def test_one_is_led_to_where_one_was_going_but_never_to_another_site(client):
    going = client.get("/admin/granasbra/mail")
    assert going.location == "/login?next=/admin/granasbra/mail"

    assert enter(client, next_page="/admin/granasbra/mail").location == "/admin/granasbra/mail"
    for elsewhere in ("https://example.com/", "//example.com", "/\\example.com", "javascript:x"):
        assert enter(client, next_page=elsewhere).location == "/admin"


def test_a_language_that_is_asked_for_holds_until_another_is(client):
    client.get("/admin/granasbra/mail?lang=en")
    assert "<h1>Sign in</h1>" in client.get("/login?next=/admin/granasbra/mail").text
    assert "is not right" in enter(client, password="wrong in every language").text
    enter(client)

    assert "<h1>To do</h1>" in client.get("/admin/granasbra").text
    assert "<h1>Att göra</h1>" in client.get("/admin/granasbra?lang=sv").text
    assert '<html lang="sv">' in client.get("/granasbra").text


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client):
    wrong = enter(client, password="fel lösenord igen")
    unknown = enter(client, email="ingen@example.org")

    assert wrong.status_code == unknown.status_code == 422
    assert "E-postadressen eller lösenordet stämmer inte." in wrong.text
    strip = re.compile(r'value="[^"]*"')
    assert strip.sub("", wrong.text) == strip.sub("", unknown.text)
    assert 'value="elin@example.org"' in wrong.text
    assert "fel lösenord igen" not in wrong.text


def test_five_failures_make_everyone_wait_a_quarter_of_an_hour(client, clock):
    for _ in range(5):
        enter(client, password="fel lösenord igen")

    assert enter(client).status_code == 429
    clock.instant += timedelta(minutes=16)
    assert enter(client).status_code == 303


def test_eight_tries_at_once_do_not_pass_a_limit_of_five(database):
    start, taken = threading.Barrier(8), []
    with reading(database) as session:
        store.installation(session)  # the test's database is made when it is first used

    def enter_once() -> None:
        start.wait()
        with suppress(accounts.TooManyTries), writing(database, NOW) as session:
            accounts.note_try(session, Try.PASSWORD, "elin@example.org", origin="x", now=NOW)
            time.sleep(0.05)  # as long as the others need to count what they see
            taken.append(1)

    threads = [threading.Thread(target=enter_once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 5


def test_a_form_whose_session_has_run_out_keeps_what_was_written(client, clock, sqlite):
    form = cancelling(client)
    clock.instant += timedelta(days=15)

    refused = client.post(CANCEL, data=form)
    assert refused.status_code == 403
    assert "Det du skrev finns kvar." in refused.text
    wrong = client.post(
        "/login",
        data=fields_of(refused.text) | {"email": "elin@example.org", "password": "fel lösenord"},
    )
    again = client.post("/login", data=fields_of(wrong.text) | {"password": PASSWORD})
    assert "Du är inloggad igen" in again.text
    assert not is_cancelled(sqlite)

    done = client.post(CANCEL, data=fields_of(again.text))

    assert done.location == "/admin/granasbra/meetings/1?done=cancelled"
    with reading(sqlite) as session:
        assert build.meeting(session, 1).reason == "Studieresa & fika."


@pytest.fixture
def two_hours_later(clock, monkeypatch):
    """Moves on the clock of the sessions, and that by which the library tells how old a token is."""

    def move_on() -> None:
        clock.instant += timedelta(hours=2)
        later = int(time.time()) + 7200
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: later)

    return move_on


def test_a_form_is_taken_over_https_without_a_referer_and_after_two_hours(client, two_hours_later):
    form = cancelling(client)
    two_hours_later()

    taken = client.post(CANCEL, data=form, base_url="https://localhost")

    assert taken.location == "/admin/granasbra/meetings/1?done=cancelled"


def test_a_form_is_not_taken_after_sign_out(client, sqlite):
    form = cancelling(client)
    client.post("/logout", data={"csrf_token": token(client, "/account")})

    signed_out = client.post(CANCEL, data=form)
    enter(client)
    signed_in_anew = client.post(CANCEL, data=form)

    assert signed_out.location == f"/login?next={CANCEL}"
    assert signed_in_anew.status_code == 403
    assert not is_cancelled(sqlite)


def test_what_was_written_by_another_site_is_not_kept(client):
    """Else its form could be sent by the press of whoever signs in."""
    answer = client.post(CANCEL, data={"reason": "x", "csrf_token": "y"})

    assert answer.location == f"/login?next={CANCEL}"
    form = {"email": "elin@example.org", "password": PASSWORD, "csrf_token": token(client)}
    elsewhere = client.post(
        "/login", data=form | {"kept": "https://example.com/", "kept.reason": "x"}
    )
    assert elsewhere.location == "/admin"


def test_a_link_signs_in_once_and_only_by_a_press_and_leads_where_one_was_heading(client, sqlite):
    with writing(sqlite, NOW) as session:
        council = store.council(session, "granasbra")
        made = build.account(session, [council], email="nils@example.org", name="Nils Ek", now=NOW)
        secrets = [accounts.make_link(session, made, now=NOW) for _ in range(3)]
    asked = ("", "?next=/admin/granasbra/mail", "?next=//example.com/")
    paths = [f"/login/{secret}{more}" for secret, more in zip(secrets, asked, strict=True)]

    opened = [client.get(paths[0]).status_code for _ in range(2)]
    before = client.get("/admin").status_code
    led = [client.post(path, data={"csrf_token": token(client, path)}).location for path in paths]

    assert (opened, before) == ([200, 200], 303)
    assert led == ["/account", "/admin/granasbra/mail", "/account"]
    assert client.get("/admin/granasbra").status_code == 200
    again = client.post(paths[0], data={"csrf_token": token(client, "/account")})
    assert again.status_code == 410


def test_other_browsers_are_signed_out_one_by_one_all_at_once_and_by_a_new_password(client):
    def signed_in() -> list[bool]:
        return [one.get("/admin/granasbra").status_code == 200 for one in (client, *others)]

    def press(path: str, **fields: str) -> int:
        form = fields | {"csrf_token": token(client, "/account")}
        return client.post(path, data=form).status_code

    others = [client.application.test_client() for _ in range(3)]
    for browser in (client, *others):
        enter(browser)
    (first, *_) = re.findall(r'action="(/account/sessions/\d+)"', client.get("/account").text)

    press(first)
    one_left = signed_in()
    press("/account/sessions")
    all_left = signed_in()
    enter(others[0])
    short = press("/account/password", password="kort")
    press("/account/password", password="en helt ny mening")

    assert sum(one_left) == 3
    assert all_left == [True, False, False, False]
    assert "Logga ut där" not in client.get("/account").text
    assert short == 422
    assert signed_in() == [True, False, False, False]
    assert enter(others[1], password="en helt ny mening").status_code == 303


def test_the_other_language_of_a_refused_form_is_that_of_the_page_it_stood_on(client):
    enter(client)
    form = {"csrf_token": token(client, "/account"), "password": "kort"}

    refused = client.post("/account/password", data=form)
    (english,) = re.findall(r'href="([^"]+)" lang="en" hreflang', refused.text)

    assert refused.status_code == 422
    assert english == "/account?lang=en"
    assert "New password" in client.get(english).text
