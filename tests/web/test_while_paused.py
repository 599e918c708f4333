"""While all mail is paused no page says when a mail goes: it says that it waits, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.config import Config
from scheduler.councils import council_settings, member_import, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.links import Links
from scheduler.meetings import lifecycle
from scheduler.notices import mail_actions, pause
from scheduler.years import draft
from tests import build
from tests.conftest import NOW
from tests.signed_in import secretary

HOME = "/admin/granasbra"
MAIL = f"{HOME}/mail"
JUNE = f"{HOME}/meetings/3"
KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
PAUSED = build.stockholm("2022-02-10 10:00")
WAITS = (
    "4 personer ska få ett mejl om det. Det väntar tills någon släpper på utskicken igen: "
    "alla utskick är pausade. Har dess tid gått då väljer du om det ska gå."
)
PROMISES = re.compile(
    r"fem minuter|får ett mejl|mejla \d|går av sig själv|ingen får något mejl", re.I
)


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
    """Three members and a deputy have been told of the year's meetings; all mail is paused since."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    with writing(sqlite, PAUSED) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=OPERATOR, now=PAUSED)
    return sqlite


@pytest.fixture
def client(year: Database, config: Config) -> Iterator[FlaskClient]:
    yield from secretary(year, config, now=PAUSED)


@pytest.fixture
def later(year: Database, config: Config) -> Iterator[FlaskClient]:
    """Six days on: the kallelse should have gone."""
    yield from secretary(year, config, now=build.stockholm("2022-02-16 10:00"))


def get(client: FlaskClient, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.text.replace("\xa0", " ")


def post(client: FlaskClient, where: str, **form: str) -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(MAIL).text)
    assert token
    return client.post(where, data={"csrf_token": token[1]} | form)


def done(answer: TestResponse, client: FlaskClient) -> str:
    assert answer.status_code == 303, answer.text
    return get(client, answer.location)


def promises(page: str) -> list[str]:
    """What the page says of when a mail goes, or how many the press of a button mails."""
    return PROMISES.findall(page)


def test_a_move_says_that_its_mail_waits(client: FlaskClient) -> None:
    form = {"date": "2022-06-16", "starts": "15", "ends": "17", "place": "", "reason": ""}
    checked = post(client, f"{JUNE}/move", **form).text.replace("\xa0", " ")

    assert WAITS in checked
    assert "Flytta mötet</button>" in checked
    assert "<li>Member 3</li>" in checked
    assert promises(checked) == []
    shown = done(post(client, f"{JUNE}/move", step="do", **form), client)
    assert f"Mötet är flyttat. {WAITS}" in shown


def test_a_new_meeting_says_that_its_mail_waits(client: FlaskClient) -> None:
    form = {"date": "2022-08-16", "starts": "15", "ends": "17", "place": ""}
    checked = post(client, f"{HOME}/meetings/new", **form).text.replace("\xa0", " ")

    assert WAITS in checked
    assert promises(checked) == []
    shown = done(post(client, f"{HOME}/meetings/new", step="do", **form), client)
    assert f"Mötet är tillagt. {WAITS}" in shown


def test_cancelling_says_that_the_mail_waits_for_as_long_as_it_does(
    client: FlaskClient, year: Database
) -> None:
    asked = get(client, f"{JUNE}/cancel")

    assert WAITS in asked
    assert "Ställ in mötet</button>" in asked
    assert promises(asked) == []
    assert f"Mötet är inställt. {WAITS}" in done(post(client, f"{JUNE}/cancel"), client)

    with writing(year, PAUSED) as session:
        pause.resume_mail(session, store.council(session, "granasbra"), {}, by=OPERATOR, now=PAUSED)
    assert "4 personer får ett mejl om det tors 10 feb 2022 kl. 10.05" in get(
        client, f"{JUNE}?done=cancelled"
    )


