"""Texter: every letter, one text with its preview, a test to oneself; one mail edited; two who save at once."""

import re

import pytest
from werkzeug.test import TestResponse

from tests import build
from tests.web.secretary import HOME, NOW, Secretary, hidden_fields, text

TEXTS = f"{HOME}/texts"
KALLELSE = f"{TEXTS}/kallelse/sv"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
EDIT = f"{HOME}/mail/edit?key={KEY}"
LETTER = f"{HOME}/mail/letter?key={KEY}"
BODY = "{hälsning}\r\n\r\nTa med fika.\r\n\r\nTid: {mötestid}\r\nPlats: {plats}\r\n\r\nSvara: {möteslänk}\r\n{mejlval}"


@pytest.fixture
def elin(sqlite, config):
    siv, noor = build.entry("Siv Tallgren"), build.entry("Noor Haddadi", language="en")
    build.seed_year(sqlite, now=NOW, entries=[siv, noor])
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    return Secretary(sqlite, config, build.stockholm("2022-01-10 10:00"))


def send(elin: Secretary, url: str, *, seen: str = "", **typed: str) -> TestResponse:
    """Sends the form that `seen` holds, else one that is opened now."""
    data = {"subject": "Välkommen {mötesdatum}", "body": BODY, "do": "save"} | typed
    return elin.send(url, seen=seen, **data)


def write(elin: Secretary, url: str, *, seen: str = "", **typed: str) -> str:
    return text(send(elin, url, seen=seen, **typed))


def test_a_text_is_shown_with_its_fields_and_as_a_person_gets_it(elin):
    listed, page = elin.get(TEXTS), elin.get(KALLELSE)
    english = elin.get(f"{TEXTS}/kallelse/en?lang=en")

    assert listed.count(">Standard<") == listed.count('scope="row"') * 2
    assert "Kallelse: GranåsBrå tis 22 feb 2022 kl. 15.00" in page
    assert "Hej Siv!" in page
    # Another person's link would let the reader in as them.
    assert "/m/" not in page
    assert "<code>{agenda}</code>" in english
    assert "Notice of meeting: GranåsBrå Tue 22 Feb 2022, 15:00" in english


def test_preview_for_another_meeting_and_person_keeps_what_was_typed(elin):
    (noor,) = re.findall(r'<option value="(\d+)">Noor', elin.get(KALLELSE))

    page = write(elin, KALLELSE, do="preview", of="m3", person=noor)

    assert "Ta med fika." in page
    assert "Välkommen tis 14 jun 2022 kl. 15.00" in page
    assert "Hej Noor!" in page
    assert ">Standard<" in page


def test_a_text_is_saved_used_and_taken_back(elin):
    saved = write(elin, KALLELSE)
    letter, both = elin.get(LETTER), elin.get(f"{KALLELSE}/restore")
    back = elin.press(f"{KALLELSE}/restore")

    assert "Texten är sparad." in saved
    assert ">Egen<" in saved
    assert "Ta med fika." in letter
    assert "Ta med fika." in both
    assert "Du kallas till möte i {rådet}." in both
    assert "Alla texter är standard." in back
    assert "Gick tillbaka till standardtexten för ett mejl." in elin.get(f"{HOME}/log")


def test_a_test_goes_to_whoever_is_signed_in_and_once_for_two_presses(elin, config):
    seen = elin.get(KALLELSE)
    for _press in range(2):
        page = write(elin, KALLELSE, seen=seen, do="test")
        assert "Ett prov är på väg till elin@example.org." in page
        assert "Ta med fika." in page
    build.work(elin.database, config, elin.now)

    letters = [row for row in build.letters(elin.database) if row.kind == "test"]
    assert [(row.recipient, row.state) for row in letters] == [("elin@example.org", "sent")]
    key = f"granasbra/m1/test/{hidden_fields(seen)['nonce']}"
    mail = elin.get(f"{HOME}/mail/letter?key={key}")
    assert "Prov: Välkommen tis 22 feb 2022 kl. 15.00" in mail
    assert send(elin, KALLELSE, do="test", nonce="../x").status_code == 404


def test_one_mail_is_edited_shown_as_edited_and_restored(elin):
    saved = write(elin, EDIT)
    other = elin.get(f"{HOME}/mail/letter?key=granasbra/m2/kallelse/@2022-04-26T15:00")
    mail = elin.get(f"{HOME}/mail")
    back = write(elin, EDIT, do="restore")
    write(elin, EDIT)
    build.move(elin.database, "2022-02-24 15:00", elin.now)
    moved = elin.get(LETTER.replace("02-22T", "02-24T"))

    assert "Välkommen tors 24 feb" in moved  # the words follow their meeting
    assert "Mejlet är ändrat. Andra mejl behåller sin text." in saved
    assert "Ta med fika." in saved
    assert "Ta med fika." not in other
    assert mail.count(">Ändrat<") == 1
    assert "Mejlet går med den vanliga texten igen." in back
    assert "Ta med fika." not in back


def test_a_message_stands_above_the_signature_of_one_mail_in_every_language(elin):
    at = f"{HOME}/mail/edit/message?key={KEY}"
    data = hidden_fields(elin.get(at))

    empty = elin.client.post(at, data={**data, "sv": " "})
    wrong = elin.client.post(at, data={**data, "sv": "Ta med {fika}"})
    added = elin.client.post(at, data={**data, "sv": "Vi bjuder på fika."}, follow_redirects=True)
    english = elin.get(f"{LETTER}&to=noor.haddadi@example.org")

    assert (empty.status_code, "Skriv ett meddelande." in empty.text) == (422, True)
    assert (wrong.status_code, "Ta med {fika}</textarea>" in wrong.text) == (422, True)
    assert "Vi bjuder på fika.\n\nHälsningar" in added.text
    assert "Vi bjuder på fika.\n\nKind regards" in english  # the one there is


def test_what_is_not_there_is_not_found(elin):
    gone = f"{HOME}/mail/edit?key=granasbra/m9/kallelse/@x"
    for url in (f"{TEXTS}/kallelse/fi", f"{TEXTS}/x/sv", gone, f"{EDIT}&letter=moved&code=sv"):
        elin.get(url, 404)
    elin.get(f"{HOME}/mail/edit?key=granasbra/y2022/year_dates/1", 409)


def test_words_for_a_mail_that_has_gone_meanwhile_are_shown_to_be_copied(elin, sqlite, config):
    data = hidden_fields(elin.get(EDIT))
    build.work(sqlite, config, build.stockholm("2022-02-15 08:05"))
    words = {"subject": "Välkomna", "body": BODY, "do": "save"}
    late = elin.client.post(EDIT, data=data | words)

    assert late.status_code == 409
    assert "Mejlet är redan på väg" in text(late)
    assert "Ta med fika." in text(late)
    assert data["csrf_token"] not in text(late)
