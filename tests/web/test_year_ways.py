"""The ways into the year plan's draft, by their forms: a text, a rule, last year, one meeting, a file."""

import io
import re
from datetime import date
from html import unescape
from pathlib import Path

from werkzeug.test import TestResponse

from scheduler.clock import Wall
from scheduler.councils import council_settings, store
from scheduler.db.session import reading, writing
from scheduler.years import store as years
from tests import build
from tests.web.secretary import NOW, Desk, fields_of, text
from tests.web.test_years import NEXT, YEAR, held, plan, press, shown

FIXTURES = Path(__file__).parents[1] / "fixtures/dates"
RULE = {"ordinals": "2", "weekday": "2", "months": ["2", "3"], "hours": "15"}
LANGUAGE = re.compile(r'<button[^>]*value="speak" formaction="([^"]+)" lang="(\w+)">([^<]+)<')


def days(desk: Desk, year: int = 2022) -> list[date]:
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, year)
        rows = years.draft_dates(session, found.id)
        return sorted(row.day for row in rows if row.day and not row.is_removed)


def upload(desk: Desk, octets: bytes, name: str = "moten.xlsx", **typed: str) -> TestResponse:
    return press(desk, "file", file=(io.BytesIO(octets), name), **typed)


# a rule, last year, one meeting


def test_a_rule_built_from_fields_gives_dates_and_is_shown_in_words(desk):
    wrong = text(press(desk, "rule", weekday="2", hours="tre"))
    press(desk, "rule", **RULE | {"months": ["2", "4", "6"], "hours": "15–17"})

    page = desk.get(YEAR)
    for name, told in (("ordinals", "Välj vilken"), ("months", "Välj minst"), ("hours", "Skriv")):
        assert f'<a href="#{name}">{told}' in wrong
    assert 'value="tre" aria-invalid="true"' in wrong
    assert days(desk) == [date(2022, 2, 8), date(2022, 4, 12), date(2022, 6, 14)]
    assert "Regeln: Andra tisdagen i februari, april och juni kl. 15.00–17.00." in page
    assert '<option value="2" selected>tisdag</option>' in page


def test_last_years_meetings_are_carried_over(desk):
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        build.publish_year(session, council, 2022, build.SEED, now=NOW)

    assert "tis 22 feb 2022" in desk.get(NEXT)
    press(desk, "by_month", NEXT)
    by_month = days(desk, 2023)
    press(desk, "by_week", NEXT)

    assert by_month == [
        date(2023, month, day) for month, day in ((2, 28), (4, 25), (6, 13), (9, 19), (12, 12))
    ]
    assert days(desk, 2023)[0] == date(2023, 2, 21)


def test_one_meeting_at_a_time(desk):
    wrong = press(desk, "one", one="ons 22 feb kl. 15")
    press(desk, "one", one="tis 22 feb kl. 15")
    press(desk, "save", one="2022-04-26 15.00")
    once = days(desk)
    press(desk, "one", one="tis 22 feb kl. 15")

    assert wrong.status_code == 422
    assert 'value="ons 22 feb kl. 15" aria-invalid="true"' in text(wrong)
    assert once == [date(2022, 2, 22), date(2022, 4, 26)]
    assert "Tis 22 feb 2022 kl. 15.00 står två gånger i planen." in desk.get(YEAR)


def test_one_way_replaces_the_dates_of_another_only_when_that_is_agreed_to(desk):
    press(desk, "one", one="2 juni 2022 kl. 9")
    press(desk, "rule", **RULE)
    single = days(desk)
    of_text, of_file = press(desk, "text", text=build.SEED), upload(desk, build.SEED.encode())
    plan(desk, build.SEED, replace="yes")
    asked = press(desk, "rule", when_5="2022-03-01", **RULE)
    press(desk, "rule", replace="yes", **RULE)

    assert single == [date(2022, 2, 8), date(2022, 3, 8), date(2022, 6, 2)]
    for answer in (of_text, of_file):
        assert answer.status_code == 422
        assert '<a href="#replace">Här finns redan datum som kom på ett annat sätt.' in text(answer)
        assert "22 februari" in text(answer)
    assert asked.status_code == 422
    assert 'name="when_5" value="2022-03-01"' in text(asked)
    assert days(desk) == single


