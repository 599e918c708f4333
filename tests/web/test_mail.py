"""Utskick: what will go, to whom and when; any letter before it goes; hold, skip, send now, undo."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, council_settings, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from tests import build
from tests.conftest import NOW
from tests.signed_in import secretary
from web.app import create_app

MAIL = "/admin/granasbra/mail"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"


@pytest.fixture
def client(sqlite: Database, config: Config) -> Iterator[FlaskClient]:
    build.seed_year(sqlite, now=NOW)
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    yield from secretary(sqlite, config, now=build.stockholm("2022-01-10 10:00"))


def letter(client: FlaskClient, **query: str) -> str:
    answer = client.get(f"{MAIL}/letter", query_string={"key": KEY, **query})
    assert answer.status_code == 200
    return answer.text


def do(client: FlaskClient, act: str, key: str = KEY):  # type: ignore[no-untyped-def]
    found = re.search(r'name="csrf_token" value="([^"]+)"', letter(client))
    assert found
    return client.post(
        MAIL, data={"csrf_token": found[1], "key": key, "do": act}, follow_redirects=True
    )


def test_the_timeline_has_every_mail_of_the_year(client: FlaskClient) -> None:
    page = client.get(MAIL).text.replace("\xa0", " ")

    assert page.count("<h3>") == 31
    assert page.count(">Planerat</span>") == 30
    assert page.count(">Skickat</span>") == 1
    assert "tis 15 feb 2022 kl. 08.00 · 25 personer" in page


def test_what_is_far_off_is_folded_away(sqlite: Database, config: Config) -> None:
    build.seed_year(sqlite, now=NOW)
    for day in ("2021-12-01", "2022-01-25", "2022-02-01", "2022-02-11", "2022-02-15"):
        build.work(sqlite, config, build.stockholm(f"{day} 09:05"))
    later = "granasbra/m5/kallelse/@2022-12-13T15:00"
    for client in secretary(sqlite, config, now=build.stockholm("2022-02-15 10:00")):
        do(client, "hold", later)
        page, whole = (client.get(f"{MAIL}{more}").text for more in ("", "?year=2022"))

        near = re.sub(r"<details>.*?</details>", "", page, flags=re.S)
        assert near.count("<h3>") == 3 + 6 + 1  # the one on hold, late in the year, is always seen
        assert near.count("Låt det gå vid sin tid<") == 1
        assert "Visa fler planerade utskick (19 till dec 2022)" in page
        assert "Visa tidigare utskick (2)" in page
        assert page.count("<h3>") == whole.count("<h3>") == 31
        assert "<details>" not in whole


def test_a_mail_is_held_and_sent_from_its_row(client: FlaskClient) -> None:
    page = client.get(MAIL).text
    (row,) = (row for row in page.split("<li") if f'value="{KEY}"' in row)
    token = re.search(r'name="csrf_token" value="([^"]+)"', row)
    assert token
    assert re.findall(r'name="do" value="(\w+)"', row) == ["hold", "send"]

    form = {"csrf_token": token[1], "key": KEY, "do": "hold"}
    held = client.post(MAIL, data=form, follow_redirects=True)

    assert "Mejlet är pausat. Det går inte iväg." in held.text


def test_any_letter_is_read_as_any_of_its_recipients(client: FlaskClient) -> None:
    first = letter(client)
    other = letter(client, to="member.7@example.org")

    assert "Kallelse: GranåsBrå tis 22 feb 2022 kl. 15.00" in first
    assert "Svara senast fredag 18 februari om du kommer eller inte." in first
    assert '<option value="member.7@example.org" selected>' in other
    # The link would let the reader in as the person.
    assert "/m/…/granasbra/meetings/1" in first
    assert not re.search(r"/m/\d", first)


def test_a_sent_letter_is_shown_as_it_was_sent(client: FlaskClient) -> None:
    page = client.get(f"{MAIL}/letter", query_string={"key": "granasbra/y2022/year_dates/1"}).text

    assert "Mötestider 2022: GranåsBrå" in page
    assert "Så här blir mejlet" not in page
    assert 'value="hold"' not in page


def test_hold_send_now_undo_skip(client: FlaskClient) -> None:
    assert "Mejlet är pausat." in do(client, "hold").text
    sent = do(client, "send").text.replace("\xa0", " ")
    assert "Mejlet skickas kl. 10.05. Till dess kan du ångra." in sent
    assert ">Skickas</span>" in sent
    assert 'name="do" value="undo"' in letter(client)
    assert 'name="do" value="undo"' in client.get("/admin/granasbra/mail").text
    assert "Mejlet är stoppat och pausat. Inget har skickats." in do(client, "undo").text
    assert "Mejlet går vid sin tid igen." in do(client, "resume").text
    assert "Mejlet hoppas över." in do(client, "skip").text
    assert 'name="do" value="resume"' in letter(client)


def test_a_mail_that_has_been_ordered_says_why_it_cannot_be_held(client: FlaskClient) -> None:
    answer = do(client, "hold", key="granasbra/y2022/year_dates/1")

    assert answer.status_code == 409
    assert "Mejlet är redan på väg, så det går inte längre att ändra." in answer.text


def test_the_letter_for_review_leads_to_the_kallelse_it_is_about(client: FlaskClient) -> None:
    review = "granasbra/m1/kallelse_review/@2022-02-22T15:00"
    page = client.get(f"{MAIL}/letter", query_string={"key": review}).text
    found = re.search(r"http://127\.0\.0\.1:8000(/admin/granasbra/mail/letter\S+)", page)
    assert found

    answer = client.get(found[1])

    assert answer.status_code == 200
    assert "Kallelse: GranåsBrå tis 22 feb 2022 kl. 15.00" in answer.text
    assert 'value="hold"' in answer.text


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    for key in ("", "x", "grannen/m1/kallelse/@2022-02-22T15:00/x", "granasbra/m99/kallelse/@x"):
        assert client.get(f"{MAIL}/letter", query_string={"key": key}).status_code == 404
    assert do(client, "destroy").status_code == 404


def test_a_mail_cannot_be_held_without_our_form(client: FlaskClient) -> None:
    assert client.post(MAIL, data={"key": KEY, "do": "hold"}).status_code == 403


def test_the_first_page_says_what_comes_next(client: FlaskClient) -> None:
    page = client.get("/admin/granasbra").text

    assert "Inget att göra just nu." in page
    assert "Ärendeinbjudan, tis 25 jan 2022 kl. 08.00. Det går av sig självt." in page.replace(
        "\xa0", " "
    )


def test_english_by_request(client: FlaskClient) -> None:
    page = client.get(f"{MAIL}?lang=en").text

    assert page.count(">Planned</span>") == 30
    assert "What is not in this list is not sent." in page


def test_a_letter_that_was_taken_goes_once_more_as_one_of_its_own(
    client: FlaskClient, sqlite: Database, config: Config
) -> None:
    key = "granasbra/y2022/year_dates/1"
    page = client.get(
        f"{MAIL}/letter", query_string={"key": key, "to": "member.7@example.org"}
    ).text
    assert "Skicka igen till Member 7" in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    row_id = re.search(r'name="id" value="(\d+)"', page)
    assert token
    assert row_id

    for _press in range(2):
        answer = client.post(
            f"{MAIL}/letters",
            data={"csrf_token": token[1], "id": row_id[1], "do": "copy"},
            follow_redirects=True,
        )
        assert "Mejlet skickas en gång till." in answer.text
    build.work(sqlite, config, build.stockholm("2022-01-10 10:00"))
    mine = [row for row in build.letters(sqlite) if row.recipient == "member.7@example.org"]
    assert [row.state for row in mine] == ["sent", "sent"]
    assert mine[0].message_id != mine[1].message_id


def test_a_kallelse_that_needs_approval_is_a_thing_to_do_and_is_approved(
    client: FlaskClient, sqlite: Database, config: Config
) -> None:
    asked = build.stockholm("2022-02-11 08:00")
    with writing(sqlite, NOW) as session:
        council = store.council(session, "granasbra")
        council_settings.change_settings(
            session, council, {"approve_kallelse": "yes"}, by=OPERATOR, now=NOW
        )
    waiting = client.get(MAIL).text
    assert waiting.count(">Väntar på dig</span>") == 5
    first = client.get("/admin/granasbra").text
    assert "väntar på dig" not in first
    assert "har inte svarat" not in first
    build.work(sqlite, config, asked)
    home = client.get("/admin/granasbra").text.replace("\xa0", " ")

    assert "Kallelsen till mötet tis 22 feb 2022 väntar på dig." in home
    assert "kallelsen går inte förrän någon godkänner den" in letter(client)
    assert "Kallelsen är godkänd. Den går av sig själv." in do(client, "approve").text
    assert "väntar på dig" not in client.get("/admin/granasbra").text


def test_what_is_long_past_stands_under_its_year(
    client: FlaskClient, sqlite: Database, config: Config
) -> None:
    later = build.stockholm("2022-11-01 10:00")
    with client.session_transaction() as cookie, writing(sqlite, later) as session:
        person = store.person_by_email(session, "elin@example.org")
        assert person
        made = store.account_of(session, person.id)
        assert made
        secret = accounts.begin_session(session, made, program="test", now=later)
    autumn = create_app(config, FixedClock(later), sqlite).test_client()
    with autumn.session_transaction() as cookie:
        cookie["account"] = secret

    lately, year = autumn.get(MAIL).text, autumn.get(f"{MAIL}?year=2022").text

    for number, is_late in ((1, False), (3, False), (4, True), (5, True)):
        key = f"granasbra/m{number}/kallelse/"
        assert (key in lately) is is_late
        assert key in year
    assert 'href="/admin/granasbra/mail?year=2022"' in lately
    assert "granasbra/m1/" not in autumn.get(f"{MAIL}?year=2019").text
    assert autumn.get(f"{MAIL}?year=x").status_code == 200
