"""One meeting as a calendar file: the feed's own VEVENT, by the feed's own rules, for whoever may see the meeting."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from scheduler.clock import FixedClock
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.links import Links, Signer
from scheduler.meetings import lifecycle
from tests import build
from tests.calendar_readers import READERS
from tests.conftest import NOW
from web.app import create_app

FILE, FEED = "/granasbra/meetings/2.ics", "/granasbra/calendar.ics"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def client(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    with create_app(config, FixedClock(NOW), sqlite).test_client() as client:
        yield client


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
    assert "Add to calendar" in english
    for nowhere in ("granasbra/meetings/9", "nowhere/meetings/2", "granasbra/meetings/02"):
        assert client.get(f"/{nowhere}.ics", headers={"If-None-Match": "*"}).status_code == 404
    with writing(sqlite, LATER) as session:
        lifecycle.cancel(session, build.meeting(session, 2), reason="Valår", by=OPERATOR, now=LATER)

    after = client.get(FILE)

    (seen,) = READERS["ics"](after.data).values()
    assert (seen.status, seen.summary) == ("CANCELLED", "INSTÄLLT: GranåsBrå")
    assert b"SEQUENCE:1\r\n" in after.data
    assert "meetings/2.ics" not in client.get("/granasbra/meetings/2").text


def test_a_council_that_is_not_public_shows_its_meetings_to_its_members_alone(client, sqlite):
    with writing(sqlite, LATER) as session:
        store.council(session, "granasbra").is_public = False
    page = personal(sqlite)

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
    file = f"{personal(sqlite).removesuffix('/meetings/2')}/years/2022.ics"
    public = READERS["icalendar"](client.get(FEED).data)

    answer = client.get(file)
    with writing(sqlite, LATER) as session:
        person = store.person_by_email(session, "member.1@example.org")
        assert person
        ((term, _),) = store.terms(session, person.id)
        term.until_on = date(2022, 5, 1)
    within = READERS["icalendar"](client.get(file).data).values()

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="granasbra-2022.ics"'
    assert READERS["icalendar"](answer.data) == public
    assert client.get(file.replace("2022", "2023")).status_code == 404
    assert {seen.starts.date() for seen in within} == {date(2022, 2, 22), date(2022, 4, 26)}


def personal(sqlite: Database) -> str:
    """The path of meeting 2 on the member's own page."""
    with reading(sqlite) as session:
        links = Links("", Signer(store.installation(session).secret))
        person = store.person_by_email(session, "member.1@example.org")
        assert person
        return links.meeting_page(person.id, person.link_version, "granasbra", 2)
