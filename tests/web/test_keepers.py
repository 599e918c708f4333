"""Inviting a colleague who then keeps the council too: the letter and its link, wrong addresses, and how often."""

import re
from datetime import timedelta

from scheduler.councils import accounts, store
from scheduler.db.session import reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import maildir
from scheduler.mail.maildir import Captured
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, fields_of, hidden, text

SETTINGS, INVITE = f"{HOME}/settings", f"{HOME}/settings/accounts"
NILS = "nils.ek@example.org"


def fields(elin: Secretary, **typed: str) -> dict[str, str]:
    """Those of the page, whose one form has both the settings and the invitation."""
    return fields_of(elin.get(SETTINGS)) | typed


def invitations(elin: Secretary) -> list[Captured]:
    build.work(elin.database, elin.config, elin.now)
    letters = maildir.letters(elin.config.mail.folder)
    return [letter for letter in letters if letter.kind == "invitation"]


def keepers(elin: Secretary) -> dict[str, str]:
    """Address and name of each."""
    with reading(elin.database) as session:
        council = store.council(session, "granasbra")
        kept_by = store.accounts_of_council(session, council.id)
        return {account.person.email: account.person.name for account in kept_by}


def test_whoever_is_invited_signs_in_by_the_link_and_keeps_the_council(elin):
    done = elin.press(SETTINGS, INVITE, **fields(elin, email=f" {NILS}", colleague="Nils Ek"))
    (letter,) = invitations(elin)
    (path,) = re.findall(r"/login/[\w-]{20,}", letter.text.partition("English")[0])
    nils = elin.browser("")
    with nils.session_transaction() as cookie:
        cookie.clear()
    before = nils.get(HOME).status_code
    opened = nils.get(path).get_data(as_text=True)
    entered = nils.post(path, data={"csrf_token": hidden(opened, "csrf_token")})

    assert f"Nils Ek, {NILS}" in done
    assert "Länken fungerar en gång, till den tid som står i mejlet." in opened
    assert (letter.to_address, letter.from_name) == (NILS, "GranåsBrå")
    assert letter.subject == "Inbjudan att sköta GranåsBrå"
    assert "senast onsdag 8 december 2021 kl. 09.00" in letter.text.replace("\xa0", " ")
    assert (before, entered.location) == (303, "/account")
    assert nils.get(HOME).status_code == 200
    assert nils.get("/admin/status").status_code == 404
    assert "Lät Nils Ek sköta rådet i webbläsaren." in elin.get(f"{HOME}/log")


def test_the_link_of_an_invitation_works_for_a_week_and_of_an_ended_access_opens_nothing(elin):
    elin.press(SETTINGS, INVITE, **fields(elin, email=NILS))
    with writing(elin.database, NOW) as session:
        council = store.council(session, "granasbra")
        nils = store.accounts_of_council(session, council.id)[-1]
        accounts.end_access(session, nils, [council], by=OPERATOR, now=NOW)
    (letter,) = invitations(elin)
    (path,) = re.findall(r"/login/[\w-]{20,}", letter.text.partition("English")[0])

    def enter(after: timedelta) -> tuple[int, int]:
        browser = elin.at(NOW + after).browser("")
        page = browser.get(path).get_data(as_text=True)
        answer = browser.post(path, data={"csrf_token": hidden(page, "csrf_token")})
        return answer.status_code, browser.get(HOME).status_code

    assert enter(timedelta(days=7)) == (410, 303)
    assert enter(timedelta(days=6, hours=23)) == (303, 404)


def test_an_invitation_is_sent_again_as_often_as_a_link_to_sign_in(elin):
    statuses = [
        elin.post(SETTINGS, INVITE, **fields(elin, email=NILS, colleague="Nils Ek")).status_code
        for _ in range(4)
    ]
    refused = elin.post(SETTINGS, INVITE, email=NILS.upper(), colleague="Nils Ek")
    sent = len(invitations(elin))
    later = elin.at(NOW + timedelta(minutes=16))
    again = later.post(SETTINGS, INVITE, **fields(later, email=NILS))

    assert statuses == [303, 303, 303, 429]
    assert "Vänta en kvart." in text(refused)
    assert f'value="{NILS.upper()}"' in text(refused)
    assert sent == 3
    assert again.status_code == 303
    assert keepers(elin) == {"elin@example.org": "Elin Forsby", NILS: "Nils Ek"}


def test_settings_that_are_not_saved_stay_when_a_colleague_is_invited(elin):
    typed = fields(elin, email="nils.ek", place="Rum 7")
    refused = elin.post(SETTINGS, INVITE, **typed)
    sent = elin.post(SETTINGS, INVITE, **typed | {"email": NILS})

    for answer in (refused, sent):
        assert 'value="Rum 7"' in text(answer)
    assert (refused.status_code, sent.status_code) == (422, 200)
    assert "Inbjudan är på väg." in text(sent)
    assert fields_of(text(sent))["email"] == ""
    assert NILS in keepers(elin)
    saved = fields_of(text(sent)) | {"do": "save"}
    assert elin.client.post(SETTINGS, data=saved).status_code == 303
    assert 'value="Rum 7"' in elin.get(SETTINGS)
