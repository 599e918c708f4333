"""kill -9 in the middle of a batch: nothing lost, and at most one more copy, five minutes later."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from scheduler import health, jobs, worker
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading
from scheduler.jobs import WorkerContext
from scheduler.mail.maildir import CaptureTransport
from scheduler.mail.rows import OutboxMessage
from scheduler.mail.transport import Envelope
from scheduler.notices import listing
from tests import build, kills
from tests.conftest import NOW

DUE = build.stockholm("2022-02-15 08:00")
FIVE_MINUTES = timedelta(minutes=5)
MEMBERS, BEFORE = 5, 19
"""Letters that have gone before the kallelse: three to each of six people, and the review."""


@pytest.fixture
def due(database, config):
    """A year whose first kallelse is due and whose year's mail has gone; the earlier kinds have expired."""
    build.seed_year(database, now=NOW, entries=build.people(MEMBERS, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00"):
        build.work(database, config, build.stockholm(at))
    return database


def kallelser(database: Database) -> Counter[str]:
    return Counter(letter.state for letter in build.letters(database, "kallelse"))


@pytest.mark.parametrize("point", ["issue-before", "issue-after", "claim", "body", "settle"])
def test_killed_before_the_intent_everything_goes_at_once_and_once(due, config, point):
    """Or when the letter is settled."""
    nth = 1 if point.startswith("issue") else 3
    kills.work_until_killed(due, config, DUE, point=point, nth=nth)
    kills.end_leases(due, DUE)

    # A notice being rendered when its worker died is tried again a minute later.
    later = DUE + timedelta(minutes=1) if point == "issue-before" else DUE
    build.work(due, config, later)

    assert kallelser(due) == {"sent": MEMBERS}
    assert {letter.ambiguous for letter in build.letters(due)} == {0}
    assert len(build.captured(config)) == BEFORE + MEMBERS


@pytest.mark.parametrize("point", ["intent", "reply"])
def test_killed_around_the_dot_the_letter_goes_once_more_after_five_minutes(due, config, point):
    kills.work_until_killed(due, config, DUE, point=point, nth=3)
    kills.end_leases(due, DUE)

    build.work(due, config, DUE)
    assert kallelser(due) == {"sent": MEMBERS - 1, "queued": 1}
    before = len(build.captured(config))
    build.work(due, config, DUE + FIVE_MINUTES)

    assert kallelser(due) == {"sent": MEMBERS}
    assert sum(letter.ambiguous for letter in build.letters(due)) == 1
    # The mailbox names a letter by its row, so one sent twice is one letter in it.
    assert len(build.captured(config)) == before + (point == "intent") == BEFORE + MEMBERS


@pytest.mark.parametrize("point", ["intent", "reply"])
def test_a_second_ambiguity_leaves_it_to_a_person(due, config, point):
    kills.work_until_killed(due, config, DUE, point=point, nth=1)
    kills.end_leases(due, DUE)
    build.work(due, config, DUE)
    kills.work_until_killed(due, config, DUE + FIVE_MINUTES, point=point, nth=1)
    kills.end_leases(due, DUE)

    build.work(due, config, DUE + FIVE_MINUTES)
    build.work(due, config, DUE + 2 * FIVE_MINUTES)

    assert kallelser(due) == {"sent": MEMBERS - 1, "uncertain": 1}
    (unsure,) = [row for row in build.letters(due) if row.state == "uncertain"]
    assert (unsure.ambiguous, unsure.strays) == (2, 0)


POISON = "member.2@example.org"


class Deadly(CaptureTransport):
    """One letter of all kills the process that would send it."""

    def begin(self, envelope: Envelope) -> None:
        if envelope.recipient == POISON:
            kills.kill_this_process()
        super().begin(envelope)


@dataclass(frozen=True, slots=True)
class Doomed(WorkerContext):
    """A worker whose way out is such a one."""

    def transport(self) -> CaptureTransport:
        return Deadly(self.config.mail.folder)


def dies(database: Database, config: Config, at: datetime) -> None:
    """A worker process works until the letter kills it, and its leases end."""
    kills.as_killed_child(database, lambda own: worker.once(Doomed(own, config, FixedClock(at))))
    kills.end_leases(database, at)
    jobs.sweep(build.works(database, config, at))


def poisoned(database: Database) -> OutboxMessage:
    return next(row for row in build.letters(database, "kallelse") if row.recipient == POISON)


def test_a_letter_that_kills_its_worker_each_time_holds_up_nobody_and_a_person_is_told(due, config):
    at, waits = DUE, []
    for _ in range(2):
        dies(due, config, at)
        waits.append(poisoned(due).next_try_at - at)
    # The second time it waits a minute, and whoever works next has the others for themselves.
    build.work(due, config, at)
    assert kallelser(due) == {"sent": MEMBERS - 1, "queued": 1}

    for _ in range(4):
        at = poisoned(due).next_try_at
        dies(due, config, at)
        waits.append(poisoned(due).next_try_at - at)

    assert [wait // timedelta(minutes=1) for wait in waits] == [0, 1, 4, 16, 60, 60]
    assert (poisoned(due).strays, poisoned(due).attempts, poisoned(due).ambiguous) == (6, 0, 0)
    with reading(due) as session:
        assert health.count_warnings(session)[health.Warn.STRAYS] == 1

    over = build.stockholm("2022-02-22 15:00")
    jobs.sweep(build.works(due, config, over))
    with reading(due) as session:
        lines = listing.list_council(session, store.council(session, "granasbra"), now=over)
    told = next(line for line in lines if line.key == poisoned(due).key.rpartition("/")[0])
    assert told.state is listing.NoticeState.UNDELIVERED
    assert [p.email for p in told.audience if p.state == "expired"] == [POISON]


@pytest.mark.parametrize("point", ["claim", "body"])
def test_a_meeting_cancelled_with_a_letter_in_hand_stops_it_and_all_behind_it(due, config, point):
    before = len(build.captured(config))
    at = kills.at_the_nth(point, 3, lambda: build.cancel(due, DUE))

    jobs.run_until_idle(WorkerContext(due, config, FixedClock(DUE), at=at))

    assert kallelser(due)["sent"] == len(build.captured(config)) - before == 2
    build.work(due, config, DUE + FIVE_MINUTES)  # until then it can be taken back
    assert kallelser(due) == {"sent": 2, "superseded": MEMBERS - 2}
