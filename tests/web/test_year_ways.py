"""The ways into the year plan's draft, by their forms: a rule, last year, one meeting, a file, one body of many."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from scheduler.calendars import bounded
from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import settings, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import store as meetings
from scheduler.years import draft, publish, recognition
from scheduler.years import store as years
from scheduler.years.keeping import MOST_DATES
from tests import build, papers
from tests.web.test_years import NOW, YEAR, Desk, fields_of, hidden, text

FIXTURES = Path(__file__).parents[1] / "fixtures/dates"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def days(desk: Desk, year: int = 2022) -> list[date]:
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, year)
        return [one.day for one in draft.look(session, council, found, now=NOW)]


def upload(desk: Desk, octets: bytes, name: str = "moten.xlsx") -> tuple[int, str]:
    page = f"{YEAR}?way=file"
    answer = desk.post(page, f"{YEAR}/file?way=file", file=(io.BytesIO(octets), name))
    return answer.status_code, text(answer)


def test_a_rule_built_from_fields_gives_dates_and_is_shown_in_words(desk: Desk) -> None:
    answer = desk.post(
        YEAR, f"{YEAR}/plan?way=rule", do="rule", ordinals="2", weekday="2",
        months=["2", "4", "6", "9", "11"], hours="15–17",
    )  # fmt: skip

    page = desk.get(YEAR)
    assert answer.status_code == 303
    assert days(desk) == [
        date(2022, month, day) for month, day in ((2, 8), (4, 12), (6, 14), (9, 13), (11, 8))
    ]
    assert (
        "Regeln: Andra tisdagen i februari, april, juni, september och november kl. 15.00–17.00."
        in page
    )
    assert '<option value="2" selected>tisdag</option>' in page


def test_a_rules_dates_move_past_the_single_dates_that_stay(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan?way=one", do="one", one="2 juni 2022 kl. 9–11")

    desk.post(
        YEAR, f"{YEAR}/plan?way=rule", do="rule", ordinals="-1", weekday="4", months="5", hours="15–17", moves="1"
    )  # fmt: skip

    # 26 May is Ascension Day, and the Thursday after has a meeting.
    assert days(desk) == [date(2022, 6, 2), date(2022, 6, 9)]


def test_a_rule_without_its_parts_says_which(desk: Desk) -> None:
    answer = desk.post(YEAR, f"{YEAR}/plan?way=rule", do="rule", weekday="2", hours="tre")

    page = text(answer)
    assert answer.status_code == 422
    assert '<a href="#ordinals">Välj vilken av månadens veckodagar det är' in page
    assert '<a href="#months">Välj minst en månad.</a>' in page
    assert '<a href="#hours">Skriv tiden som' in page
    assert '<option value="2" selected>tisdag</option>' in page
    assert 'value="tre" aria-invalid="true"' in page


def test_last_years_meetings_are_carried_over(desk: Desk) -> None:
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        before = draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)
        publish.publish(session, council, before, by=OPERATOR, now=NOW)
    year = "/admin/granasbra/years/2023"

    assert "tis 22 feb 2022" in desk.get(f"{year}?way=last_year")
    desk.post(f"{year}?way=last_year", f"{year}/plan?way=last_year", do="by_month")

    assert days(desk, 2023) == [
        date(2023, month, day) for month, day in ((2, 28), (4, 25), (6, 13), (9, 19), (12, 12))
    ]
    desk.post(f"{year}?way=last_year", f"{year}/plan?way=last_year", do="by_week")
    assert days(desk, 2023)[0] == date(2023, 2, 21)


def test_another_way_keeps_what_was_typed_and_chosen(desk: Desk) -> None:
    before = desk.post(YEAR, f"{YEAR}/plan?way=one", do="way", text="22 februari kl. 15")
    kept = desk.get(f"{YEAR}?way=text")
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    more = f"{build.SEED}1 november 15.00\n"

    pressed = desk.post(
        YEAR, f"{YEAR}/plan?way=one", do="way", text=more, when_1="2022-02-22", at_1="13"
    )
    desk.post(f"{YEAR}?way=one", f"{YEAR}/plan?way=one", do="one", one="8 nov 2022 kl. 9")
    early = desk.post(f"{YEAR}?way=one", f"{YEAR}/publish")

    assert before.location == f"{YEAR}?way=one#h-dates"
    assert "22 februari kl. 15</textarea>" in kept
    assert "Inte planerat" in kept
    assert "Texten är sparad som du skrev den, men är inte inläst." in kept
    assert pressed.location == f"{YEAR}?way=one#h-dates"
    page = desk.get(YEAR)
    assert "1 november 15.00\n</textarea>" in page
    assert "kl. 13.00–15.00</h3>" in page
    assert early.status_code == 422
    assert '<a href="#text">Texten har ändrats sedan den lästes.' in text(early)
    assert "1 november 15.00\n</textarea>" in text(early)


def test_the_same_time_twice_names_no_line_where_there_is_no_text(desk: Desk) -> None:
    page = f"{YEAR}?way=one"
    for _ in range(2):
        desk.post(page, f"{YEAR}/plan?way=one", do="one", one="tis 22 feb kl. 15")

    assert "Samma tid finns redan i planen." in desk.get(page)
    assert "på rad" not in desk.get(page)


def test_one_meeting_at_a_time(desk: Desk) -> None:
    page = f"{YEAR}?way=one"
    wrong = desk.post(page, f"{YEAR}/plan?way=one", do="one", one="ons 22 feb kl. 15")
    right = desk.post(page, f"{YEAR}/plan?way=one", do="one", one="tis 22 feb kl. 15")
    desk.post(page, f"{YEAR}/plan?way=one", do="one", one="2022-04-26 15.00")

    assert wrong.status_code == 422
    assert 'value="ons 22 feb kl. 15" aria-invalid="true"' in text(wrong)
    assert right.status_code == 303
    assert days(desk) == [date(2022, 2, 22), date(2022, 4, 26)]


@pytest.mark.parametrize(
    "octets, name",
    [
        (papers.xlsx([["Datum", "Tid"], [date(2022, 2, 22), 0.625], [date(2022, 4, 26), 0.625]]), "a.xlsx"),
        (papers.ods([["Möte", "Tid"], ["22 feb 2022", "15.00"], ["26 april 2022", "15.00"]]), "a.ods"),
        (papers.docx(["Möten 2022"], [["22 feb", "kl. 15.00"], ["26 april", "kl. 15.00"]]), "a.docx"),
        (papers.pdf(["Meetings 2022", "22 February 15.00", "26 April 15.00"]), "a.pdf"),
        ("datum;tid\r\n2022-02-22;15:00\r\n2022-04-26;15:00\r\n".encode("utf-16"), "a.csv"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20220222T150000\r\nEND:VEVENT\r\n"
         b"BEGIN:VEVENT\r\nDTSTART:20220426T150000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "a.ics"),
    ],
    ids=["xlsx", "ods", "docx", "pdf", "csv", "ics"],
)  # fmt: skip
def test_a_file_of_any_kind_ends_in_the_same_draft(desk: Desk, octets: bytes, name: str) -> None:
    status, _ = upload(desk, octets, name)

    page = desk.get(f"{YEAR}?way=file")
    assert status == 303
    assert days(desk) == [date(2022, 2, 22), date(2022, 4, 26)]
    assert "tis 22 feb 2022</time> kl. 15.00–17.00</h3>" in page
    assert f"Datumen nedan kommer från {name}." in page
    assert "Publicera 2 möten</button>" in page


@pytest.mark.parametrize(
    "octets", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04", b"BEGIN:VCALENDAR\nX"]
)
def test_a_file_that_cannot_be_read_changes_nothing(desk: Desk, octets: bytes) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    status, page = upload(desk, octets, "<b>.xlsx")

    assert status == 422
    assert '<a href="#file">' in page
    assert "<b>.xlsx" not in page
    assert tuple(days(desk)) == build.SEED_DAYS


def test_a_file_with_more_unread_lines_than_have_fields_is_to_be_changed_itself(desk: Desk) -> None:
    upload(desk, b"22 februari kl. 15\n" + b"31 april kl. 15\n" * 41, "a.txt")

    page = desk.get(YEAR)
    assert page.count('for="when_line_') == 40
    assert "<b>Rad 42: ”31 april kl. 15”</b>" in page
    assert "Ändra filen och läs in den igen, eller ändra datumen nedan." in page


def test_what_was_chosen_in_a_row_is_saved_as_a_file_is_read(desk: Desk) -> None:
    rows = [["Datum", "Tid"], [date(2022, 2, 22), 0.625], [date(2022, 4, 26), 0.625]]
    upload(desk, papers.xlsx(rows))
    file = (io.BytesIO(papers.xlsx(rows)), "moten.xlsx")

    desk.post(YEAR, f"{YEAR}/file?way=file", file=file, when_1="2022-03-01", remove_2="1")

    assert days(desk) == [date(2022, 3, 1)]


def test_the_code_of_a_calendar_may_be_pasted_too(desk: Desk) -> None:
    event = "BEGIN:VEVENT\r\nDTSTAMP:20211118T091500Z\r\nDTSTART:20220222T150000\r\nEND:VEVENT\r\n"

    desk.post(YEAR, f"{YEAR}/plan", text=f"\r\nBEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n")

    assert days(desk) == [date(2022, 2, 22)]
    assert "tis 22 feb 2022</time> kl. 15.00–17.00</h3>" in desk.get(YEAR)


def calendar(*events: str) -> bytes:
    whole = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\n{whole}END:VCALENDAR\r\n".encode()


def test_a_calendars_events_of_another_year_go_to_that_years_draft(desk: Desk) -> None:
    upload(desk, calendar("DTSTART:20220222T150000", "DTSTART:20230221T150000"), "a.ics")

    assert days(desk) == [date(2022, 2, 22)]
    assert days(desk, 2023) == [date(2023, 2, 21)]
    assert "1 datum hör till 2023 och ligger i det årets utkast." in desk.get(YEAR)


def test_a_date_that_was_taken_out_in_its_own_year_is_not_said_to_lie_there(desk: Desk) -> None:
    other = YEAR.replace("2022", "2023")
    desk.post(YEAR, f"{YEAR}/plan", text="22 februari 2022 kl. 15\n21 februari 2023 kl. 15\n")
    desk.post(other, f"{other}/plan", do="save", when_1="2023-02-21", remove_1="1")

    out = desk.get(YEAR)
    desk.post(other, f"{other}/plan", do="put_back_1")

    assert "hör till 2023" not in out
    assert "1 datum hör till 2023 och ligger i det årets utkast." in desk.get(YEAR)


def test_a_calendar_of_another_year_alone_is_that_years_draft(desk: Desk) -> None:
    status, _ = upload(desk, calendar("DTSTART:20230221T150000"), "a.ics")

    assert status == 303
    assert days(desk, 2023) == [date(2023, 2, 21)]


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_calendar_of_another_year_alone_tells_where_its_dates_lie(desk: Desk, way: str) -> None:
    other = YEAR.replace("2022", "2023")
    desk.post(other, f"{other}/plan", text="14 februari 2023 kl. 15")
    octets = calendar("DTSTART:20230221T150000")

    if way == "file":
        upload(desk, octets, "a.ics")
    else:
        desk.post(YEAR, f"{YEAR}/plan", text=octets.decode())

    assert days(desk, 2023) == [date(2023, 2, 14), date(2023, 2, 21)]
    assert "1 datum hör till 2023 och ligger i det årets utkast." in desk.get(YEAR)


def test_the_only_date_is_put_back_when_it_was_taken_out(desk: Desk) -> None:
    upload(desk, calendar("DTSTART:20220222T150000"), "a.ics")
    desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2022-02-22", remove_1="1")

    page = desk.get(YEAR)
    desk.post(YEAR, f"{YEAR}/plan", do="put_back_1")

    assert 'value="put_back_1">Ta tillbaka' in page
    assert days(desk) == [date(2022, 2, 22)]


def test_what_of_a_calendar_is_not_in_the_draft_is_told(desk: Desk) -> None:
    broken, old = "SUMMARY:Styrgrupp\r\nDTSTART:i mars", "DTSTART:20150303T150000"
    upload(desk, calendar(broken, old, "DTSTART:20220222T150000"), "a.ics")

    page = desk.get(YEAR)

    assert "1 händelse i kalendern gick inte att läsa och är inte med: Styrgrupp." in page
    assert "1 händelse från ett annat år är utelämnad." in page


def test_an_event_of_several_whole_days_shows_its_last_day(desk: Desk) -> None:
    event = "DTSTART;VALUE=DATE:20220606\r\nDTEND;VALUE=DATE:20220625"
    upload(desk, calendar(event), "a.ics")

    assert "mån 6 jun 2022 – fre 24 jun 2022</time>" in desk.get(YEAR)


def test_broken_code_of_a_calendar_stays_in_the_field(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/plan", text="BEGIN:VCALENDAR\nX")

    page = text(answer)
    assert answer.status_code == 422
    assert "Det här är kod från en kalender." in page
    assert "BEGIN:VCALENDAR" in page
    assert tuple(days(desk)) == build.SEED_DAYS


def test_a_calendar_that_would_take_hours_is_refused_as_a_file_and_as_pasted_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pasted, it is not read as any other text instead: its days would be lost without a word."""
    monkeypatch.setattr(bounded, "SECONDS", 1)
    octets = calendar("DTSTART:20220222T150000\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")

    status, page = upload(desk, octets, "moten.ics")
    pasted = desk.post(YEAR, f"{YEAR}/plan", text=octets.decode())

    assert (status, pasted.status_code) == (422, 422)
    assert "Kalendern kräver mer tid eller minne än den får ta" in page
    assert "Kalendern kräver mer tid eller minne än den får ta" in text(pasted)


