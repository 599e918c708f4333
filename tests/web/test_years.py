"""The year plan: pasted, looked through, published; and whose it is."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, roster, store
from scheduler.councils.rows import Council
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import store as meetings
from scheduler.years import store as years
from tests import build
from tests.memory import remembered
from web import create_app
from web.secretary.access import COOKIE

NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)  # 09.00 in Stockholm
YEAR = "/admin/granasbra/years/2022"
WRONG_DAY = build.SEED.replace("22 februari", "onsdag 22 februari")


class Desk:
    """A council with 25 members and 5 deputies, and its secretary signed in."""

    def __init__(self, database: Database, config: Config, now: datetime = NOW):
        self.database, self.now = database, now
        secret = remembered(database, None, ("desk", now), self._furnish)
        self.app = create_app(config, FixedClock(now), database)
        self.client = self._client(secret)

    def _furnish(self) -> str:
        with writing(self.database, NOW) as session:
            council = build.council(session, now=NOW)
            roster.import_list(session, council, build.people(), by=OPERATOR, now=NOW)
        return self._session("granasbra")

    def sign_in(self, *slugs: str) -> FlaskClient:
        return self._client(self._session(*slugs))

    def _session(self, *slugs: str) -> str:
        with writing(self.database, NOW) as session:
            kept: list[Council] = [store.council(session, slug) for slug in slugs]
            account = accounts.add(
                session,
                f"elin.{'.'.join(slugs)}@example.org",
                name="Elin Forsby",
                councils=kept,
                by=OPERATOR,
                now=NOW,
            )
            return accounts.begin_session(session, account, program="test", now=self.now)

    def _client(self, secret: str) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie[COOKIE] = secret
        return client

    def get(self, where: str, status: int = 200) -> str:
        answer = self.client.get(where)
        assert answer.status_code == status, f"{where}: {answer.status}"
        return text(answer)

    def post(self, form_at: str, to: str, **fields: Any) -> TestResponse:
        """Sends a form with the token, and the version, of the page it stands on."""
        page = self.get(form_at)
        data = {"csrf_token": hidden(page, "csrf_token")} | fields
        if "version" not in data and 'name="version"' in page:
            data["version"] = hidden(page, "version")
        return self.client.post(to, data=data)


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("\xa0", " ")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    return Desk(sqlite, config)


def plan(desk: Desk, dates: str) -> None:
    answer = desk.post(YEAR, f"{YEAR}/plan", text=dates)
    assert answer.status_code == 303


def test_the_plan_begins_with_the_year_that_is_not_published(desk: Desk) -> None:
    answer = desk.client.get("/admin/granasbra/years")

    assert answer.status_code == 302
    assert answer.location == "/admin/granasbra/years/2021"


def test_after_a_published_year_comes_the_next(sqlite: Database, config: Config) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2022-01-10 09:00"))
    plan(desk, build.SEED)
    desk.post(YEAR, f"{YEAR}/publish")

    assert desk.client.get("/admin/granasbra/years").location == "/admin/granasbra/years/2023"


def test_a_pasted_list_is_published_in_two_presses(desk: Desk) -> None:
    read = desk.post(YEAR, f"{YEAR}/plan", text=build.SEED.replace("\n", "\r\n"))
    page = desk.get(YEAR)
    published = desk.post(YEAR, f"{YEAR}/publish")

    assert read.status_code == 303
    assert "5 möten blir offentliga." in page
    assert (
        "30 personer får ett mejl med årets datum kl. 09.05, fem minuter efter att du publicerar."
    ) in page
    assert "Publicera 5 möten</button>" in page
    assert published.location == f"{YEAR}?done=published"
    shown = desk.get(f"{YEAR}?done=published")
    assert (
        "5 möten är publicerade. 30 personer får ett mejl med årets datum ons 1 dec 2021 kl. 09.05. "
        "Till dess kan du stoppa mejlet. Året förblir publicerat."
    ) in shown
    assert 'href="/admin/granasbra/meetings/1"' in shown
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        days = tuple(m.starts.date for m in meetings.of_council(session, council.id))
    assert days == build.SEED_DAYS


def test_each_date_shows_the_days_that_follow_from_it(desk: Desk) -> None:
    plan(desk, build.SEED)

    page = desk.get(YEAR)

    assert "tis 22 feb 2022</time> kl. 15.00–17.00</h3>" in page
    assert '<span class="v">v. 8</span>' in page
    assert "Stadshuset, rum Granen" in page
    assert (
        "Ärendeinbjudan tis 25 jan · sista dag att föreslå ärenden tis 8 feb · kallelse tis 15 feb"
    ) in page


def test_a_weekday_that_contradicts_its_date_must_be_settled(desk: Desk) -> None:
    plan(desk, WRONG_DAY)
    shown = desk.get(YEAR)

    answer = desk.post(YEAR, f"{YEAR}/publish")

    page = text(answer)
    assert "Tis 22 feb 2022 är inte en onsdag." in shown
    assert "Publicera 5 möten</button>" in shown
    assert answer.status_code == 422
    assert "<title>Fel: Årsplan 2022 – GranåsBrå</title>" in page
    assert '<a href="#date-1">Möte 1: Tis 22 feb 2022 är inte en onsdag.' in page
    assert 'id="date-1"' in page
    assert "onsdag 22 februari, 15.00" in page
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        found = years.get(session, council.id, 2022)
        assert not found.is_published
        assert meetings.of_council(session, council.id) == []


def test_the_press_that_publishes_settles_a_contradiction_too(desk: Desk) -> None:
    plan(desk, WRONG_DAY)

    answer = desk.post(YEAR, f"{YEAR}/publish", when_1="2022-02-22", day_1="2022-02-23")

    assert answer.status_code == 303
    with reading(desk.database) as session:
        council = store.council(session, "granasbra")
        first = meetings.of_council(session, council.id)[0]
    assert first.starts.text() == "2022-02-23T15:00"


def test_two_dates_of_the_plan_at_overlapping_hours_are_told_of_and_may_stand(desk: Desk) -> None:
    plan(desk, "13 april 2022 kl. 15–17\n13 april 2022 kl. 16–18\n")

    page = desk.get(YEAR)
    answer = desk.post(YEAR, f"{YEAR}/publish")

    assert "Det finns ett möte till vid samma tid, ons 13 apr 2022 kl. 16.00." in page
    assert "Det finns ett möte till vid samma tid, ons 13 apr 2022 kl. 15.00." in page
    assert "Inga krockar" not in page
    assert answer.status_code == 303


def test_no_date_of_the_plan_is_offered_as_free_for_another(desk: Desk) -> None:
    plan(desk, "19 maj 2022 kl. 9–11\n26 maj 2022 kl. 9–11\n2 juni 2022 kl. 9–11\n")

    page = desk.get(YEAR)

    assert "Tors 26 maj 2022 är en helgdag: Kristi himmelsfärdsdag." in page
    assert "Byt till tors 9 jun" in page


def test_two_dates_of_one_day_are_offered_different_free_days(desk: Desk) -> None:
    plan(desk, "26 maj 2022 kl. 9–11\n26 maj 2022 kl. 13–15\n")

    page = desk.get(YEAR)

    assert re.findall(r"Byt till (tors \d+ \w+)", page) == ["tors 2 jun", "tors 19 maj"]


TWICE = "Det står två möten tis 8 feb 2022. Kontrollera att båda stämmer"


@pytest.mark.parametrize("change", [{"remove_2": "1"}, {"when_2": "2022-02-15"}])
def test_a_doubt_about_two_meetings_of_a_day_goes_with_one_of_them(
    desk: Desk, change: dict[str, str]
) -> None:
    dates = "8 februari 2022 kl. 9 Kommunstyrelsen\n8 februari 2022 kl. 13 Kommunstyrelsen\n"
    plan(desk, dates)
    doubted = desk.get(YEAR)

    desk.post(YEAR, f"{YEAR}/plan", do="save", **change)
    settled = desk.get(YEAR)
    plan(desk, dates)

    assert TWICE in doubted
    assert TWICE not in settled
    assert TWICE not in desk.get(YEAR)


def test_a_later_day_of_a_longer_meeting_is_checked_by_its_name(desk: Desk) -> None:
    plan(desk, "24–26 maj 2022 kl. 9–16\n")

    assert "Tors 26 maj 2022 är en helgdag: Kristi himmelsfärdsdag." in desk.get(YEAR)


def test_a_cancelled_date_has_its_own_place_and_never_the_councils(desk: Desk) -> None:
    plan(desk, "9 juni 2022 kl. 9 i Rådhuset (inställt)\n")
    own = desk.get(YEAR)
    plan(desk, "9 juni 2022 kl. 9 (inställt)\n")

    assert '<p class="muted small">Rådhuset</p>' in own
    assert "Stadshuset, rum Granen" not in own
    assert "Stadshuset, rum Granen" not in desk.get(YEAR)


def test_a_meeting_of_several_days_tells_each_of_them_once(desk: Desk) -> None:
    plan(desk, "9–10 juni 2022 kl. 9–16\n13 juli 2022 kl. 9\n")
    heading = "tors 9 jun 2022</time> kl. 09.00 – fre 10 jun kl. 16.00</h3>"

    assert heading in desk.get(YEAR)
    assert '<span class="nb">kl. 09.00 – fre 10 jun kl. 16.00</span>' in desk.get(f"{YEAR}/paper")
    english = desk.get(f"{YEAR}?lang=en")
    assert "Thu 9 Jun 2022</time>, 09:00 – Fri 10 Jun, 16:00</h3>" in english


def test_a_meeting_of_several_days_may_end_at_an_earlier_hour_than_it_begins(desk: Desk) -> None:
    plan(desk, "9–10 juni 2022 kl. 9–16\n")

    answer = desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2022-06-09", at_1="13–12")

    assert answer.status_code == 303
    assert "kl. 13.00 – fre 10 jun kl. 12.00</h3>" in desk.get(YEAR)


@pytest.mark.parametrize(
    "when, told",
    [
        ("13–16 juni", "mån 13 jun 2022</time> kl. 09.00 – tors 16 jun kl. 16.00"),
        ("9–11 juni", "tors 9 jun 2022</time> kl. 09.00 – lör 11 jun kl. 16.00"),
        ("14 juni", "tis 14 jun 2022</time> kl. 09.00 – ons 15 jun kl. 16.00"),
    ],
)
def test_the_days_of_a_meeting_are_those_that_are_typed(desk: Desk, when: str, told: str) -> None:
    plan(desk, "9–10 juni 2022 kl. 9–16\n")

    desk.post(YEAR, f"{YEAR}/plan", do="save", when_1=when)

    page = desk.get(YEAR)
    assert told in page
    assert ("Bytt från tors 9 jun 2022." in page) == (when != "9–11 juni")


def test_a_meeting_of_one_day_may_become_one_of_several(desk: Desk) -> None:
    plan(desk, "9 juni 2022 kl. 9–16\n")

    desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="9–10 juni", at_1="13–12")

    assert "kl. 13.00 – fre 10 jun kl. 12.00</h3>" in desk.get(YEAR)


def test_a_day_that_follows_from_a_meeting_tells_its_year_where_that_is_another(
    desk: Desk,
) -> None:
    plan(desk, "12 januari 2022 kl. 15\n")

    told = "sista dag att föreslå ärenden ons 29 dec 2021 · kallelse ons 5 jan"
    assert told in desk.get(YEAR)


def test_a_year_whose_button_was_pressed_twice_is_published_and_the_page_says_so(
    desk: Desk,
) -> None:
    plan(desk, WRONG_DAY)
    page = desk.get(YEAR)
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
    answered = desk.post(YEAR, f"{YEAR}/publish", past="keep")

    assert asked.status_code == 422
    assert '<a href="#past">1 datum har passerat.' in text(asked)
    assert "--past" not in text(asked)
    assert answered.status_code == 303
    assert "5 möten är publicerade" in desk.get(f"{YEAR}?done=published")


def test_what_was_typed_in_a_row_is_kept_when_it_cannot_be_read(desk: Desk) -> None:
    plan(desk, build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/plan", do="save", when_2="i påsk", at_2="femton")

    page = text(answer)
    assert answer.status_code == 422
    assert '<a href="#when_2">Skriv datumet som 2022-02-09 eller 9 februari.</a>' in page
    assert 'value="i påsk" aria-invalid="true"' in page
    assert 'value="femton" aria-invalid="true"' in page


def test_a_date_or_time_that_is_emptied_is_asked_for(desk: Desk) -> None:
    plan(desk, build.SEED)

    answer = desk.post(
        YEAR, f"{YEAR}/plan", do="save", when_1="", at_1="15.00", when_2="2022-04-26", at_2=""
    )

    page = text(answer)
    assert answer.status_code == 422
    assert '<a href="#when_1">Skriv datumet som 2022-02-09 eller 9 februari.</a>' in page
    assert '<a href="#at_2">Skriv tiden som 15.00 eller 15.00–17.00.</a>' in page


def test_a_row_is_changed_and_another_taken_away(desk: Desk) -> None:
    plan(desk, build.SEED)

    desk.post(
        YEAR, f"{YEAR}/plan", do="save", when_1="1 mars", at_1="13–14.30", place_1="Gränden", remove_2="1",
    )  # fmt: skip

    page = desk.get(YEAR)
    assert "tis 1 mar 2022</time> kl. 13.00–14.30</h3>" in page
    assert "Gränden" in page
    assert "Bytt från tis 22 feb 2022." in page
    assert "Publicera 4 möten</button>" in page


def test_what_was_changed_and_taken_out_stands_and_is_told_when_it_is_read_again(
    desk: Desk,
) -> None:
    plan(desk, build.SEED)
    desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2022-02-22", at_1="13", remove_2="1")

    plan(desk, build.SEED)
    same = desk.get(YEAR)
    plan(desk, build.SEED.replace("22 februari, 15", "22 februari, 16"))
    changed = desk.get(YEAR)
    desk.post(YEAR, f"{YEAR}/plan", do="put_back_2")

    assert "tis 22 feb 2022</time> kl. 13.00–15.00</h3>" in same
    assert "Publicera 4 möten</button>" in same
    assert "1 datum är borttaget ur planen</summary>" in same
    assert 'value="put_back_2">Ta tillbaka' in same
    assert "tis 22 feb 2022</time> kl. 16.00–18.00</h3>" in changed
    assert "Du hade ändrat tiden, men det som lästes in har ändrats sedan dess" in changed
    assert "Publicera 5 möten</button>" in desk.get(YEAR)


def test_a_text_that_was_changed_must_be_read_before_it_is_published(desk: Desk) -> None:
    plan(desk, build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/publish", text=build.SEED + "1 november 15.00\n")

    assert answer.status_code == 422
    assert "Texten har ändrats sedan den lästes." in text(answer)
    assert "1 november 15.00" in text(answer)


def test_a_row_that_is_moved_to_another_year_goes_to_that_years_draft(desk: Desk) -> None:
    plan(desk, build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/plan", do="save", when_1="2023-02-21")

    page = desk.get(answer.location)
    plan(desk, build.SEED)
    other = desk.get(YEAR.replace("2022", "2023"))
    assert answer.location == f"{YEAR}?moved_to=2023"
    assert "Det du flyttade till 2023 ligger i det årets utkast." in page
    assert "Publicera 4 möten</button>" in page
    assert "Publicera 4 möten</button>" in desk.get(YEAR)
    assert "tis 21 feb 2023</time> kl. 15.00–17.00</h3>" in other
    assert "Bytt från tis 22 feb 2022." in other


def test_a_row_is_not_moved_to_a_year_that_is_published(desk: Desk) -> None:
    other = YEAR.replace("2022", "2023")
    desk.post(other, f"{other}/plan", text="14 februari 2023 kl. 15")
    desk.post(other, f"{other}/publish")
    plan(desk, build.SEED)

    answer = desk.post(YEAR, f"{YEAR}/publish", when_1="2023-02-21")

    assert answer.status_code == 422
    assert '<a href="#when_1">Året 2023 är redan publicerat.' in text(answer)
    assert 'value="2023-02-21" aria-invalid="true"' in text(answer)
    assert "Publicera 5 möten</button>" in desk.get(YEAR)


@pytest.mark.parametrize("way", ["text", "one", "file"])
def test_dates_of_a_published_year_stay_in_the_form_with_the_way_there(
    desk: Desk, way: str
) -> None:
    plan(desk, build.SEED)
    desk.post(YEAR, f"{YEAR}/publish")
    other, dates = YEAR.replace("2022", "2023"), "8 november 2022 kl. 15"
    fields = {"text": dates, "one": dates, "file": (io.BytesIO(dates.encode()), "a.txt")}

    to = "file" if way == "file" else "plan"
    answer = desk.post(other, f"{other}/{to}?way={way}", do=way, **{way: fields[way]})

    page = text(answer)
    assert answer.status_code == 422
    assert f'<a href="#{way}">Året 2022 är redan publicerat.' in page
    assert f'<p><a href="{YEAR}">Årsplan 2022</a></p>' in page
    assert dates in page or way == "file"


@pytest.mark.parametrize("way", ["text", "one", "rule", "file"])
def test_a_form_of_a_year_that_was_published_meanwhile_keeps_what_is_typed(
    desk: Desk, way: str
) -> None:
    plan(desk, build.SEED)
    seen = desk.get(YEAR)
    desk.post(YEAR, f"{YEAR}/publish")
    dates = "8 november 2022 kl. 15"
    typed = {
        "text": {"text": dates}, "one": {"one": dates}, "rule": {"weekday": "2", "hours": dates},
        "file": {"file": (io.BytesIO(dates.encode()), "a.txt")},
    }[way]  # fmt: skip

    to = "file" if way == "file" else "plan"
    form = {name: hidden(seen, name) for name in ("csrf_token", "version")} | {"do": way}
    answer = desk.client.post(f"{YEAR}/{to}?way={way}", data=form | typed)  # type: ignore[operator]

    page = text(answer)
    assert answer.status_code == 409
    assert f'{"#h-dates" if way == "rule" else f"#{way}"}">Året 2022 är redan publicerat.' in page
    assert f'<p><a href="{YEAR}">Årsplan 2022</a></p>' in page
    assert dates in page or way == "file"


def test_dates_of_another_year_alone_lead_there_and_the_page_says_so(desk: Desk) -> None:
    plan(desk, build.SEED)
    other = YEAR.replace("2022", "2023")
    desk.post(other, f"{other}/plan", text="14 februari 2023 kl. 15")

    answer = desk.post(YEAR, f"{YEAR}/plan", text="11 april 2023 kl. 15")

    page = desk.get(answer.location)
    assert answer.location == f"{other}?from_year=2022"
    assert "Det du lade in på sidan för 2022 gäller 2023 och ligger i utkastet här." in page
    assert "Publicera 2 möten</button>" in page
    assert "Publicera 5 möten</button>" in desk.get(YEAR)


def test_a_text_without_a_meeting_is_kept_as_it_was_typed(desk: Desk) -> None:
    answer = desk.post(YEAR, f"{YEAR}/plan", text="Vi ses <snart>")

    page = text(answer)
    assert answer.status_code == 422
    assert "<title>Fel: " in page
    assert '<a href="#text">' in page
    assert 'aria-invalid="true"' in page
    assert "Vi ses &lt;snart&gt;</textarea>" in page


def test_our_own_council_is_found_among_others_by_its_name(desk: Desk) -> None:
    plan(
        desk,
        "Kommunstyrelsen: 8 feb kl. 13, 12 april kl. 13\nGranåsBrå: 9 feb kl. 15\nKF: 10 feb kl. 18\n",
    )

    page = desk.get(YEAR)
    assert "ons 9 feb 2022" in page
    assert "ons 8 feb 2022" not in page
    assert 'value="GranåsBrå" checked' in page


def test_a_text_that_speaks_of_another_body_alone_asks_whose_it_is(desk: Desk) -> None:
    told = "Texten talar om Kommunstyrelsen. Kontrollera att det är era möten."
    plan(desk, "Kommunstyrelsens sammanträden 2022\n8 februari kl. 13\n12 april kl. 13\n")
    assert told in desk.get(YEAR)

    plan(desk, "GranåsBrås möten 2022\n8 februari kl. 13\n12 april kl. 13\n")
    assert told not in desk.get(YEAR)


def test_a_line_that_was_not_understood_is_shown_with_its_reason(desk: Desk) -> None:
    plan(desk, build.SEED + "30 februari 15.00\n")

    page = desk.get(YEAR)

    assert "Rad 7: ”30 februari 15.00”" in page
    assert "5 möten lästa" in page


def test_a_draft_that_somebody_else_changed_is_not_published(desk: Desk) -> None:
    plan(desk, build.SEED)
    seen = hidden(desk.get(YEAR), "version")
    plan(desk, "22 februari, 15.00")

    answer = desk.post(YEAR, f"{YEAR}/publish", version=seen)

    assert answer.status_code == 409
    assert "Publicera 1 möte</button>" in desk.get(YEAR)


def fields_of(page: str) -> dict[str, str]:
    """Every field of the plan's form, as a browser sends it; none holds several values."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf' {what}="([^"]*)"', tag) for what in ("name", "value"))
        if name and (" checked" in tag or ('type="radio"' not in tag and "checkbox" not in tag)):
            found[name[1]] = value[1] if value else ""
    return found