def test_a_restored_meeting_whose_cancelling_was_told_says_that_the_mail_waits(
    year: Database, config: Config, client: FlaskClient
) -> None:
    with writing(year, PAUSED) as session:
        council = store.council(session, "granasbra")
        pause.resume_mail(session, council, {}, by=OPERATOR, now=PAUSED)
        before = build.stockholm("2022-02-10 09:00")
        lifecycle.cancel(session, build.meeting(session, 3), by=OPERATOR, now=before)
    build.work(year, config, PAUSED)
    with writing(year, PAUSED) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=OPERATOR, now=PAUSED)

    asked = get(client, f"{JUNE}/restore")

    assert WAITS in asked
    assert promises(asked) == []
    assert WAITS in done(post(client, f"{JUNE}/restore"), client)


def test_a_year_that_is_published_says_that_its_mail_waits(
    client: FlaskClient, year: Database
) -> None:
    with writing(year, PAUSED) as session:
        council = store.council(session, "granasbra")
        draft.plan(session, council, 2023, "14 februari, 15.00", by=OPERATOR, now=PAUSED)
    here = f"{HOME}/years/2023"
    drafted = get(client, here)

    assert WAITS in drafted
    assert promises(drafted) == []
    version = re.search(r'name="version" value="([^"]+)"', drafted)
    assert version
    shown = done(post(client, f"{here}/publish", version=version[1]), client)
    assert f"1 möte är publicerat. {WAITS}" in shown
    assert promises(shown) == []
    assert 'value="undo"' not in shown


def test_the_year_s_dates_are_not_offered_to_newcomers(client: FlaskClient, year: Database) -> None:
    with writing(year, PAUSED) as session:
        council = store.council(session, "granasbra")
        member_import.import_members(
            session, council, [build.entry("Siv Ek")], by=OPERATOR, now=PAUSED
        )

    page = get(client, f"{HOME}/members")

    assert "Siv Ek" in page
    assert "Det kan skickas till dem när utskicken går igen: alla utskick är pausade." in page
    assert "Skicka mötestiderna" not in page
    assert promises(page) == []


def test_a_kallelse_that_is_approved_is_not_said_to_go(later: FlaskClient, year: Database) -> None:
    with writing(year, PAUSED) as session:
        council = store.council(session, "granasbra")
        council_settings.change_settings(
            session, council, {"approve_kallelse": "yes"}, by=OPERATOR, now=PAUSED
        )
    page = get(later, f"{MAIL}/letter?key={KALLELSE}")
    assert ">Godkänn<" in page

    approved = done(post(later, MAIL, key=KALLELSE, do="approve"), later)

    assert "Kallelsen är godkänd." in approved
    assert "Det väntar, eftersom alla utskick är pausade." in approved
    assert promises(approved) == []


def test_a_mail_that_is_let_go_by_itself_still_waits(client: FlaskClient, year: Database) -> None:
    with writing(year, PAUSED) as session:
        council = store.council(session, "granasbra")
        mail_actions.hold(session, council, KALLELSE, by=OPERATOR, now=PAUSED)

    page = done(post(client, MAIL, key=KALLELSE, do="resume"), client)

    assert "Mejlet går vid sin tid igen, om inte alla utskick ännu är pausade då." in page


def test_no_letter_is_offered_once_more(client: FlaskClient, year: Database) -> None:
    letter = f"{MAIL}/letter?key=granasbra/y2022/year_dates/1&to=member.1@example.org"
    assert "Skicka igen" not in get(client, letter)

    with writing(year, PAUSED) as session:
        pause.resume_mail(session, store.council(session, "granasbra"), {}, by=OPERATOR, now=PAUSED)

    assert "Skicka igen till Member 1" in get(client, letter)


def test_a_member_s_page_does_not_say_when_the_kallelse_comes(
    client: FlaskClient, year: Database
) -> None:
    with reading(year) as session:
        person = store.person_by_email(session, "member.1@example.org")
    assert person
    page = links(client).page(person.id, person.link_version).removeprefix("http://127.0.0.1:8000")
    meeting = f"{page}/granasbra/meetings/1"
    assert "Kallelsen kommer" not in get(client, meeting)

    with writing(year, PAUSED) as session:
        pause.resume_mail(session, store.council(session, "granasbra"), {}, by=OPERATOR, now=PAUSED)

    assert "Kallelsen kommer tisdag 15 februari." in get(client, meeting)


def links(client: FlaskClient) -> Links:
    """Those of the app that the browser sees."""
    found = client.application.extensions["kallelse"].links
    assert isinstance(found, Links)
    return found
