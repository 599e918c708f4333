"""Accounts are taken away: one council's access, or all of it; by command and by action, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.councils import accounts, store
from scheduler.councils.rows import Account, AccountSession, OneTimeLink
from scheduler.db.session import Database, Session, writing
from scheduler.errors import LinkExpired, NotFound
from scheduler.history import store as history
from scheduler.history.rows import OPERATOR
from tests import build
from tests.conftest import NOW
from tests.integration.test_commands import Shell, shell

__all__ = ["shell"]


def keeper(session: Session, name: str, *slugs: str) -> Account:
    kept = [store.council(session, slug) for slug in slugs]
    email = f"{name}@example.org"
    return accounts.add(session, email, name=name.title(), councils=kept, by=OPERATOR, now=NOW)


def two_councils(session: Session) -> tuple[Account, Account]:
    """Elin keeps both, Bo the first."""
    for slug in ("granasbra", "grannen"):
        build.council(session, now=NOW, slug=slug)
    return keeper(session, "elin", "granasbra", "grannen"), keeper(session, "bo", "granasbra")


def slugs(session: Session, account: Account) -> list[str]:
    return [one.slug for one in store.councils_of_account(session, account.id)]


def test_access_to_one_council_is_ended_and_told_in_its_log(database: Database) -> None:
    with writing(database, NOW) as session:
        elin, _bo = two_councils(session)
        first = store.council(session, "granasbra")

        accounts.remove(session, elin, [first], by=OPERATOR, now=NOW)

        assert slugs(session, elin) == ["grannen"]
        told = history.latest(session, first.id, ["account removed"])
        assert told
        assert told.before == {"person": elin.person_id, "name": "Elin"}
        with pytest.raises(NotFound):
            accounts.remove(session, elin, [first], by=OPERATOR, now=NOW)


def test_the_last_account_of_a_council_is_taken_by_force_only(database: Database) -> None:
    with writing(database, NOW) as session:
        elin, _bo = two_councils(session)
        both = store.councils(session)

        with pytest.raises(accounts.LastAccount, match="keeps grannen"):
            accounts.remove(session, elin, both, by=OPERATOR, now=NOW)
        with pytest.raises(accounts.LastAccount):
            accounts.close(session, elin, by=OPERATOR, now=NOW)
        assert slugs(session, elin) == ["granasbra", "grannen"]

        accounts.remove(session, elin, both, is_forced=True, by=OPERATOR, now=NOW)
        assert not slugs(session, elin)


def test_a_closed_account_has_no_session_link_or_password_left(database: Database) -> None:
    with writing(database, NOW) as session:
        _elin, bo = two_councils(session)
        accounts.set_password(session, bo, password_hash="made-up", by=OPERATOR, now=NOW)
        link = accounts.make_link(session, bo, now=NOW)
        cookie = accounts.begin_session(session, bo, program="test", now=NOW)

        accounts.close(session, bo, by=OPERATOR, now=NOW)

        person = store.person_by_email(session, "bo@example.org")
        assert person
        assert store.account_of(session, person.id) is None
        assert accounts.signed_in(session, cookie, now=NOW) is None
        with pytest.raises(LinkExpired):
            accounts.spend_link(session, link, now=NOW + timedelta(minutes=1))
        for row in (AccountSession, OneTimeLink):
            assert session.query(row).count() == 0
        closed = history.newest(session, "account closed")
        assert closed
        assert closed.before == {"account": 2, "person": person.id}
        assert keeper(session, "bo", "granasbra").password_hash is None


def test_accounts_are_taken_away_by_command(shell: Shell) -> None:
    at = ("--language", "en")
    shell.ok("council", "add", "granasbra", "--name", "Brå", "--reply-to", "bra@example.org")
    for email in ("elin@example.org", "bo@example.org"):
        shell.ok("account", "add", email, "granasbra")

    out = shell.ok(*at, "account", "remove", "bo@example.org", "granasbra")
    assert out == "bo@example.org no longer keeps granasbra.\n"
    code, _, err = shell(*at, "account", "close", "elin@example.org")
    assert code == 2
    assert err.startswith("No other account keeps granasbra.")
    assert "--force" in err
    assert shell.ok(*at, "account", "close", "elin@example.org", "--force") == (
        "The account of elin@example.org is closed.\n"
    )
    assert shell.json("account", "list") == [
        {"email": "bo@example.org", "name": "bo", "councils": [], "has_password": False}
    ]
    assert shell("account", "remove", "elin@example.org", "granasbra")[0] == 2
    assert shell("account", "remove", "bo@example.org", "granasbra")[0] == 2
