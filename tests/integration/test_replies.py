"""Answers: which one counts, and who is reminded after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import store as councils
from scheduler.councils.rows import Person
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import Conflict, MeetingOver
from scheduler.history.rows import OPERATOR
from scheduler.mail.rows import State
from scheduler.meetings import lifecycle, replies, store
from scheduler.meetings.replies import Given
from scheduler.meetings.rows import Answer, Source
from scheduler.notices import gathering, plan
from scheduler.notices.kinds import Kind
from scheduler.notices.store import Owner, Ref
from tests import build

NOW = build.stockholm("2022-02-08 09:00")
YES = Given(Answer.COMING, Source.LINK)
NO = Given(Answer.NO, Source.LINK)


@pytest.fixture
def year(database: Database) -> Database:
    build.seed_year(database, now=build.stockholm("2021-12-01 09:00"), entries=build.people(4, 1))
    return database


def person(session: Session, number: int) -> Person:
    council = councils.council(session, "granasbra")
    return next(
        m.person
        for m in councils.members(session, council.id)
        if m.person.name == f"Member {number}"
    )


def answer(database: Database, number: int, given: Given, now=NOW) -> bool:  # type: ignore[no-untyped-def]
    with writing(database, now) as session:
        meeting = build.meeting(session, 1)
        made = replies.record(
            session, meeting, person(session, number), given, by=OPERATOR, now=now
        )
        return made is not None


def standing(database: Database) -> dict[str, str]:
    with reading(database) as session:
        meeting = build.meeting(session, 1)
        found = replies.standing(meeting, store.replies(session, meeting.id))
        names = {person(session, n).id: f"Member {n}" for n in range(1, 5)}
        return {names[key]: reply.answer for key, reply in found.items()}


def reminded(database: Database, kind: Kind) -> set[str]:
    with reading(database) as session:
        s = gathering.situation(session, Ref(Owner.MEETING, build.meeting(session, 1).id))
        notice = next(n for n in plan.planned(s) if n.kind is kind)
        return {recipient.person.name for recipient in notice.audience}


def test_the_latest_answer_counts_and_the_same_again_adds_nothing(year: Database) -> None:
    assert answer(year, 1, YES)
    assert not answer(year, 1, YES)
    assert answer(year, 1, NO, NOW + timedelta(minutes=1))
    late = Given(Answer.COMING, Source.CALENDAR, sequence=0, made_at=NOW - timedelta(hours=1))
    assert not answer(year, 1, late, NOW + timedelta(minutes=2))

    assert standing(year) == {"Member 1": "no"}
    with reading(year) as session:
        assert len(store.replies(session, build.meeting(session, 1).id)) == 2


def test_a_calendar_whose_clock_is_ahead_is_not_believed(year: Database) -> None:
    ahead = Given(Answer.COMING, Source.CALENDAR, sequence=0, made_at=NOW + timedelta(days=3))
    assert answer(year, 2, ahead)
    assert answer(year, 2, NO, NOW + timedelta(minutes=1))

    assert standing(year) == {"Member 2": "no"}


def test_who_answered_is_not_reminded_to_and_who_declined_not_at_all(year: Database) -> None:
    answer(year, 1, YES)
    answer(year, 2, NO)
    answer(year, 3, Given(Answer.MAYBE, Source.CALENDAR, sequence=0, made_at=NOW))

    assert reminded(year, Kind.REPLY_REMINDER) == {"Member 3", "Member 4"}
    assert reminded(year, Kind.DAY_BEFORE) == {"Member 1", "Member 3", "Member 4"}
    assert len(reminded(year, Kind.KALLELSE)) == 4


def test_an_answer_to_the_old_time_does_not_count_after_a_move(year: Database) -> None:
    answer(year, 1, YES)
    with writing(year, NOW) as session:
        meeting = build.meeting(session, 1)
        before = meeting.starts_at
        starts, ends = (Wall.parse(f"2022-03-01 {at}", build.ZONE) for at in ("15:00", "17:00"))
        lifecycle.move(session, meeting, starts=starts, ends=ends, by=OPERATOR, now=NOW)
    assert standing(year) == {}

    old = Given(Answer.NO, Source.CALENDAR, sequence=0, made_at=NOW, for_start=before)
    assert answer(year, 2, old)
    assert standing(year) == {}


def test_a_reminder_that_waits_is_withdrawn_when_the_answer_comes(
    year: Database, config: Config
) -> None:
    for morning in build.every_morning(NOW.date(), build.stockholm("2022-02-16 09:00").date()):
        build.work(year, config, morning)
    due = [letter for letter in build.letters(year) if letter.kind == Kind.REPLY_REMINDER]
    assert due == []
    now = build.stockholm("2022-02-17 07:59")
    build.work(year, config, now)
    with writing(year, now) as session:
        s = gathering.situation(session, Ref(Owner.MEETING, build.meeting(session, 1).id))
        at = next(n.due_at for n in plan.planned(s) if n.kind is Kind.REPLY_REMINDER)
    answer(year, 1, YES, at - timedelta(seconds=1))
    build.work(year, config, at)

    sent = {
        letter.recipient: letter.state
        for letter in build.letters(year)
        if letter.kind == Kind.REPLY_REMINDER
    }
    assert sent == {f"member.{n}@example.org": State.SENT for n in (2, 3, 4)}


def test_there_is_nothing_to_answer_when_the_meeting_is_over_or_cancelled(year: Database) -> None:
    with pytest.raises(MeetingOver):
        answer(year, 1, YES, build.stockholm("2022-02-22 17:00"))
    with writing(year, NOW) as session:
        lifecycle.cancel(session, build.meeting(session, 1), by=OPERATOR, now=NOW)
    with pytest.raises(Conflict):
        answer(year, 1, YES)
