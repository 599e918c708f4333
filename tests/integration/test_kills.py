"""kill -9 in the middle of a batch: nothing lost, and at most one more copy, five minutes later."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from scheduler.config import Config
from scheduler.db.session import Database
from tests import build, killing
from tests.conftest import NOW

DUE = build.stockholm("2022-02-15 08:00")
FIVE_MINUTES = timedelta(minutes=5)


@pytest.fixture
def due(database: Database, config: Config) -> Database:
    """A year whose first kallelse is due and whose year's mail has gone; the earlier kinds have expired."""
    build.seed_year(database, now=NOW)
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00"):
        build.work(database, config, build.stockholm(at))
    return database


def kallelser(database: Database) -> Counter[str]:
    return Counter(letter.state for letter in build.letters(database) if letter.kind == "kallelse")


@pytest.mark.parametrize("point", ["issue-before", "issue-after", "claim", "body"])
def test_killed_before_the_intent_everything_goes_at_once_and_once(
    due: Database, config: Config, point: str
) -> None:
    nth = 1 if point.startswith("issue") else 7
    killing.work_until_killed(due, config, DUE, point=point, nth=nth)
    killing.end_leases(due, DUE)

    # A notice being rendered when its worker died is tried again a minute later.
    later = DUE + timedelta(minutes=1) if point == "issue-before" else DUE
    build.work(due, config, later)

    assert kallelser(due) == {"sent": 25}
    assert {letter.ambiguous for letter in build.letters(due)} == {0}


@pytest.mark.parametrize("point", ["intent", "reply"])
def test_killed_around_the_dot_the_letter_goes_once_more_after_five_minutes(
    due: Database, config: Config, point: str
) -> None:
    killing.work_until_killed(due, config, DUE, point=point, nth=7)
    killing.end_leases(due, DUE)

    build.work(due, config, DUE)
    assert kallelser(due) == {"sent": 24, "queued": 1}
    before = len(build.captured(config))
    build.work(due, config, DUE + FIVE_MINUTES)

    assert kallelser(due) == {"sent": 25}
    assert sum(letter.ambiguous for letter in build.letters(due)) == 1
    # The mailbox names a letter by its row, so one sent twice is one letter in it.
    assert len(build.captured(config)) == before + (point == "intent") == 91 + 25


def test_three_kills_in_a_batch_lose_nothing(due: Database, config: Config) -> None:
    at = DUE
    for point, nth in (("reply", 3), ("intent", 4), ("settle", 5)):
        killing.work_until_killed(due, config, at, point=point, nth=nth)
        killing.end_leases(due, at)
        at += FIVE_MINUTES

    build.work(due, config, at)
    build.work(due, config, at + FIVE_MINUTES)

    assert kallelser(due) == {"sent": 25}
    assert len(build.captured(config)) == 91 + 25


def test_a_second_ambiguity_leaves_it_to_a_person(due: Database, config: Config) -> None:
    killing.work_until_killed(due, config, DUE, point="intent", nth=1)
    killing.end_leases(due, DUE)
    build.work(due, config, DUE)
    killing.work_until_killed(due, config, DUE + FIVE_MINUTES, point="intent", nth=1)
    killing.end_leases(due, DUE)

    build.work(due, config, DUE + FIVE_MINUTES)
    build.work(due, config, DUE + 2 * FIVE_MINUTES)

    assert kallelser(due) == {"sent": 24, "uncertain": 1}
