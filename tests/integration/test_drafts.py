"""A year's draft: what comes into it, from where, what is decided there, and what becomes of it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.councils import roster, store
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, writing
from scheduler.errors import InvalidInput, YearPublished
from scheduler.history.rows import OPERATOR
from scheduler.years import decided, draft, draft_json, publish
from scheduler.years import store as years
from scheduler.years.decided import Change
from scheduler.years.entries import Draft, Entry, Past, Way
from scheduler.years.planned import Planned, Problem
from scheduler.years.recognise import Reason
from scheduler.years.rows import CouncilYear, SchoolBreaks
from tests import build
from tests.conftest import NOW

GRID = Path(__file__).parents[1] / "fixtures/dates/006-skovde-grid-host-2023/input.txt"


def plan(session: Session, council: Council, text: str, year: int = 2022) -> CouncilYear:
    return draft.plan(session, council, year, text, by=OPERATOR, now=NOW)


def look(session: Session, council: Council, found: CouncilYear) -> list[Planned]:
    return draft.look(session, council, found, now=NOW)


def settle(session: Session, council: Council, found: CouncilYear, *changes: Change) -> None:
    """Changes of the dates in order."""
    dates = look(session, council, found)
    by_id = {one.entry.id: change for one, change in zip(dates, changes, strict=False)}
    decided.settle(session, found, by_id, council=council, by=OPERATOR, now=NOW)


def test_of_a_text_with_many_bodies_only_the_chosen_ones_dates_are_taken(
    database: Database,
) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, GRID.read_text("utf-8"), 2023)

        assert draft.of(found).must_choose_body
        assert draft.of(found).bodies["SEN"] == 5
        assert look(session, council, found) == []
        with pytest.raises(InvalidInput):
            publish.publish(session, council, found, by=OPERATOR, now=NOW)

        found = draft.choose(session, council, found, "SEN", by=OPERATOR, now=NOW)

        assert [one.day for one in look(session, council, found)] == [
            date(2023, 9, 7),
            date(2023, 9, 28),
            date(2023, 10, 26),
            date(2023, 11, 23),
            date(2023, 12, 14),
        ]
        assert {one.entry.start for one in look(session, council, found)} == {time(13)}


def test_the_councils_own_name_chooses_the_body(sqlite: Database) -> None:
    text = "Kommunstyrelsen\n3 mars 2022 kl. 13.00\n\nPensionärsrådet\n10 mars 2022 kl. 10.00\n"
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        council.name = "Kommunala pensionärsrådet"
        found = plan(session, council, text)

        assert draft.of(found).body == "Pensionärsrådet"
        assert [one.day for one in look(session, council, found)] == [date(2022, 3, 10)]


def test_a_meeting_that_may_be_anybodys_is_taken_and_doubted(sqlite: Database) -> None:
    text = "5 maj 2022 kl. 9\nKommunstyrelsen 3 mars 2022 kl. 13\nPensionärsrådet 10 mars 2022 kl. 10\n"
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = draft.plan(
            session, council, 2022, text, by=OPERATOR, now=NOW, body="pensionärsrådet"
        )

        ours, anybodys = look(session, council, found)
        assert (ours.day, ours.findings) == (date(2022, 3, 10), ())
        assert anybodys.day == date(2022, 5, 5)
        assert [finding.key for finding in anybodys.findings] == ["doubt no_body"]


def test_dates_of_another_year_go_to_that_years_draft(database: Database) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        text = "8 november 2022 kl. 15\n13 december 2022 kl. 15\n14 februari 2023 kl. 15\n"
        plan(session, council, text)
        found = plan(session, council, text)  # once more: nothing is doubled

        assert draft.of(found).elsewhere == {2023: 1}
        assert [one.day.year for one in look(session, council, found)] == [2022, 2022]
        other = years.get(session, council.id, 2023)
        assert [one.day for one in look(session, council, other)] == [date(2023, 2, 14)]

        # What is read on the other year's own page leaves them alone.
        plan(session, council, "11 april 2023 kl. 15", 2023)
        assert len(look(session, council, other)) == 2


def test_a_text_about_another_year_alone_is_that_years_draft(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)

        found = plan(session, council, "14 februari 2023 kl. 15")

        assert found.year == 2023
        assert years.find(session, council.id, 2022) is None


def test_a_text_about_another_year_alone_takes_nothing_away_there_or_here(
    database: Database,
) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        here = plan(session, council, "8 november 2022 kl. 15")
        there = plan(session, council, "14 februari 2023 kl. 15\n11 april 2023 kl. 15\n", 2023)
        before = draft.of(here)

        for _ in range(2):  # once more: nothing is doubled
            found = plan(session, council, "11 april 2023 kl. 15\n13 juni 2023 kl. 15\n")

        assert found is there
        days = [one.day for one in look(session, council, there)]
        assert days == [date(2023, 2, 14), date(2023, 4, 11), date(2023, 6, 13)]
        assert draft.of(there).text.startswith("14 februari")
        assert draft.of(here) == before


@pytest.mark.parametrize("here", ["8 november 2022 kl. 15", ""])
def test_dates_that_came_by_another_years_text_stand_once_when_read_on_their_own_page(
    sqlite: Database, here: str
) -> None:
    text = "11 april 2023 kl. 15\n13 juni 2023 kl. 15\n"
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        there = plan(session, council, "14 februari 2023 kl. 15", 2023)
        if here:
            plan(session, council, here)
        plan(session, council, text)
        settle(session, council, there, Change(), Change(place="Gränden"))

        plan(session, council, text, 2023)

        dates = look(session, council, there)
        assert [one.day for one in dates] == [date(2023, 4, 11), date(2023, 6, 13)]
        assert dates[0].place == "Gränden"

        plan(session, council, "11 april 2023 kl. 16\n", 2023)
        assert [one.day for one in look(session, council, there)] == [date(2023, 4, 11)]


def test_what_a_text_put_in_another_year_stays_beside_a_text_about_that_year_alone(
    sqlite: Database,
) -> None:
    text = "8 november 2022 kl. 15\n11 april 2023 kl. 15\n"
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        plan(session, council, text)
        there = plan(session, council, "11 april 2023 kl. 15\n13 juni 2023 kl. 15\n")
        plan(session, council, text)

        days = [one.day for one in look(session, council, there)]
        assert days == [date(2023, 4, 11), date(2023, 6, 13)]


def test_a_text_whose_only_date_was_of_another_year_by_mistake_is_corrected(
    sqlite: Database,
) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        there = plan(session, council, "14 februari 2023 kl. 15", 2023)
        found = plan(session, council, "8 april 2023 kl. 9")
        assert (found.year, draft.of(found).elsewhere) == (2022, {2023: 1})
        assert len(look(session, council, there)) == 2

        plan(session, council, "8 april 2022 kl. 9")

        assert [one.day for one in look(session, council, found)] == [date(2022, 4, 8)]
        assert [one.day for one in look(session, council, there)] == [date(2023, 2, 14)]


def test_a_date_goes_from_another_years_draft_when_the_text_no_longer_has_it(
    database: Database,
) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        plan(session, council, "14 februari 2024 kl. 15", 2024)
        plan(session, council, "8 november 2022 kl. 15\n8 april 2023 kl. 9\n9 april 2024 kl. 9")

        found = plan(session, council, "8 november 2022 kl. 15\n8 april 2022 kl. 9\n")

        days = [one.day for one in look(session, council, found)]
        assert days == [date(2022, 4, 8), date(2022, 11, 8)]
        assert draft.of(found).elsewhere == {}
        assert draft.of(years.get(session, council.id, 2023)).is_blank
        other = years.get(session, council.id, 2024)
        assert [one.day for one in look(session, council, other)] == [date(2024, 2, 14)]


def test_what_was_changed_in_another_years_draft_is_told_of_when_the_text_no_longer_has_it(
    sqlite: Database,
) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        plan(session, council, "8 november 2022 kl. 15\n11 april 2023 kl. 9\n13 juni 2023 kl. 9")
        other = years.get(session, council.id, 2023)
        settle(session, council, other, Change(place="Gränden"), Change(is_removed=True))

        plan(session, council, "8 november 2022 kl. 15")

        assert look(session, council, other) == []
        assert draft.of(other).lost == (date(2023, 4, 11),)
        assert draft.of(other).removed == ()


def test_dates_of_a_published_year_are_told_of_and_left_out(sqlite: Database) -> None:
    build.seed_year(sqlite, now=NOW)
    with writing(sqlite, NOW) as session:
        council = store.council(session, "granasbra")

        found = plan(session, council, "13 december 2022 kl. 15\n14 februari 2023 kl. 15", 2023)

        assert draft.of(found).refused == {2022: 1}
        assert len(look(session, council, found)) == 1
        with pytest.raises(YearPublished):
            plan(session, council, "13 december 2022 kl. 15", 2023)


def test_a_contradiction_is_settled_by_the_date_or_by_the_weekday(database: Database) -> None:
    text = "onsdag 22 februari kl. 15\ntorsdag 26 april kl. 15\n"
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, text)
        first, second = look(session, council, found)
        assert first.problem_kind is second.problem_kind is Problem.CONTRADICTION
        assert first.choices == (date(2022, 2, 22), date(2022, 2, 23))
        assert second.choices == (date(2022, 4, 26), date(2022, 4, 28))

        settle(session, council, found, Change(day=first.choices[0]), Change(day=second.choices[1]))

        assert [one.problem for one in look(session, council, found)] == [None, None]
        days = [date(2022, 2, 22), date(2022, 4, 28)]
        assert [one.day for one in look(session, council, found)] == days

        # Read once more, what was decided still counts.
        plan(session, council, text + "14 juni kl. 15\n")
        dates = look(session, council, found)
        assert [one.day for one in dates] == [*days, date(2022, 6, 14)]
        assert [one.problem for one in dates] == [None] * 3


def test_a_weekday_that_is_written_later_must_agree_too(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        plan(session, council, "22 februari kl. 15\nonsdag 26 april kl. 15\n")
        found = plan(session, council, "onsdag 22 februari kl. 15\nonsdag 26 april kl. 15\n")
        first, second = look(session, council, found)
        assert first.problem_kind is second.problem_kind is Problem.CONTRADICTION
        settle(session, council, found, Change(day=first.day), Change(day=second.day))

        plan(session, council, "torsdag 22 februari kl. 15\nonsdag 26 april kl. 15\n")

        first, second = look(session, council, found)
        assert first.problem_kind is Problem.CONTRADICTION
        assert first.choices == (date(2022, 2, 22), date(2022, 2, 24))
        assert second.problem is None


def test_a_clash_may_stand_or_give_way_to_the_nearest_free_date(database: Database) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        session.add(SchoolBreaks(council_id=council.id, text="Sportlov v. 10", changed_at=NOW))
        found = plan(session, council, "8 mars kl. 15\n6 juni kl. 15")
        (school, holiday) = look(session, council, found)
        assert [finding.key for finding in school.findings] == ["break Sportlov"]
        assert school.free == date(2022, 3, 15)
        assert holiday.free == date(2022, 6, 13)

        settle(session, council, found, Change(accepted=True), Change(day=holiday.free))

        (school, moved) = look(session, council, found)
        assert school.is_accepted
        assert moved.day == date(2022, 6, 13)
        assert moved.entry.was == date(2022, 6, 6)
        assert moved.findings == ()
        meetings = publish.publish(session, council, found, by=OPERATOR, now=NOW)
        assert [meeting.starts.date for meeting in meetings] == [school.day, moved.day]


def test_what_was_accepted_is_asked_again_when_something_new_speaks_against_it(
    sqlite: Database,
) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, "6 juni kl. 15")
        settle(session, council, found, Change(accepted=True))
        assert look(session, council, found)[0].is_accepted

        session.add(SchoolBreaks(council_id=council.id, text="Lov v. 23", changed_at=NOW))
        session.flush()

        assert not look(session, council, found)[0].is_accepted


def test_a_date_without_time_is_given_one(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, "22 februari\n26 april kl. 15")
        assert look(session, council, found)[0].problem_kind is Problem.NO_TIME

        settle(session, council, found, Change(hours=(time(13), None)))

        first = look(session, council, found)[0]
        assert first.problem is None
        assert first.starts
        assert first.ends
        assert (first.starts.time, first.ends.time) == (time(13), time(15))


def test_single_dates_stay_when_the_text_is_read_again(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        plan(session, council, build.SEED)
        one = Entry(0, date(2022, 10, 4), start=time(9))
        found = draft.add(session, council, 2022, [one], by=OPERATOR, now=NOW)

        plan(session, council, "22 februari, 15.00")

        days = [shown.day for shown in look(session, council, found)]
        assert days == [date(2022, 2, 22), date(2022, 10, 4)]


def test_an_id_is_never_given_to_another_date(sqlite: Database) -> None:
    """A browser that goes back fills in fields by their names, which hold the ids."""
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, "22 februari, 15.00\n26 april, 15.00\n14 juni, 15.00\n")
        one = Entry(0, date(2022, 10, 4), start=time(9))
        draft.add(session, council, 2022, [one], by=OPERATOR, now=NOW)
        settle(session, council, found, *[Change()] * 3, Change(is_removed=True))

        plan(session, council, "26 april, 15.00\n13 september, 15.00\n")
        plan(session, council, "26 april, 15.00\n8 november, 15.00\n")

        ids = {one.day: one.entry.id for one in look(session, council, found)}
        assert ids == {date(2022, 4, 26): 2, date(2022, 11, 8): 6}


def test_what_was_decided_stands_when_the_same_text_is_read_again(database: Database) -> None:
    text = "22 februari, 15.00\n26 april, 15.00\n14 juni, 15.00\n"
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, text)
        moved = Change(day=date(2022, 3, 1), hours=(time(9), time(11)))
        settle(session, council, found, moved, Change(is_removed=True), Change(place="Gränden"))

        for _ in range(2):
            plan(session, council, text + "13 september, 15.00\n")

        first, second, third = look(session, council, found)
        assert (first.day, first.entry.start, first.entry.was) == (
            date(2022, 3, 1),
            time(9),
            date(2022, 2, 22),
        )
        assert (second.day, second.place) == (date(2022, 6, 14), "Gränden")
        assert third.day == date(2022, 9, 13)
        assert [one.day for one in draft.of(found).removed] == [date(2022, 4, 26)]


def test_a_date_that_was_taken_out_is_put_back(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, build.SEED)
        settle(session, council, found, Change(is_removed=True))
        [out] = draft.of(found).removed

        decided.put_back(session, found, out.id, now=NOW)

        assert tuple(one.day for one in look(session, council, found)) == build.SEED_DAYS
        assert draft.of(found).removed == ()


def test_what_is_changed_in_the_text_wins_over_what_was_decided(database: Database) -> None:
    with writing(database, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, "22 februari, 15.00\n26 april, 15.00\n14 juni, 15.00\n")
        both = Change(hours=(time(9), None), place="Gränden")
        settle(session, council, found, both, Change(is_removed=True), Change(place="Torget"))

        for _ in range(2):  # it is told until a person decides anew
            plan(session, council, "22 februari, 16.00\n26 april, 16.00\n")

        first, second = look(session, council, found)
        assert (first.entry.start, first.place) == (time(16), "Gränden")
        assert first.entry.overruled == ("hours",)
        assert second.entry.overruled == ("removed",)
        assert draft.of(found).lost == (date(2022, 6, 14),)

        settle(session, council, found, Change(hours=(time(15), None)))
        plan(session, council, "22 februari, 16.00\n26 april, 16.00\n14 juni, 15.00\n")

        assert look(session, council, found)[0].entry.overruled == ()
        assert draft.of(found).lost == ()


def test_past_dates_are_kept_or_left_out_as_was_decided(sqlite: Database) -> None:
    later = build.stockholm("2022-03-01 09:00")
    with writing(sqlite, later) as session:
        council = build.council(session, now=NOW)
        found = draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=later)
        with pytest.raises(InvalidInput):
            publish.publish(session, council, found, by=OPERATOR, now=later)

        decided.settle(session, found, {}, past=Past.DROP, council=council, by=OPERATOR, now=later)
        meetings = publish.publish(session, council, found, by=OPERATOR, now=later)

        assert [meeting.starts.date for meeting in meetings] == list(build.SEED_DAYS[1:])


def test_meetings_of_councils_that_share_members_are_told_of(database: Database) -> None:
    build.seed_year(database, now=NOW, entries=build.people(4, 0))
    with writing(database, NOW) as session:
        other = build.council(session, now=NOW, slug="lillsjon")
        people = [*build.people(2, 0), build.entry("Somebody Else", line=9)]
        roster.import_list(session, other, people, by=OPERATOR, now=NOW)

        found = plan(session, other, "22 februari kl. 14\n1 mars kl. 14")

        shared, alone = look(session, other, found)
        fault = shared.findings[0].fault
        assert (fault.params["n"], fault.params["time"]) == (2, time(15))
        assert alone.findings == ()


def test_a_draft_kept_as_text_alone_is_still_read(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        kept = {"text": build.SEED, "language": "sv"}
        old = CouncilYear(council_id=council.id, year=2022, status="draft", draft=kept)
        session.add(old)
        session.flush()

        assert tuple(one.day for one in look(session, council, old)) == build.SEED_DAYS


reasons = st.builds(
    lambda day, at: Reason.of("mended", wrote="x", n=3, date=day, time=at), st.dates(), st.times()
)
kept_entries = st.builds(
    Entry,
    id=st.integers(1, 99),
    day=st.dates(),
    last_day=st.none() | st.dates(),
    start=st.none() | st.times(),
    end=st.none() | st.times(),
    place=st.none() | st.text(),
    note=st.text(),
    is_cancelled=st.booleans(),
    way=st.sampled_from(Way),
    line=st.integers(0, 99),
    doubts=st.lists(reasons).map(tuple),
    claim=st.none() | reasons,
    was=st.none() | st.dates(),
    accepted=st.lists(st.text()).map(tuple),
    origin=st.none() | st.integers(2000, 2100),
    as_read=st.none() | st.builds(Entry, id=st.just(0), day=st.dates(), claim=reasons),
    overruled=st.lists(st.text()).map(tuple),
    gone_to=st.none() | st.dates(),
)


@settings(max_examples=40)
@given(st.lists(kept_entries, max_size=3).map(tuple), st.dictionaries(st.text(), st.integers()))
def test_a_draft_is_the_same_when_it_is_taken_out_again(
    dates: tuple[Entry, ...], bodies: dict[str, int]
) -> None:
    whole = Draft(
        "sv", "text", "file.xlsx", dates, bodies, "KS", {2023: 1}, {2024: 2}, Past.KEEP, {"a": "b"},
        dates[:1], (date(2022, 2, 22),), "mark", "typed", "GranåsBrå", "KF",
    )  # fmt: skip

    saved = dataclasses.replace(
        whole,
        saved_at=datetime(2027, 1, 1, tzinfo=UTC),
        refused_dates=dates[1:],
        settled=("31 april",),
    )
    whole = dataclasses.replace(saved, saved_at=None)
    assert draft_json.from_json(draft_json.to_json(saved)) == saved
    assert draft_json.version(saved) == draft_json.version(whole)
