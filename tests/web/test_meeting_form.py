"""The form of a meeting: the note that all can see, and what the link that led to it fills in."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from scheduler.config import Config
from scheduler.db.session import Database, reading
from tests import build
from tests.web.secretary import Desk, text
from tests.web.test_meetings import ALL, JUNE, LATER, publish_year, send

NEXT = "/admin/granasbra/years/2023"


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    desk = Desk(sqlite, config)
    publish_year(desk)
    return desk


def note(desk: Desk, number: int = 3) -> str:
    with reading(desk.database) as session:
        return build.meeting(session, number).note


def test_a_note_is_changed_and_removed_and_nobody_is_mailed(
    sqlite: Database, config: Config
) -> None:
    desk = Desk(sqlite, config, now=LATER)
    publish_year(desk)
    build.work(
        sqlite, config, build.stockholm("2021-12-01 09:10")
    )  # the year's mail went to 30 people
    place = "Stadshuset, rum Granen"
    as_it_is = {"date": "2022-06-14", "starts": "15.00", "ends": "17.00", "place": place}
    checked = send(
        desk, f"{JUNE}/move", step="check", note="Studiebesök\r\npå biblioteket", **as_it_is
    )
    send(desk, f"{JUNE}/move", step="do", note="Studiebesök på biblioteket", **as_it_is)
    shown, form = desk.get(JUNE), desk.get(f"{JUNE}/move")
    written = note(desk)
    left = send(desk, f"{JUNE}/move", step="do", **as_it_is | {"starts": "14.00"})
    kept = note(desk)
    send(desk, f"{JUNE}/move", step="do", note="", **as_it_is)

    assert "<b>Studiebesök på biblioteket</b>" in text(checked)
    assert "Ingen får något mejl om det nu." in text(checked)
    assert "Studiebesök på biblioteket" in shown
    assert 'id="note" name="note" type="text" value="Studiebesök på biblioteket"' in form
    assert written == "Studiebesök på biblioteket"
    assert left.status_code == 303
    assert kept == written  # a form without the field leaves it
    assert note(desk) == ""


def test_a_note_comes_back_when_its_change_is_undone(desk: Desk) -> None:
    send(
        desk,
        f"{JUNE}/move",
        step="do",
        date="2022-06-14",
        starts="15",
        ends="17",
        place="",
        note="Buss kl. 14",
    )
    page = desk.get(f"{JUNE}?done=moved")
    revision = re.findall(r'name="revision" value="(\d+)"', page)[0]

    desk.post(JUNE, f"{JUNE}/undo", revision=revision)

    assert note(desk) == ""


def test_a_note_that_is_too_long_stays_in_its_field(desk: Desk) -> None:
    answer = send(desk, f"{ALL}/new", date="2022-10-18", starts="15", place="", note="x" * 501)

    assert answer.status_code == 422
    assert '<a href="#note">Skriv högst 500 tecken.' in text(answer)
    assert 'value="xxx' in text(answer)


def test_a_bare_day_is_of_the_year_plan_that_one_came_from(desk: Desk) -> None:
    desk.post(NEXT, f"{NEXT}/plan", text="14 februari 2023 kl. 15")
    desk.post(NEXT, f"{NEXT}/publish")
    link = unescape(re.findall(r'href="(/admin/granasbra/meetings/new[^"]*)"', desk.get(NEXT))[0])

    form = desk.get(link)
    checked = send(
        desk,
        link,
        step="check",
        year="2023",
        date="12 oktober",
        starts="15.00",
        place="",
        note="Budget",
    )
    form_again = re.findall(r'href="([^"]+)">Välj ett annat datum', text(checked))[0]
    wrong = send(desk, link, step="check", year="2023", date="12 oktober", starts="tre", place="")
    added = send(
        desk,
        link,
        step="do",
        year="2023",
        date="12 oktober",
        starts="15.00",
        place="",
        note="Budget",
    )

    assert 'name="year" value="2023"' in form
    assert "tors 12 okt 2023 kl. 15.00–17.00" in text(checked)
    assert 'name="year" value="2023"' in text(checked)
    assert 'value="12 oktober"' in desk.get(unescape(form_again))
    assert 'name="year" value="2023"' in text(wrong)
    assert added.status_code == 303
    with reading(desk.database) as session:
        found = build.meeting(session, int(added.location.rpartition("/")[2].partition("?")[0]))
        assert (found.starts.date, found.note) == (date(2023, 10, 12), "Budget")


def test_dates_of_a_published_year_are_named_with_a_link_that_fills_in_the_form(desk: Desk) -> None:
    text_of_both = (
        "14 februari 2023 kl. 15\n18 oktober 2022 kl. 13–14.30 i Ekhallen\n14 juni 2022 kl. 15\n"
    )
    desk.post(NEXT, f"{NEXT}/plan", text=text_of_both)

    page = desk.get(NEXT)
    link = unescape(re.findall(r'href="([^"]+)">Lägg till tis 18 okt 2022 kl. 13.00</a>', page)[0])
    form = desk.get(link)
    send(
        desk,
        link,
        step="do",
        year="2022",
        date="2022-10-18",
        starts="13",
        ends="14.30",
        place="Ekhallen",
    )

    assert "1 datum hör till 2022, som redan är publicerat." in page
    assert "Lägg till tis 14 jun" not in page  # it stands there as a meeting
    for value in ("2022-10-18", "13.00", "14.30", "Ekhallen"):
        assert f'value="{value}"' in form
    assert "som redan är publicerat" not in desk.get(NEXT)
