"""A year's draft: what comes into it, from where, what is decided there, and what becomes of it."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from scheduler.councils import member_import
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, writing
from scheduler.errors import InvalidInput
from scheduler.history.rows import OPERATOR
from scheduler.years import decided, draft, publish
from scheduler.years import store as years
from scheduler.years.decided import Change
from scheduler.years.entries import Entry
from scheduler.years.planned import Planned, Problem
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
    sqlite: Database,
) -> None:
    with writing(sqlite, NOW) as session:
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


def test_dates_of_another_year_go_to_that_years_draft(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
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


def test_a_date_goes_from_another_years_draft_when_the_text_no_longer_has_it(
    sqlite: Database,
) -> None:
    with writing(sqlite, NOW) as session:
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


def test_a_contradiction_is_settled_by_the_date_or_by_the_weekday(sqlite: Database) -> None:
    text = "onsdag 22 februari kl. 15\ntorsdag 26 april kl. 15\n"
    with writing(sqlite, NOW) as session:
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


def test_a_clash_may_stand_or_give_way_to_the_nearest_free_date(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
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


def test_what_is_changed_in_the_text_wins_over_what_was_decided(sqlite: Database) -> None:
    with writing(sqlite, NOW) as session:
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


def test_meetings_of_councils_that_share_members_are_told_of(sqlite: Database) -> None:
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    with writing(sqlite, NOW) as session:
        other = build.council(session, now=NOW, slug="lillsjon")
        people = [*build.people(2, 0), build.entry("Somebody Else", line=9)]
        member_import.import_members(session, other, people, by=OPERATOR, now=NOW)

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
