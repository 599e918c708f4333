"""Feeds over HTTP, in each of their forms: tags, dates, HEAD, gzip, and what is refused; and one meeting as a file."""

import gzip
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from scheduler.clock import FixedClock
from scheduler.councils import store
from scheduler.db.session import writing
from tests import build
from tests.calendar_readers import READERS
from tests.conftest import NOW
from tests.web.secretary import member_page
from web.app import create_app

FEED = "/granasbra/calendar.ics"
FILE = "/granasbra/meetings/2.ics"
LATER = NOW + timedelta(hours=1)
TYPES = {
    "ics": "text/calendar",
    "json": "application/calendar+json",
    "atom": "application/atom+xml",
}
ALL = [
    *(f"{of}/calendar.{form}" for of in ("", "/granasbra") for form in TYPES),
    "/granasbra/meetings/2.ics",
]
KEPT = ("ETag", "Last-Modified", "Cache-Control", "Vary")


@pytest.fixture
def client(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    with create_app(config, FixedClock(NOW), sqlite).test_client() as client:
        yield client


@pytest.mark.parametrize("where", ALL)
def test_a_feed_is_served_with_its_headers_to_whoever_asks(client, where):
    answer = client.get(where)

    headers = answer.headers
    assert answer.status_code == 200
    assert headers["Content-Type"] == f"{TYPES[where.rpartition('.')[2]]}; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers.get("Vary") == ("Accept-Encoding" if where.endswith("ics") else None)
    assert headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in headers
    assert b"Member 1" not in answer.data
    head = client.head(where)
    assert (head.status_code, head.data) == (200, b"")
    if where.endswith("ics"):
        assert head.headers["Content-Length"] == str(len(answer.data))
        assert client.post(where).status_code == 405
    nowhere = where.replace("granasbra", "nowhere").replace("/calendar.", "/calendars.")
    assert client.get(nowhere).status_code == 404


@pytest.mark.parametrize("where", ALL)
def test_what_is_unchanged_is_not_sent_again(client, sqlite, where):
    headers = client.get(where).headers
    tag, modified = headers["ETag"], headers["Last-Modified"]
    unchanged = [{"If-None-Match": tags} for tags in (tag, f"W/{tag}", f'"other", {tag}', "*")] + [
        {"If-Modified-Since": modified}
    ]

    for asked in unchanged:
        for again in (client.get(where, headers=asked), client.head(where, headers=asked)):
            assert (again.status_code, again.data) == (304, b"")
            for name in KEPT if where.endswith("ics") else ("ETag",):
                assert again.headers.get(name) == headers.get(name)
    assert client.get(where, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    both = {"If-Modified-Since": modified, "If-None-Match": '"other"'}
    assert client.get(where, headers=both).status_code == 200
    at = NOW + timedelta(hours=1)
    build.cancel(sqlite, at, number=2)
    after = client.get(where, headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert "Inställt" in after.text or "INSTÄLLT: GranåsBrå" in after.text


def test_options_of_the_address(client):
    assert client.get(FEED).data.count(b"BEGIN:VEVENT") == 5
    assert client.get(f"{FEED}?deadlines=1").data.count(b"BEGIN:VEVENT") == 10
    assert b"PRODID:-//Kallelse//Kallelse 1.0//EN" in client.get(f"{FEED}?lang=en").data
    assert client.get(FEED).headers["ETag"] != client.get(f"{FEED}?lang=en").headers["ETag"]


def test_gzip_has_a_tag_of_its_own_and_is_not_for_those_who_refuse_it(client):
    plain = client.get(FEED)

    packed = client.get(FEED, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 304
    for refused in ("gzip;q=0", "br, gzip; q=0.0", "identity"):
        answer = client.get(FEED, headers={"Accept-Encoding": refused})
        assert "Content-Encoding" not in answer.headers


def test_an_error_of_ours_is_never_an_empty_calendar(client, sqlite):
    assert sqlite.file
    with closing(sqlite3.connect(sqlite.file)) as broken:
        broken.execute("ALTER TABLE meeting RENAME TO gone")

    answer = client.get(FEED)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert b"VCALENDAR" not in answer.data


def test_another_edition_is_sent_to_those_who_ask_by_date_too(client, sqlite, config):
    before = client.get(FEED).headers["Last-Modified"]
    renamed = config.model_copy(update={"site": config.site.model_copy(update={"name": "Möten"})})
    later = FixedClock(NOW + timedelta(days=1))

    for other, clock, status in ((config, later, 304), (renamed, later, 200)):
        with create_app(other, clock, sqlite).test_client() as upgraded:
            answer = upgraded.get(FEED, headers={"If-Modified-Since": before})
            assert answer.status_code == status


# one meeting as a file


def events(octets: bytes) -> list[bytes]:
    return re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", octets, re.DOTALL)


@pytest.mark.parametrize("options", ["", "?lang=en", "?alarm=60&deadlines=1"])
def test_the_file_has_the_feeds_own_event_and_nothing_that_makes_a_calendar_of_it(client, options):
    answer = client.get(FILE + options)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="granasbra-2.ics"'
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert events(answer.data) == [events(client.get(FEED + options.partition("&")[0]).data)[1]]
    for name in (
        b"METHOD",
        b"\nNAME:",
        b"X-WR-CALNAME",
        b"REFRESH-INTERVAL",
        b"ATTENDEE",
        b"VALARM",
    ):
        assert name not in answer.data
    for read in READERS.values():
        (seen,) = read(answer.data).values()
        assert seen.starts == build.stockholm("2022-04-26 15:00")


def test_a_cancelled_meeting_stays_as_cancelled_and_its_page_offers_no_file(client, sqlite):
    page, english = (client.get(f"{of}/granasbra/meetings/2").text for of in ("", "/en"))
    assert 'href="http://127.0.0.1:8000/granasbra/meetings/2.ics"' in page
    assert "/granasbra/meetings/2.ics?lang=en" in english
    for nowhere in ("granasbra/meetings/9", "nowhere/meetings/2", "granasbra/meetings/02"):
        assert client.get(f"/{nowhere}.ics", headers={"If-None-Match": "*"}).status_code == 404
    build.cancel(sqlite, LATER, number=2)

    after = client.get(FILE)

    (seen,) = READERS["vobject"](after.data).values()
    assert (seen.status, seen.summary) == ("CANCELLED", "INSTÄLLT: GranåsBrå")
    assert b"SEQUENCE:1\r\n" in after.data
    assert "meetings/2.ics" not in client.get("/granasbra/meetings/2").text


def test_a_council_that_is_not_public_shows_its_meetings_to_its_members_alone(client, sqlite):
    with writing(sqlite, LATER) as session:
        store.council(session, "granasbra").is_public = False
    page = member_page(sqlite, number=2)

    assert client.get(FILE).status_code == 404
    shown = client.get(page).get_data(as_text=True)
    assert f'href="{page}.ics"' in shown
    answer = client.get(f"{page}.ics")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (seen,) = READERS["icalendar"](answer.data).values()
    assert seen.starts == build.stockholm("2022-04-26 15:00")
    assert b"granasbra/meetings" not in answer.data
    assert client.get(page.replace("/2", "/9") + ".ics").status_code == 404


def test_a_member_has_a_file_of_the_year_with_the_feeds_events_within_the_term(client, sqlite):
    file = f"{member_page(sqlite, number=2).removesuffix('/meetings/2')}/years/2022.ics"
    public = READERS["icalendar"](client.get(FEED).data)

    answer = client.get(file)
    with writing(sqlite, LATER) as session:
        store.members(session, 1)[0].until_on = date(2022, 5, 1)
    within = READERS["icalendar"](client.get(file).data).values()

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="granasbra-2022.ics"'
    assert READERS["icalendar"](answer.data) == public
    assert client.get(file.replace("2022", "2023")).status_code == 404
    assert {seen.starts.date() for seen in within} == {date(2022, 2, 22), date(2022, 4, 26)}
