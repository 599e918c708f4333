"""A council that wants each kallelse approved, and one that lets its deputies know."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import council_settings, store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import Conflict, NotFound
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle
from scheduler.notices import assume_sent, listing, mail_actions
from tests import build
from tests.conftest import NOW

KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
REVIEW = build.stockholm("2022-02-11 08:00")
DUE = build.stockholm("2022-02-15 08:00")


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    return sqlite


def choose(database: Database, **values: str) -> None:
    with writing(database, NOW) as session:
        of = store.council(session, "granasbra")
        council_settings.change_settings(session, of, values, by=OPERATOR, now=NOW)


def say(database: Database, act: object, at: datetime, key: str = KALLELSE) -> None:
    with writing(database, at) as session:
        act(session, store.council(session, "granasbra"), key, by=OPERATOR, now=at)  # type: ignore[operator]


def state(database: Database, at: datetime, key: str = KALLELSE) -> str:
    with reading(database) as session:
        lines = listing.list_council(session, store.council(session, "granasbra"), now=at)
    return next(line.state for line in lines if line.key == key)


def sent(database: Database) -> Counter[str]:
    """Letters of the kallelse and its review that have gone."""
    rows = build.letters(database)
    return Counter(row.letter for row in rows if "kallelse" in row.kind and row.state == "sent")


def test_an_unapproved_kallelse_waits_and_is_asked_for_every_working_day(
    year: Database, config: Config
) -> None:
    choose(year, approve_kallelse="yes")
    for day in ("11", "12", "13", "14", "15", "16"):
        build.work(year, config, build.stockholm(f"2022-02-{day} 08:00"))
    late = build.stockholm("2022-02-16 10:00")

    # Friday, Monday, Tuesday, Wednesday; nobody is called, and nobody asked to reply.
    assert sent(year) == {"kallelse_approval": 4}
    assert state(year, late) == "waiting"
    say(year, mail_actions.approve, late)
    build.work(year, config, late + timedelta(minutes=5))
    assert sent(year) == {"kallelse_approval": 4, "kallelse": 2}
    build.work(year, config, build.stockholm("2022-02-17 08:00"))
    assert sent(year)["kallelse_approval"] == 4


def test_an_approved_kallelse_goes_at_its_time(year: Database, config: Config) -> None:
    choose(year, approve_kallelse="yes")
    build.work(year, config, REVIEW)
    say(year, mail_actions.approve, REVIEW + timedelta(hours=2))
    assert state(year, REVIEW) == "planned"
    build.work(year, config, build.stockholm("2022-02-14 08:00"))
    assert sent(year) == {"kallelse_approval": 1}

    build.work(year, config, DUE)
    assert sent(year) == {"kallelse_approval": 1, "kallelse": 2}


def test_a_hold_after_the_approval_is_only_a_hold(year: Database) -> None:
    choose(year, approve_kallelse="yes")
    say(year, mail_actions.approve, REVIEW)
    say(year, mail_actions.hold, REVIEW)
    assert state(year, REVIEW) == "held"

    say(year, mail_actions.resume, REVIEW)
    assert state(year, REVIEW) == "planned"


def test_a_moved_meeting_is_approved_anew(year: Database) -> None:
    choose(year, approve_kallelse="yes")
    say(year, mail_actions.approve, REVIEW)
    with writing(year, REVIEW) as session:
        starts = Wall.parse("2022-03-01 15:00", build.ZONE)
        moved = build.meeting(session, 1)
        lifecycle.move(
            session, moved, starts=starts, ends=starts.plus(120), by=OPERATOR, now=REVIEW
        )

    assert state(year, REVIEW, "granasbra/m1/kallelse/@2022-03-01T15:00") == "waiting"


def test_only_a_kallelse_is_approved_and_not_too_late(year: Database) -> None:
    choose(year, approve_kallelse="yes")
    with pytest.raises(NotFound):
        say(year, mail_actions.approve, REVIEW, "granasbra/m1/day_before/@2022-02-22T15:00")
    with pytest.raises(Conflict):
        say(year, mail_actions.approve, build.stockholm("2022-02-22 14:58"))


def test_sending_it_now_is_an_approval(year: Database, config: Config) -> None:
    choose(year, approve_kallelse="yes")
    say(year, mail_actions.send_now, REVIEW)

    build.work(year, config, REVIEW + timedelta(minutes=5))
    assert sent(year)["kallelse"] == 2


def test_deputies_are_informed_where_the_council_wishes(year: Database, config: Config) -> None:
    choose(year, inform_deputies="ja")
    build.work(year, config, REVIEW)
    build.work(year, config, DUE)

    rows = [row for row in build.letters(year) if row.kind == "kallelse"]
    assert {(row.recipient, row.letter, row.state) for row in rows} == {
        ("member.1@example.org", "kallelse", "sent"),
        ("member.2@example.org", "kallelse", "sent"),
        ("deputy.1@example.org", "kallelse_information", "sent"),
    }


def test_after_a_restore_one_that_waits_for_approval_is_not_taken_as_sent(year: Database) -> None:
    choose(year, approve_kallelse="yes")
    later = DUE + timedelta(hours=2)

    with writing(year, later) as session:
        assume_sent.assume_sent_until(session, later, by=OPERATOR, now=later)

    assert state(year, later) == listing.NoticeState.WAITING
