"""Lines that were not read, on the year plan's page: in their place, filled in, left alone and dropped."""

from __future__ import annotations

import re

import pytest

from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.years import draft, publish
from scheduler.years import store as years
from tests.web.test_years import NOW, YEAR, Desk, fields_of, text

DATES = "22 februari kl. 15.00\n31 april kl. 15.00\n14 juni kl. 15.00\n31 juni kl. 15.00\n"


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    desk = Desk(sqlite, config)
    desk.post(YEAR, f"{YEAR}/plan", text=DATES)
    return desk


def rows(page: str) -> list[str]:
    return re.findall(r'<li class="item" id="((?:date|line)-\d+)"', page)


def dates(desk: Desk, year: int = 2022) -> list[str]:
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, year)
        planned = draft.look(session, council, found, now=NOW)
        return [
            f"{one.starts.text() if one.starts else one.day}–{one.ends.time if one.ends else ''} {one.place}"
            for one in planned
        ]


def test_a_line_that_was_not_read_stands_where_it_stood_with_fields_beside_it(desk: Desk) -> None:
    page = desk.get(YEAR)

    assert rows(page) == ["date-1", "line-2", "date-2", "line-4"]
    assert "2 möten lästa · 2 rader gick inte att läsa" in page
    assert "<h3>Rad 2: ”31 april kl. 15.00”</h3>" in page
    assert "Den 31/4 finns inte 2022. Kontrollera dag och månad." in page
    assert '<legend class="vh">Datum för rad 2</legend>' in page
    for name, label in (("when", "Datum"), ("at", "Tid"), ("place", "Plats")):
        assert f'<label for="{name}_line_2">{label}</label>' in page
    assert "Rader i texten att se över" not in page


def test_what_is_filled_in_becomes_a_date_and_the_other_line_stays(desk: Desk) -> None:
    answer = desk.post(
        YEAR, f"{YEAR}/plan", do="save", when_line_2="30 april", at_line_2="13–15", place_line_2="Polishuset"
    )  # fmt: skip

    page = desk.get(YEAR)
    assert answer.status_code == 303
    assert rows(page) == ["date-1", "date-3", "date-2", "line-4"]
    assert dates(desk)[1] == "2022-04-30T13:00–15:00:00 Polishuset"


def test_a_line_is_dropped_by_a_press_and_stays_dropped_when_the_text_is_read_again(
    desk: Desk,
) -> None:
    desk.post(YEAR, f"{YEAR}/plan", do="drop_line_2")
    dropped = rows(desk.get(YEAR))
    desk.post(YEAR, f"{YEAR}/plan", text="Möten 2022:\n" + DATES + "31 juni kl. 15.00\n")
    again = rows(desk.get(YEAR))

    assert dropped == ["date-1", "date-2", "line-4"]
    assert again == ["date-1", "date-2", "line-5", "line-6"]


def test_what_was_filled_in_stays_once_when_the_text_is_read_again(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", do="save", when_line_2="29 april", at_line_2="13")
    desk.post(YEAR, f"{YEAR}/plan", text=DATES)

    assert [one[:10] for one in dates(desk)] == ["2022-02-22", "2022-04-29", "2022-06-14"]
    assert [one for one in rows(desk.get(YEAR)) if one.startswith("line")] == ["line-4"]


def test_what_cannot_be_read_in_the_fields_is_told_there_and_stays(desk: Desk) -> None:
    answer = desk.post(
        YEAR, f"{YEAR}/plan", do="save", when_line_2="snart", at_line_2="25", place_line_4="Polishuset"
    )  # fmt: skip

    page = text(answer)
    assert answer.status_code == 422
    for name in ("when_line_2", "when_line_4"):
        assert f'<a href="#{name}">Skriv datumet som' in page
        assert re.search(rf'id="{name}"[^>]*aria-invalid="true"', page)
    assert 'value="snart"' in page
    assert 'value="Polishuset"' in page
    assert len(dates(desk)) == 2


def test_publishing_takes_what_is_filled_in_along_and_leaves_the_rest_behind(desk: Desk) -> None:
    page = desk.get(YEAR)

    answer = desk.post(
        YEAR, f"{YEAR}/publish", **fields_of(page) | {"when_line_2": "29 april", "at_line_2": "13"}
    )

    assert answer.status_code == 303
    assert '<time datetime="2022-04-29' in desk.get(YEAR)


def test_a_date_of_another_year_goes_there_unless_it_is_published(desk: Desk) -> None:
    filled = {"when_line_2": "2023-04-28", "at_line_2": "13"}
    answer = desk.post(YEAR, f"{YEAR}/plan", do="save", **filled)
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, 2023)
        publish.publish(session, council, found, by=OPERATOR, now=NOW)
    refused = desk.post(YEAR, f"{YEAR}/plan", do="save", when_line_4="2023-05-31", at_line_4="13")

    assert "moved_to=2023" in answer.location
    assert refused.status_code == 422
    assert '<a href="#when_line_4">' in text(refused)
    assert rows(text(refused)) == ["date-1", "date-2", "line-4"]
