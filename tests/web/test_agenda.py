"""Dagordning: written by the secretary, sent with the kallelse, and seen by members from then on."""

import re
from datetime import timedelta
from io import BytesIO

import icalendar
import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from scheduler.agenda import actions, store
from scheduler.agenda.item import Item
from scheduler.councils import council_settings
from scheduler.councils import store as councils
from scheduler.db.session import Database, reading, writing
from scheduler.mail import queries
from tests import build
from tests.web.secretary import (
    HOME,
    NOW,
    Secretary,
    captured,
    fields_of,
    hidden_fields,
    text,
    words,
)

AGENDA = f"{HOME}/meetings/1/agenda"
ROWS = (
    Item("Föregående mötesanteckningar", "Information"),
    Item("Trygghetsmätning", "Samtal", "Rut Ek, professor"),
)


def fields(rows: tuple[Item, ...]) -> dict[str, str]:
    return {
        f"items-{n}-{name}": getattr(row, name)
        for n, row in enumerate(rows)
        for name in ("heading", "scope", "presenter", "minutes", "text")
    }


def send(elin: Secretary, seen: str = "", **typed: str) -> TestResponse:
    return elin.send(AGENDA, seen=seen, **{"do": "save"} | typed)


def agenda(database: Database) -> list[tuple[str, str, str]]:
    with reading(database) as session:
        rows = store.agenda_of(session, build.meeting(session, 1).id)
        return [(row.heading, row.scope, row.presenter) for row in rows]


def test_an_agenda_is_pasted_arranged_and_saved_in_one_press(elin, sqlite):
    table = "Ärende\tOmfattning\tFöredragande\nÖvriga frågor\nTrygghetsmätning\tSamtal\tRut Ek, professor"
    pasted = send(elin, do="paste", pasted=table)
    before = agenda(sqlite)
    written = (Item("Övriga frågor"), Item("Trygghetsmätning", "Samtal", "Rut Ek, professor"))
    moved = send(elin, do="down-0", **fields(written))
    saved = send(elin, **fields(written[::-1]), **{"items-2-heading": ""})
    page = elin.get(f"{HOME}/meetings/1")

    assert before == []
    assert 'name="items-1-presenter" value="Rut Ek, professor"' in text(pasted)
    places = [
        text(moved).index(f'value="{words}"') for words in ("Trygghetsmätning", "Övriga frågor")
    ]
    assert places == sorted(places)
    assert "Dagordningen är sparad." in text(saved)
    assert agenda(sqlite) == [
        ("Trygghetsmätning", "Samtal", "Rut Ek, professor"),
        ("Övriga frågor", "", ""),
    ]
    assert "Trygghetsmätning" in page
    assert "Ändrade dagordningen för mötet tis 22 feb 2022." in elin.get(f"{HOME}/log")


def test_the_agenda_of_the_meeting_before_is_copied_and_stays_what_it_was(elin, sqlite):
    send(elin, **fields(ROWS))
    second = f"{HOME}/meetings/2/agenda"
    data = hidden_fields(elin.get(second))
    copied = elin.client.post(second, data={**data, "do": "copy"})
    elin.client.post(second, data={**hidden_fields(copied.text), **fields(ROWS[:1]), "do": "save"})

    assert "Kopiera dagordningen" not in elin.get(AGENDA)  # the first has none before it
    assert 'value="Trygghetsmätning"' in copied.text
    assert [heading for heading, *_ in agenda(sqlite)] == [row.heading for row in ROWS]
    assert "Föregående mötesanteckningar" in elin.get(f"{HOME}/meetings/2")


def test_minutes_become_clock_times_and_are_held_against_the_meetings_length(elin):
    rows = (Item("Budget", minutes="15"), Item("Skola", minutes="120"), Item("Övrigt"))
    send(elin, **fields(rows))
    page, shown = elin.get(AGENDA), elin.get(f"{HOME}/meetings/1")

    assert "Ärendena tar 135 av mötets 120 minuter. Det är fler än vad som finns." in page
    assert [shown.count(f"kl. {hour}</span> <b>") for hour in ("15.00", "15.15", "17.15")] == [
        1
    ] * 3


HOSTILE = (
    ({"heading": "x" * 10_000}, 'href="#heading-0">Skriv högst 300 tecken.'),
    ({"heading": "", "scope": "Samtal"}, 'href="#heading-0">Skriv vad ärendet gäller.'),
    ({"text": "x" * 10_000}, "Skriv högst 5000 tecken."),
    ({"minutes": "²"}, "Skriv minuterna som ett tal från 1 till 600"),
    ({"minutes": "9" * 10_000}, "Skriv minuterna som ett tal från 1 till 600"),
    ({"minutes": "-5"}, "Skriv minuterna som ett tal från 1 till 600"),
    ({"links": "javascript:alert(1)"}, "Skriv en adress per rad"),
    ({"links": 'https://example.org/" onclick=x'}, "Skriv en adress per rad"),
    ({"presenter_email": "rut"}, "adress"),
)


