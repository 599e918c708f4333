"""Texter: every letter, one text with its preview, a test to oneself; one mail edited; two who save at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.config import Config
from scheduler.db.session import Database
from tests import build
from tests.conftest import NOW
from tests.signed_in import secretary

TEXTS = "/admin/granasbra/texts"
KALLELSE = f"{TEXTS}/kallelse/sv"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
EDIT = f"/admin/granasbra/mail/edit?key={KEY}"
BODY = "{hälsning}\r\n\r\nTa med fika.\r\n\r\nTid: {mötestid}\r\nPlats: {plats}\r\n\r\nSvara: {möteslänk}\r\n{mejlval}"


@pytest.fixture
def client(sqlite: Database, config: Config) -> Iterator[FlaskClient]:
    siv, noor = build.entry("Siv Tallgren"), build.entry("Noor Haddadi", language="en")
    build.seed_year(sqlite, now=NOW, entries=[siv, noor])
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    yield from secretary(sqlite, config, now=build.stockholm("2022-01-10 10:00"))


def shown(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.text


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


def write(client: FlaskClient, url: str, *, seen: str = "", **typed: str) -> TestResponse:
    """Sends the form that `seen` holds, else one that is opened now."""
    data = {"subject": "Välkommen {mötesdatum}", "body": BODY, "do": "save"}
    data |= hidden(seen or shown(client, url)) | typed
    return client.post(url, data=data, follow_redirects=True)


def test_every_letter_is_listed_in_both_languages(client: FlaskClient) -> None:
    page = shown(client, TEXTS)

    assert page.count(">Standard<") == page.count('scope="row"') * 2
    assert "Alla texter är standard." in page


def test_a_text_is_shown_with_its_fields_and_as_a_person_gets_it(client: FlaskClient) -> None:
    page = shown(client, KALLELSE)

    assert "Kallelse: {rådet} {mötesdatum}" in page
    assert "<code>{möteslänk}</code>" in page
    assert "Kallelse: GranåsBrå tis 22 feb 2022 kl. 15.00" in page
    assert "Hej Siv!" in page
    # Another person's link would let the reader in as them.
    assert "/m/" not in page


def test_the_agenda_is_no_field_to_choose_until_one_can_be_written(client: FlaskClient) -> None:
    page = shown(client, KALLELSE)

    assert "dagordning" not in page.lower()
    assert "Texten är sparad." in write(client, KALLELSE, body=BODY + "\r\n{dagordning}").text


def test_preview_for_another_meeting_and_person_keeps_what_was_typed(client: FlaskClient) -> None:
    first = shown(client, KALLELSE)
    noor = re.search(r'<option value="(\d+)">Noor', first)
    assert noor

    page = write(client, KALLELSE, do="preview", of="m3", person=noor[1]).text

    assert "Ta med fika." in page
    assert "Välkommen tis 14 jun 2022 kl. 15.00" in page
    assert "Hej Noor!" in page
    assert ">Standard<" in page


def test_a_text_is_saved_used_and_taken_back(client: FlaskClient) -> None:
    saved = write(client, KALLELSE).text
    letter = shown(client, f"/admin/granasbra/mail/letter?key={KEY}")

    assert "Texten är sparad. Den gäller 5 planerade utskick." in saved
    assert ">Egen<" in saved
    assert "Ta med fika." in letter
    both = shown(client, f"{KALLELSE}/restore")
    assert "Ta med fika." in both
    assert "Du kallas till möte i {rådet}." in both
    back = client.post(f"{KALLELSE}/restore", data=hidden(both), follow_redirects=True).text
    assert "Alla texter är standard." in back


def test_a_fault_is_told_at_its_field_and_what_was_typed_is_kept(client: FlaskClient) -> None:
    answer = write(client, KALLELSE, body=BODY.replace("{möteslänk}", "{moteslank}"))

    assert answer.status_code == 422
    assert "<title>Fel: " in answer.text
    assert "Menade du {möteslänk}?" in answer.text
    assert "Ta med fika." in answer.text
    lacking = write(client, KALLELSE, body=BODY.replace("Svara: {möteslänk}", "")).text
    assert "Texten saknar {möteslänk}. Utan den kan ingen svara eller läsa mer." in lacking


def test_a_test_goes_to_whoever_is_signed_in_and_once_for_two_presses(
    client: FlaskClient, sqlite: Database, config: Config
) -> None:
    seen = shown(client, KALLELSE)
    for _press in range(2):
        page = write(client, KALLELSE, seen=seen, do="test").text
        assert "Ett prov är på väg till elin@example.org." in page
        assert "Ta med fika." in page
    build.work(sqlite, config, build.stockholm("2022-01-10 10:00"))

    letters = [row for row in build.letters(sqlite) if row.kind == "test"]
    assert [(row.recipient, row.state) for row in letters] == [("elin@example.org", "sent")]
    mail = shown(
        client, "/admin/granasbra/mail/letter?key=granasbra/m1/test/" + hidden(seen)["nonce"]
    )
    assert "Prov: Välkommen tis 22 feb 2022 kl. 15.00" in mail
    assert write(client, KALLELSE, do="test", nonce="../x").status_code == 404


def test_two_who_save_at_once_see_both_texts(client: FlaskClient) -> None:
    seen = shown(client, KALLELSE)
    write(client, KALLELSE, body=BODY + "\r\nGrannens rad.")

    answer = write(client, KALLELSE, seen=seen, body=BODY + "\r\nMin rad.")

    assert answer.status_code == 409
    assert "Grannens rad." in answer.text
    assert "Min rad." in answer.text
    again = write(client, KALLELSE, seen=answer.text, body=BODY + "\r\nMin rad.\r\nGrannens rad.")
    assert "Texten är sparad." in again.text
    kept = shown(client, KALLELSE)
    assert "Min rad.\nGrannens rad." in kept


def test_one_mail_is_edited_shown_as_edited_and_restored(client: FlaskClient) -> None:
    letter = shown(client, f"/admin/granasbra/mail/letter?key={KEY}")
    assert "Redigera bara detta" in letter

    saved = write(client, EDIT).text
    other = shown(
        client, "/admin/granasbra/mail/letter?key=granasbra/m2/kallelse/@2022-04-26T15:00"
    )

    assert "Mejlet är ändrat. Andra mejl behåller sin text." in saved
    assert "Ta med fika." in saved
    assert "Ta med fika." not in other
    assert shown(client, "/admin/granasbra/mail").count(">Ändrat<") == 1
    assert "Kallelsen, Engelska" in shown(client, EDIT)
    back = write(client, EDIT, do="restore").text
    assert "Mejlet går med den vanliga texten igen." in back
    assert "Ta med fika." not in back


def test_an_edit_of_one_mail_is_checked_and_meets_another_s(client: FlaskClient) -> None:
    seen = shown(client, EDIT)
    assert write(client, EDIT, body="").status_code == 422
    write(client, EDIT, body=BODY + "\r\nGrannens rad.")

    answer = write(client, EDIT, seen=seen, body=BODY + "\r\nMin rad.")

    assert answer.status_code == 409
    assert "Grannens rad." in answer.text
    assert "Min rad." in answer.text
    assert "Mejlet är ändrat." in write(client, EDIT, seen=answer.text).text
    assert "Ett prov är på väg" in write(client, EDIT, do="test").text


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    gone = "/admin/granasbra/mail/edit?key=granasbra/m9/kallelse/@x"
    wrong = f"{EDIT}&letter=moved&code=sv"
    for url in (f"{TEXTS}/kallelse/fi", f"{TEXTS}/nonsense/sv", gone, wrong):
        assert client.get(url).status_code == 404
    ordered = "/admin/granasbra/mail/edit?key=granasbra/y2022/year_dates/1"
    assert client.get(ordered).status_code == 409


def test_english_by_request(client: FlaskClient) -> None:
    page = shown(client, f"{TEXTS}/kallelse/en?lang=en")

    assert "Fields that can stand in the text" in page
    assert "Notice of meeting: GranåsBrå Tue 22 Feb 2022, 15:00" in page
