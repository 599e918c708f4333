"""The secretary's word on a coming mail: hold, resume, skip, send now, take back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import Conflict, NotFound
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle
from scheduler.notices import listing, mail_actions
from scheduler.notices.rows import NoticeIssue
from tests import build
from tests.conftest import NOW

KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
BEFORE = build.stockholm("2022-02-10 10:00")
DUE = build.stockholm("2022-02-15 08:00")


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    return sqlite


def say(database: Database, act: object, at: object, key: str = KALLELSE) -> None:
    with writing(database, at) as session:  # type: ignore[arg-type]
        act(session, store.council(session, "granasbra"), key, by=OPERATOR, now=at)  # type: ignore[operator]


def state(database: Database, key: str = KALLELSE) -> str:
    with reading(database) as session:
        lines = listing.list_council(session, store.council(session, "granasbra"), now=BEFORE)
    return next(line.state for line in lines if line.key == key)


def sent(database: Database) -> int:
    return sum(
        letter.kind == "kallelse" and letter.state == "sent" for letter in build.letters(database)
    )


def test_a_held_kallelse_does_not_go_and_a_resumed_one_does(year: Database, config: Config) -> None:
    say(year, mail_actions.hold, BEFORE)
    assert state(year) == "held"
    build.work(year, config, DUE)
    assert sent(year) == 0

    say(year, mail_actions.send_now, DUE + timedelta(hours=1))
    build.work(year, config, DUE + timedelta(hours=1, minutes=5))
    assert sent(year) == 4


def test_what_was_held_past_its_time_is_not_resumed_without_a_choice(year: Database) -> None:
    say(year, mail_actions.hold, BEFORE)

    with pytest.raises(Conflict):
        say(year, mail_actions.resume, DUE + timedelta(hours=1))
    assert state(year) == "held"


def test_send_now_waits_five_minutes_and_can_be_taken_back(year: Database, config: Config) -> None:
    say(year, mail_actions.send_now, BEFORE)
    build.work(year, config, BEFORE + timedelta(minutes=4))
    assert sent(year) == 0

    say(year, mail_actions.hold, BEFORE + timedelta(minutes=4))
    build.work(year, config, BEFORE + timedelta(minutes=6))
    assert (sent(year), state(year)) == (0, "held")


def test_what_would_arrive_after_what_it_is_about_is_not_sent_now(year: Database) -> None:
    """The meeting begins at 15, and the five minutes in which it can be taken back count."""
    say(year, mail_actions.hold, BEFORE)
    last = build.stockholm("2022-02-22 14:55")

    with pytest.raises(Conflict):
        say(year, mail_actions.send_now, last)
    assert state(year) == "held"
    say(year, mail_actions.send_now, last - timedelta(seconds=1))


def move(database: Database, day: str) -> None:
    with writing(database, BEFORE) as session:
        starts, meeting = Wall.parse(f"{day} 15:00", build.ZONE), build.meeting(session, 1)
        lifecycle.move(
            session, meeting, starts=starts, ends=starts.plus(120), by=OPERATOR, now=BEFORE
        )


def test_a_word_follows_its_meeting_to_a_new_date_and_the_latest_counts(year: Database) -> None:
    say(year, mail_actions.hold, BEFORE)
    move(year, "2022-02-24")
    moved = "granasbra/m1/kallelse/@2022-02-24T15:00"
    assert state(year, moved) == "held"

    say(year, mail_actions.skip, BEFORE, moved)
    move(year, "2022-02-25")
    assert state(year, "granasbra/m1/kallelse/@2022-02-25T15:00") == "skipped"


def test_a_key_of_another_council_or_of_nothing_is_not_found(year: Database) -> None:
    for key in (
        "granasbra/m9/kallelse/@x",
        "x",
        "granasbra/m1/nonsense/1",
        "granasbra/y1999/year_dates/1",
        "a/mx/b/c",
    ):
        with pytest.raises(NotFound):
            say(year, mail_actions.hold, BEFORE, key)


def test_a_skipped_kallelse_does_not_go_with_a_change(year: Database, config: Config) -> None:
    """Without the word it would: the change is due after it, and one mail says both."""
    say(year, mail_actions.skip, BEFORE)
    with writing(year, DUE) as session:
        meeting = build.meeting(session, 1)
        starts, ends = (Wall.parse(f"2022-02-22 {hour}:00", build.ZONE) for hour in (16, 18))
        lifecycle.move(session, meeting, starts=starts, ends=ends, reason="", by=OPERATOR, now=DUE)
    moved = "granasbra/m1/kallelse/@2022-02-22T16:00"
    assert state(year, moved) == "skipped"

    build.work(year, config, DUE + timedelta(minutes=5))

    assert {row.kind for row in build.letters(year) if row.created_at > DUE} == {"change"}
    with reading(year) as session:
        keys = {row.key for row in session.scalars(select(NoticeIssue))}
    assert moved not in keys