@pytest.mark.parametrize("typed, told", HOSTILE, ids=[next(iter(typed)) for typed, _ in HOSTILE])
def test_what_cannot_be_taken_is_refused_with_a_sentence(elin, sqlite, typed, told):
    written = {f"items-0-{name}": value for name, value in {"heading": "A", **typed}.items()}
    page = send(elin, **written)

    assert page.status_code == 422
    assert told in text(page)
    assert f'value="{typed.get("scope", "")}"' in text(page)
    assert agenda(sqlite) == []


def test_marks_that_turn_text_and_what_looks_like_a_formula_or_a_script_are_harmless(elin, sqlite):
    turned = "Bud\u202eteg\x00 <script>alert(1)</script>"
    send(elin, **fields((Item(turned, text="=1+1\r\n\u200frad"),)))
    page = elin.get(f"{HOME}/meetings/1")

    assert agenda(sqlite) == [("Bud teg <script>alert(1)</script>", "", "")]
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "=1+1\nrad" in page


def test_everyone_sees_of_an_agenda_what_is_public_once_the_kallelse_has_gone(elin, sqlite, config):
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    build.act(sqlite, NOW, council_settings.change_settings, {"items_are_public": "yes"})
    with writing(sqlite, NOW) as session:
        build.meeting(session, 1).online_url = "https://moten.example.org/rum"
    pasted = text(send(elin, do="paste", pasted="Budget"))
    rows = (*ROWS, Item("Belysning", "Samtal", text="Om parken."))
    send(elin, **fields(rows), **{"items-2-is_public": "yes"})
    visitor = elin.app.test_client()
    page = "/granasbra/meetings/1"
    early, no_pdf = visitor.get(page).text, visitor.get(f"{page}/agenda.pdf")
    build.work(sqlite, config, build.stockholm("2022-02-15 08:00"))
    late, pdf = visitor.get(page).text, visitor.get(f"{page}/agenda.pdf")
    paper = PdfReader(BytesIO(pdf.data))
    printed = paper.pages[0].extract_text()

    assert 'name="items-0-is_public" value="yes" checked' in pasted
    assert "Belysning" not in early
    assert "Om parken." in late
    assert "Trygghetsmätning" not in late
    assert f'<a href="{page}/agenda.pdf">Ur dagordningen som PDF</a>' in late
    assert (no_pdf.status_code, pdf.content_type) == (404, "application/pdf")
    assert paper.metadata.title.startswith("Ur dagordningen tisdag 22")
    assert "Belysning" in printed
    assert not any(secret in printed for secret in ("Trygghetsmätning", "moten.example.org"))


def test_a_member_proposes_an_item_and_sees_what_becomes_of_it(elin, sqlite, config):
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    page, other = elin.member_page(), elin.member_page(1)
    visitor = elin.app.test_client()
    data = hidden_fields(visitor.get(page).text)
    empty = visitor.post(f"{page}/items", data={**data, "heading": " ", "scope": "Beslut"})
    for heading in ("Belysning i parken", "Cykelställ", "Hundrastgård", "Lekplats"):
        visitor.post(f"{page}/items", data={**data, "heading": heading, "scope": "Samtal"})
    visitor.post(f"{page}/items/3/withdraw", data=data)
    filled = visitor.get(f"{page}/items/2").text
    changed = data | {"heading": "Cykelställ vid skolan", "minutes": "10", "text": "Trångt."}
    wrong = visitor.post(f"{page}/items/2", data={**changed, "minutes": "tio"})
    visitor.post(f"{page}/items/2", data=changed)
    peeked = visitor.get(f"{other}/items/2")
    stolen = visitor.post(f"{other}/items/2/withdraw", data=data)
    todo, proposed = elin.get(HOME), elin.get(AGENDA)
    for number, do in ((1, "take"), (2, "say no"), (4, "postpone"), (1, "take")):
        elin.client.post(f"{AGENDA}/proposals/{number}", data={**hidden_fields(proposed), "do": do})
    mine, theirs = visitor.get(page).text, visitor.get(other).text
    build.work(sqlite, config, NOW + timedelta(minutes=6))
    answers = [words(mail).split("\n")[2] for mail in captured(config, "Ditt")]
    later = elin.get(f"{HOME}/meetings/2/agenda")

    assert sorted(answers) == [
        "Ditt ärende ”Belysning i parken” står på dagordningen.",
        "Ditt ärende ”Cykelställ vid skolan” tas inte upp.",
        "Ditt ärende ”Lekplats” är framflyttat till mötet tisdag 26 april 2022.",
    ]
    assert "Till nästa möte, tis 26 apr 2022" in proposed
    assert "Lekplats" in later
    assert "Lekplats" not in mine
    assert (empty.status_code, "Skriv vad ärendet gäller." in empty.text) == (422, True)
    assert 'value="Beslut"' in empty.text
    assert stolen.status_code == peeked.status_code == 404
    assert 'value="Cykelställ"' in filled
    assert (wrong.status_code, "Trångt." in wrong.text) == (422, True)
    assert "<b>Cykelställ vid skolan</b>" in proposed
    assert "Member 1 föreslår ett ärende till mötet tis 22 feb 2022: Belysning i parken" in todo
    assert "Hundrastgård" not in proposed
    assert agenda(sqlite) == [("Belysning i parken", "Samtal", "")]
    assert "På dagordningen" in mine
    assert "Avböjt" in mine
    assert "Belysning" not in theirs


