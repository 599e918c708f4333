"""A year's draft: what comes into it, from where, what is decided there, and what becomes of it."""

from datetime import date, time

from scheduler.clock import Wall
from scheduler.councils import member_import
from scheduler.councils.rows import Council
from scheduler.db.session import Session, writing
from scheduler.history.rows import OPERATOR
from scheduler.years import draft, draft_meetings, store
from scheduler.years.draft_meetings import DraftMeeting
from scheduler.years.rows import CouncilYear, DraftDate, SchoolBreaks
from tests import build
from tests.conftest import NOW


def plan(session: Session, council: Council, text: str, year: int = 2022) -> CouncilYear:
    return build.plan(session, council, year, text, by=OPERATOR, now=NOW)


def meetings_in_draft(session: Session, council: Council, found: CouncilYear) -> list[DraftMeeting]:
    return draft_meetings.draft_meetings(session, council, found, now=NOW)


def test_what_was_accepted_is_asked_again_when_something_new_speaks_against_it(sqlite):
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, "6 juni kl. 15")
        (one,) = meetings_in_draft(session, council, found)
        one.row.settled = list(map(draft_meetings.finding_key, one.findings))
        assert meetings_in_draft(session, council, found)[0].is_kept

        session.add(SchoolBreaks(council_id=council.id, text="Lov v. 23", changed_at=NOW))
        session.flush()

        assert not meetings_in_draft(session, council, found)[0].is_kept


def test_a_position_is_never_given_to_another_date(sqlite):
    """A browser that goes back fills in fields by their names, which hold the positions."""
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        found = plan(session, council, "22 februari, 15.00\n26 april, 15.00\n")
        one = DraftDate(day=date(2022, 10, 4), start=time(9))
        draft.add_date(session, council, 2022, one, by=OPERATOR, now=NOW)
        draft.empty(session, found, by=OPERATOR, now=NOW)

        plan(session, council, "26 april, 15.00\n")
        plan(session, council, "26 april, 15.00\n8 november, 15.00\n")

        assert [row.position for row in store.draft_dates(session, found.id)] == [5, 6]


def test_meetings_of_councils_that_share_members_are_told_of(sqlite):
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    with writing(sqlite, NOW) as session:
        other = build.council(session, now=NOW, slug="lillsjon")
        people = [*build.people(2, 0), build.entry("Somebody Else", line=9)]
        member_import.import_members(session, other, people, by=OPERATOR, now=NOW)

        found = plan(session, other, "22 februari kl. 14\n1 mars kl. 14")

        shared, alone = meetings_in_draft(session, other, found)
        fault = shared.findings[0]
        assert (fault.params["n"], fault.params["when"]) == (
            2,
            Wall(date(2022, 2, 22), time(15), other.zone),
        )
        assert alone.findings == ()
