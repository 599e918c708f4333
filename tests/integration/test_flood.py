"""A runaway is held until somebody has looked: letters alike, letters to one address, and then all mail."""

from datetime import datetime, timedelta

import pytest

from scheduler.councils import store as councils
from scheduler.db.session import Session, reading, writing
from scheduler.mail import flood
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, OutboxMessage, State
from scheduler.notices.rows import NoticeIssue
from tests import build
from tests.conftest import NOW

AT = build.stockholm("2022-01-10 10:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def year(sqlite):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    return sqlite


def order(
    session: Session,
    count: int,
    *,
    kind: str = "change",
    council: str = "granasbra",
    meeting: int = 1,
    to: int = 1,
    at: datetime = AT,
    state: State = State.QUEUED,
) -> list[OutboxMessage]:
    """So many letters to a member, each of an order of its own, as they are before the flood stop has seen them."""
    of = build.meeting(session, meeting)
    members = councils.members(session, councils.council(session, "granasbra").id)
    person = members[to - 1].person
    rows = []
    for n in range(count):
        key = f"{council}/m{meeting}/{kind}/{to}.{n}.{at.isoformat()}"
        issued = NoticeIssue(
            key=key, kind=kind, occasion=key, meeting_id=of.id, revision=0, facts={}, issued_at=at
        )
        session.add(issued)
        session.flush()
        rows.append(
            OutboxMessage(
                key=f"{key}/{person.email}", message_id=f"<{key}>", issue_id=issued.id, kind=kind, letter="moved",
                meeting_id=of.id, person_id=person.id, recipient=person.email, envelope_from="", priority=10,
                state=state, due_at=at, next_try_at=at, expires_at=of.starts_at, touched=0, created_at=at,
            )
        )  # fmt: skip
    session.add_all(rows)
    session.flush()
    return rows


def test_the_sixth_alike_in_an_hour_is_held_and_what_came_before_goes(year):
    with writing(year, AT) as session:
        before = order(session, 4)
        (fifth,) = order(session, 1, at=AT + HOUR / 2)
        flood.hold_excess(session, [fifth], now=AT + HOUR / 2)
        assert fifth.state == State.QUEUED

        (sixth,) = order(session, 1, at=AT + HOUR)
        flood.hold_excess(session, [sixth], now=AT + HOUR)

        assert (sixth.state, sixth.reason) == ("held", "flood")
        assert {row.state for row in before} == {"queued"}
        assert relays.relay(session).held_for is None


@pytest.mark.parametrize(
    "other",
    [
        {"to": 2},
        {"kind": "kallelse"},
        {"meeting": 2},
        {"council": "granasbra2"},
        {"at": AT - HOUR - timedelta(seconds=1)},
    ],
    ids=["person", "kind", "meeting", "council", "time"],
)
def test_only_letters_alike_are_counted(year, other):
    with writing(year, AT) as session:
        order(session, 5, **other)  # type: ignore[arg-type]
        (one,) = order(session, 1)

        flood.hold_excess(session, [one], now=AT)

        assert one.state == State.QUEUED


def test_the_twenty_first_to_one_address_is_held_whatever_it_is_about(year):
    with writing(year, AT) as session:
        for meeting in (1, 2, 3, 4):
            order(session, 4, meeting=meeting)
        (*_, twentieth) = order(session, 4, meeting=5)
        flood.hold_excess(session, [twentieth], now=AT)
        assert twentieth.state == State.QUEUED

        one, another = order(session, 1, kind="kallelse") + order(session, 1, kind="kallelse", to=2)
        flood.hold_excess(session, [one, another], now=AT)

        assert (one.state, another.state) == ("held", "queued")


@pytest.mark.parametrize("held, stops", [(199, None), (200, Hold.FLOOD)])
def test_more_than_two_hundred_held_in_an_hour_hold_all_mail(year, held, stops):
    with writing(year, AT) as session:
        for row in order(session, held, to=2, state=State.HELD):
            row.reason = flood.REASON
        order(session, 3, state=State.HELD, kind="kallelse")  # by a person: not for this reason
        (*_, one) = order(session, 6)
        flood.hold_excess(session, [one], now=AT)
        assert one.state == State.HELD

    with reading(year) as session:
        assert relays.relay(session).held_for == stops
