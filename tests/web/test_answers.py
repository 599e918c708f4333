"""The secretary and the answers: what each has said, what waits for her, and what she notes herself."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, store, terms
from scheduler.councils.term_details import TermDetails
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings import lifecycle
from tests import build, incoming
from tests.integration.test_bounces import GONE, kallelse, sender_of
from tests.integration.test_inbox import NOW, Post
from web.app import create_app
from web.secretary.access import COOKIE

TRAY = "/admin/granasbra/answers"


class Office(Post):
    """The same council with its secretary signed in."""

    def __init__(self, database: Database, config: Config):
        super().__init__(database, config)
        with writing(database, NOW) as session:
            kept = [store.council(session, "granasbra")]
            account = accounts.add_account(
                session, "elin@example.org", name="Elin", councils=kept, by=OPERATOR, now=NOW
            )
            secret = accounts.begin_session(session, account, program="", now=NOW)
        app = create_app(config, FixedClock(NOW), database)
        self.client: FlaskClient = app.test_client()
        with self.client.session_transaction() as browser:
            browser[COOKIE] = secret

    def page(self, where: str) -> str:
        answer = self.client.get(where)
        assert answer.status_code == 200, answer.status
        return answer.get_data(as_text=True).replace("\xa0", " ")

    def post(self, page: str, action: str, **fields: object) -> str:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page(page))
        assert token
        answer = self.client.post(action, data={"csrf_token": token[1], **fields})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return self.page(answer.headers["Location"])


@pytest.fixture
def office(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config)


def write(office: Office, text: str, number: int = 1) -> int:
    of = office.about(number)
    return office.come(incoming.words(text, to=of.to, sender=of.attendee)).id


def test_the_meeting_tells_who_has_answered_what_and_whence(office: Office) -> None:
    office.come(incoming.google(office.about(1), "DECLINED", NOW, comment="På kurs"))

    page = office.page("/admin/granasbra/meetings/1")

    assert "0 kommer, 1 kan inte, 2 har inte svarat." in page
    assert "ons 16 feb 2022 kl. 09.00, från kalendern" in page
    assert "På kurs" in page
    first = office.page("/admin/granasbra")
    assert "0 kommer, 1 kan inte, 2 har inte svarat." in first
    assert '<a href="/admin/granasbra/meetings/1#h-answers">Se vilka</a>' in first


def test_nobody_is_missing_from_a_cancelled_meeting(office: Office) -> None:
    office.come(incoming.google(office.about(1), "DECLINED", NOW))
    with writing(office.database, NOW) as session:
        lifecycle.cancel(session, build.meeting(session, 1), reason="", by=OPERATOR, now=NOW)

    page = office.page("/admin/granasbra/meetings/1")

    assert "Kan inte" in page
    assert "har inte svarat" not in page
    assert "Visa vilka som inte har svarat" not in page


def test_one_address_that_bounced_does_not_hide_how_many_come(office: Office) -> None:
    row_id = kallelse(office).id
    with writing(office.database, NOW) as session:
        row = session.get(OutboxMessage, row_id)
        assert row
        row.state, row.reason = State.FAILED, "hard"

    assert "0 kommer, 0 kan inte, 3 har inte svarat." in office.page("/admin/granasbra")


def test_who_came_after_the_kallelse_is_called_by_one_press(office: Office) -> None:
    with writing(office.database, NOW) as session:
        zara = TermDetails("Zara Novak", "zara.novak@example.org", organisation="Polisen")
        of = store.council(session, "granasbra")
        terms.join_council(session, of, zara, since_on=date(2022, 1, 1), by=OPERATOR, now=NOW)
    told = "Zara Novak har inte fått kallelsen till tis 22 feb 2022."
    row = kallelse(office)
    letter = "/admin/granasbra/mail/letter?key=" + quote(row.key.rpartition("/")[0])
    for page in ("/admin/granasbra", "/admin/granasbra/members", letter):
        assert told in office.page(page), page

    meeting = office.post("/admin/granasbra", "/admin/granasbra/meetings/1/call")

    assert "Kallelsen går genast." in meeting
    assert told not in office.page("/admin/granasbra")
    assert "4 har inte svarat" in office.page("/admin/granasbra/meetings/1")


def test_mail_that_waits_stands_under_what_is_to_do_and_is_filed_in_one_press(
    office: Office,
) -> None:
    mail = write(office, "Tyvärr kan jag inte komma.")
    assert "1 mejl väntar på dig." in office.page("/admin/granasbra")
    tray = office.page(TRAY)
    assert "Tyvärr kan jag inte komma." in tray
    assert re.search(r'class="btn s" name="answer" value="no"', tray)

    after = office.post(TRAY, f"{TRAY}/{mail}", answer="no")

    assert "Svaret är noterat." in after
    assert "Inget väntar." in after
    assert office.answers() == {"Member 1": "no"}
    assert "Svar: Kan inte" in office.page("/admin/granasbra/log")
    assert "väntar på dig" not in office.page("/admin/granasbra")


def test_laid_aside_it_changes_no_answer(office: Office) -> None:
    mail = write(office, "Var ligger Granen?")

    assert "Inget svar ändrades." in office.post(TRAY, f"{TRAY}/{mail}")
    assert office.answers() == {}
    assert "Tog hand om ett mejl som väntade." in office.page("/admin/granasbra/log")


def test_a_doubtful_answer_is_taken_when_she_says_so(office: Office) -> None:
    line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:siv@home.example.net"
    mail = office.come(incoming.other(office.about(2), NOW, line, sender="siv@home.example.net"))

    office.post(TRAY, f"{TRAY}/{mail.id}", answer="coming")

    assert office.answers() == {"Member 2": "coming"}


def test_a_deputy_who_offers_to_come_is_shown_and_the_reply_is_the_member_s(
    office: Office,
) -> None:
    of = office.about(1)
    line = f'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{of.attendee}":mailto:b@example.net'
    mail = office.come(incoming.other(of, NOW, line, sender="b@example.net"))
    tray = office.page(TRAY)
    assert "Member 1, om tis 22 feb 2022" in tray
    assert "b@example.net erbjuder sig att komma i stället." in tray
    assert "du avgör vem som tjänstgör" in tray
    assert re.search(r'class="btn s" name="answer" value="no"', tray)

    office.post(TRAY, f"{TRAY}/{mail.id}", answer="no")

    assert office.standing()["Member 1"].note == "b@example.net erbjuder sig att komma i stället."


def test_mail_about_no_meeting_is_filed_to_the_one_she_chooses(office: Office) -> None:
    mail = office.come(
        incoming.words("Jag kommer i april.", to="svar@example.org", sender="member.3@example.org")
    )
    assert "Vilket möte?" in office.page(TRAY)

    office.post(TRAY, f"{TRAY}/{mail.id}", answer="coming", meeting="1")

    assert office.answers() == {"Member 3": "coming"}


def test_what_could_not_be_read_is_listed_with_who_and_when_until_it_is_laid_aside(
    office: Office,
) -> None:
    of = office.about(1)
    huge = incoming.words("Nej", to=of.to, sender=of.attendee) + b"x" * 25_000_000
    mail = office.come(huge)
    assert "1 mejl väntar på dig." in office.page("/admin/granasbra")

    tray = office.page(TRAY)

    assert "1 mejl kunde inte läsas" in tray
    who = "<strong>Member 1 (member.1@example.org)</strong>, ons 16 feb 2022 kl. 09.00"
    assert who in tray
    assert "Mejlet är större än 25 MB." in tray
    assert "kunde inte läsas" not in office.post(TRAY, f"{TRAY}/{mail.id}")
    assert "väntar på dig" not in office.page("/admin/granasbra")


def test_what_was_ignored_is_listed_with_who_and_when_for_thirty_days(office: Office) -> None:
    of = office.about(2)
    away = {"Auto_Submitted": "auto-replied"}
    office.come(incoming.words("Jag är ledig.", to=of.to, sender=of.attendee, **away))
    office.come(incoming.words("Nej.", to="svar@example.org", sender="Siv <siv@home.example>"))
    long_ago = NOW - timedelta(days=31)
    office.come(incoming.words("Nej!", to="svar@example.org", sender="old@home.example"), long_ago)

    tray = office.page(TRAY)

    assert "2 mejl från de senaste 30 dagarna ändrade inget" in tray
    assert (
        "Member 2 (member.2@example.org), ons 16 feb 2022 kl. 09.00: Det är ett automatiskt" in tray
    )
    assert "Siv (siv@home.example), ons 16 feb 2022 kl. 09.00: Avsändarens adress tillhör" in tray
    assert "old@home.example" not in tray
    assert f'href="{TRAY}"' in office.page("/admin/granasbra/meetings/1")
    with writing(office.database, NOW) as session:
        build.council(session, now=NOW, slug="grannen")
    assert "siv@home.example" not in office.page(TRAY)


def test_she_notes_what_a_member_told_her_on_the_phone(office: Office) -> None:
    page = "/admin/granasbra/meetings/1"
    person = re.search(r'<option value="(\d+)">Member 2', office.page(page))
    assert person

    office.post(page, f"{TRAY}/meetings/1", person=person[1], answer="coming")

    assert office.answers() == {"Member 2": "coming"}
    assert "noterat av sekreteraren" in office.page(page)


def test_a_letter_that_came_back_can_be_sent_again(office: Office) -> None:
    office.come(incoming.report(to=sender_of(office, kallelse(office)), **GONE))
    assert "1 mejl nådde inte Member" in office.page("/admin/granasbra")

    page = office.page("/admin/granasbra/mail")

    assert "Det kom tillbaka: det nådde inte" in page
    assert "Skicka igen till" in page
    assert "”smtp; 550 5.1.1 User unknown”" in page  # the words of the one that returned it
    assert re.search(r'href="/admin/granasbra/members/\d+">Rätta adressen', page)
    assert office.page("/admin/granasbra/members").count("Kommer inte fram") == 1


def test_mail_that_is_settled_is_not_found_again(office: Office) -> None:
    mail = write(office, "Jag kommer")
    office.post(TRAY, f"{TRAY}/{mail}", answer="coming")
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', office.page("/admin/granasbra/meetings/1")
    )
    assert token

    answer = office.client.post(f"{TRAY}/{mail}", data={"csrf_token": token[1], "answer": "no"})

    assert answer.status_code == 404
    assert office.answers() == {"Member 1": "coming"}
