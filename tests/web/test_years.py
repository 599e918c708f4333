"""The year plan: pasted, looked through, changed row by row, published; and what somebody else did meanwhile."""

from __future__ import annotations

import re

import pytest

from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading
from scheduler.meetings import store as meetings
from scheduler.years import store as years
from tests import build
from tests.web.secretary import Desk, hidden, text

YEAR = "/admin/granasbra/years/2022"
NEXT = "/admin/granasbra/years/2023"
WRONG_DAY = build.SEED.replace("22 februari", "onsdag 22 februari")


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def plan(desk: Desk, dates: str, year: str = YEAR) -> str:
    """The page after a text has been read."""
    return desk.press(year, f"{year}/plan", text=dates)


def save(desk: Desk, **fields: str) -> str:
    return desk.press(YEAR, f"{YEAR}/plan", do="save", **fields)


def held(desk: Desk, year: int = 2022) -> list[str]:
    """The published meetings' starts."""
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        row = years.get(session, council.id, year)
        return [one.starts.text() for one in meetings.of_year(session, row.id)]


def fields_of(page: str) -> dict[str, str]:
    """Every field of the plan's form, as a browser sends it; none holds several values."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf' {what}="([^"]*)"', tag) for what in ("name", "value"))
        if name and (" checked" in tag or ('type="radio"' not in tag and "checkbox" not in tag)):
            fields[name[1]] = value[1] if value else ""
    return fields


def test_the_plan_begins_with_the_first_year_that_is_not_published(
    sqlite: Database, config: Config
) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2022-01-10 09:00"))
    before = desk.client.get("/admin/granasbra/years").location
    plan(desk, build.SEED)
    desk.post(YEAR, f"{YEAR}/publish")

    after = desk.client.get("/admin/granasbra/years").location

    assert (before, after) == (YEAR, NEXT)


def test_a_pasted_list_is_published_in_two_presses(desk: Desk) -> None:
    page = plan(desk, build.SEED.replace("\n", "\r\n"))
    english = desk.get(f"{YEAR}?lang=en")
    published = desk.post(f"{YEAR}?lang=sv", f"{YEAR}/publish")
    shown = desk.get(published.location)

    for told in (
        "tis 22 feb 2022</time> kl. 15.00–17.00</h3>",
        '<span class="v">v. 8</span>',
        "Stadshuset, rum Granen",
        "Ärendeinbjudan tis 25 jan · sista dag att föreslå ärenden tis 8 feb · kallelse tis 15 feb",
        "5 möten blir offentliga.",
        "30 personer får ett mejl med årets datum kl. 09.05, fem minuter efter att du publicerar.",
        "Publicera 5 möten</button>",
    ):
        assert told in page
    assert "Publish 5 meetings</button>" in english
    assert "30 people get a mail with the year&#39;s dates at 09:05, five minutes after" in english
    assert published.location == f"{YEAR}?done=published"
    assert (
        "5 möten är publicerade. 30 personer får ett mejl med årets datum ons 1 dec 2021 kl. 09.05. "
        "Till dess kan du stoppa mejlet. Året förblir publicerat."
    ) in shown
    assert 'href="/admin/granasbra/meetings/1"' in shown
    assert held(desk) == [f"{day}T15:00" for day in build.SEED_DAYS]


def test_a_table_with_a_column_of_deadlines_says_which_dates_are_used(desk: Desk) -> None:
    page = plan(
        desk, "Sammanträde\tSista dag för ärenden\tKl\n22 februari 2022\t8 februari 2022\t15\n"
    )

    assert "tis 22 feb 2022</time>" in page
    assert "8 feb 2022</time>" not in page
    assert "Kolumner som inte används här: Sista dag för ärenden." in page
    assert "Datumen är de under ”Sammanträde”." in page


def test_at_night_the_mail_waits_for_the_morning(sqlite: Database, config: Config) -> None:
    page = plan(Desk(sqlite, config, now=build.stockholm("2021-12-01 22:00")), build.SEED)

    assert "30 personer får ett mejl med årets datum tors 2 dec 2021 kl. 07.00, eftersom" in page


def test_a_weekday_that_contradicts_its_date_is_settled_by_the_press_that_publishes(
    desk: Desk,
) -> None:
    shown = plan(desk, WRONG_DAY)

    refused = desk.post(YEAR, f"{YEAR}/publish")
    before = held(desk)
    settled = desk.post(YEAR, f"{YEAR}/publish", when_1="2022-02-22", day_1="2022-02-23")

    page = text(refused)
    assert "Tis 22 feb 2022 är inte en onsdag." in shown
    assert "Publicera 5 möten</button>" in shown
    assert (refused.status_code, before) == (422, [])
    assert "<title>Fel: Årsplan 2022 – GranåsBrå</title>" in page
    assert '<a href="#date-1">Möte 1: Tis 22 feb 2022 är inte en onsdag.' in page
    assert 'id="date-1"' in page
    assert "onsdag 22 februari, 15.00" in page
    assert settled.status_code == 303
    assert held(desk)[0] == "2022-02-23T15:00"


def test_a_draft_is_emptied_with_one_press_that_says_what_goes(desk: Desk) -> None:
    shown = plan(desk, build.SEED)

    blank = desk.post(YEAR, f"{YEAR}/plan", do="text", text=" ")
    older = desk.post(YEAR, f"{YEAR}/plan", do="empty", version="older")
    emptied = desk.press(YEAR, f"{YEAR}/plan", do="empty", when_1="i höst")

    assert "Alla datum för 2022, texten och det du har bestämt tas bort." in shown
    assert (blank.status_code, older.status_code) == (422, 409)
    assert "Vill du ta bort alla datum väljer du Töm utkastet" in text(blank)
    assert "Inte planerat" in emptied
    assert "februari" not in emptied.partition("<textarea")[2].partition("</textarea>")[0]


def test_dates_of_another_year_go_to_that_years_draft_unless_it_is_published(desk: Desk) -> None:
    plan(desk, "14 februari 2023 kl. 15", NEXT)
    plan(desk, build.SEED)

    alone = desk.post(YEAR, f"{YEAR}/plan", text="11 april 2023 kl. 15")
    moved = desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2023-06-13")
    desk.post(NEXT, f"{NEXT}/publish")
    refused = desk.post(YEAR, f"{YEAR}/publish", when_2="2023-04-25")
    left_out = plan(desk, build.SEED + "24 oktober 2023 kl. 13 i Ekhallen\n")

    assert alone.location == f"{NEXT}?from_year=2022"
    assert moved.location == f"{YEAR}?moved_to=2023"
    assert held(desk, 2023) == ["2023-02-14T15:00", "2023-04-11T15:00", "2023-06-13T15:00"]
    assert refused.status_code == 422
    assert '<a href="#when_2">Året 2023 är redan publicerat.' in text(refused)
    assert 'value="2023-04-25" aria-invalid="true"' in text(refused)
    assert "1 datum hör till 2023, som redan är publicerat." in left_out


def test_the_button_that_publishes_does_it_once_and_says_so(desk: Desk) -> None:
    page = plan(desk, WRONG_DAY)
    form = {
        "csrf_token": hidden(page, "csrf_token"), "version": hidden(page, "version"), "text": WRONG_DAY,
        "when_1": "2022-02-22", "at_1": "13", "day_1": "2022-02-23", "place_1": "Torget", "remove_2": "1",
        "when_3": "2022-06-14", "at_3": "15.00", "day_3": "keep",
    }  # fmt: skip
    first = desk.client.post(f"{YEAR}/publish", data=form)

    again = desk.client.post(f"{YEAR}/publish", data=form)
    other = desk.client.post(f"{YEAR}/publish", data=form | {"at_3": "16"})

    assert first.location == again.location == f"{YEAR}?done=published"
    assert (first.status_code, again.status_code, other.status_code) == (303, 303, 409)
    assert "4 möten är publicerade." in desk.get(again.location)


def test_a_date_that_has_passed_is_kept_or_left_out(sqlite: Database, config: Config) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2022-03-01 09:00"))
    plan(desk, build.SEED)

    asked = desk.post(YEAR, f"{YEAR}/publish")
    answered = desk.press(YEAR, f"{YEAR}/publish", past="keep")

    assert asked.status_code == 422
    assert '<a href="#past">1 datum har passerat.' in text(asked)
    assert "5 möten är publicerade" in answered


def test_a_text_without_a_meeting_or_changed_since_it_was_read_stays_in_its_field(
    desk: Desk,
) -> None:
    empty = desk.post(YEAR, f"{YEAR}/plan", text="Vi ses <snart>")
    plan(desk, build.SEED)
    changed = desk.post(YEAR, f"{YEAR}/publish", text=build.SEED + "1 november 15.00\n")

    assert (empty.status_code, changed.status_code) == (422, 422)
    assert '<a href="#text">' in text(empty)
    assert "Vi ses &lt;snart&gt;</textarea>" in text(empty)
    assert "Texten har ändrats sedan den lästes." in text(changed)
    assert "1 november 15.00" in text(changed)


def test_a_draft_that_somebody_else_changed_is_not_published(desk: Desk) -> None:
    seen = hidden(plan(desk, build.SEED), "version")
    plan(desk, "22 februari, 15.00")

    answer = desk.post(YEAR, f"{YEAR}/publish", version=seen)

    assert answer.status_code == 409
    assert "Publicera 1 möte</button>" in desk.get(YEAR)


def test_a_note_that_all_may_see_stands_in_the_published_year_and_on_its_public_page(
    desk: Desk,
) -> None:
    plan(desk, "22 februari kl. 15 (studiebesök)\n26 april kl. 15\n")
    desk.post(YEAR, f"{YEAR}/publish")

    for page in (YEAR, "/granasbra/years/2022", "/admin/granasbra/meetings"):
        assert desk.get(page).count(">studiebesök</p>") == 1


@pytest.mark.parametrize("page, example", [
    ("years/2028?way=one", "Som tis 8 feb 2028 kl. 15.00–17.00 eller 2028-02-08 15.00."),
    ("meetings/new", "Till exempel 2026-06-14 eller 14 juni 2026."),
    ("compare", "”Lovdag 2027-05-07”"),
])  # fmt: skip
def test_the_dates_in_hints_follow_the_clock_and_the_year(
    sqlite: Database, config: Config, page: str, example: str
) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2026-11-26 09:00"))

    assert example in desk.get(f"/admin/granasbra/{page}")
