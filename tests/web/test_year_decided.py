"""What is told and asked on the year plan until a person has settled it, and how all of it is taken away."""

from __future__ import annotations

import pytest

from scheduler.config import Config
from scheduler.db.session import Database
from tests import build
from tests.web.test_year_ways import days, whole
from tests.web.test_years import YEAR, Desk, text

OTHER = YEAR.replace("2022", "2023")


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def test_what_was_lost_is_told_until_it_is_said_to_be_seen(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text="8 feb kl. 15\n8 mars kl. 15\n")
    desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2022-02-15")
    desk.post(YEAR, f"{YEAR}/plan", text="8 mars kl. 15\n")

    told = desk.get(YEAR)
    whole(desk, f"{YEAR}/plan", do="seen_lost")

    assert "Du hade ändrat tis 15 feb 2022, som inte längre finns" in told
    assert "Jag har sett det, visa det inte mer</button>" in told
    assert "som inte längre finns" not in desk.get(YEAR)
    assert "Publicera 1 möte</button>" in desk.get(YEAR)


def test_a_date_that_was_moved_to_another_year_is_not_said_to_be_taken_out(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)
    desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2023-02-21")

    moved = desk.get(YEAR)
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED.replace("22 februari, 15", "22 februari, 16"))
    again = desk.get(YEAR)

    assert "tis 22 feb 2022 kl. 15.00, flyttat till tis 21 feb 2023" in moved
    assert "Du hade flyttat det här datumet till ett annat år, men det som lästes in" in again
    assert "Du hade tagit bort" not in again


def test_a_draft_is_emptied_with_one_press_that_says_what_goes(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED + "21 februari 2023 kl. 15\n")
    shown = desk.get(YEAR)

    answer = whole(desk, f"{YEAR}/plan", do="empty", when_1="i höst")

    assert "Alla datum för 2022, texten och det du har bestämt tas bort." in shown
    assert answer.status_code == 303
    assert "Inte planerat" in desk.get(YEAR)
    assert "februari" not in desk.get(YEAR).partition("<textarea")[2].partition("</textarea>")[0]
    assert [str(day) for day in days(desk, 2023)] == ["2023-02-21"]
    assert "Årsplan 2022 är ett utkast" not in desk.get("/admin/granasbra")


def test_an_older_draft_is_not_emptied_by_a_page_that_somebody_else_has_changed(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/plan", do="empty", version="older")

    assert answer.status_code == 409
    assert tuple(days(desk)) == build.SEED_DAYS


def test_an_empty_field_that_is_read_again_leads_to_emptying_the_draft(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text=build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/plan", do="text", text=" ")

    assert answer.status_code == 422
    assert "Vill du ta bort alla datum väljer du Töm utkastet" in text(answer)
    assert tuple(days(desk)) == build.SEED_DAYS


def test_a_choice_of_days_has_a_button_that_saves_it(desk: Desk) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text="onsdag 22 februari kl. 15\n")

    assert "Spara valet<span" in desk.get(YEAR)


def test_a_note_is_changed_and_removed_in_a_row_and_stays_so_when_the_text_is_read_again(
    desk: Desk,
) -> None:
    dates = "8 feb kl. 15 (budget)\n8 mars kl. 15 (bokslut)\n"
    desk.post(YEAR, f"{YEAR}/plan", text=dates)
    shown = desk.get(YEAR)
    whole(desk, f"{YEAR}/plan", do="save", note_1="Studiebesök", note_2="")
    desk.post(YEAR, f"{YEAR}/plan", text=dates)
    page = desk.get(YEAR)
    desk.post(YEAR, f"{YEAR}/plan", text=dates.replace("budget", "mål"))
    too_long = whole(desk, f"{YEAR}/plan", do="save", note_1="x" * 501)

    assert 'name="note_1" value="budget"' in shown
    assert '<p class="small">Studiebesök</p>' in page
    assert "bokslut</p>" not in page
    assert "Du hade ändrat anteckningen, men det som lästes in har ändrats" in desk.get(YEAR)
    assert too_long.status_code == 422
    assert '<a href="#note_1">Skriv högst 500 tecken.' in text(too_long)
