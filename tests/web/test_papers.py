"""A year to print and to take away, as a draft and published."""

import pytest

from scheduler.config import Config
from scheduler.db.session import Database
from tests import build
from tests.web.secretary import Desk
from tests.web.test_years import YEAR, plan, press


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    desk = Desk(sqlite, config)
    plan(desk, build.SEED)
    return desk


DRAFT = "Utkast, inte publicerat.\n"
TEXT = """Mötestider för 2022:
tisdag 22 februari kl. 15.00–17.00
tisdag 26 april kl. 15.00–17.00
tisdag 14 juni kl. 15.00–17.00
tisdag 20 september kl. 15.00–17.00
tisdag 13 december kl. 15.00–17.00
Plats: Stadshuset, rum Granen
"""


def test_a_draft_is_printed_and_its_text_stands_ready_for_the_minutes(desk: Desk) -> None:
    page = desk.get(f"{YEAR}/paper")

    assert f"readonly>{DRAFT}{TEXT}</textarea>" in page
    assert "tis 22 feb 2022" in page
    assert ".ics" not in page
    assert desk.client.get(f"{YEAR}/dates.txt").get_data(as_text=True) == DRAFT + TEXT
    assert desk.client.get(f"{YEAR}/dates.ics").status_code == 404
    desk.get("/admin/granasbra/years/2030/paper", 404)


def test_a_published_year_is_a_table_and_a_calendar_file(desk: Desk) -> None:
    press(desk, "publish")

    table = desk.client.get(f"{YEAR}/dates.csv")
    calendar = desk.client.get(f"{YEAR}/dates.ics?lang=en")

    assert table.get_data().decode("utf-8-sig").splitlines()[:2] == [
        "Datum;Start;Slut;Plats;Anmärkning;Läge",
        "2022-02-22;15:00;17:00;Stadshuset, rum Granen;;",
    ]
    assert table.headers["Content-Disposition"] == 'attachment; filename="granasbra-2022.csv"'
    assert calendar.content_type == "text/calendar; charset=utf-8"
    octets = calendar.get_data()
    assert octets.count(b"BEGIN:VEVENT") == 5
    assert b"NAME:Gran\xc3\xa5sBr\xc3\xa5: meetings in 2022\r\n" in octets
    assert b"DTSTART;TZID=Europe/Stockholm:20220222T150000" in octets


def test_a_draft_says_so_and_what_is_not_settled_wherever_it_is_taken(desk: Desk) -> None:
    dates = "onsdag 22 februari kl. 15\n26 april kl. 15\n14 juni\n"
    plan(desk, dates)

    page = desk.get(f"{YEAR}/paper")
    text = desk.client.get(f"{YEAR}/dates.txt")
    table = desk.client.get(f"{YEAR}/dates.csv")

    told = "2 datum är inte avgjorda och är märkta (?)."
    assert f"<p>{told}</p>" in page
    lines = text.get_data(as_text=True).splitlines()
    assert lines[:2] == ["Utkast, inte publicerat.", told]
    assert lines[3] == "tisdag 22 februari kl. 15.00–17.00 (?)"
    assert lines[4] == "tisdag 26 april kl. 15.00–17.00"
    assert lines[5] == "tisdag 14 juni (?)"
    assert text.headers["Content-Disposition"] == 'attachment; filename="granasbra-2022-utkast.txt"'
    rows = table.get_data().decode("utf-8-sig").splitlines()
    assert rows[1].endswith(";utkast, inte avgjort")
    assert rows[2].endswith(";utkast")
    assert rows[3] == "2022-06-14;;;Stadshuset, rum Granen;;utkast, inte avgjort"
