"""What is typed in a way into the year plan stays, or comes in, whatever button is pressed, and by Return."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from scheduler.config import Config
from scheduler.db.session import Database
from tests import build
from tests.web.test_year_ways import days
from tests.web.test_years import YEAR, Desk, text


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


@pytest.mark.parametrize("do", ["save", "way"])
def test_a_meeting_in_its_field_is_added_whatever_button_saves(desk: Desk, do: str) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(f"{YEAR}?way=one", f"{YEAR}/plan?way=rule", do=do, one="8 nov 2022 kl. 9")

    assert answer.status_code == 303
    assert date(2022, 11, 8) in days(desk)


def test_a_meeting_that_cannot_be_read_stays_in_its_field_whatever_button_saves(
    desk: Desk,
) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(f"{YEAR}?way=one", f"{YEAR}/plan?way=rule", do="way", one="i höst")

    assert answer.status_code == 422
    assert '<a href="#one">Skriv ett möte' in text(answer)
    assert 'value="i höst" aria-invalid="true"' in text(answer)


def test_a_year_is_not_published_while_a_meeting_is_typed_and_not_added(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(f"{YEAR}?way=one", f"{YEAR}/publish", one="8 nov 2022 kl. 9")

    assert answer.status_code == 422
    assert '<a href="#one">Det här mötet är inte tillagt än.' in text(answer)
    assert 'value="8 nov 2022 kl. 9" aria-invalid="true"' in text(answer)
    assert "Publicera 5 möten</button>" in desk.get(YEAR)


def test_what_is_typed_to_be_added_stays_where_a_row_cannot_be_read(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(
        f"{YEAR}?way=one", f"{YEAR}/plan?way=rule", do="way", one="8 nov 2022 kl. 9", when_1="snart"
    )

    assert answer.status_code == 422
    assert 'value="8 nov 2022 kl. 9"' in text(answer)
    assert tuple(days(desk)) == build.SEED_DAYS


def return_button(page: str) -> str:
    """What Return presses: the first button of the plan's form."""
    return re.findall(r'<button[^>]* name="do" value="(\w+)"', page)[0]


def date_field(page: str) -> str:
    """The name of the field for the first row's date."""
    return re.findall(r'name="(when_\d+)"', page)[0]


def test_return_in_a_rules_field_works_out_its_dates_and_in_a_row_saves_it(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text="22 februari kl. 15")
    page, at = f"{YEAR}?way=rule", f"{YEAR}/plan?way=rule"
    do = return_button(desk.get(page))

    desk.post(page, at, do=do, weekday="", hours="", when_1="2022-02-22", at_1="13")
    saved = desk.get(page)
    rule = {"ordinals": "2", "weekday": "2", "months": "2", "hours": "15–17", "replace": "1"}
    desk.post(page, at, do=do, **rule)
    made = days(desk)
    desk.post(page, at, do=do, **rule, **{date_field(desk.get(page)): "2022-02-15"})

    assert "tis 22 feb 2022</time> kl. 13.00–15.00</h3>" in saved
    assert made == [date(2022, 2, 8)]
    assert days(desk) == [date(2022, 2, 15)]


def test_return_in_the_field_for_one_meeting_adds_it(desk: Desk) -> None:
    page = f"{YEAR}?way=one"

    for one in ("8 nov 2022 kl. 9", "9 nov 2022 kl. 9"):
        do = return_button(desk.get(page))
        desk.post(page, f"{YEAR}/plan?way=one", do=do, one=one)

    assert days(desk) == [date(2022, 11, 8), date(2022, 11, 9)]


def test_what_was_changed_and_taken_out_stands_or_is_told_when_another_way_gives_the_dates(
    desk: Desk,
) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text="8 feb kl. 15\n8 mars kl. 15\n12 april kl. 15\n")
    desk.post(
        YEAR,
        f"{YEAR}/plan",
        do="save",
        when_1="2022-02-08",
        at_1="13",
        remove_2="1",
        when_3="2022-04-19",
    )

    page, rule = f"{YEAR}?way=rule", {"ordinals": "2", "weekday": "2", "hours": "15"}
    desk.post(page, f"{YEAR}/plan?way=rule", do="rule", replace="1", months=["2", "3"], **rule)

    shown = desk.get(page)
    assert "tis 8 feb 2022</time> kl. 13.00–15.00</h3>" in shown
    assert "1 datum är borttaget ur planen" in shown
    assert "Du hade ändrat tis 19 apr 2022, som inte längre finns i det som lästes in." in shown
    assert days(desk) == [date(2022, 2, 8)]


LANGUAGE = re.compile(r'<button[^>]*value="speak" formaction="([^"]+)" lang="(\w+)">([^<]+)<')


@pytest.mark.parametrize("way, typed", [
    ("text", {"text": "8 nov kl. 9"}),
    ("one", {"one": "8 nov kl. 9"}),
    ("rule", {"weekday": "2", "hours": "8 nov kl. 9"}),
])  # fmt: skip
@pytest.mark.parametrize("is_planned", [True, False])
def test_the_page_in_another_language_keeps_all_that_is_typed_and_saves_nothing(
    desk: Desk, way: str, typed: dict[str, str], is_planned: bool
) -> None:
    if is_planned:
        desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    page = f"{YEAR}?way={way}"
    ((to, code, name),) = LANGUAGE.findall(desk.get(page))

    answer = desk.post(page, unescape(to), do="speak", when_1="2022-03-01", **typed)

    shown = text(answer)
    assert (code, name) == ("en", "In English")
    assert answer.status_code == 200
    assert '<html lang="en">' in shown
    assert "8 nov kl. 9" in shown
    assert ('value="2022-03-01"' in shown) is is_planned
    assert '<html lang="en">' in desk.get(page)
    assert "8 nov kl. 9" not in desk.get(page)
    assert "Draft, saved" in desk.get(page) or not is_planned


def test_the_members_list_in_another_language_keeps_what_is_pasted(desk: Desk) -> None:
    add = "/admin/granasbra/members/add"
    ((to, _, _),) = LANGUAGE.findall(desk.get(add))

    answer = desk.post(
        add, unescape(to), step="speak", text="Siv Tallgren; siv.tallgren@example.org"
    )

    assert answer.status_code == 200
    assert '<html lang="en">' in text(answer)
    assert "Siv Tallgren; siv.tallgren@example.org</textarea>" in text(answer)
