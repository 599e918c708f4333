"""Where the council wants it, the chair approves the notes by the personal link before they are published."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler import jobs
from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.councils import store as councils
from scheduler.councils.rows import MemberRole
from scheduler.db.session import writing
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, hidden_fields, said, text

NOTES = f"{HOME}/meetings/1/notes"
DAY = build.stockholm("2022-02-22 17:10")


@pytest.fixture
def elin(sqlite, config):
    """Her council wants the chair's approval, and Member 1 is the chair; the attendance is noted."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.on_meeting(sqlite, NOW, actions.save_agenda, [Item("Rapport"), Item("Kartläggning")])
    with writing(sqlite, NOW) as session:
        councils.council(session, "granasbra").approve_notes = True
        councils.members(session, 1)[0].role = MemberRole.CHAIR
    elin = Secretary(sqlite, config, DAY)
    there = {"called-p2-presence": "present", "called-p3-presence": "present"}
    send(elin, do="attendance", **there, **{"note-1": "Lugnt i centrum"})
    return elin


def send(elin: Secretary, **typed: str) -> TestResponse:
    return elin.send(NOTES, **typed)


def chair_page(elin: Secretary, nth: int = 0) -> str:
    """The page of a member, the chair's unless another is named."""
    return f"{elin.member_page(nth)}/notes/approval"


def answer(browser: FlaskClient, page: str, opened: str = "", **typed: str) -> TestResponse:
    data = hidden_fields(opened or text(browser.get(page))) | typed
    return browser.post(page, data=data, follow_redirects=True)


def test_the_chair_writes_a_remark_approves_what_was_changed_and_it_is_published(
    elin, sqlite, config
):
    too_early = send(elin, do="publish")
    send(elin, do="ask")
    jobs.issue_due(build.works(sqlite, config, DAY + timedelta(minutes=6)))
    letters = [row for row in build.letters(sqlite) if row.kind == "notes_approval"]
    page, browser = chair_page(elin), elin.app.test_client()
    opened, of_another = text(browser.get(page)), browser.get(chair_page(elin, 1))
    waiting = elin.get(HOME)
    empty = answer(browser, page, do="remark")
    answer(browser, page, do="remark", remarks="Skriv att det var lugnt även i norr.")
    to_do = elin.get(HOME)
    send(elin, **{"note-1": "Lugnt i centrum och i norr", "do": "ask"})
    late = answer(browser, page, opened, do="approve")
    approved = answer(browser, page, do="approve")
    shown = elin.get(NOTES)
    send(elin, **{"note-2": "Fortsätter", "do": "item-2"})
    changed = send(elin, do="publish")
    send(elin, do="ask")
    answer(browser, page, do="approve")
    to_publish = elin.get(HOME)
    published = send(elin, do="publish")
    after = browser.post(page, data=hidden_fields(opened) | {"do": "approve"})

    assert "Ordföranden har inte godkänt" in text(too_early)
    assert [row.recipient for row in letters] == ["member.1@example.org"]
    assert of_another.status_code == 404
    assert "väntar på att Member 1 godkänner dem" in waiting
    assert (empty.status_code, late.status_code) == (422, 422)
    assert "Sekreteraren har ändrat mötesanteckningarna" in text(late)
    assert "Skriv att det var lugnt även i norr." in to_do
    assert "Du har godkänt mötesanteckningarna." in text(approved)
    assert "Godkända av Member 1 tis 22 feb 2022 kl. 17.10." in said(shown)
    assert changed.status_code == 422
    assert "har ändrats sedan dess" in text(changed)
    assert "Publicera dem." in to_publish
    assert "Mötesanteckningarna är publicerade." in text(published)
    assert after.status_code == 409
    assert "Publicera dem." not in elin.get(HOME)
    assert "Godkände anteckningarna från mötet tis 22" in elin.get(f"{HOME}/log")


def test_asking_again_about_the_same_text_is_one_mail_and_the_chair_finds_it_without_the_mail(
    elin, sqlite, config
):
    opened = hidden_fields(elin.get(NOTES))
    for _press in range(2):  # of a page that was open before the first
        elin.client.post(NOTES, data=opened | {"do": "ask"})
    shown, page = elin.get(NOTES), chair_page(elin)
    browser = elin.app.test_client()
    own, other = (at.partition("/granasbra")[0] for at in (page, elin.member_page(1)))
    waiting, of_another = (text(browser.get(at)) for at in (own, other))
    jobs.issue_due(build.works(sqlite, config, DAY + timedelta(minutes=6)))
    send(elin, **{"note-1": "Lugnt i norr", "do": "ask"})
    jobs.issue_due(build.works(sqlite, config, DAY + timedelta(minutes=12)))
    changed = text(browser.get(own))
    answer(browser, page, do="approve")

    assert 'value="ask"' not in shown
    link = f'href="{page}">Läs och godkänn anteckningarna från mötet tis 22 feb 2022</a>'
    assert waiting.count(link) == changed.count(link) == 1
    assert "Läs och godkänn" not in of_another + text(browser.get(own))
    letters = [row for row in build.letters(sqlite) if row.kind == "notes_approval"]
    assert len(letters) == 2  # one of each text


def test_without_a_chair_the_page_says_so_and_nobody_is_asked(elin, sqlite):
    with writing(sqlite, DAY) as session:
        councils.members(session, 1)[0].role = MemberRole.MEMBER
    page, pressed = elin.get(NOTES), send(elin, do="ask")

    assert "Ingen är ordförande den dag då mötet hölls." in page
    assert 'value="ask"' not in page
    assert pressed.status_code == 422
    assert "Ingen är ordförande den dag då mötet hölls." in text(pressed)