# what is typed and not sent by its own button


def test_return_saves_and_takes_what_was_written_for_a_way(desk):
    plan(desk, "22 februari kl. 15\n")
    typed = "22 februari kl. 15\n1 november 15.00\n"

    early = press(desk, "publish", one="15 nov 2022 kl. 9")
    shown(desk, press(desk, "save", text=typed, one="8 nov 2022 kl. 9"))
    read = days(desk)
    press(desk, "save", replace="yes", **RULE)
    made = days(desk)
    press(desk, "save", ordinals="2", months=["2", "3"], place_5="Torget")

    assert early.status_code == 422
    assert '<a href="#one">Det här mötet är inte tillagt än.' in text(early)
    assert read == [date(2022, 2, 22), date(2022, 11, 1), date(2022, 11, 8)]
    assert made == [date(2022, 2, 8), date(2022, 3, 8), date(2022, 11, 8)]
    assert "Torget" in desk.get(YEAR)


def test_the_page_in_another_language_keeps_all_that_is_typed_and_saves_nothing(desk):
    plan(desk, build.SEED)
    ((to, code, name),) = LANGUAGE.findall(desk.get(YEAR))
    typed = {"text": "8 nov kl. 9", "when_1": "2022-03-01", "weekday": "2", "hours": "tre"}

    answer = desk.client.post(
        unescape(to), data=fields_of(desk.get(YEAR)) | {"do": "speak"} | typed
    )

    assert (answer.status_code, code, name) == (200, "en", "In English")
    for told in ('<html lang="en">', "8 nov kl. 9", 'value="2022-03-01"', 'value="tre"'):
        assert told in text(answer)
    assert "8 nov kl. 9" not in desk.get(YEAR)


# hours, and whose meetings


def test_dates_without_an_hour_are_asked_about_once(desk):
    plan(desk, "10 mars\n11 april\n12 maj kl. 9\n")
    early = text(press(desk, "publish"))
    wrong = text(press(desk, "save", hours_all="snart"))
    given = shown(desk, press(desk, "save", hours_all="13"))

    asked = '<a href="#hours_all">Skriv ett klockslag för tors 10 mar 2022 och mån 11 apr 2022.</a>'
    assert early.count(asked) == 2  # on top too
    assert wrong.count('<a href="#hours_all">Skriv tiden som') == 1
    assert 'value="snart" aria-invalid' in wrong
    assert "mån 11 apr 2022</time> kl. 13.00–15.00</h3>" in given


def test_dates_without_an_hour_get_the_usual_one_as_it_was_shown(desk):
    def set_usual_time(time: str) -> None:
        build.act(desk.database, NOW, council_settings.change_settings, {"usual_time": time})

    set_usual_time("15")
    page = plan(desk, "10 mars\n11 april inställt\n12 maj kl. 9\n")
    set_usual_time("13.30")

    meanwhile = desk.client.post(f"{YEAR}/publish", data=fields_of(page))
    answer = press(desk, "publish")

    assert "tors 10 mar 2022</time> kl. 15.00–17.00</h3>" in page
    assert page.count("Vanlig tid: inget klockslag står vid det här datumet.") == 1
    assert meanwhile.status_code == 409
    assert answer.status_code == 303
    assert held(desk) == ["2022-03-10T13:30", "2022-05-12T09:00"]


def test_one_body_is_chosen_out_of_many(sqlite, config):
    desk = Desk(sqlite, config, now=Wall.parse("2023-06-01 09:00", build.ZONE).utc())
    grid = (FIXTURES / "006-skovde-grid-host-2023/input.txt").read_text("utf-8")

    asked = press(desk, "text", NEXT, text=grid)
    chosen = plan(desk, grid, NEXT, body="SEN")

    assert asked.status_code == 422
    assert '<a href="#body">Texten har möten för flera' in text(asked)
    assert len(days(desk, 2023)) == 5
    assert 'value="SEN" checked' in chosen
    other = press(desk, "text", NEXT, text=grid.replace("SEN", "SENA"), body="SEN")
    assert 'value="SENA"' in text(other)