def test_what_somebody_else_changed_stands_but_for_what_was_touched_here(desk: Desk) -> None:
    plan(desk, build.SEED)
    shown = fields_of(desk.get(YEAR))
    desk.post(YEAR, f"{YEAR}/plan", **fields_of(desk.get(YEAR)) | {
        "do": "save", "when_1": "2022-03-01", "at_1": "13", "place_2": "Gränden", "place_1": "Torget"
    })  # fmt: skip

    answer = desk.post(YEAR, f"{YEAR}/plan", **shown | {"do": "save", "at_1": "14", "at_3": "9"})
    again = fields_of(text(answer))
    saved = desk.post(YEAR, f"{YEAR}/plan", **again | {"do": "save"})

    assert answer.status_code == 409
    assert (again["when_1"], again["at_1"], again["at_3"]) == ("2022-03-01", "14", "9")
    assert (again["place_1"], again["place_2"]) == ("Torget", "Gränden")
    assert saved.status_code == 303
    stands = fields_of(desk.get(YEAR))
    assert (stands["when_1"], stands["at_1"], stands["place_1"]) == (
        "2022-03-01",
        "14.00",
        "Torget",
    )
    assert (stands["at_3"], stands["place_2"]) == ("09.00", "Gränden")


def test_a_text_stays_where_somebody_else_changed_the_draft_and_another_way_was_pressed(
    desk: Desk,
) -> None:
    plan(desk, build.SEED)
    shown = fields_of(desk.get(YEAR))
    desk.post(YEAR, f"{YEAR}/plan", text="22 februari, 15.00")

    more = f"{build.SEED}1 november 15.00\n".replace("\n", "\r\n")
    touched = desk.post(YEAR, f"{YEAR}/plan?way=one", **shown | {"do": "way", "text": more})
    same = build.SEED.replace("\n", "\r\n")
    untouched = desk.post(YEAR, f"{YEAR}/plan?way=one", **shown | {"do": "way", "text": same})

    assert (touched.status_code, untouched.status_code) == (409, 409)
    assert "1 november 15.00\r\n</textarea>" in text(touched)
    assert "22 februari, 15.00</textarea>" in text(untouched)


