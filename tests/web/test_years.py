"""The year plan: pasted, looked through, changed row by row, published; and what somebody else did meanwhile."""

import html
import re
from datetime import date, timedelta
from typing import Any

from werkzeug.test import TestResponse

from scheduler.councils import store
from scheduler.db.session import reading
from scheduler.meetings import store as meetings
from scheduler.years import store as years
from tests import build
from tests.web.secretary import Desk, fields_of, text

YEAR = "/admin/granasbra/years/2022"
NEXT = "/admin/granasbra/years/2023"
WRONG_DAY = build.SEED.replace("22 februari", "onsdag 22 februari")


def press(desk: Desk, do: str, year: str = YEAR, **typed: Any) -> TestResponse:
    """The whole form, as a browser sends it, with what is `typed`; `do` is a button, or `publish` or `file`."""
    to = do if do in ("publish", "file") else "plan"
    return desk.client.post(f"{year}/{to}", data=fields_of(desk.get(year)) | {"do": do} | typed)


def shown(desk: Desk, answer: TestResponse) -> str:
    """The page that a press leads to."""
    assert answer.status_code == 303, text(answer)
    return desk.get(answer.location)


def plan(desk: Desk, dates: str, year: str = YEAR, **typed: str) -> str:
    """The page after a text has been read."""
    return shown(desk, press(desk, "text", year, text=dates, **typed))


def save(desk: Desk, **typed: str) -> str:
    return shown(desk, press(desk, "save", **typed))


def held(desk: Desk, year: int = 2022) -> list[str]:
    """The published meetings' starts."""
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        row = years.get(session, council.id, year)
        return [one.starts.text() for one in meetings.of_year(session, row.id)]


def test_the_plan_begins_with_the_first_year_that_is_not_published(sqlite, config):
    desk = Desk(sqlite, config, now=build.stockholm("2022-01-10 09:00"))
    before = desk.client.get("/admin/granasbra/years").location
    plan(desk, build.SEED)
    press(desk, "publish")

    after = desk.client.get("/admin/granasbra/years").location

    assert (before, after) == (YEAR, NEXT)


def test_a_pasted_list_is_published_in_two_presses(desk):
    page = plan(desk, build.SEED.replace("\n", "\r\n"))
    published = press(desk, "publish")
    after = desk.get(published.location)

    for told in (
        "tis 22 feb 2022</time> kl. 15.00–17.00</h3>",
        "Ärendeinbjudan tis 25 jan · sista dag att föreslå ärenden tis 8 feb · kallelse tis 15 feb",
        "6 personer får ett mejl med årets datum kl. 09.05, fem minuter efter att du publicerar.",
        "Publicera 5 möten</button>",
    ):
        assert told in page
    assert published.location == f"{YEAR}?done=published"
    assert "5 möten är publicerade. 6 personer får ett mejl med årets datum" in after
    assert "Ångra" in after
    assert held(desk) == [f"{day}T15:00" for day in build.SEED_DAYS]


def test_a_page_of_thirty_dates_weighs_little(desk):
    mondays = (date(2022, 1, 31) + timedelta(weeks=n) for n in range(30))
    page = plan(desk, "\n".join(f"{day} 15.00–17.00" for day in mondays))

    assert page.count('<li class="item"') == 30
    assert len(page.encode()) <= 60_000


def test_a_table_with_a_column_of_deadlines_says_which_dates_are_used(desk):
    page = plan(
        desk, "Sammanträde\tSista dag för ärenden\tKl\n22 februari 2022\t8 februari 2022\t15\n"
    )

    assert "tis 22 feb 2022</time>" in page
    assert "8 feb 2022</time>" not in page
    assert "Kolumner som inte används här: Sista dag för ärenden." in page


def test_at_night_the_mail_waits_for_the_morning(sqlite, config):
    page = plan(Desk(sqlite, config, now=build.stockholm("2021-12-01 22:00")), build.SEED)

    assert "6 personer får ett mejl med årets datum tors 2 dec 2021 kl. 07.00, eftersom" in page


def test_a_weekday_that_contradicts_its_date_is_settled_by_the_press_that_publishes(desk):
    page = plan(desk, WRONG_DAY)

    refused = press(desk, "publish")
    before = held(desk)
    settled = press(desk, "publish", day_1="2022-02-23")

    assert "Tis 22 feb 2022 är inte en onsdag." in page
    assert (refused.status_code, before) == (422, [])
    assert text(refused).count('<a href="#date-1">Tis 22 feb 2022 är inte en onsdag.') == 2
    assert settled.status_code == 303
    assert held(desk)[0] == "2022-02-23T15:00"