def test_dates_without_an_hour_are_asked_about_once(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text="10 mars\n11 april\n12 maj kl. 9\n")

    page = desk.get(YEAR)
    early = text(desk.post(YEAR, f"{YEAR}/publish"))

    asked = '<a href="#hours_all">2 möten saknar klockslag.</a>'
    assert "1 sak behöver ett beslut först:" in page
    assert page.count("2 möten saknar klockslag.") == 2  # beside the field, and beside the button
    assert asked in page
    assert page.count('<span class="tag stop">Saknar tid</span>') == 2
    assert early.count(asked) == 2  # on top too
    assert "Klockslag saknas" not in page + early


def set_usual_time(desk: Desk, time: str) -> None:
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        settings.change(session, council, {"usual_time": time}, by=OPERATOR, now=NOW)


def test_dates_without_an_hour_get_the_usual_one_and_are_marked(desk: Desk) -> None:
    set_usual_time(desk, "13.30")
    desk.post(YEAR, f"{YEAR}/plan", text="10 mars\n11 april inställt\n12 maj kl. 9\n")

    page = desk.get(YEAR)
    answer = desk.post(YEAR, f"{YEAR}/publish", **fields_of(page))

    assert "tors 10 mar 2022</time> kl. 13.30–15.30</h3>" in page
    assert page.count("Vanlig tid: inget klockslag står vid det här datumet.") == 1
    assert 'name="at_1" value="13.30"' in page
    assert "behöver ett beslut först" not in page
    assert "saknar klockslag" not in page
    assert answer.status_code == 303
    assert held(desk) == ["2022-03-10T13:30", "2022-05-12T09:00"]


