"""An installation with more councils than a page or a feed has room for: both say so. Scaled down to 110."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from scheduler import jobs
from scheduler.calendars import render_feed
from scheduler.clock import FixedClock, Wall
from scheduler.councils import accounts, store
from scheduler.db.session import Session, writing
from scheduler.db.table_rows import table
from tests import build
from tests.conftest import NOW
from web.app import create_app
from web.secretary.access import COOKIE

MANY, ROOM = 110, 200
TODAY = Wall.at(NOW, build.ZONE).date


@pytest.fixture
def client(sqlite, config, monkeypatch):
    """Signed in with an account that keeps them all. Each meets two times: in 5 days or more, and 300 days later."""
    monkeypatch.setattr(render_feed, "MOST_EVENTS", ROOM)
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="rad-0001")
        copy(session, "council", lambda n: {"slug": f"rad-{n:04}", "name": f"Råd {n:04}"})
        copy(session, "council_year", lambda n: {"council_id": n, **YEAR}, first=1)
        copy(session, "meeting", lambda n: {**MEETING, **keys(n), **times(5 + n % 60)}, first=1)
        copy(
            session, "meeting", lambda n: {**MEETING, **keys(n, 2), **times(305 + n % 60)}, first=1
        )
        kept = store.councils(session)
        made = build.account(session, kept, now=NOW)
        secret = accounts.begin_session(session, made, program="test", now=NOW)
    client = create_app(config, FixedClock(NOW), sqlite).test_client()
    with client.session_transaction() as cookie:
        cookie[COOKIE] = secret
    return client


YEAR = {"year": 2022, "draft": {}, "status": "published", "touched": 0, "version": 1}
MEETING = {
    "published_at": NOW, "revised_at": NOW, "changed_at": NOW, "created_at": NOW, "version": 1,
}  # fmt: skip


def copy(session: Session, name: str, values: Any, *, first: int = 2) -> None:
    """Rows by the hundred, past the actions, which take their time."""
    of = table(name)
    like: dict[str, Any] = {}
    if first == 2:
        like = dict(session.execute(of.select()).mappings().one())
        del like["id"]
    session.execute(of.insert(), [like | values(n) for n in range(first, MANY + 1)])


def keys(n: int, number: int = 1) -> dict[str, Any]:
    uid = f"m-{n}-{number}@example.org"
    return {"council_id": n, "council_year_id": n, "number": number, "uid": uid}


def times(days: int) -> dict[str, Any]:
    starts = Wall(
        TODAY + timedelta(days=days), build.stockholm("2022-01-01 13:00").time(), build.ZONE
    )
    ends = starts.plus(120)
    return {
        "starts": starts,
        "ends": ends,
        "starts_at": starts.utc(),
        "ends_at": ends.utc(),
    }


def days(feed: str) -> list[date]:
    return [date.fromisoformat(day) for day in re.findall(r"DTSTART;TZID=[^:]+:(\d{8})T", feed)]


def unfolded(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text.replace("\r\n ", "")


def test_the_calendar_of_all_holds_the_nearest_and_says_what_is_left_out(client, sqlite, config):
    feed = unfolded(client, "/calendar.ics")

    found = days(feed)
    assert len(found) == ROOM
    assert "20 möten är inte med: här finns de som ligger närmast i tiden." in feed
    assert min(found) == TODAY + timedelta(days=5)
    assert len([day for day in found if day < TODAY + timedelta(days=100)]) == MANY
    assert max(found) < TODAY + timedelta(days=364)
    with_deadlines = days(unfolded(client, "/calendar.ics?deadlines=1"))
    assert len(with_deadlines) == ROOM // 2
    assert max(with_deadlines) < TODAY + timedelta(days=65)

    # Ten months later others are the nearest, and whoever asks by tag or date is told so.
    tag = client.get("/calendar.ics").headers["ETag"]
    jobs.tidy(build.works(sqlite, config, NOW + timedelta(days=310)))
    assert client.get("/calendar.ics", headers={"If-None-Match": tag}).status_code == 200
    later = days(unfolded(client, "/calendar.ics"))
    assert (len(later), max(later)) == (ROOM, TODAY + timedelta(days=364))


def test_the_lists_of_councils_have_pages_and_what_has_changed_is_told(client):
    assert unfolded(client, "/calendar.atom").count("<entry>") == 100
    for address, name in (("/", "Råd 0002"), ("/admin", "Råd 0002")):
        page = client.get(address).text
        assert page.count("<h2>") == 50
        assert name in page
        assert "Sida 1 av 3" in page
        assert f'href="{address}?page=2"' in page
        last = client.get(f"{address}?page=999").text
        assert "Sida 3 av 3" in last
        assert "Råd 0110" in last
    assert "20 möten är inte med" in client.get("/").text
    assert client.get("/admin/rad-0050").status_code == 200
