"""A council that is not public does not exist for strangers: neither pages, lists nor calendars."""

from __future__ import annotations

from scheduler.clock import FixedClock
from scheduler.councils import council_settings, store
from scheduler.db.session import Database, writing
from tests import build
from tests.conftest import NOW
from web.app import create_app

PAGES = (
    "/granasbra",
    "/en/granasbra",
    "/granasbra/years/2022",
    "/granasbra/meetings/1",
    "/granasbra/subscribe",
    "/granasbra/contact",
    "/granasbra/calendar.ics",
)


def choose(database: Database, **values: str) -> None:
    build.act(database, NOW, council_settings.change_settings, values)


def test_strangers_find_nothing_and_find_it_again(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="grannen")
        member = store.person_by_email(session, "member.1@example.org")
        assert member
    app = create_app(config, FixedClock(NOW), sqlite)
    personal = app.extensions["kallelse"].links.page(member.id, 0).partition("8000")[2]
    with app.test_client() as client:
        assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
        tag = client.get("/calendar.ics").headers["ETag"]

        choose(sqlite, is_public="no")
        assert [client.get(page).status_code for page in PAGES] == [404] * len(PAGES)
        assert client.get("/").location == "/grannen"
        assert client.get(personal).status_code == 200
        whole = client.get("/calendar.ics")
        assert b"BEGIN:VEVENT" not in whole.data
        assert whole.headers["ETag"] != tag

        choose(sqlite, is_public="yes")
        assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