def test_what_is_written_in_the_agenda_stays_where_a_proposal_is_taken(elin, sqlite):
    page = elin.member_page()
    visitor = elin.app.test_client()
    visitor.post(f"{page}/items", data=hidden_fields(visitor.get(page).text) | {"heading": "Halka"})
    written = fields_of(elin.get(AGENDA)) | {"items-0-heading": "Belysning", "do": "take"}

    taken = text(elin.client.post(f"{AGENDA}/proposals/1", data=written))
    (form,) = re.findall(r'<form method="post" action="([^"]+)"[^>]* id="agenda"', taken)
    elin.client.post(form, data=fields_of(taken) | {"do": "save"})

    assert "Ärendet står på dagordningen." in taken
    assert "Inte sparat än." in taken
    assert [row[0] for row in agenda(sqlite)] == ["Belysning", "Halka"]


def test_a_proposal_to_a_meeting_that_is_over_moves_to_one_to_come_or_is_no_task(elin, sqlite):
    page = elin.member_page()
    visitor = elin.app.test_client()
    data = hidden_fields(visitor.get(page).text) | {"heading": "Halka"}
    visitor.post(f"{page}/items", data=data)

    in_autumn, after_all = (
        elin.at(build.stockholm(day)) for day in ("2022-09-01 08:00", "2022-12-31 08:00")
    )

    task = "Member 1 föreslår ett ärende till mötet tis 22 feb 2022: Halka"
    assert (task in elin.get(HOME), task in in_autumn.get(HOME), task in after_all.get(HOME)) == (
        True,
        True,
        False,
    )
    assert "Till nästa möte, tis 20 sep 2022" in in_autumn.get(AGENDA)
    assert "Till nästa möte" not in after_all.get(AGENDA)


def test_after_the_last_day_an_item_goes_to_the_next_meeting_and_says_so(elin, sqlite, config):
    late = build.stockholm("2022-02-10 08:00")
    page = elin.member_page()
    visitor = Secretary(sqlite, config, late).app.test_client()
    shown = visitor.get(page)
    form = hidden_fields(shown.text) | {"heading": "Halka"}
    told = visitor.post(f"{page}/items", data=form, follow_redirects=True)
    refused = visitor.post(f"{page}/items/1/withdraw", data=hidden_fields(shown.text))
    proposed = elin.get(AGENDA)
    elin.client.post(f"{AGENDA}/proposals/1", data={**hidden_fields(proposed), "do": "take"})

    assert "Det du föreslår nu går till mötet tisdag 26 april." in text(shown)
    assert "Ditt förslag gäller därför det här mötet." in text(told)
    assert "Möte tisdag 26 april 2022" in text(told)
    assert refused.status_code == 303  # it is none of this meeting's
    assert "till mötet tis 26 apr 2022" in proposed
    assert agenda(sqlite) == [("Halka", "", "")]


