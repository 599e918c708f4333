"""A letter that has waited is looked at before it goes: what it says must be so, and they must still be to have it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.councils import council_settings, store, terms
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Answer
from tests import build
from tests.conftest import NOW

KALLELSE = build.stockholm("2022-02-15 08:00")
REPLY = build.stockholm("2022-02-18 08:00")
DAY_BEFORE = build.stockholm("2022-02-21 08:00")
REVIEW = build.stockholm("2022-02-11 08:00")
MINUTE = timedelta(minutes=1)
Act = Callable[[Session, Council, datetime], object]


@pytest.fixture
def year(sqlite, config):
    """Published, and its first mail gone, to two members and a deputy, who is asked for items but not called."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    return sqlite


def act(database: Database, action: Act, at: datetime) -> None:
    with writing(database, at) as session:
        action(session, store.council(session, "granasbra"), at)


def replies_with(answer: Answer) -> Act:
    return lambda session, _council, at: build.reply(session, answer, at)


def leaves(session: Session, council: Council, at: datetime) -> None:
    terms.end_term(session, build.member(session), last_on=at.date(), by=OPERATOR, now=at)


def cancels(session: Session, council: Council, at: datetime) -> None:
    lifecycle.cancel(session, build.meeting(session, 1), by=OPERATOR, now=at)


def moves_the_hour(session: Session, council: Council, at: datetime) -> None:
    meeting = build.meeting(session, 1)
    starts = Wall.parse(f"{meeting.starts.date} 16:00", build.ZONE)
    ends = starts.plus(120)
    lifecycle.move(session, meeting, starts=starts, ends=ends, by=OPERATOR, now=at)


def wants_approval(session: Session, council: Council, at: datetime) -> None:
    council_settings.change_settings(
        session, council, {"approve_kallelse": "yes"}, by=OPERATOR, now=at
    )


@pytest.mark.parametrize(
    "kind, due, action, ends",
    [
        ("reply_reminder", REPLY, replies_with(Answer.COMING), ["withdrawn", "sent"]),
        ("reply_reminder", REPLY, replies_with(Answer.MAYBE), ["sent", "sent"]),
        ("day_before", DAY_BEFORE, replies_with(Answer.COMING), ["sent", "sent"]),
        ("day_before", DAY_BEFORE, replies_with(Answer.NO), ["withdrawn", "sent"]),
        ("kallelse", KALLELSE, leaves, ["withdrawn", "sent"]),
        ("day_before", DAY_BEFORE, cancels, ["superseded", "superseded"]),
        ("reply_reminder", REPLY, moves_the_hour, ["superseded", "superseded"]),
        ("kallelse_review", REVIEW, wants_approval, ["superseded"]),
    ],
)
def test_what_is_no_longer_so_does_not_go(year, config, kind, due, action, ends):
    if due > KALLELSE:
        build.work(year, config, KALLELSE)
    build.order(year, config, due)
    waiting = {row.id for row in build.letters(year) if row.kind == kind and row.state == "queued"}
    act(year, action, due)
    jobs.sweep(build.works(year, config, due + 6 * MINUTE))
    # By the look alone, before a newer letter could take their place.
    looked_at = [row.state for row in build.letters(year) if row.id in waiting]
    assert looked_at == ["queued" if end == "sent" else end for end in ends]

    build.work(year, config, due + 6 * MINUTE)
    assert [row.state for row in build.letters(year) if row.id in waiting] == ends


def test_of_two_workers_who_have_made_the_same_letters_one_orders_them(year, config):
    def another_is_first(point: str) -> None:
        if point == "issue-before":
            build.order(year, config, KALLELSE)

    jobs.issue_due(replace(build.works(year, config, KALLELSE), at=another_is_first))

    kallelser = build.letters(year, "kallelse")
    assert len(kallelser) == 2


def test_what_was_changed_while_the_letters_were_made_is_not_ordered(year, config):
    """They are thrown away, and made anew from what is so now."""

    def leaves_meanwhile(point: str) -> None:
        if point == "issue-before" and not left:
            left.append(point)
            act(year, leaves, KALLELSE)

    left: list[str] = []
    jobs.run_until_idle(replace(build.works(year, config, KALLELSE), at=leaves_meanwhile))

    kallelser = [row.state for row in build.letters(year, "kallelse")]
    assert kallelser == ["sent"]


def test_what_is_too_late_is_ended_by_its_look_and_no_mail_server_asked(year, config):
    """No sweep has come by since its time was over."""
    build.order(year, config, KALLELSE)
    points: list[str] = []
    works = replace(
        build.works(year, config, build.stockholm("2022-02-22 15:00")), at=points.append
    )
    with closing(works.transport()) as transport:
        assert works.sender(transport).send_while(lambda: False)

    kallelser = [row.state for row in build.letters(year, "kallelse")]
    assert kallelser == ["expired", "queued"]
    assert points == ["claim"]
