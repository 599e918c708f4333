"""The operator's page, and one more council by an operator."""

from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from scheduler.archive import backup
from scheduler.db.session import writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import letter_actions
from scheduler.papers.folder import FileFolder
from tests import build
from tests.web.secretary import HOME, NOW, Secretary
from tests.web.test_health import beat

NEW = {"name": "Pensionärsrådet", "slug": "kpr", "language": "sv", "reply_to": "kpr@example.org"}


@pytest.fixture
def elin(sqlite, config):
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW)
    elin = Secretary(sqlite, config)
    elin.become_operator()
    return elin


def test_a_secretary_who_is_no_operator_finds_neither_the_page_nor_a_link(sqlite, config):
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW)
    site = config.site.model_copy(update={"accounts_add_councils": True})
    elin = Secretary(sqlite, config.model_copy(update={"site": site}))
    ways = ("/admin/status", "/admin/new", "/admin/setup/mail", "/admin/setup/done/granasbra")
    before = elin.get(HOME)
    for path in ways:
        elin.get(path, 404)

    elin.become_operator()

    after = elin.get(HOME)
    for path in ways:
        elin.get(path)
    for path in ("/admin/status", "/admin/new"):
        assert f'href="{path}"' not in before
        assert f'href="{path}"' in after


def test_all_is_well_is_one_line_and_the_last_backup_is_told(elin, sqlite, tmp_path):
    beat(sqlite, NOW)
    assert "aldrig" in elin.get("/admin/status")
    backup.back_up(
        sqlite, tmp_path / "copy.zip", FileFolder(tmp_path), url="https://x", secret=None, now=NOW
    )

    page = elin.get("/admin/status")

    assert "Allt är som det ska." in page
    assert "aldrig" not in page


def test_a_fault_says_what_since_when_and_what_to_do(elin, sqlite):
    beat(sqlite, NOW - timedelta(hours=1))
    with writing(sqlite, NOW) as session:
        letter_actions.hold_all(session, words="flytt av servern", by=OPERATOR, now=NOW)

    page = elin.get("/admin/status")

    assert "flytt av servern" in page
    assert "kallelse outbox resume" in page
    assert "ons 1 dec 2021 kl. 08.00" in page  # the worker was last heard of then


def test_a_test_mail_is_sent_from_there_too(elin, config):
    elin.press("/admin/setup/mail", do="send", to="elin@example.org")

    assert len(list((config.mail.folder / "new").iterdir())) == 1


def test_another_council_is_added_where_that_is_allowed(elin, config):
    elin.get("/admin/new", 404)
    assert "/admin/new" not in elin.get(HOME)
    site = config.site.model_copy(update={"accounts_add_councils": True})
    elin = Secretary(elin.database, config.model_copy(update={"site": site}))

    added = elin.post("/admin/new", **NEW)

    assert added.location == "/admin/kpr/members/add"
    elin.get("/admin/kpr")


def test_a_council_whose_calendar_cannot_be_made_is_told_of(elin, sqlite):
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="grannen").name = "Grannrådet"
        session.execute(sql("UPDATE council SET zone = 'Mars/Olympus' WHERE slug = 'grannen'"))

    page = elin.get("/admin/status")

    assert "Kalendern för Grannrådet går inte att göra." in page
    assert "Kalendern för GranåsBrå" not in page
    for address in ("/", "/calendar.ics", "/calendar.json", "/calendar.atom"):
        assert elin.client.get(address, follow_redirects=True).status_code == 200, address
    assert elin.client.get("/grannen/calendar.ics").status_code == 503