def test_a_usual_time_that_was_changed_meanwhile_is_shown_before_it_is_published(
    desk: Desk,
) -> None:
    set_usual_time(desk, "13.30")
    desk.post(YEAR, f"{YEAR}/plan", text="10 mars\n")
    seen = fields_of(desk.get(YEAR))
    set_usual_time(desk, "15")

    answer = desk.post(YEAR, f"{YEAR}/publish", **seen)

    assert answer.status_code == 409
    assert held(desk) == []
    assert "kl. 15.00–17.00</h3>" in text(answer)


def held(desk: Desk) -> list[str]:
    """The published meetings' starts."""
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, 2022)
        return [one.starts.text() for one in meetings.of_year(session, found.id)]


def test_one_body_is_chosen_out_of_many(sqlite: Database, config: Config) -> None:
    desk = Desk(sqlite, config, now=Wall.parse("2023-06-01 09:00", build.ZONE).utc())
    year = "/admin/granasbra/years/2023"
    grid = (FIXTURES / "006-skovde-grid-host-2023/input.txt").read_text("utf-8")

    desk.post(year, f"{year}/plan", text=grid)
    asked = desk.get(year)
    early = desk.post(year, f"{year}/publish")
    desk.post(year, f"{year}/plan", do="body", body="SEN")

    assert "Vilkas möten är det?" in asked
    assert "Det finns inget datum att publicera än." in asked
    assert "0 möten blir offentliga" not in asked
    assert "Publicera 0 möten" not in asked
    assert '<input type="radio" name="body" value="SEN">' in asked
    assert early.status_code == 422
    assert '<a href="#h-body">' in text(early)
    assert len(days(desk, 2023)) == 5
    assert "Mötestider för SEN" in desk.get(year)


