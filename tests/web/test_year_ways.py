"""The ways into the year plan's draft, by their forms: a text, a rule, last year, one meeting, a file."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import council_settings, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.years import draft, publish
from scheduler.years import store as years
from tests import build
from tests.web.secretary import NOW, Desk, text
from tests.web.test_years import NEXT, YEAR, fields_of, held, plan

FIXTURES = Path(__file__).parents[1] / "fixtures/dates"
RULE = {"ordinals": "2", "weekday": "2", "months": ["2", "3"], "hours": "15"}
LANGUAGE = re.compile(r'<button[^>]*value="speak" formaction="([^"]+)" lang="(\w+)">([^<]+)<')


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def days(desk: Desk, year: int = 2022) -> list[date]:
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, year)
        return [one.day for one in draft.look(session, council, found, now=NOW)]


def send(desk: Desk, way: str, year: str = YEAR, **fields: object) -> TestResponse:
    """The form of a way in, as its own button sends it."""
    to = "file" if way == "file" else "plan"
    return desk.post(f"{year}?way={way}", f"{year}/{to}?way={way}", **{"do": way} | fields)


def upload(desk: Desk, octets: bytes, name: str = "moten.xlsx") -> tuple[int, str]:
    answer = send(desk, "file", file=(io.BytesIO(octets), name))
    return answer.status_code, text(answer)


# a rule, last year, one meeting


def test_a_rule_built_from_fields_gives_dates_and_is_shown_in_words(desk: Desk) -> None:
    wrong = text(send(desk, "rule", weekday="2", hours="tre"))
    send(desk, "rule", ordinals="2", weekday="2", months=["2", "4", "6"], hours="15–17")

    page = desk.get(YEAR)
    for name, told in (("ordinals", "Välj vilken"), ("months", "Välj minst"), ("hours", "Skriv")):
        assert f'<a href="#{name}">{told}' in wrong
    assert '<option value="2" selected>tisdag</option>' in wrong
    assert 'value="tre" aria-invalid="true"' in wrong
    assert days(desk) == [date(2022, 2, 8), date(2022, 4, 12), date(2022, 6, 14)]
    assert "Regeln: Andra tisdagen i februari, april och juni kl. 15.00–17.00." in page
    assert '<option value="2" selected>tisdag</option>' in page


def test_a_rules_dates_move_past_the_single_dates_that_stay(desk: Desk) -> None:
    send(desk, "one", one="2 juni 2022 kl. 9–11")

    send(desk, "rule", ordinals="-1", weekday="4", months="5", hours="15–17", moves="1")

    # 26 May is Ascension Day, and the Thursday after has a meeting.
    assert days(desk) == [date(2022, 6, 2), date(2022, 6, 9)]


def test_last_years_meetings_are_carried_over(desk: Desk) -> None:
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        before = draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)
        publish.publish(session, council, before, by=OPERATOR, now=NOW)

    assert "tis 22 feb 2022" in desk.get(f"{NEXT}?way=last_year")
    send(desk, "last_year", NEXT, do="by_month")
    by_month = days(desk, 2023)
    send(desk, "last_year", NEXT, do="by_week")

    assert by_month == [
        date(2023, month, day) for month, day in ((2, 28), (4, 25), (6, 13), (9, 19), (12, 12))
    ]
    assert days(desk, 2023)[0] == date(2023, 2, 21)


def test_one_meeting_at_a_time(desk: Desk) -> None:
    wrong = send(desk, "one", one="ons 22 feb kl. 15")
    send(desk, "one", one="tis 22 feb kl. 15")
    send(desk, "one", one="2022-04-26 15.00")
    once = days(desk)
    send(desk, "one", one="tis 22 feb kl. 15")

    assert wrong.status_code == 422
    assert 'value="ons 22 feb kl. 15" aria-invalid="true"' in text(wrong)
    assert once == [date(2022, 2, 22), date(2022, 4, 26)]
    assert "Samma tid finns redan i planen." in desk.get(YEAR)
    assert "på rad" not in desk.get(YEAR)


def test_one_way_replaces_the_dates_of_another_only_when_that_is_agreed_to(desk: Desk) -> None:
    send(desk, "one", one="2 juni 2022 kl. 9")
    send(desk, "rule", **RULE)
    single = days(desk)
    of_text = send(desk, "text", text=build.SEED)
    of_file = upload(desk, build.SEED.encode(), "a.txt")[1]
    send(desk, "text", text=build.SEED, replace="1")
    shown = desk.get(f"{YEAR}?way=rule")
    asked = send(desk, "rule", when_1="2022-03-01", **RULE)
    send(desk, "rule", replace="1", **RULE)

    assert single == [date(2022, 2, 8), date(2022, 3, 8), date(2022, 6, 2)]
    assert (of_text.status_code, asked.status_code) == (422, 422)
    for page in (text(of_text), of_file):
        assert "Ersätt 2 datum från regeln" in page
    assert "Ersätt 5 datum från texten" in shown
    assert "Texten och det du har ändrat eller tagit bort försvinner också." in shown
    assert 'name="when_1" value="2022-03-01"' in text(asked)
    assert '<a href="#replace">Här finns redan datum som kom på ett annat sätt.' in text(asked)
    assert days(desk) == single
    assert 'name="replace"' not in desk.get(f"{YEAR}?way=rule")


# what is typed and not sent by its own button


def test_what_is_typed_stays_or_comes_in_whatever_button_is_pressed(desk: Desk) -> None:
    plan(desk, "22 februari kl. 15\n")
    typed = "22 februari kl. 15\n1 november 15.00\n"

    kept = desk.press(
        YEAR, f"{YEAR}/plan?way=one", do="way", text=typed, when_1="2022-02-22", at_1="13"
    )
    early = desk.post(YEAR, f"{YEAR}/publish")
    plan(desk, typed)
    added = send(desk, "one", do="save", one="8 nov 2022 kl. 9")
    unread = send(desk, "one", do="way", one="i höst")
    unadded = desk.post(f"{YEAR}?way=one", f"{YEAR}/publish", one="15 nov 2022 kl. 9")

    assert "kl. 13.00–15.00</h3>" in kept
    assert "1 november 15.00\n</textarea>" in desk.get(f"{YEAR}?way=text")
    assert '<a href="#text">Texten har ändrats sedan den lästes.' in text(early)
    assert added.status_code == 303
    assert date(2022, 11, 8) in days(desk)
    assert {early.status_code, unread.status_code, unadded.status_code} == {422}
    assert '<a href="#one">Skriv ett möte' in text(unread)
    assert 'value="i höst" aria-invalid="true"' in text(unread)
    assert '<a href="#one">Det här mötet är inte tillagt än.' in text(unadded)


def test_return_presses_the_button_of_the_field_that_one_is_in(desk: Desk) -> None:
    def return_button(way: str) -> str:
        return re.findall(r'<button[^>]* name="do" value="(\w+)"', desk.get(f"{YEAR}?way={way}"))[0]

    send(desk, "one", do=return_button("one"), one="8 nov 2022 kl. 9")
    send(desk, "rule", do=return_button("rule"), **RULE)
    made = days(desk)
    send(desk, "rule", do=return_button("rule"), **RULE | {"when_2": "2022-02-15"})

    assert made == [date(2022, 2, 8), date(2022, 3, 8), date(2022, 11, 8)]
    assert days(desk)[0] == date(2022, 2, 15)


@pytest.mark.parametrize("way, typed", [
    ("text", {"text": "8 nov kl. 9"}),
    ("rule", {"weekday": "2", "hours": "8 nov kl. 9"}),
])  # fmt: skip
def test_the_page_in_another_language_keeps_all_that_is_typed_and_saves_nothing(
    desk: Desk, way: str, typed: dict[str, str]
) -> None:
    plan(desk, build.SEED)
    page = f"{YEAR}?way={way}"
    ((to, code, name),) = LANGUAGE.findall(desk.get(page))

    answer = desk.post(page, unescape(to), do="speak", when_1="2022-03-01", **typed)

    assert (answer.status_code, code, name) == (200, "en", "In English")
    for told in ('<html lang="en">', "8 nov kl. 9", 'value="2022-03-01"'):
        assert told in text(answer)
    assert "8 nov kl. 9" not in desk.get(page)


# hours, and whose meetings


def test_dates_without_an_hour_are_asked_about_once(desk: Desk) -> None:
    page = plan(desk, "10 mars\n11 april\n12 maj kl. 9\n")
    early = text(desk.post(YEAR, f"{YEAR}/publish"))
    row = {"do": "save", "when_1": "2022-03-10", "when_2": "2022-04-11"}
    wrong = text(desk.post(YEAR, f"{YEAR}/plan", hours_all="snart", **row))
    given = desk.press(YEAR, f"{YEAR}/plan", hours_all="13", **row)

    asked = '<a href="#hours_all">2 möten saknar klockslag.</a>'
    assert "1 sak behöver ett beslut först:" in page
    assert page.count("2 möten saknar klockslag.") == 2  # beside the field, and beside the button
    assert page.count('<span class="tag stop">Saknar tid</span>') == 2
    assert early.count(asked) == 2  # on top too
    assert wrong.count('<a href="#hours_all">Skriv tiden som') == 1
    assert 'id="hours_all" name="hours_all" type="text" value="snart" aria-invalid' in wrong
    assert "mån 11 apr 2022</time> kl. 13.00–15.00</h3>" in given


def test_dates_without_an_hour_get_the_usual_one_as_it_was_shown(desk: Desk) -> None:
    def set_usual_time(time: str) -> None:
        with writing(desk.database, NOW) as session:
            council = store.council(session, "granasbra")
            council_settings.change_settings(
                session, council, {"usual_time": time}, by=OPERATOR, now=NOW
            )

    set_usual_time("15")
    page = plan(desk, "10 mars\n11 april inställt\n12 maj kl. 9\n")
    set_usual_time("13.30")

    meanwhile = desk.post(YEAR, f"{YEAR}/publish", **fields_of(page))
    shown = text(meanwhile)
    answer = desk.post(YEAR, f"{YEAR}/publish", **fields_of(desk.get(YEAR)))

    assert "tors 10 mar 2022</time> kl. 15.00–17.00</h3>" in page
    assert page.count("Vanlig tid: inget klockslag står vid det här datumet.") == 1
    assert "behöver ett beslut först" not in page
    assert meanwhile.status_code == 409
    assert "kl. 13.30–15.30</h3>" in shown
    assert answer.status_code == 303
    assert held(desk) == ["2022-03-10T13:30", "2022-05-12T09:00"]


def test_one_body_is_chosen_out_of_many(sqlite: Database, config: Config) -> None:
    desk = Desk(sqlite, config, now=Wall.parse("2023-06-01 09:00", build.ZONE).utc())
    grid = (FIXTURES / "006-skovde-grid-host-2023/input.txt").read_text("utf-8")

    asked = plan(desk, grid, NEXT)
    early = desk.post(NEXT, f"{NEXT}/publish")
    nobody = desk.post(NEXT, f"{NEXT}/plan", do="body")
    chosen = desk.press(NEXT, f"{NEXT}/plan", do="body", body="SEN")

    assert "Vilkas möten är det?" in asked
    assert "Det finns inget datum att publicera än." in asked
    assert "Publicera 0 möten" not in asked
    assert '<input type="radio" name="body" value="SEN">' in asked
    for refused in (early, nobody):
        assert refused.status_code == 422
        assert '<a href="#h-body">' in text(refused)
    assert len(days(desk, 2023)) == 5
    assert "Mötestider för SEN" in chosen
