"""A person's word on a letter that has ended: once more, another in its place, or counted as sent."""

from datetime import datetime, timedelta

import pytest

from scheduler.db.session import Database, Session, writing
from scheduler.errors import Conflict
from scheduler.history.rows import OPERATOR
from scheduler.mail import manual
from scheduler.mail.rows import OutboxMessage, State
from tests import build
from tests.conftest import NOW

DAY_BEFORE = build.stockholm("2022-02-21 08:00")
OVER = build.stockholm("2022-02-22 14:45")
"""When a reminder of the meeting at 15 makes no sense any more."""
SECOND = timedelta(seconds=1)


@pytest.fixture
def reminded(sqlite, config):
    """One member has been called; the day-before reminder waits in the outbox."""
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    for at in ("2021-12-01 09:05", "2022-02-15 08:00", "2022-02-18 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    build.order(sqlite, config, DAY_BEFORE)
    return sqlite


def reminder(database: Database) -> OutboxMessage:
    (row,) = build.letters(database, "day_before")
    return row


def ends(database: Database, state: State) -> int:
    """The reminder comes to that end. Gives its id."""
    row_id = reminder(database).id
    with writing(database, DAY_BEFORE) as session:
        row = session.get(OutboxMessage, row_id)
        assert row
        row.state = state
    return row_id


def once_more(session: Session, row_id: int, now: datetime) -> None:
    manual.send_again(session, row_id, by=OPERATOR, now=now)


def another(session: Session, row_id: int, now: datetime) -> None:
    manual.withdraw(session, row_id, reason="another address", by=OPERATOR, now=now)


@pytest.mark.parametrize("act, becomes", [(once_more, "queued"), (another, "withdrawn")])
def test_what_would_arrive_too_late_is_not_sent_again(reminded, act, becomes):
    row_id = ends(reminded, State.FAILED)

    with writing(reminded, OVER) as session, pytest.raises(Conflict):
        act(session, row_id, OVER)
    assert reminder(reminded).state == "failed"

    with writing(reminded, OVER - SECOND) as session:
        act(session, row_id, OVER - SECOND)
    assert reminder(reminded).state == becomes


@pytest.mark.parametrize(
    "state, may",
    [
        (state, state in (State.FAILED, State.UNCERTAIN, State.SUPPRESSED, State.HELD))
        for state in State
    ],
)
def test_a_person_decides_only_about_what_has_ended_without_arriving(reminded, state, may):
    """One that is under way, was taken, or is no longer true, is not theirs to send."""
    row_id = ends(reminded, state)

    for act in (once_more, another):
        with writing(reminded, DAY_BEFORE) as session:
            if may:
                act(session, row_id, DAY_BEFORE)
                session.rollback()
            else:
                with pytest.raises(Conflict):
                    act(session, row_id, DAY_BEFORE)
    assert reminder(reminded).state == state