def test_that_a_day_may_stand_is_not_said_of_the_day_it_was_moved_to_since(desk: Desk) -> None:
    plan(desk, "20 juni kl. 15\n")
    desk.post(
        YEAR, f"{YEAR}/plan", **fields_of(desk.get(YEAR)) | {"do": "save", "when_1": "2022-06-25"}
    )
    shown = fields_of(desk.get(YEAR))
    desk.post(YEAR, f"{YEAR}/plan", **shown | {"do": "save", "when_1": "2022-06-06"})

    answer = desk.post(YEAR, f"{YEAR}/plan", **shown | {"do": "save", "day_1": "keep"})

    assert answer.status_code == 409
    assert "day_1" not in fields_of(text(answer))


def test_at_night_the_mail_waits_for_the_morning(sqlite: Database, config: Config) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2021-12-01 22:00"))
    plan(desk, build.SEED)

    told = "30 personer får ett mejl med årets datum tors 2 dec 2021 kl. 07.00, eftersom"

    assert told in desk.get(YEAR)


def test_another_councils_secretary_finds_nothing(desk: Desk) -> None:
    with writing(desk.database, NOW) as session:
        build.council(session, now=NOW, slug="lillsjon")
    other = desk.sign_in("lillsjon")

    assert other.get(YEAR).status_code == 404
    assert other.get("/admin/granasbra/meetings").status_code == 404


