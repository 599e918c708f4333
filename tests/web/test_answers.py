"""The secretary and the answers: what each has said, what waits for her, and what she notes herself."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest

from scheduler.councils import store, terms
from scheduler.councils.term_rules import TermDetails
from scheduler.db.session import writing
from scheduler.history.rows import OPERATOR
from tests import build, incoming_mail
from tests.integration.test_bounces import GONE, kallelse, sender_of
from tests.integration.test_inbox import NOW, Post
from tests.web.secretary import HOME, Secretary

TRAY = f"{HOME}/answers"
FIRST = f"{HOME}/meetings/1"


@pytest.fixture
def post(sqlite, config):
    return Post(sqlite, config)


@pytest.fixture
def elin(post):
    return Secretary(post.database, post.config, NOW)


def write(post: Post, text: str) -> int:
    of = post.about(1)
    return post.come(incoming_mail.words(text, to=of.to, sender=of.attendee)).id


def test_the_meeting_tells_who_has_answered_what_and_whence(post, elin):
    post.come(incoming_mail.google(post.about(1), "DECLINED", NOW, comment="På kurs"))
    page, home, meetings = elin.get(FIRST), elin.get(HOME), elin.get(f"{HOME}/meetings")
    build.cancel(post.database, NOW)
    cancelled = elin.get(FIRST)

    for shown in (page, home, meetings):
        assert "0 kommer, 1 kan inte, 2 har inte svarat." in shown
    assert meetings.count("har inte svarat") == 1  # nobody has been called to the others yet
    assert "ons 16 feb 2022 kl. 09.00, från kalendern" in page
    assert "På kurs" in page
    assert f'<a href="{FIRST}#h-answers">Se vilka</a>' in home
    assert "Kan inte" in cancelled
    assert "har inte svarat" not in cancelled  # nobody is missing from it


def test_a_letter_that_came_back_can_be_sent_again_and_hides_nobodys_answer(post, elin):
    post.come(incoming_mail.report(to=sender_of(post, kallelse(post)), **GONE))
    home, mail = elin.get(HOME), elin.get(f"{HOME}/mail")

    assert "1 mejl nådde inte Member" in home
    assert "Skicka igen till" in mail
    assert "”smtp; 550 5.1.1 User unknown”" in mail  # the words of the one that returned it
    assert re.search(r'href="/admin/granasbra/members/\d+">Rätta adressen', mail)
    assert elin.get(f"{HOME}/members").count("Kommer inte fram") == 1


def test_who_came_after_the_kallelse_is_called_by_one_press(post, elin):
    with writing(post.database, NOW) as session:
        zara = TermDetails(
            "Zara Novak",
            "zara.novak@example.org",
            organisation="Polisen",
            since_on=date(2022, 1, 1),
        )
        of = store.council(session, "granasbra")
        terms.join_council(session, of, zara, by=OPERATOR, now=NOW)
    told = "Zara Novak har inte fått kallelsen till tis 22 feb 2022."
    letter = f"{HOME}/mail/letter?key=" + quote(kallelse(post).key.rpartition("/")[0])
    for page in (HOME, f"{HOME}/members", letter):
        assert told in elin.get(page), page

    elin.press(HOME, f"{FIRST}/call")

    assert told not in elin.get(HOME)
    assert "4 har inte svarat" in elin.get(FIRST)


def test_mail_that_waits_stands_under_what_is_to_do_and_is_filed_once_in_one_press(post, elin):
    mail = write(post, "Tyvärr kan jag inte komma.")
    home, tray = elin.get(HOME), elin.get(TRAY)
    after = elin.press(TRAY, f"{TRAY}/{mail}", answer="no")
    again = elin.post(FIRST, f"{TRAY}/{mail}", answer="coming")

    assert "1 mejl väntar på dig." in home
    assert "Tyvärr kan jag inte komma." in tray
    assert 'name="answer" value="no"' in tray
    assert "Inget väntar." in after
    assert again.status_code == 404
    assert post.answers() == {"Member 1": "no"}
    assert "Svar: Kan inte" in elin.get(f"{HOME}/log")


def test_a_doubtful_answer_or_one_about_no_meeting_is_taken_when_she_says_so(post, elin):
    line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:siv@home.example.net"
    doubtful = post.come(
        incoming_mail.other(post.about(2), NOW, line, sender="siv@home.example.net")
    )
    stray = post.come(
        incoming_mail.words(
            "Jag kommer i april.", to="svar@example.org", sender="member.3@example.org"
        )
    )
    tray = elin.get(TRAY)

    elin.press(TRAY, f"{TRAY}/{doubtful.id}", answer="coming")
    elin.press(TRAY, f"{TRAY}/{stray.id}", answer="coming", meeting="1")

    assert "Vilket möte?" in tray
    assert post.answers() == {"Member 2": "coming", "Member 3": "coming"}


def test_what_could_not_be_read_or_was_ignored_is_listed_with_who_and_when(post, elin):
    of, stray = post.about(2), {"to": "svar@example.org"}
    huge = incoming_mail.words("Nej", to=of.to, sender=of.attendee) + b"x" * 25_000_000
    refused = post.come(huge)
    away = {"Auto_Submitted": "auto-replied"}
    post.come(incoming_mail.words("Jag är ledig.", to=of.to, sender=of.attendee, **away))
    post.come(incoming_mail.words("Nej.", sender="Siv <siv@home.example>", **stray))
    long_ago = NOW - timedelta(days=31)
    post.come(incoming_mail.words("Nej!", sender="old@home.example", **stray), long_ago)

    tray, home = elin.get(TRAY), elin.get(HOME)
    after = elin.press(TRAY, f"{TRAY}/{refused.id}")

    assert "1 mejl väntar på dig." in home
    assert "1 mejl kunde inte läsas" in tray
    who = "<strong>Member 2 (member.2@example.org)</strong>, ons 16 feb 2022 kl. 09.00"
    assert who in tray
    assert "Mejlet är större än 25 MB." in tray
    assert "kunde inte läsas" not in after
    assert "2 mejl från de senaste 30 dagarna ändrade inget" in tray
    for told in (
        "Member 2 (member.2@example.org), ons 16 feb 2022 kl. 09.00: Det är ett automatiskt",
        "Siv (siv@home.example), ons 16 feb 2022 kl. 09.00: Avsändarens adress tillhör",
    ):
        assert told in tray
    assert "old@home.example" not in tray
    with writing(post.database, NOW) as session:
        build.council(session, now=NOW, slug="grannen")
    assert "siv@home.example" not in elin.get(TRAY)


def test_she_notes_what_a_member_told_her_on_the_phone(post, elin):
    (person,) = re.findall(r'<option value="(\d+)">Member 2', elin.get(FIRST))

    elin.press(FIRST, f"{TRAY}/meetings/1", person=person, answer="coming")

    assert post.answers() == {"Member 2": "coming"}
    assert "noterat av sekreteraren" in elin.get(FIRST)
