"""Utskick, what is shown of it: about one meeting, in one state, to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.mail.rows import OutboxMessage, State
from tests import build
from tests.conftest import NOW
from tests.signed_in import secretary

MAIL = "/admin/granasbra/mail"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"


@pytest.fixture
def client(sqlite: Database, config: Config) -> Iterator[FlaskClient]:
    build.seed_year(sqlite, now=NOW)
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    yield from secretary(sqlite, config, now=build.stockholm("2022-01-10 10:00"))


def shown(client: FlaskClient, query: str) -> list[str]:
    """Key of each mail that is shown, in the order of the page."""
    page = client.get(f"{MAIL}?{query}").text
    return re.findall(r'<h3><a href="[^"]*[?&;]key=([^"&]+)', page)


def test_the_list_shows_the_mail_of_one_meeting_in_one_state_to_one_person(
    client: FlaskClient, sqlite: Database
) -> None:
    with reading(sqlite) as session:
        person = store.person_by_email(session, "member.7@example.org")
        assert person
    siv = person.id

    assert {key.split("/")[1] for key in shown(client, "meeting=3")} == {"m3"}
    assert shown(client, "state=sent") == ["granasbra/y2022/year_dates/1"]
    of_siv = shown(client, f"meeting=1&person={siv}")
    assert KEY in of_siv
    assert "granasbra/m1/kallelse_review/@2022-02-22T15:00" not in of_siv  # that is the secretary's
    assert shown(client, f"meeting=1&person={siv}&state=sent") == []


def test_a_member_s_page_leads_to_their_mail(client: FlaskClient, sqlite: Database) -> None:
    with reading(sqlite) as session:
        siv = store.person_by_email(session, "member.7@example.org")
        assert siv
        council = store.council(session, "granasbra")
        term = next(m for m in store.members(session, council.id) if m.person_id == siv.id)

    page = client.get(f"/admin/granasbra/members/{term.id}").text

    assert f'<a href="{MAIL}?person={siv.id}">Utskick till Member 7</a>' in page


def test_what_is_chosen_is_said_and_kept(client: FlaskClient) -> None:
    page = client.get(f"{MAIL}?meeting=3&state=planned").text

    assert '<option value="3" selected>' in page
    assert '<option value="planned" selected>Planerat</option>' in page
    assert "Visar 6 av 31 mejl." in page
    assert '<a href="/admin/granasbra/mail">Visa alla mejl</a>' in page
    assert 'href="/admin/granasbra/mail?year=2022&amp;state=planned"' in page
    of_year = client.get(f"{MAIL}?year=2022&state=planned").text
    assert '<input type="hidden" name="year" value="2022">' in of_year
    assert '<a href="/admin/granasbra/mail?year=2022">Visa alla mejl</a>' in of_year
    assert '<a href="/admin/granasbra/mail?state=planned">Nu</a>' in of_year


def test_where_nothing_fits_the_page_says_so_and_leads_back(client: FlaskClient) -> None:
    for query in ("state=missed", "person=999", "meeting=99"):
        page = client.get(f"{MAIL}?{query}").text

        assert "Inget mejl stämmer med det du har valt." in page
        assert "Visar 0 av 31 mejl." in page
        assert '<a href="/admin/granasbra/mail">Visa alla mejl</a>' in page


def test_what_no_mail_could_be_is_not_asked_for(client: FlaskClient) -> None:
    for query in ("state=lost", "person=x", "meeting=-1", "year=20", "person=99999999999999"):
        page = client.get(f"{MAIL}?{query}").text

        assert page.count("<h3>") == 31
        assert "Visar" not in page


def test_of_one_persons_mail_the_list_says_what_became_of_theirs(
    client: FlaskClient, sqlite: Database
) -> None:
    """One letter of a mail did not arrive; to everybody else it did."""
    letters = {row.recipient: row for row in build.letters(sqlite)}
    lost, taken = letters["member.7@example.org"], letters["member.8@example.org"]
    with writing(sqlite, NOW) as session:
        change = update(OutboxMessage).where(OutboxMessage.id == lost.id)
        session.execute(change.values(state=State.FAILED, reason="hard"))

    assert "1 kom inte fram</span>" in client.get(MAIL).text
    assert ">Skickat</span>" in client.get(f"{MAIL}?person={taken.person_id}&state=sent").text
    failed = client.get(f"{MAIL}?person={lost.person_id}&state=undelivered").text
    assert "1 person" in failed
    assert "member.8@example.org" not in failed


@pytest.mark.parametrize(
    "states, told",
    [
        ((State.UNCERTAIN, State.UNCERTAIN), "2 kom kanske inte fram"),
        ((State.UNCERTAIN, State.SUPPRESSED), "1 kom inte fram"),
        ((State.QUEUED, State.INTENT), "Skickas (28 av 30)"),
        ((State.SENT, State.SENT), "Skickat"),
    ],
)
def test_the_list_says_how_many_it_is_about(
    client: FlaskClient, sqlite: Database, states: tuple[State, State], told: str
) -> None:
    rows = [row.id for row in build.letters(sqlite)]
    with writing(sqlite, NOW) as session:
        for row_id, state in zip(rows, states, strict=False):
            change = update(OutboxMessage).where(OutboxMessage.id == row_id)
            session.execute(change.values(state=state))

    assert f"{told}</span>" in client.get(MAIL).text
