"""What is changed while a letter is on its way to the mail server: no dot follows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.jobs import Works
from scheduler.meetings import lifecycle
from tests import build
from tests.conftest import NOW

DUE = build.stockholm("2022-02-15 08:00")


@pytest.mark.parametrize("point", ["claim", "body"])
def test_a_meeting_cancelled_with_a_letter_in_hand_stops_it_and_all_behind_it(
    database: Database, config: Config, point: str
) -> None:
    build.seed_year(database, now=NOW, entries=build.people(10, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00"):
        build.work(database, config, build.stockholm(at))
    before, passed = len(build.captured(config)), 0

    def cancel_at_the_seventh(name: str) -> None:
        nonlocal passed
        passed += name == point
        if passed == 7 and name == point:
            with writing(database, DUE) as session:
                lifecycle.cancel(session, build.meeting(session, 1), by=OPERATOR, now=DUE)

    jobs.run_until_idle(Works(database, config, FixedClock(DUE), at=cancel_at_the_seventh))

    assert kallelser(database).count("sent") == len(build.captured(config)) - before == 6
    build.work(database, config, DUE + timedelta(minutes=5))  # until then it can be taken back
    assert Counter(kallelser(database)) == {"sent": 6, "superseded": 4}


def kallelser(database: Database) -> list[str]:
    return [letter.state for letter in build.letters(database) if letter.kind == "kallelse"]
