"""Anteckna: attendance and notes are written by the secretary, and no word of two who write at once is lost."""

import html
import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from scheduler import jobs
from scheduler.agenda import actions, store
from scheduler.agenda.item import Item
from scheduler.councils import store as councils
from scheduler.db.session import Database, reading, writing
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Answer
from scheduler.notes import store as notes
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, fields_of, hidden_fields, text

NOTES = f"{HOME}/meetings/1/notes"
DAY = build.stockholm("2022-02-22 15:10")
ITEMS = (Item("Rapport från verksamheterna", "", "Siv Tallgren"), Item("Kartläggning"))


@pytest.fixture
def elin(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    build.on_meeting(sqlite, NOW, actions.save_agenda, ITEMS)
    with writing(sqlite, NOW) as session:
        build.reply(session, Answer.COMING, NOW)
        build.reply(session, Answer.NO, NOW, name="Member 2")
    return Secretary(sqlite, config, DAY)


def send(elin: Secretary, opened: str = "", /, **typed: str) -> TestResponse:
    return elin.send(NOTES, seen=opened, **{"do": "item-1"} | typed)


def noted(database: Database) -> list[str]:
    with reading(database) as session:
        items = store.agenda_of(session, build.meeting(session, 1).id)
        saved = notes.item_notes(session, [item.id for item in items])
        return [saved[item.id].text if item.id in saved else "" for item in items]


def test_attendance_comes_from_the_replies_and_stays_as_it_was_on_the_day(elin, sqlite):
    opened = elin.get(NOTES)
    saved = send(
        elin,
        **{"called-p2-presence": "replaced", "called-p2-replaced_by": "Deputy 1"},
        **{"called-p4-presence": "present", "person": "Vendela Havregryn", "do": "attendance"},
    )
    with writing(sqlite, DAY) as session:
        councils.members(session, 1)[0].person.name = "Somebody Else"
    later = elin.at(DAY + timedelta(days=400)).get(NOTES)

    assert re.findall(r'name="(called-\w+-presence)" value="(\w+)" checked', opened) == [
        ("called-p2-presence", "present"),
        ("called-p3-presence", "absent"),
    ]
    assert "1 av 3 att fylla i" in opened
    assert "Sparat kl. 15.10" in text(saved)
    with reading(sqlite) as session:
        rows = notes.attendance_of(session, build.meeting(session, 1).id)
        assert [(row.name, row.organisation, row.presence, row.replaced_by) for row in rows] == [
            ("Member 1", "Polisen", "replaced", "Deputy 1"),
            ("Member 2", "Polisen", "absent", ""),
            ("Member 3", "Polisen", "present", ""),
            ("Vendela Havregryn", "", "present", ""),
        ]
    assert "<b>Member 1</b>" in later
    assert "Antecknade på mötet tis 22 feb 2022." in elin.get(f"{HOME}/log")


def test_one_press_marks_all_others_present(elin, sqlite):
    saved = send(elin, **{"called-p4-replaced_by": "Deputy 1", "note-1": "Lugnt", "do": "rest"})

    assert 'value="rest"' not in text(saved)
    with reading(sqlite) as session:
        rows = notes.attendance_of(session, build.meeting(session, 1).id)
        assert [row.presence for row in rows] == ["present", "absent", "replaced"]
    assert noted(sqlite) == ["Lugnt", ""]


def test_any_button_saves_all_that_is_written_and_an_item_that_came_up(elin, sqlite):
    send(elin, **{"note-1": "- Lugnt i centrum", "note-2": "Fortsätter", "heading": "Övriga frågor"})  # fmt: skip
    faulty = send(elin, **{"note-1": "Annat", "presenter": "Siv", "guests": "x" * 2001})
    refused = elin.send(f"{HOME}/meetings/1/agenda", do="save", lines="Budget")

    assert noted(sqlite) == ["- Lugnt i centrum", "Fortsätter", ""]
    assert faulty.status_code == 422
    assert ">Annat</textarea>" in text(faulty)
    assert "Skriv högst 2000 tecken." in text(faulty)
    assert refused.status_code == 422
    assert "Det finns något antecknat om ”Rapport från verksamheterna”." in text(refused)


def test_two_who_write_in_different_places_both_keep_it_and_in_the_same_place_are_asked(
    elin, sqlite
):
    opened = elin.get(NOTES)
    send(elin, opened, **{"note-1": "Hennes", "note-2": ""})
    other = send(elin, opened, **{"note-1": "", "note-2": "Hans"})
    between = noted(sqlite)
    late = send(elin, opened, **{"note-1": "Min", "guests": "Hanna Viborg"})
    send(elin, text(late), **{"note-1": "Hennes och min"})

    assert other.status_code == 200
    assert between == ["Hennes", "Hans"]
    assert late.status_code == 409
    assert "Hennes" in text(late)
    assert ">Min</textarea>" in text(late)
    assert noted(sqlite) == ["Hennes och min", "Hans"]
    assert "Hanna Viborg" in elin.get(NOTES)


def filled(elin: Secretary, **typed: str) -> None:
    """All that must be there before the notes are published."""
    send(elin, **{"called-p4-presence": "present", "note-1": "- Lugnt i centrum"} | typed)


def test_the_notes_are_published_read_by_members_and_mailed_once(elin, sqlite, config):
    too_early = send(elin, do="publish")
    filled(elin, **{"new-2-text": "Fördjupat underlag", "new-2-who": "Member 1"})
    published = send(elin, do="publish")
    work = build.works(sqlite, config, DAY + timedelta(minutes=6))
    jobs.issue_due(work)
    letters = [row for row in build.letters(sqlite) if row.kind == "notes"]
    read = elin.app.test_client().get(f"{elin.member_page()}/notes").get_data(as_text=True)
    own, _, meeting = elin.member_page().partition("/granasbra")
    listed = elin.at(DAY + timedelta(days=1)).client.get(own).get_data(as_text=True)
    public = elin.app.test_client().get("/granasbra/meetings/1/notes")
    with writing(sqlite, DAY) as session:
        councils.council(session, "granasbra").notes_are_public = True
    correction = {"note-1": "- Lugnt överallt", "correction": "Var det var lugnt."}
    send(elin, **correction, do="publish")
    now_public = elin.app.test_client().get("/granasbra/meetings/1/notes").get_data(as_text=True)
    jobs.issue_due(build.works(sqlite, config, DAY + timedelta(hours=1)))
    first = elin.get(f"{NOTES}/versions/1")

    assert too_early.status_code == 422
    assert "Fyll i om de här var närvarande: Member 3." in text(too_early)
    assert "4 personer får ett mejl om fem minuter." in text(published)
    assert [row.recipient for row in letters] == [
        "member.1@example.org", "member.2@example.org", "member.3@example.org", "deputy.1@example.org",
    ]  # fmt: skip
    assert "<li>Lugnt i centrum</li>" in read
    assert f'href="{own}/granasbra{meeting}/notes">tis' in listed
    assert '<s>Member 2</s><span class="vh"> (frånvarande)</span>' in read
    assert public.status_code == 404
    assert "Rättat: Var det var lugnt." in now_public.replace("\xa0", " ")
    assert "Lugnt i centrum" in first
    assert len([row for row in build.letters(sqlite) if row.kind == "notes"]) == 4


def test_where_notes_are_published_those_of_the_next_meeting_are_asked_for(elin):
    after = build.stockholm("2022-04-27 09:00")
    before = elin.at(after).get(HOME)
    filled(elin.at(DAY))
    send(elin, do="publish")

    assert "är inte publicerade" not in before
    assert "Mötesanteckningarna från tis 26 apr 2022 är inte publicerade." in elin.at(after).get(
        HOME
    )


def test_within_five_minutes_publishing_is_undone_and_nobody_is_mailed(elin, sqlite, config):
    filled(elin)
    send(elin, do="publish")
    undone = send(elin, do="unpublish")
    jobs.issue_due(build.works(sqlite, config, DAY + timedelta(minutes=6)))

    assert "Ingen får något mejl om dem." in text(undone)
    assert [row for row in build.letters(sqlite) if row.kind == "notes"] == []


def test_dates_in_the_notes_are_a_published_year_in_four_presses_and_come_from_it(elin, sqlite):
    build.on_meeting(sqlite, NOW, actions.save_agenda, [Item("Mötestider för 2023")], number=2)
    where = f"{HOME}/meetings/2/notes"
    empty = elin.get(where)
    (item,) = re.findall(r'id="note-(\d+)"', empty)
    typed = {f"note-{item}": "7 februari, 15.00\n14 november 15.00", "do": f"item-{item}"}
    elin.client.post(where, data=hidden_fields(empty) | typed)
    page = elin.get(where)
    year = f"{HOME}/years/2023"
    link = html.unescape(re.findall(rf'href="({year}[?]text=[^"]+)"', page)[0])
    read = fields_of(elin.get(link)) | {"do": "text"}
    put = elin.client.post(f"{year}/plan", data=read, follow_redirects=True)
    elin.client.post(f"{year}/publish", data=fields_of(text(put)) | {"do": "publish"})
    with reading(sqlite) as session:
        held = meetings.of_council(session, 1)
    with writing(sqlite, NOW) as session:
        session.delete(notes.item_notes(session, [int(item)])[int(item)])
    filled = elin.get(where)

    assert "Lägg in mötestiderna" not in empty
    assert "7 februari" in text(put)
    assert [str(m.starts)[:16] for m in held[-2:]] == ["2023-02-07T15:00", "2023-11-14T15:00"]
    assert ">7 februari, 15.00\n14 november, 15.00</textarea>" in filled.replace("\r", "")
    assert "Lägg in mötestiderna" not in filled  # the year is published


def test_the_attendance_of_a_year_is_a_table_and_a_file(elin):
    filled(elin, **{"called-p2-presence": "replaced", "called-p2-replaced_by": "Deputy 1"})
    page = elin.get(f"{HOME}/attendance/2022")
    file = elin.client.get(f"{HOME}/attendance/2022/attendance.csv").get_data().decode("utf-8-sig")

    assert "ers. Deputy 1" in page
    assert file.split("\r\n")[:3] == [
        "Organisation;Namn;2022-02-22", "Polisen;Member 1;ers. Deputy 1", "Polisen;Member 2;frånvarande",
    ]  # fmt: skip
    assert "Ingen närvaro är antecknad 2021." in elin.get(f"{HOME}/attendance/2021")
