"""The operator's page, and one more council by whoever keeps one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from scheduler.archive import backup
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import heartbeats, manual
from tests import build
from tests.conftest import NOW
from web.app import create_app
from web.secretary.access import COOKIE

NEW = {"name": "Pensionärsrådet", "slug": "kpr", "language": "sv", "reply_to": "kpr@example.org"}


def signed_in(database: Database, config: Config) -> FlaskClient:
    client = create_app(config, FixedClock(NOW), database).test_client()
    with writing(database, NOW) as session:
        build.council(session, now=NOW)
        kept = [store.council(session, "granasbra")]
        account = accounts.add_account(
            session, "elin@example.org", name="Elin", councils=kept, by=OPERATOR, now=NOW
        )
        secret = accounts.begin_session(session, account, program="test", now=NOW)
    with client.session_transaction() as cookie:
        cookie[COOKIE] = secret
    return client


@pytest.fixture
def client(sqlite: Database, config: Config) -> Iterator[FlaskClient]:
    with signed_in(sqlite, config) as client:
        yield client


def test_all_is_well_is_one_line_and_the_last_backup_is_told(
    client: FlaskClient, sqlite: Database, tmp_path: Path
) -> None:
    with writing(sqlite, NOW) as session:
        heartbeats.record_beat(session, "one", version="9.9", ticks={}, now=NOW)
    assert "aldrig" in client.get("/admin/status").text
    backup.back_up(sqlite, tmp_path / "copy.zip", url="https://x", secret=None, now=NOW)

    page = client.get("/admin/status").text

    assert "Allt är som det ska." in page
    assert "aldrig" not in page
    assert "9.9" in page


def test_a_fault_says_what_since_when_and_what_to_do(client: FlaskClient, sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        heartbeats.record_beat(
            session, "one", version="9.9", ticks={}, now=NOW - timedelta(hours=1)
        )
        manual.hold_all(session, words="flytt av servern", by=OPERATOR, now=NOW)

    page = client.get("/admin/status").text

    assert "flytt av servern" in page
    assert "kallelse outbox resume" in page
    assert "ons 1 dec 2021 kl. 08.00" in re.sub(
        "\xa0", " ", page
    )  # the worker was last heard of then


def test_a_test_mail_is_sent_from_there_too(client: FlaskClient, config: Config) -> None:
    page = client.get("/admin/setup/mail").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token

    form = {"csrf_token": token[1], "do": "send", "to": "elin@example.org"}
    assert client.post("/admin/setup/mail", data=form).status_code == 303
    assert len(list((config.mail.folder / "new").iterdir())) == 1


def test_another_council_is_added_where_that_is_allowed(sqlite: Database, config: Config) -> None:
    allowed = config.site.model_copy(update={"accounts_add_councils": True})
    client = signed_in(sqlite, config.model_copy(update={"site": allowed}))
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/admin/new").text)
    assert token

    taken = client.post("/admin/new", data=NEW | {"slug": "granasbra", "csrf_token": token[1]})
    added = client.post("/admin/new", data=NEW | {"csrf_token": token[1]})

    assert taken.status_code == 422
    assert 'id="slug-err"' in taken.text
    assert added.location == "/admin/kpr/members/add"
    assert client.get("/admin/kpr").status_code == 200


def test_it_is_not_there_where_it_is_not_allowed(client: FlaskClient) -> None:
    assert client.get("/admin/new").status_code == 404
    assert "/admin/new" not in client.get("/admin/granasbra").text


def test_a_council_whose_calendar_cannot_be_made_is_told_of(
    client: FlaskClient, sqlite: Database
) -> None:
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="grannen").name = "Grannrådet"
        session.execute(text("UPDATE council SET zone = 'Mars/Olympus' WHERE slug = 'grannen'"))

    page = client.get("/admin/status").text

    assert "Kalendern för Grannrådet går inte att göra." in page
    assert "Kalendern för GranåsBrå" not in page
    for address in ("/", "/calendar.ics", "/calendar.json", "/calendar.atom"):
        assert client.get(address, follow_redirects=True).status_code == 200, address
    assert client.get("/grannen/calendar.ics").status_code == 503
