"""Accounts are taken away: one council's access, or all of it."""

from datetime import timedelta

import pytest

from scheduler.councils import accounts, store
from scheduler.councils.account_rows import AccountSession, OneTimeLink
from scheduler.db.session import writing
from scheduler.errors import LinkExpired
from scheduler.history import store as history
from scheduler.history.rows import OPERATOR
from tests import build
from tests.conftest import NOW
from tests.integration.test_commands import shell

__all__ = ["shell"]


def test_a_closed_account_has_no_session_link_or_password_left(sqlite):
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        for name in ("elin", "bo"):
            bo = build.account(session, [council], email=f"{name}@example.org", now=NOW)
        accounts.set_password(session, bo, password_hash="made-up", by=OPERATOR, now=NOW)
        link = accounts.make_link(session, bo, now=NOW)
        cookie = accounts.begin_session(session, bo, program="test", now=NOW)

        accounts.close_account(session, bo, by=OPERATOR, now=NOW)

        person = store.person_by_email(session, "bo@example.org")
        assert person
        assert store.account_of(session, person.id) is None
        assert accounts.signed_in(session, cookie, now=NOW) is None
        with pytest.raises(LinkExpired):
            accounts.spend_link(session, link, now=NOW + timedelta(minutes=1))
        for row in (AccountSession, OneTimeLink):
            assert session.query(row).count() == 0
        closed = history.latest_change(session, ["account closed"])
        assert closed
        assert closed.before == {"account": 2, "person": person.id}


def test_accounts_are_taken_away_by_command(shell):
    at = ("--language", "en")
    shell.ok("council", "add", "granasbra", "--name", "Brå", "--reply-to", "bra@example.org")
    for email in ("elin@example.org", "bo@example.org"):
        shell.ok("account", "add", email, "granasbra")

    out = shell.ok(*at, "account", "remove", "bo@example.org", "granasbra")
    assert out == "bo@example.org no longer keeps granasbra.\n"
    code, _, err = shell(*at, "account", "close", "elin@example.org")
    assert code == 2
    assert err.startswith("No other account keeps granasbra.")
    assert shell.ok(*at, "account", "close", "elin@example.org", "--force") == (
        "The account of elin@example.org is closed.\n"
    )
    assert shell.json("account", "list") == [
        {
            "email": "bo@example.org",
            "name": "bo",
            "councils": [],
            "has_password": False,
            "is_operator": False,
        }
    ]
    assert shell("account", "remove", "elin@example.org", "granasbra")[0] == 2
    assert shell("account", "remove", "bo@example.org", "granasbra")[0] == 2


def test_an_operator_is_made_and_unmade_by_command(shell):
    at = ("--language", "en")
    shell.ok("council", "add", "granasbra", "--name", "Brå", "--reply-to", "bra@example.org")

    both = shell.ok(*at, "account", "add", "elin@example.org", "granasbra", "--operator")
    alone = shell.ok(*at, "account", "add", "it@example.org", "--operator")
    again = shell.ok(*at, "account", "add", "elin@example.org", "granasbra")
    listed = shell.ok(*at, "account", "list").splitlines()
    shell.ok("account", "add", "elin@example.org", "--no-operator")
    rows = shell.json("account", "list")

    told = "elin@example.org is an operator and sees the page Status."
    assert "elin@example.org keeps granasbra." in both
    assert told in both
    assert told in again  # what is not named stays
    assert "it@example.org is an operator" in alone
    assert " keeps " not in alone
    assert [line.split() for line in listed] == [
        ["email", "is_operator", "councils"],
        ["elin@example.org", "True", "granasbra"],
        ["it@example.org", "True"],
    ]
    assert {row["email"]: row["is_operator"] for row in rows} == {
        "elin@example.org": False,
        "it@example.org": True,
    }
    assert shell("account", "add", "bo@example.org")[0] == 2