def test_a_stranger_is_led_to_sign_in(desk: Desk) -> None:
    answer = desk.app.test_client().get(YEAR)

    assert answer.status_code == 303
    assert answer.location == "/login?next=/admin/granasbra/years/2022"


@pytest.mark.parametrize("what", ["plan", "publish"])
def test_a_form_without_our_token_does_nothing(desk: Desk, what: str) -> None:
    answer = desk.client.post(f"{YEAR}/{what}", data={"text": build.SEED})

    assert answer.status_code == 403


def test_the_plan_is_there_in_english_too(desk: Desk) -> None:
    plan(desk, build.SEED)

    page = desk.get(f"{YEAR}?lang=en")

    assert "Publish 5 meetings</button>" in page
    assert "30 people get a mail with the year&#39;s dates at 09:05, five minutes after" in page
    assert "Call for items Tue 25 Jan ·" in page


@pytest.mark.parametrize(
    "page, example",
    [
        (f"{YEAR.replace('2022', '2028')}?way=one", "Som tis 8 feb 2028 kl. 15.00–17.00 eller 2028-02-08 15.00."),
        (f"{YEAR.replace('2022', '2028')}?way=text", "”tis 8 feb 2028 kl. 15–17” eller ”2028-02-08 15.00”."),
        ("/admin/granasbra/members/new", "Till exempel 2027-01-31."),
        ("/admin/granasbra/meetings/new", "Till exempel 2026-06-14 eller 14 juni 2026."),
        ("/admin/granasbra/compare", "”Lovdag 2027-05-07”"),
    ],
)  # fmt: skip
def test_the_dates_in_hints_follow_the_clock_and_the_year(
    sqlite: Database, config: Config, page: str, example: str
) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2026-11-26 09:00"))

    assert example in desk.get(page)


def test_a_note_that_all_may_see_stands_in_the_published_year_and_on_its_public_page(
    desk: Desk,
) -> None:
    desk.post(YEAR, f"{YEAR}/plan", text="22 februari kl. 15 (studiebesök)\n26 april kl. 15\n")
    desk.post(YEAR, f"{YEAR}/publish")

    for page in (YEAR, "/granasbra/years/2022", "/admin/granasbra/meetings"):
        assert desk.get(page).count(">studiebesök</p>") == 1