def test_a_draft_is_emptied_with_one_press(desk):
    plan(desk, build.SEED)

    older = press(desk, "empty", seen="older")
    emptied = shown(desk, press(desk, "empty", when_1="i höst"))

    assert older.status_code == 409
    assert "Inte planerat" in emptied
    assert fields_of(emptied)["text"] == ""


def test_dates_of_another_year_stay_out_with_a_link_that_opens_it_with_them(desk):
    other = "14 februari 2023 kl. 15–17 i Ekhallen\n11 april 2023 kl. 15 (studiebesök)\n"
    refused = press(desk, "text", text=other)
    page = plan(desk, build.SEED + other)
    (to,) = re.findall(rf'href="({NEXT}\?text=[^"]+)"', page)
    field = fields_of(desk.get(html.unescape(to)))["text"]
    next_year = plan(desk, field, NEXT)
    press(desk, "publish", NEXT)
    published = plan(desk, build.SEED + "24 oktober 2023 kl. 13\n")

    assert refused.status_code == 422
    assert '<a href="#text">Inget av datumen hör till 2022.' in text(refused)
    assert "Publicera 5 möten" in page
    assert field.splitlines() == [
        "2023-02-14 15.00–17.00 i Ekhallen",
        "2023-04-11 15.00 (studiebesök)",
    ]
    assert ">studiebesök</p>" in next_year
    assert held(desk, 2023) == ["2023-02-14T15:00", "2023-04-11T15:00"]
    assert "?year=2023&amp;date=2023-10-24" in published
    assert "2023-02-14" not in published


def test_a_row_keeps_to_its_year(desk):
    plan(desk, build.SEED)

    moved, added = press(desk, "save", when_1="2023-06-13"), press(desk, "one", one="13 juni 2023")

    assert (moved.status_code, added.status_code) == (422, 422)
    assert '<a href="#when_1">Skriv ett datum under 2022.' in text(moved)
    assert 'value="2023-06-13" aria-invalid="true"' in text(moved)
    assert f'href="{NEXT}?text=2023-06-13"' in text(added)


def test_the_button_that_publishes_does_it_once_and_says_so(desk):
    form = fields_of(plan(desk, WRONG_DAY)) | {
        "at_1": "13", "day_1": "2022-02-23", "place_1": "Torget", "remove_2": "yes"
    }  # fmt: skip
    first = desk.client.post(f"{YEAR}/publish", data=form)

    again = desk.client.post(f"{YEAR}/publish", data=form)
    other = desk.client.post(f"{YEAR}/publish", data=form | {"at_3": "16"})

    assert first.location == again.location == f"{YEAR}?done=published"
    assert (first.status_code, again.status_code, other.status_code) == (303, 303, 422)
    assert "4 möten är publicerade." in desk.get(again.location)


def test_a_date_that_has_passed_is_kept_or_left_out(sqlite, config):
    desk = Desk(sqlite, config, now=build.stockholm("2022-03-01 09:00"))
    plan(desk, build.SEED)

    asked = press(desk, "publish")
    answered = shown(desk, press(desk, "publish", past="keep"))

    assert asked.status_code == 422
    assert '<a href="#past">Välj vad som ska hända med datum som har passerat: ' in text(asked)
    assert "5 möten är publicerade" in answered


def test_a_text_without_a_meeting_or_changed_since_it_was_read_stays_in_its_field(desk):
    empty = press(desk, "text", text="Vi ses <snart>")
    plan(desk, build.SEED)
    changed = press(desk, "publish", text=build.SEED + "1 november 15.00\n")

    assert (empty.status_code, changed.status_code) == (422, 422)
    assert '<a href="#text">' in text(empty)
    assert "Vi ses &lt;snart&gt;</textarea>" in text(empty)
    assert "Texten har ändrats sedan den lästes." in text(changed)
    assert "1 november 15.00" in text(changed)


def test_what_somebody_else_changed_is_compared_and_stands_but_for_what_was_touched_here(desk):
    seen = fields_of(plan(desk, build.SEED))
    save(desk, when_1="2022-03-01", at_1="13", place_2="Gränden")

    publish = desk.client.post(f"{YEAR}/publish", data=seen)
    answer = desk.client.post(f"{YEAR}/plan", data=seen | {"do": "save", "at_1": "14", "at_3": "9"})
    compared = fields_of(text(answer))
    (to,) = re.findall(r'<form method="post" action="([^"]+/plan[^"]*)"', text(answer))
    stands = fields_of(shown(desk, desk.client.post(html.unescape(to), data=compared)))

    assert (publish.status_code, answer.status_code) == (409, 409)
    assert "Någon annan sparade" in text(answer)
    assert (stands["when_1"], stands["at_1"], stands["at_3"]) == ("2022-03-01", "14.00", "09.00")
    assert stands["place_2"] == "Gränden"
