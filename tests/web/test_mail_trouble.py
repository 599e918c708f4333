"""Utskick and the red line tell what did not arrive, why, and what can be done; and do it."""

import re
from datetime import datetime, timedelta

import pytest

from scheduler import jobs
from scheduler.councils import member_import
from scheduler.db.session import reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.inbox import bounces
from scheduler.inbox.reports import Report
from scheduler.mail import delivery_reports, letter_actions, queries
from scheduler.mail import message as mails
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Event, Hold
from scheduler.notices import pause
from tests import build
from tests.mailserver import Cut, MailServer, Say, smtp_config
from tests.web.secretary import HOME, NOW, Secretary

pytestmark = pytest.mark.network
MAIL = f"{HOME}/mail"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
DUE = build.stockholm("2021-12-01 09:05")
LATER = DUE + timedelta(minutes=10)


@pytest.fixture
def elin(sqlite, tmp_path, server):
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    return Secretary(sqlite, smtp_config(tmp_path, server.port), LATER)


def work(elin: Secretary, now: datetime) -> None:
    build.work(elin.database, elin.config, now)


def press(elin: Secretary, do: str, *ids: int) -> int:
    fields = {"do": do, "id": [str(row) for row in ids]}
    return elin.post(f"{MAIL}/letter?key={KEY}", f"{MAIL}/letters", **fields).status_code


def refuse(server: MailServer, *addresses: str) -> None:
    server.script = lambda stage, to: (
        Say("550 5.1.1 no such user") if stage == "RCPT" and to in addresses else None
    )


def mend_address(elin: Secretary) -> None:
    with writing(elin.database, LATER) as session:
        build.member(session).person.email = "ratt@example.org"


def test_each_who_was_not_reached_is_told_with_the_server_s_words_and_a_remedy(elin, server):
    answers = {
        "member.1@example.org": Say("550 5.1.1 no such user"),
        "member.2@example.org": Cut(),
        "member.3@example.org": Say("450 4.2.1 busy"),
    }
    server.script = lambda stage, to: (
        answers.get(to) if stage == ("dot" if to.startswith("member.2") else "RCPT") else None
    )
    work(elin, DUE)
    work(elin, DUE + timedelta(minutes=6))
    elin = elin.at(DUE + timedelta(hours=5))
    page = elin.get(MAIL)

    assert "Det nådde inte Member 1. Adressen member.1@example.org finns inte." in page
    assert "Mejlservern säger: ”550 5.1.1 no such user”" in page
    assert "Member 2 har kanske fått det, kanske inte" in page
    assert "Vi försöker fortfarande nå Member 3, member.3@example.org." in page
    assert "Räkna som skickat till Member 2" in page
    assert "Skicka igen till Member 1" in page
    home = elin.get(HOME)
    assert (
        "Årets mötestider: mejlet nådde inte alla." in home
    )  # one of them perhaps, and its address lives
    assert "1 mejl nådde inte Member 1, member.1@example.org." in home

    build.act(elin.database, DUE + timedelta(hours=5), pause.pause_mail)
    paused = elin.get(MAIL)
    assert "Räkna som skickat till Member 2" in paused
    assert "Skicka igen" not in paused
    build.act(elin.database, DUE + timedelta(hours=5), pause.resume_mail)

    server.script = lambda _stage, _to: None
    lost = {row.recipient: row.id for row in build.letters(elin.database) if row.state != "sent"}
    assert press(elin, "sent", lost["member.2@example.org"]) == 303
    assert press(elin, "again", lost["member.1@example.org"]) == 303
    work(elin, DUE + timedelta(hours=5))

    assert {row.state for row in build.letters(elin.database)} == {"sent"}
    assert ">Skickat<" in elin.get(MAIL)


def test_a_dead_address_is_one_thing_to_do_however_many_letters_it_did_not_get(elin, server):
    refuse(server, "member.1@example.org")
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-15 08:00"):
        work(elin, build.stockholm(at))
    elin = elin.at(build.stockholm("2022-02-15 09:00"))

    home = elin.get(HOME)

    assert home.count("nådde inte") == 2  # as text, and for those who only hear the link
    assert "4 mejl nådde inte Member 1, member.1@example.org." in home
    link = re.findall(r'href="([^"]+)">Se vad du kan göra', home)[0]
    page = elin.get(link.replace("&amp;", "&"))
    assert page.count("<h3>") == 4
    assert page.count("Rätta adressen") == 4
    settle = re.search(r'(?:name="id" value="\d+">)+<button[^>]*>Räkna alla 4 som skickade', page)
    assert settle
    form = page[: settle.end()].rpartition("<form")[2]
    assert press(elin, "sent", *map(int, re.findall(r'value="(\d+)"', form))) == 303
    assert "nådde inte" not in elin.get(HOME)


