"""After a restore what was due counts as sent, and the rest goes when a person lets it."""

from collections import Counter
from datetime import timedelta

import pytest

from scheduler import jobs
from scheduler.db.session import writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import letter_actions, queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, State
from scheduler.notices import assume_sent
from tests import build
from tests.conftest import NOW

DUE = build.stockholm("2021-12-01 09:05")
MINUTE = timedelta(minutes=1)


def test_after_a_restore_what_was_due_counts_as_sent_and_the_rest_goes(database, config):
    build.seed_year(database, now=NOW, entries=build.people(4, 0))
    with writing(database, NOW) as session:
        relays.hold(session, Hold.RESTORE, words="", now=NOW)
    later = build.stockholm("2022-02-16 10:00")
    build.work(database, config, later)
    assert not build.letters(database)

    until = build.stockholm("2022-02-14 12:00")
    with writing(database, later) as session:
        count = assume_sent.assume_sent_until(session, until, by=OPERATOR, now=later)
        letter_actions.resume_all(session, by=OPERATOR, now=later)
    assert count == 4 * 3 + 1  # the year's dates, the call, its reminder, and the review
    build.work(database, config, later)

    sent = Counter((row.kind, row.reason) for row in build.letters(database))
    assert sent["kallelse", ""] == 4
    assert sent["call_for_items", "assumed"] == 4
    assert len(build.captured(config)) == 4


@pytest.mark.parametrize("state", list(State))
def test_after_a_restore_a_letter_that_had_not_come_to_its_end_counts_as_sent(
    sqlite, config, state
):
    """Nobody knows how far it came after the copy was made. What is due later is not touched."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    jobs.issue_due(build.works(sqlite, config, DUE))
    with writing(sqlite, DUE) as session:
        first, second = queries.all_letters(session)
        first.state, second.due_at = state, DUE + MINUTE
    with writing(sqlite, DUE) as session:
        relays.hold(session, Hold.RESTORE, words="", now=DUE)

    with writing(sqlite, DUE + MINUTE) as session:
        assume_sent.assume_sent_until(session, DUE, by=OPERATOR, now=DUE + MINUTE)

    first, second, *_ = build.letters(sqlite)
    had_ended = (
        State.SENT, State.FAILED, State.SUPERSEDED, State.EXPIRED, State.SUPPRESSED, State.WITHDRAWN,
    )  # fmt: skip
    assumed = (state, "") if state in had_ended else (State.SENT, "assumed")
    assert (first.state, first.reason) == assumed
    assert (second.state, second.reason) == (State.QUEUED, "")