def test_no_body_chosen_and_a_time_that_cannot_be_read_are_told_of(desk: Desk) -> None:
    two = "Kommunstyrelsen 3 mars kl. 13\nPensionärsrådet 10 mars kl. 10\n"
    desk.post(YEAR, f"{YEAR}/plan", text=two)
    nobody = desk.post(YEAR, f"{YEAR}/plan", do="body")
    desk.post(YEAR, f"{YEAR}/plan", text="10 mars\n11 april\n")
    untimely = desk.post(
        YEAR, f"{YEAR}/plan", do="save", when_1="2022-03-10", when_2="2022-04-11", hours_all="snart"
    )
    desk.post(
        YEAR, f"{YEAR}/plan", do="save", when_1="2022-03-10", when_2="2022-04-11", hours_all="13"
    )

    assert nobody.status_code == untimely.status_code == 422
    assert '<a href="#h-body">Texten har möten för flera organ.' in text(nobody)
    assert text(untimely).count('<a href="#hours_all">Skriv tiden som') == 1
    assert 'id="hours_all" name="hours_all" type="text" value="snart" aria-invalid' in text(
        untimely
    )
    assert "mån 11 apr 2022</time> kl. 13.00–15.00</h3>" in desk.get(YEAR)


def test_a_text_pasted_over_a_files_draft_is_not_passed_by(desk: Desk) -> None:
    upload(desk, papers.xlsx([["Datum", "Tid"], [date(2022, 2, 22), 0.625]]))

    answer = desk.post(YEAR, f"{YEAR}/publish", text="1 mars kl. 15")
    empty = desk.post(YEAR, f"{YEAR}/publish", text="")

    assert answer.status_code == 422
    assert "Läs in den, eller töm fältet, och publicera sedan." in text(answer)
    assert empty.status_code == 303