def test_many_dead_addresses_are_one_thing_to_do(elin):
    more = [build.entry(f"Other {n}") for n in range(3)]
    build.act(elin.database, NOW, member_import.import_members, more)
    work(elin, DUE)
    with writing(elin.database, DUE) as session:
        for row in queries.all_letters(session)[:6]:
            delivery_reports.mark_bounced(session, row, words="550 5.1.1 no such user", now=DUE)

    assert "Mejl når inte fram till 6 adresser." in elin.get(HOME)


@pytest.mark.parametrize("is_returned", [False, True])
def test_a_mended_address_gets_a_letter_of_its_own_which_settles_the_other(
    elin, server, is_returned
):
    refuse(server, *[] if is_returned else ["member.1@example.org"])
    work(elin, DUE)
    with writing(elin.database, DUE) as session:
        lost = next(r for r in queries.all_letters(session) if r.recipient[:8] == "member.1")
        if is_returned:
            told = Report(Event.BOUNCED, status="5.1.1", words="no such user", message_ids=())
            bounces.apply_report(session, lost, told, now=DUE)
    mend_address(elin)

    assert press(elin, "again", lost.id) == 303
    work(elin, LATER)

    (new,) = [row for row in build.letters(elin.database) if row.recipient == "ratt@example.org"]
    assert (new.state, new.key.split("/")[3]) == ("sent", "1.2")
    assert "nådde inte" not in elin.get(HOME)


def test_the_report_leads_to_the_mail_and_stands_among_the_mail(elin, server):
    refuse(server, "member.1@example.org")
    work(elin, DUE)
    (report,) = [row for row in build.letters(elin.database) if row.kind == "digest"]
    with reading(elin.database) as session:
        packed = queries.letter(session, report.id).mime
    assert packed
    subject, text, _language = mails.unpack_words(packed)

    assert report.recipient == "elin@example.org"
    assert subject == "GranåsBrå: 1 mejl behöver din hjälp"
    (link,) = re.findall(r"ordna det: http://127.0.0.1:8000(\S+)", text)
    assert "Skicka igen till Member 1" in elin.get(link)
    page = elin.get(MAIL)
    assert "Rapporten om mejl som inte gick som de skulle" in page
    own = elin.get(f"{MAIL}/letter?key=granasbra/y2022/digest/1")
    assert "Mejlet till Member 1 kom inte fram." in own
    assert "Skicka igen till Elin" not in own
    assert press(elin, "copy", report.id) == 409
    assert press(elin, "again", report.id) == 409


def test_letters_of_others_and_made_up_words_are_not_found(elin):
    work(elin, DUE)

    assert press(elin, "again", 999) == 404
    assert press(elin, "destroy", 1) == 404
    assert press(elin, "again") == 404
    assert press(elin, "again", 1) == 409  # it has been sent


def test_one_red_line_in_plain_words_on_every_page(elin):
    elin = elin.at(DUE)
    jobs.issue_due(build.works(elin.database, elin.config, DUE))
    for why, words in {
        Hold.PASSWORD: "Mejlservern tar inte emot vårt lösenord. 4 mejl väntar. Ingenting är förlorat.",
        Hold.OPERATOR: "Alla utskick är pausade av den som sköter tjänsten. 4 mejl väntar.",
        Hold.REFUSED: "Mejlservern tar inte emot våra mejl.",
    }.items():
        with writing(elin.database, DUE) as session:
            relays.hold(session, why, words="535 5.7.8 nope", now=DUE, until=LATER)
        for at in (HOME, MAIL, f"{HOME}/members", f"{HOME}/meetings"):
            page = elin.get(at)
            assert words in page
            assert "5.7.8" not in page  # the operator's business; no token can hold it by chance
        with writing(elin.database, DUE) as session:
            letter_actions.resume_all(session, by=OPERATOR, now=DUE)
        assert "note stop" not in elin.get(MAIL)
