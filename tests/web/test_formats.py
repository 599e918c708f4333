"""jCal and Atom over HTTP, read by means of their own: jCal back to ICS is the feed, Atom is what RFC 4287 asks for."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from scheduler.clock import FixedClock
from scheduler.meetings import lifecycle
from tests import build
from tests.conftest import NOW
from web.app import create_app

ATOM = "/granasbra/calendar.atom"
NAMES = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = 'Torg & <b>"gränd"</b>, sal 3; vån\\tre – 🎪'


@pytest.fixture
def database(sqlite):
    """A year with a move, a cancellation, and a place with everything that must be escaped."""
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    later = NOW + timedelta(hours=1)
    why = "Krock med påsken,\nvi ses senare"
    build.move(sqlite, "2022-05-03 15:00", later, lasts=90, number=2, place=HOSTILE, reason=why)
    build.cancel(sqlite, later, number=4, reason="Studieresa.")
    return sqlite


@pytest.fixture
def client(database, config):
    with create_app(config, FixedClock(NOW), database).test_client() as client:
        yield client


@pytest.mark.parametrize("options", ["", "?lang=en", "?deadlines=1"])
@pytest.mark.parametrize("of", ["/granasbra/calendar", "/calendar"])
def test_jcal_back_to_ics_is_the_feed(client, of, options):
    answer = client.get(f"{of}.json{options}")

    assert answer.headers["Content-Type"] == "application/calendar+json; charset=utf-8"
    feed = client.get(f"{of}.ics{options}").data
    assert parts(Calendar.from_jcal(answer.get_json(force=True))) == parts(Calendar.from_ical(feed))


def parts(calendar):
    """The values of the calendar itself, and its events and zones with all they hold."""
    head = {name: value.to_ical() for name, value in calendar.items()}
    return head, [part.to_ical() for part in calendar.subcomponents]


# Atom


def atom(client: FlaskClient, options: str = "") -> ElementTree.Element:
    answer = client.get(ATOM + options)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.data)


def text_of(of: ElementTree.Element, name: str) -> str:
    (found,) = of.findall(f"a:{name}", NAMES)
    return found.text or ""


def test_atom_has_what_its_rfc_asks_for(client):
    feed = atom(client)

    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert text_of(feed, "id") == "http://127.0.0.1:8000/granasbra/calendar.atom"
    assert text_of(feed, "title") == "GranåsBrå: möten"
    assert text_of(feed.find("a:author", NAMES) or feed, "name") == "GranåsBrå"
    assert {link.get("rel"): link.get("href") for link in feed.findall("a:link", NAMES)} == {
        "self": "http://127.0.0.1:8000/granasbra/calendar.atom",
        "alternate": "http://127.0.0.1:8000/granasbra",
    }
    entries = feed.findall("a:entry", NAMES)
    ids = [text_of(entry, "id") for entry in entries]
    assert len(ids) == len(set(ids)) == 7
    assert all(re.fullmatch(r"tag:[a-z.]+,\d{4}-\d\d-\d\d:m-[0-9a-f]+(/\d+)?", id_) for id_ in ids)
    updated = [datetime.fromisoformat(text_of(entry, "updated")) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert datetime.fromisoformat(text_of(feed, "updated")) >= updated[0]
    for entry in entries:
        assert text_of(entry, "published")
        (link,) = entry.findall("a:link", NAMES)
        assert str(link.get("href")).startswith("http://127.0.0.1:8000/granasbra/meetings/")


def entries_of(client: FlaskClient, options: str = "") -> dict[str, str]:
    """Title and content of each entry."""
    entries = atom(client, options).findall("a:entry", NAMES)
    return {text_of(entry, "title"): text_of(entry, "content") for entry in entries}


def test_a_change_is_an_entry_of_its_own_also_one_that_is_taken_back(client, database):
    entries = entries_of(client)
    build.on_meeting(database, NOW + timedelta(hours=2), lifecycle.restore, number=4)
    restored = entries_of(client)

    moved = "Flyttat: tis 3 maj 2022 kl. 15.00–16.30"
    assert entries[moved].split("\n") == [
        "Mötet var planerat till tis 26 apr 2022 kl. 15.00.",
        "Anledning: Krock med påsken,",
        "vi ses senare",
        HOSTILE.replace("\\", "/"),
    ]
    assert "Studieresa." in entries["Inställt: tis 20 sep 2022 kl. 15.00–17.00"]
    assert "tis 14 jun 2022 kl. 15.00–17.00" in entries
    assert "Moved: Tue 3 May 2022, 15:00–16:30" in entries_of(client, "?lang=en")
    words = "Mötet var inställt, men blir av ändå."
    assert restored["Blir av ändå: tis 20 sep 2022 kl. 15.00–17.00"].startswith(words)
    assert moved in restored