def test_members_are_read_from_a_workbook(desk: Desk) -> None:
    sheet = papers.xlsx([["Namn", "E-post"], ["Siv Tallgren", "siv.tallgren@example.org"]])
    add = "/admin/granasbra/members/add"

    read = desk.post(add, add, step="check", file=(io.BytesIO(sheet), "lista.xlsx"))
    broken = desk.post(add, add, step="check", file=(io.BytesIO(b"PK\x03\x04"), "x.xlsx"))

    assert "Siv Tallgren\tsiv.tallgren@example.org" in text(read)
    assert "Lägg till 1 person</button>" in text(read)
    assert broken.status_code == 422
    assert '<a href="#file">Filen går inte att läsa.' in text(broken)


SEVERAL = """Sammanträden 2022
Byggnadsnämnden
3 februari
31 april
Kulturnämnden
31 juni
8 mars
Reservdag 15 mars
Byggnadsnämnden 31 september
5 maj
"""


def test_what_was_not_read_of_the_chosen_body_is_shown_and_of_others_not(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan?way=text", do="read", text=SEVERAL)
    desk.post(YEAR, f"{YEAR}/plan", do="body", body="Kulturnämnden")

    looked_through = desk.get(YEAR).partition('id="h-check"')[2]
    assert "31 juni" in looked_through
    assert "Reservdag 15 mars" in looked_through
    assert "Byggnadsnämnden 31 september" not in looked_through


@pytest.mark.parametrize("to", ["plan", "file"])
def test_a_text_is_recognised_before_anything_is_written(desk: Desk, to: str) -> None:
    dates = f"{build.SEED}\nNot read before, to {to}.\n"
    field = {"plan": {"text": dates}, "file": {"file": (io.BytesIO(dates.encode()), "a.txt")}}[to]
    recognised: list[int] = []

    def note(_connection: object) -> None:
        recognised.append(recognition.recognised.cache_info().misses)

    event.listen(desk.database.write, "begin", note)
    answer = desk.post(YEAR, f"{YEAR}/{to}", **field)

    assert answer.status_code == 303
    assert tuple(days(desk)) == build.SEED_DAYS
    assert recognised[-1] == recognition.recognised.cache_info().misses


@pytest.mark.parametrize("way", ["text", "file"])
def test_a_text_that_is_too_long_is_refused_while_others_write(desk: Desk, way: str) -> None:
    dates = "22 februari kl. 15\n" * 11_000
    to = "file" if way == "file" else "plan"
    field = {"text": dates, "file": (io.BytesIO(dates.encode()), "a.txt")}[way]

    with writing(desk.database, NOW):
        answer = desk.post(f"{YEAR}?way={way}", f"{YEAR}/{to}?way={way}", **{way: field})

    page = text(answer)
    assert answer.status_code == 422
    assert f'<a href="#{way}">Texten har 209000 tecken, och högst 200000 kan läsas.' in page
    assert dates in page or way == "file"


RULE = {"ordinals": "2", "weekday": "2", "months": ["2", "3"], "hours": "15"}


def test_a_rule_replaces_the_dates_of_a_text_only_when_that_is_agreed_to(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    page, at = f"{YEAR}?way=rule", f"{YEAR}/plan?way=rule"

    shown = desk.get(page)
    asked = desk.post(page, at, do="rule", when_1="2022-03-01", **RULE)
    stood = days(desk)
    desk.post(page, at, do="rule", replace="1", **RULE)

    assert "Ersätt 5 datum från texten" in shown
    assert "Texten och det du har ändrat eller tagit bort försvinner också." in shown
    assert asked.status_code == 422
    assert "1 sak behöver rättas" in text(asked)
    assert 'name="when_1" value="2022-03-01"' in text(asked)
    assert '<a href="#replace">Här finns redan datum som kom på ett annat sätt.' in text(asked)
    assert '<option value="2" selected>tisdag</option>' in text(asked)
    assert tuple(stood) == build.SEED_DAYS
    assert days(desk) == [date(2022, 2, 8), date(2022, 3, 8)]
    assert 'name="replace"' not in desk.get(page)


def test_a_text_or_file_replaces_the_dates_of_a_rule_only_when_that_is_agreed_to(
    desk: Desk,
) -> None:
    desk.post(YEAR, f"{YEAR}/plan?way=rule", do="rule", **RULE)

    read = desk.post(f"{YEAR}?way=text", f"{YEAR}/plan?way=text", do="text", text=build.SEED)
    status, of_file = upload(desk, build.SEED.encode(), "a.txt")

    assert (read.status_code, status) == (422, 422)
    assert "Ersätt 2 datum från regeln" in text(read)
    assert "22 februari" in text(read)
    assert "Ersätt 2 datum från regeln" in of_file
    assert days(desk) == [date(2022, 2, 8), date(2022, 3, 8)]


def test_what_replaces_nothing_is_not_asked_about(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan?way=one", do="one", one="2 juni 2022 kl. 9")

    answer = desk.post(f"{YEAR}?way=rule", f"{YEAR}/plan?way=rule", do="rule", **RULE)

    assert answer.status_code == 303
    assert days(desk) == [date(2022, 2, 8), date(2022, 3, 8), date(2022, 6, 2)]


def whole(desk: Desk, to: str, **fields: object) -> TestResponse:
    """Every field of the page's form, as a browser sends them: each in a part of its own."""
    form = fields_of(desk.get(YEAR)) | fields
    return desk.client.post(to, data=form, content_type="multipart/form-data")


def test_a_draft_of_as_many_meetings_as_a_year_may_have_is_read_again_changed_and_published(
    desk: Desk,
) -> None:
    hours = ("8", "10", "13", "15")
    dates = [f"{d} {m} kl. {h}" for m in MONTHS for d in range(1, 10) for h in hours][:MOST_DATES]
    many = "\n".join(dates)
    desk.post(YEAR, f"{YEAR}/plan", text=many)
    file = (io.BytesIO(many.encode()), "a.txt")

    again = whole(desk, f"{YEAR}/plan", do="text", text=many)
    removed = whole(desk, f"{YEAR}/plan", do="save", text=many, remove_1="1")
    of_file = whole(desk, f"{YEAR}/file?way=file", file=file, replace="1")
    published = whole(desk, f"{YEAR}/publish", text="")

    assert [one.status_code for one in (again, removed, of_file, published)] == [303] * 4
    assert "Året är publicerat. Möten ändras ett i taget." in desk.get(YEAR)


def test_a_text_of_more_meetings_than_a_year_may_have_says_how_many(desk: Desk) -> None:
    more = "\n".join(f"{1 + n % 28} {MONTHS[n // 28 % 12]} kl. {8 + n // 336}" for n in range(401))

    answer = desk.post(YEAR, f"{YEAR}/plan", text=more)

    assert answer.status_code == 422
    assert "Texten har 401 möten. Skriv högst 400 för ett råd och ett år." in text(answer)


def test_a_grid_whose_row_ends_in_an_empty_month_is_read_from_a_spreadsheet(desk: Desk) -> None:
    months = ["Råd", "Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Aug", "Sep", "Okt", "Nov", "Dec"]
    row = ["Brå", "–", 8, "–", 11, "–", 13, "–", 12, "–", 14]

    status, _ = upload(desk, papers.xlsx([["Mötesplan"], months, row]))

    assert status == 303
    assert [f"{day:%m%d}" for day in days(desk)] == ["0208", "0411", "0613", "0912", "1114"]
    assert "gick inte att" not in desk.get(YEAR)


def test_a_file_without_text_or_dates_says_so(desk: Desk) -> None:
    scanned, picture, letter = (
        upload(desk, papers.pdf([""]), "skannad.pdf"),
        upload(desk, b"\xff\xd8\xff\xe0" + b"x" * 50, "foto.jpg"),
        upload(desk, papers.docx(["Hej!", "Vi ses."]), "brev.docx"),
    )

    assert {status for status, _ in (scanned, picture, letter)} == {422}
    assert "Filen har ingen text" in scanned[1]
    assert "Filen är en bild" in picture[1]
    assert "Inget möte hittades i filen: ingen rad i den har ett datum som vi förstår." in letter[1]


def upload_of(desk: Desk, size: int) -> TestResponse:
    """A file of so many octets. Its form is made by hand, since the test client leaves a large one of its own open."""
    page = desk.get(f"{YEAR}?way=file")
    token = f'--edge\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{hidden(page, "csrf_token")}\r\n'
    file = '--edge\r\nContent-Disposition: form-data; name="file"; filename="stor.txt"\r\n\r\n'
    return desk.client.post(
        f"{YEAR}/file",
        data=token.encode() + file.encode() + b"x" * size + b"\r\n--edge--\r\n",
        content_type="multipart/form-data; boundary=edge",
    )


def test_a_file_or_a_text_that_is_too_large_says_so_on_its_page(desk: Desk) -> None:
    large = upload_of(desk, 6_500_000)
    long = desk.post(YEAR, f"{YEAR}/plan", text="möte 2022-02-22\n" * 80_000)

    assert large.status_code == long.status_code == 422
    assert "Filen är större än 5 MB." in text(large)
    assert "möte 2022-02-22\nmöte" in text(long)
    assert "högst 200000 kan läsas" in text(long)


def test_what_is_far_too_large_tells_the_limit_and_leads_back_to_the_council(desk: Desk) -> None:
    answer = upload_of(desk, 20_500_000)

    assert answer.status_code == 413
    assert "Högst 5 MB går att skicka. Inget sparades." in text(answer)
    assert 'href="/admin/granasbra"' in text(answer)
