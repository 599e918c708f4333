"""Who joins late: they hear of the year or of a called meeting by one press; who was called stays called."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from scheduler.councils import store, terms
from scheduler.councils.rows import Member
from scheduler.councils.term_rules import TermDetails
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import Conflict
from scheduler.history.rows import OPERATOR
from scheduler.notices import audience, extra_letters, load_situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years
from tests import build
from tests.conftest import NOW

CALLED = build.stockholm("2022-02-15 09:00")
JOINED = build.stockholm("2022-02-16 10:00")
REMINDED = build.stockholm("2022-02-18 12:00")
IN_APRIL = build.stockholm("2022-04-20 12:00")


@pytest.fixture
def year(sqlite, config):
    """Its dates have gone to four members and a deputy."""
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 1))
    build.work(sqlite, config, NOW + timedelta(minutes=6))
    return sqlite


@pytest.fixture
def council(year, config):
    """The members are called to the meeting of 22 February."""
    build.work(year, config, CALLED)
    return year


def join(database: Database, at: datetime, *, since: date = date(2021, 12, 1)) -> None:
    with writing(database, at) as session:
        zara = TermDetails(
            "Zara Novak", "zara.novak@example.org", organisation="Polisen", since_on=since
        )
        of = store.council(session, "granasbra")
        terms.join_council(session, of, zara, by=OPERATOR, now=at)


def called(session: Session, number: int = 1) -> list[str]:
    meeting = build.meeting(session, number)
    s = load_situation.load_situation(session, Ref(Owner.MEETING, meeting.id))
    return sorted(person.name for person in audience.called_people(s, meeting))


def late(database: Database, at: datetime) -> list[tuple[int, list[str]]]:
    with reading(database) as session:
        of = store.council(session, "granasbra")
        calls = extra_letters.late_calls(session, of.id, now=at)
        return [(call.meeting.number, [person.name for person in call.people]) for call in calls]


def kinds_to(database: Database, name: str) -> Counter[str]:
    rows = build.letters(database)
    return Counter(row.kind for row in rows if row.recipient.startswith(name))


def leave(session: Session, member: Member, last_on: date, at: datetime) -> None:
    terms.end_term(session, member, last_on=last_on, by=OPERATOR, now=at)


def test_who_joins_after_the_kallelse_is_called_by_one_press_and_not_reminded_before(
    council, config
):
    join(council, JOINED)
    assert late(council, JOINED) == [(1, ["Zara Novak"])]

    build.work(council, config, REMINDED)
    assert kinds_to(council, "zara") == {}

    with writing(council, REMINDED) as session:
        meeting = build.meeting(session, 1)
        desk = build.works(council, config, REMINDED).mail_setup()
        ref = Ref(Owner.MEETING, meeting.id)
        extra_letters.mail_latecomers(session, ref, desk, by=OPERATOR, now=REMINDED)
    build.work(council, config, REMINDED + timedelta(minutes=1))
    assert kinds_to(council, "zara") == {"kallelse": 1}
    (row,) = (r for r in build.letters(council) if r.recipient.startswith("zara"))
    assert (row.state, row.method) == ("sent", "REQUEST")
    assert late(council, REMINDED) == []

    build.work(council, config, build.stockholm("2022-02-21 12:00"))
    assert kinds_to(council, "zara") == {"kallelse": 1, "day_before": 1}


def test_who_was_called_in_february_was_called_whoever_has_come_or_gone_since(council, config):
    with reading(council) as session:
        before = called(session)
    assert before == ["Member 1", "Member 2", "Member 3", "Member 4"]
    join(council, IN_APRIL)
    with writing(council, IN_APRIL) as session:
        first, second, *_ = store.members(session, store.council(session, "granasbra").id)
        leave(session, first, date(2022, 1, 31), IN_APRIL)
        leave(session, second, date(2022, 4, 19), IN_APRIL)

    with reading(council) as session:
        assert called(session) == before


LATER = NOW + timedelta(hours=2)


def test_of_a_year_whose_last_meetings_are_cancelled_nobody_new_is_told(year, config):
    join(year, LATER)
    late_on = build.stockholm("2022-02-23 10:00")
    with reading(year) as session:
        of = store.council(session, "granasbra")
        assert extra_letters.late_for_dates(session, of, now=late_on)
    for number in (2, 3, 4, 5):
        build.cancel(year, late_on, number=number)

    with writing(year, late_on) as session:
        of = store.council(session, "granasbra")
        assert extra_letters.late_for_dates(session, of, now=late_on) == []
        ref = Ref(Owner.YEAR, years.get(session, of.id, 2022).id)
        desk = build.works(year, config, late_on).mail_setup()
        with pytest.raises(Conflict):
            extra_letters.mail_latecomers(session, ref, desk, by=OPERATOR, now=late_on)