def test_it_goes_with_the_kallelse_and_members_see_it_from_then_on(elin, sqlite, config):
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    send(elin, **fields(ROWS))
    page = elin.member_page()
    visitor = elin.app.test_client()
    early, no_pdf = visitor.get(page).text, visitor.get(f"{page}/agenda.pdf")
    build.work(sqlite, config, build.stockholm("2022-02-15 08:00"))
    pdf = visitor.get(f"{page}/agenda.pdf")
    late, public = visitor.get(page).text, visitor.get("/granasbra/meetings/1").text
    letter = words(captured(config)[-1])
    later = build.stockholm("2022-02-16 08:00")
    build.on_meeting(sqlite, later, actions.save_agenda, ROWS[1:])
    sent = build.work(sqlite, config, build.stockholm("2022-02-16 09:00"))
    changed = Secretary(sqlite, config, later)
    offered = changed.get(AGENDA)
    pressed = changed.client.post(f"{AGENDA}/mail", data=hidden_fields(offered))
    again = changed.client.post(f"{AGENDA}/mail", data=hidden_fields(offered))
    mailed = build.work(sqlite, config, build.stockholm("2022-02-16 09:05"))
    told = captured(config, "Ändrad dagordning: GranåsBrå")[-1]

    assert "Trygghetsmätning" not in early
    assert no_pdf.status_code == 404
    assert "Rut Ek, professor" in PdfReader(BytesIO(pdf.data)).pages[0].extract_text()
    assert pdf.headers["Content-Disposition"] == (
        'attachment; filename="granasbra-dagordning-2022-02-22.pdf"'
    )
    assert elin.client.get(f"{AGENDA}/agenda.pdf").content_type == "application/pdf"
    assert "Trygghetsmätning" in late
    assert "Trygghetsmätning" not in public
    assert (
        "Dagordning\n1. Föregående mötesanteckningar\n2. Trygghetsmätning (Rut Ek, professor)"
        in letter
    )
    assert sent == 0  # no edit of an item owes anybody a mail
    assert "<li>Struket: Föregående mötesanteckningar</li>" in offered
    assert (pressed.status_code, again.status_code, mailed) == (303, 409, 2)
    assert "Struket: Föregående mötesanteckningar\n\nDagordning\n1. Trygg" in words(told)
    assert not [part for part in told.walk() if part.get_content_type() == "text/calendar"]
    assert "Ändrat sedan den mejlades" not in changed.get(AGENDA)


def test_standing_items_come_with_each_new_meeting_and_next_years_dates_with_the_last(elin, sqlite):
    items = {"standing_items": "Rapporter\tInformation\r\n\r\nÖvriga frågor"}
    build.act(sqlite, NOW, council_settings.change_settings, items)
    filled = send(elin, do="standing")
    with writing(sqlite, NOW) as session:
        of, dates = councils.council(session, "granasbra"), "2023-02-07 15.00\n2023-11-14 15.00"
        published = build.publish_year(session, of, 2023, dates, now=NOW)
        headings = [[row.heading for row in store.agenda_of(session, one.id)] for one in published]

    assert 'value="Rapporter"' in text(filled)
    assert agenda(sqlite) == []
    assert headings == [
        ["Rapporter", "Övriga frågor"],
        ["Rapporter", "Mötestider för 2024", "Övriga frågor"],
    ]


def test_a_presenter_who_is_no_member_is_mailed_with_the_time_of_the_item(elin, sqlite, config):
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    rows = (Item("Budget", minutes="20"), Item("Skola", "", "Rut Ek, professor", minutes="15"))
    send(elin, **fields(rows), **{"items-1-presenter_email": "rut.ek@example.org"})
    page = elin.get(AGENDA)
    (where,) = re.findall(r'action="([^"]+/presenters/\d+)"', page)
    pressed = elin.client.post(where, data=hidden_fields(page))
    again = elin.client.post(where, data=hidden_fields(page))
    sent = build.work(sqlite, config, NOW + timedelta(minutes=6))
    mail = captured(config)[-1]
    told = words(mail)
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    event = icalendar.Calendar.from_ical(part.get_payload(decode=True)).events[0]

    assert "Rut Ek, professor</b>" in page
    assert (pressed.status_code, again.status_code, sent) == (303, 409, 1)
    assert mail["To"] == "Rut Ek <rut.ek@example.org>"
    assert "Ärende: Skola" in told
    assert "Tid: tisdag 22 februari 2022 kl. 15.20–15.35" in told
    assert "/m/" not in told
    assert part.get_param("method") == "PUBLISH"
    assert event["DTSTART"].dt.strftime("%H.%M") == "15.20"
    assert "ATTENDEE" not in event

    with reading(sqlite) as session:
        row = queries.all_letters(session)[-1]
    copied = elin.send(f"{HOME}/mail/letters", seen=page, do="copy", id=row.id)
    assert (copied.status_code, build.work(sqlite, config, NOW + timedelta(minutes=6))) == (200, 1)
    copy = captured(config)[-1]
    assert (copy["To"], copy.as_string().count("text/calendar")) == (mail["To"], 1)
