"""The page of what dates are compared with: school holidays and other bodies' calendars."""

import io
from html import escape

import pytest
from werkzeug.test import TestResponse

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.fetch import Unfetchable
from scheduler.jobs import WorkerContext
from tests import build
from tests.conftest import NOW
from tests.integration.test_foreign_calendars import ICS
from tests.web.secretary import Desk, fields_of, text
from tests.web.test_years import YEAR

PAGE = "/admin/granasbra/compare"


def test_a_county_gives_a_list_to_begin_with_that_is_not_saved_and_takes_nothing_away(desk):
    typed = {"breaks": "Lovdag 2022-05-27\r\nHöstlov v. 44\r\n", "name": "KS", "url": "example.org"}
    given = text(desk.post(PAGE, f"{PAGE}/breaks", do="county", county="Västerbotten", **typed))
    desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks=fields_of(given)["breaks"])
    page = desk.press(YEAR, f"{YEAR}/plan", text="8 mars kl. 15")

    lines = fields_of(given)["breaks"].splitlines()
    assert lines[:3] == ["Lovdag 2022-05-27", "Höstlov v. 44", "Sportlov v. 10"]
    assert lines.count("Höstlov v. 44") == 1
    assert 'value="Västerbotten" selected' in given
    assert 'value="KS"' in given
    assert "Sportlov v. 10" in desk.get(PAGE)
    assert "Tis 8 mar 2022 är under ett skollov: Sportlov." in page


def test_the_secretarys_own_list_is_kept_and_shown_as_it_was_understood_or_its_lines_named(desk):
    def save(breaks: str) -> TestResponse:
        return desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks=breaks)

    kept = save("Sportlov v. 9, v. 10\r\nJullov v. 53")
    wrong = text(save("Lovdag någon gång"))

    page = desk.get(kept.location)
    assert "mån 28 feb – fre 4 mar; mån 7 mar – fre 11 mar" in page
    assert "mån 28 dec 2020 – fre 1 jan" in page
    assert '<td role="cell" data-l="2022">Inte det här året</td>' in page
    assert '<a href="#breaks">”Lovdag någon gång” gick inte att tolka.' in wrong
    assert "Lovdag någon gång</textarea>" in wrong


def add(desk: Desk, octets: bytes | None = None, **fields: object) -> TestResponse:
    file = {"file": (io.BytesIO(octets), "ks.ics")} if octets is not None else {}
    return desk.post(PAGE, f"{PAGE}/calendars", **{"name": "KS"} | fields | file)


def test_a_calendar_file_counts_at_once(desk):
    broken = ICS.replace(
        b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nDTSTART:i mars\r\nEND:VEVENT\r\nBEGIN:VEVENT", 1
    )
    add(desk, broken, name="Kommunstyrelsen")
    add(desk, ICS.replace(b"END:VEVENT", b"TRANSP:TRANSPARENT\r\nEND:VEVENT"), name="KF")
    page = desk.get(PAGE)
    year = desk.press(YEAR, f"{YEAR}/plan", text=build.SEED)
    for n in (1, 2):
        desk.post(PAGE, f"{PAGE}/calendars/{n}", do="remove")

    assert "0 händelser" in page  # it takes nobody's time
    assert "KF har" not in year
    assert "Läst ons 1 dec 2021 kl. 09.00, 1 händelse" in page
    assert "En del av händelserna gick inte att läsa. De andra räknas med." in page
    assert "Kommunstyrelsen har ”Sammanträde” tis 22 feb 2022 kl. 13.00." in year
    assert "Inga kalendrar är tillagda." in desk.get(PAGE)


def test_an_address_waits_for_the_worker_and_is_not_added_twice(desk):
    add(desk, url="webcal://example.org/ks.ics")
    page = desk.get(PAGE)
    twice = add(desk, name="Fler", url="https://example.org/ks.ics")

    assert "https://example.org/ks.ics" in page
    assert "Väntar på att läsas" in page
    assert desk.post(PAGE, f"{PAGE}/calendars/1", do="fetch").location.endswith("done=wanted")
    assert twice.status_code == 422
    assert '<a href="#url">Adressen finns redan, som KS.' in text(twice)


@pytest.mark.parametrize("octets, fields, told", [
    (None, {"name": "", "url": "https://example.org/<x>.ics"}, '<a href="#name">Skriv vems kalendern är'),
    (None, {"url": "example.org"}, '<a href="#url">Adressen ska börja med https://'),
    (b"hej", {}, '<a href="#file">Filen är ingen kalender.'),
    (b"", {}, '<a href="#file">'),
    (ICS, {"url": "https://example.org/ks.ics"}, '<a href="#url">Ange en adress eller en fil, inte båda.'),
    (None, {}, '<a href="#url">Skriv kalenderns adress eller välj en fil.'),
])  # fmt: skip
def test_a_calendar_that_is_not_given_rightly_says_so_and_keeps_the_rest(
    desk, octets, fields, told
):
    answer = add(desk, octets, **fields)

    assert answer.status_code == 422
    assert told in text(answer)
    for typed in fields.values():
        assert f'value="{escape(typed)}"' in text(answer)
    assert "Inga kalendrar är tillagda." in desk.get(PAGE)


def test_a_calendar_that_could_not_be_read_says_why_on_the_year_and_in_what_is_to_do(desk, config):
    desk.post(PAGE, f"{PAGE}/calendars", name="KS", url="https://example.org/ks.ics")
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    assert "KS (inte läst än)" in desk.get(YEAR)

    def get(url: str) -> bytes:
        raise Unfetchable("status")

    jobs.fetch_calendars(WorkerContext(desk.database, config, FixedClock(NOW)), get)

    why = "Servern lämnade inte ut kalendern. Kontrollera adressen, och att kalendern är öppen."
    home = desk.get("/admin/granasbra")
    assert f"Kalendern för KS gick inte att läsa. {why}" in home
    assert f'href="{PAGE}"' in home
