"""The page of what dates are compared with: school holidays and other bodies' calendars."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest

from scheduler import jobs
from scheduler.clock import FixedClock, SystemClock
from scheduler.config import Config
from scheduler.db.session import Database, writing
from scheduler.fetch import Unfetchable
from scheduler.jobs import Works
from scheduler.rehearsal import store as rehearsal
from scheduler.rehearsal.steps import RehearsalClock
from tests import build
from tests.conftest import NOW
from tests.integration.test_foreign_calendars import ICS
from tests.web.secretary import Desk, text
from tests.web.test_year_ways import LANGUAGE
from tests.web.test_years import YEAR
from web.app import create_app
from web.secretary.access import COOKIE

PAGE = "/admin/granasbra/compare"


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def test_a_county_gives_a_list_to_begin_with_and_its_weeks_warn(desk: Desk) -> None:
    given = text(desk.post(PAGE, f"{PAGE}/breaks", do="county", county="Västerbotten"))
    assert "Sportlov v. 10" not in desk.get(PAGE)
    desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks=in_field(given))

    assert "Sportlov v. 10" in desk.get(PAGE)
    desk.post(YEAR, f"{YEAR}/plan", text="8 mars kl. 15")
    page = desk.get(YEAR)
    assert "Tis 8 mar 2022 är under ett skollov: Sportlov." in page
    assert "Byt till tis 15 mar" in page
    assert "Skollov (ändrade ons 1 dec 2021)" in page


def test_what_is_usual_in_a_county_takes_nothing_away_and_is_not_saved(desk: Desk) -> None:
    desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks="Lovdag 2022-05-27")

    typed = {"breaks": "Lovdag 2022-05-27\r\nHöstlov v. 44\r\n", "name": "KS", "url": "example.org"}
    given = text(desk.post(PAGE, f"{PAGE}/breaks", do="county", county="Skåne", **typed))

    lines = in_field(given).splitlines()
    assert lines[:3] == ["Lovdag 2022-05-27", "Höstlov v. 44", "Sportlov v. 8"]
    assert lines.count("Höstlov v. 44") == 1
    assert "<option selected>Skåne</option>" in given
    assert 'value="KS"' in given
    assert 'value="example.org"' in given
    assert "Det vanliga i länet står i fältet, efter det som stod där." in given
    assert in_field(desk.get(PAGE)) == "Lovdag 2022-05-27"


def test_the_page_in_another_language_keeps_what_is_typed_and_saves_nothing(desk: Desk) -> None:
    ((to, _, _),) = LANGUAGE.findall(desk.get(PAGE))
    typed = {"breaks": "Lovdag 2022-05-27", "name": "KS", "url": "https://example.org/ks.ics"}

    answer = desk.post(PAGE, unescape(to), do="speak", county="Skåne", **typed)

    assert answer.status_code == 200
    shown = text(answer)
    assert '<html lang="en">' in shown
    assert in_field(shown) == "Lovdag 2022-05-27"
    assert 'value="KS"' in shown
    assert 'value="https://example.org/ks.ics"' in shown
    assert "<option selected>Skåne</option>" in shown
    assert in_field(desk.get(PAGE)) == ""
    assert "No calendars are added." in desk.get(PAGE)


def in_field(page: str) -> str:
    found = re.search(r'<textarea[^>]* name="breaks"[^>]*>([^<]*)</textarea>', page)
    assert found
    return unescape(found[1])


def test_the_secretarys_own_list_is_kept_or_its_lines_named(desk: Desk) -> None:
    kept = desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks="Lovdag 2022-05-27\r\nHöstlov v. 44")
    wrong = desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks="Lovdag någon gång")

    assert kept.status_code == 303
    assert "Loven är sparade." in desk.get(f"{PAGE}?done=breaks")
    assert wrong.status_code == 422
    assert '<a href="#breaks">”Lovdag någon gång” gick inte att tolka.' in text(wrong)
    assert "Lovdag någon gång</textarea>" in text(wrong)


def test_the_page_shows_how_each_line_was_understood(desk: Desk) -> None:
    desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks="Sportlov v. 9, v. 10\nJullov v. 53")

    page = desk.get(PAGE).replace("\xa0", " ")
    assert "mån 28 feb – fre 4 mar; mån 7 mar – fre 11 mar" in page
    assert "mån 28 dec 2020 – fre 1 jan. Det finns ingen vecka 53 år 2021." in page
    assert '<td role="cell" data-l="2022">Det finns ingen vecka 53 år 2022.</td>' in page


def test_days_the_wrong_way_round_are_refused_with_the_line(desk: Desk) -> None:
    wrong = desk.post(PAGE, f"{PAGE}/breaks", do="save", breaks="Sportlov 26 feb - 22 feb")

    assert wrong.status_code == 422
    assert "är längre än 120 dagar. Skriv den första dagen först." in text(wrong)
    assert "Sportlov 26 feb - 22 feb</textarea>" in text(wrong)


def test_a_calendar_file_counts_at_once(desk: Desk) -> None:
    file = (io.BytesIO(ICS), "ks.ics")
    desk.post(PAGE, f"{PAGE}/calendars", name="Kommunstyrelsen", file=file)

    page = desk.get(PAGE)
    assert "Läst ons 1 dec 2021 kl. 09.00, 1 händelse" in page
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    assert "Kommunstyrelsen har ”Sammanträde” samma dag kl. 13.00." in desk.get(YEAR)

    desk.post(PAGE, f"{PAGE}/calendars/1", do="remove")
    assert "Inga kalendrar är tillagda." in desk.get(PAGE)


def test_a_calendar_of_which_not_all_could_be_read_says_so(desk: Desk) -> None:
    broken = ICS.replace(
        b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nDTSTART:i mars\r\nEND:VEVENT\r\nBEGIN:VEVENT", 1
    )
    file = (io.BytesIO(broken), "ks.ics")
    desk.post(PAGE, f"{PAGE}/calendars", name="Kommunstyrelsen", file=file)

    page = desk.get(PAGE)
    assert "1 händelse" in page
    assert "En del av händelserna gick inte att läsa. De andra räknas med." in page


def test_an_address_waits_for_the_worker(desk: Desk) -> None:
    desk.post(PAGE, f"{PAGE}/calendars", name="KS", url="webcal://example.org/ks.ics")

    page = desk.get(PAGE)
    assert "https://example.org/ks.ics" in page
    assert "Väntar på att läsas" in page
    assert desk.post(PAGE, f"{PAGE}/calendars/1", do="fetch").location.endswith("done=wanted")


def test_a_calendar_without_name_or_address_says_so_and_keeps_the_rest(desk: Desk) -> None:
    nameless = desk.post(PAGE, f"{PAGE}/calendars", url="https://example.org/<x>.ics")
    homeless = desk.post(PAGE, f"{PAGE}/calendars", name="KS", url="example.org")
    broken = desk.post(PAGE, f"{PAGE}/calendars", name="KS", file=(io.BytesIO(b"hej"), "x.ics"))

    assert nameless.status_code == homeless.status_code == broken.status_code == 422
    assert '<a href="#name">Skriv vems kalendern är' in text(nameless)
    assert 'value="https://example.org/&lt;x&gt;.ics"' in text(nameless)
    assert '<a href="#url">Adressen ska börja med https://' in text(homeless)
    assert '<a href="#file">Filen är ingen kalender.' in text(broken)


def test_an_address_and_a_file_are_not_both_taken_and_one_is_needed(desk: Desk) -> None:
    both = desk.post(
        PAGE, f"{PAGE}/calendars", name="KS", url="https://example.org/ks.ics", file=(io.BytesIO(ICS), "ks.ics")
    )  # fmt: skip
    neither = desk.post(PAGE, f"{PAGE}/calendars", name="KS")
    hollow = desk.post(PAGE, f"{PAGE}/calendars", name="KS", file=(io.BytesIO(b""), "ks.ics"))

    assert both.status_code == neither.status_code == hollow.status_code == 422
    assert '<a href="#url">Ange en adress eller en fil, inte båda.' in text(both)
    assert 'value="https://example.org/ks.ics"' in text(both)
    assert 'value="KS"' in text(both)
    assert '<a href="#url">Skriv kalenderns adress eller välj en fil.' in text(neither)
    assert '<a href="#file">' in text(hollow)
    assert "Inga kalendrar är tillagda." in desk.get(PAGE)


def test_the_same_address_is_not_added_twice(desk: Desk) -> None:
    desk.post(PAGE, f"{PAGE}/calendars", name="KS", url="https://example.org/ks.ics")
    twice = desk.post(PAGE, f"{PAGE}/calendars", name="Fler", url="webcal://example.org/ks.ics")

    assert twice.status_code == 422
    assert '<a href="#url">Adressen finns redan, som KS.' in text(twice)


def test_the_same_file_is_not_added_twice(desk: Desk) -> None:
    other = ICS.replace(b"T130000", b"T140000")
    for name, octets in (("KS", ICS), ("Fler", other)):
        desk.post(PAGE, f"{PAGE}/calendars", name=name, file=(io.BytesIO(octets), "ks.ics"))
    again = (io.BytesIO(ICS), "kommunstyrelsen.ics")
    twice = desk.post(PAGE, f"{PAGE}/calendars", name="Styrelsen", file=again)

    assert twice.status_code == 422
    assert '<a href="#file">Samma händelser finns redan, som KS.' in text(twice)
    assert 'value="Styrelsen"' in text(twice)
    assert desk.get(PAGE).count("1 händelse") == 2


def test_an_event_that_takes_nobodys_time_is_no_clash(desk: Desk) -> None:
    free = ICS.replace(b"END:VEVENT", b"TRANSP:TRANSPARENT\r\nEND:VEVENT")
    desk.post(PAGE, f"{PAGE}/calendars", name="KS", file=(io.BytesIO(free), "ks.ics"))

    assert "0 händelser" in desk.get(PAGE).replace("\xa0", " ")
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    assert "KS har" not in desk.get(YEAR)


def test_a_calendar_that_could_not_be_read_says_why_on_the_year_and_in_what_is_to_do(
    desk: Desk, config: Config
) -> None:
    desk.post(PAGE, f"{PAGE}/calendars", name="KS", url="https://example.org/ks.ics")
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    assert "KS (inte läst än)" in desk.get(YEAR)

    def get(url: str) -> bytes:
        raise Unfetchable("status")

    jobs.fetch_calendars(Works(desk.database, config, FixedClock(NOW)), get)

    why = "Servern lämnade inte ut kalendern. Kontrollera adressen, och att kalendern är öppen."
    assert f"KS (gick inte att läsa). {why}" in desk.get(YEAR)
    home = desk.get("/admin/granasbra")
    assert f"Kalendern för KS gick inte att läsa. {why}" in home
    assert f'href="{PAGE}"' in home


def test_a_rehearsal_says_that_it_reads_no_addresses(sqlite: Database, config: Config) -> None:
    with writing(sqlite, NOW) as session:
        rehearsal.add_state(session, now=NOW)
    desk = Desk(sqlite, config, SystemClock().now())  # sessions age in real time
    with desk.client.session_transaction() as cookie:
        secret = cookie[COOKIE]
    desk.app = create_app(config, RehearsalClock(sqlite), sqlite)
    desk.client = desk.app.test_client()
    with desk.client.session_transaction() as cookie:
        cookie[COOKIE] = secret

    desk.post(PAGE, f"{PAGE}/calendars", name="KS", url="https://example.org/ks.ics")
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    page = desk.get(f"{PAGE}?done=added")
    assert "Kalendern är tillagd.<" in page
    assert "Provkörningen läser inga adresser. Lägg till kalendern från en fil" in page
    assert "Läs den nu" not in page
    assert "KS (inte läst: provkörningen läser inga adresser)" in desk.get(YEAR)
