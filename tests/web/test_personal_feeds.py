"""A person's own feed and the whole installation's: what they show, to whom, and until when."""

from datetime import timedelta

import icalendar
import pytest
from flask.testing import FlaskClient

from scheduler.calendars.store import last_fetches
from scheduler.clock import FixedClock
from scheduler.councils import store
from scheduler.councils.rows import Person
from scheduler.db.session import Database, Session, reading, writing
from scheduler.links import Links, Purpose, Signer
from scheduler.meetings.rows import Answer
from tests import build
from tests.conftest import NOW
from tests.snapshots import run_once
from web.app import create_app

LATER = NOW + timedelta(hours=1)


def person(session: Session, name: str) -> Person:
    found = store.person_by_email(session, f"{name.lower().replace(' ', '.')}@example.org")
    assert found
    return found


def address(database: Database, name: str = "Member 1", options: str = "") -> str:
    with reading(database) as session:
        links = Links("", Signer(store.installation(session).secret))
        of = person(session, name)
        return links.personal_feed(of.id, of.feed_version) + options


def shown(client: FlaskClient, path: str) -> list[icalendar.Event]:
    answer = client.get(path)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.data).events)


@pytest.fixture
def sqlite(sqlite):
    """GranåsBrå with its year, and a second council with one meeting, where Member 1 sits too."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    run_once(sqlite, None, "tallvik", lambda: build.add_tallvik(sqlite, NOW, language="en"))
    return sqlite


@pytest.fixture
def client(sqlite, config):
    with create_app(config, FixedClock(NOW), sqlite).test_client() as client:
        yield client


def test_the_installation_has_a_feed_of_all_councils(client):
    assert len(shown(client, "/calendar.ics")) == 6
    assert len(shown(client, "/calendar.ics?deadlines=1")) == 12
    answer = client.get("/calendar.ics?lang=en")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "NAME:Kallelse: all meetings\r\n" in answer.text


def test_a_person_has_a_feed_of_their_councils(client, sqlite):
    assert len(shown(client, address(sqlite))) == 6
    assert len(shown(client, address(sqlite, "Member 2"))) == 5
    assert len(shown(client, address(sqlite, options="?deadlines=1"))) == 12

    answer = client.get(address(sqlite))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "SOURCE" not in answer.text
    assert "/f/" not in answer.text


def test_an_alarm_is_for_whoever_asks_in_a_feed_of_their_own(client, sqlite):
    answer = client.get(address(sqlite, options="?alarm=60"))

    assert answer.text.count("TRIGGER:-PT1H\r\n") == 6
    assert answer.headers["ETag"] != client.get(address(sqlite)).headers["ETag"]
    for path in ("/granasbra/calendar.ics?alarm=60", address(sqlite, options="?alarm=soon")):
        assert "VALARM" not in client.get(path).text


def test_a_deputys_day_is_not_taken(client, sqlite):
    (first, *_) = shown(client, address(sqlite, "Deputy 1"))

    assert first["TRANSP"] == "TRANSPARENT"
    assert "Du är ersättare" in first["DESCRIPTION"]
    assert shown(client, address(sqlite, "Member 2"))[0]["TRANSP"] == "OPAQUE"


def test_ones_own_answer_is_told_until_the_meeting_moves(client, sqlite):
    path = address(sqlite)
    before = client.get(path)
    with writing(sqlite, LATER) as session:
        build.reply(session, Answer.COMING, LATER)

    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    first, *others = shown(client, path)
    assert "Ditt svar: du kommer." in first["DESCRIPTION"]
    assert first["LAST-MODIFIED"].dt == LATER
    assert not any("Ditt svar" in other["DESCRIPTION"] for other in others)
    assert "Ditt svar" not in client.get(address(sqlite, "Member 2")).text
    assert "Ditt svar" not in client.get("/granasbra/calendar.ics").text


def test_tokens_of_other_purposes_and_made_up_ones_open_no_feed(client, sqlite):
    with reading(sqlite) as session:
        signer = Signer(store.installation(session).secret)
        of = person(session, "Member 1").id
    wrong = [signer.token(purpose, of) for purpose in Purpose if purpose is not Purpose.FEED]
    wrong += [signer.token(Purpose.FEED, 4711), f"{of}-0.{'a' * 26}", "x", "..", "1-0"]

    assert {client.get(f"/f/{token}.ics").status_code for token in wrong} == {404}


def test_who_fetched_is_noted_by_program_and_seldom(client, sqlite):
    for _ in range(3):
        for program in (
            "Google-Calendar-Importer",
            "Mozilla/5.0 (X11) Firefox/140",
            "macOS/15 dataaccessd/1.0",
        ):
            client.get("/granasbra/calendar.ics", headers={"User-Agent": program})
    client.head("/granasbra/calendar.ics", headers={"User-Agent": "vdirsyncer/0.20"})
    sqlite.close()  # what waits is written then

    with reading(sqlite) as session:
        council = store.council(session, "granasbra")
        found = last_fetches(session, f"council:{council.id}")
    assert {(fetch.program, fetch.at) for fetch in found} == {("Google", NOW), ("Apple", NOW)}
