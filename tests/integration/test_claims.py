"""What a sender has in hand: the next letter is claimed with the intent before it, and may go back."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from scheduler import jobs
from scheduler.db.session import Database, writing
from scheduler.jobs import WorkerContext
from scheduler.mail import expiry
from scheduler.mail import store as outbox
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import Hold, State
from scheduler.mail.store import CLAIMABLE, Verdict
from tests import build
from tests.conftest import NOW
from tests.mailserver import Act, Say, Script, smtp_config
from tests.torture.places import DUE, order

pytestmark = pytest.mark.network


@pytest.fixture
def smtp(database, server, tmp_path):
    settings = smtp_config(tmp_path, server.port)
    order(database, settings, 6)
    return settings


@pytest.fixture
def sender(database, smtp):
    works = WorkerContext(database, smtp, build.clock(DUE))
    transport = works.transport()
    yield works.sender(transport)
    transport.close()


def states(database: Database) -> list[str]:
    return sorted(letter.state for letter in build.letters(database))


def at_the_first_dot(act: Act, then: list[str]) -> Script:
    """The act once; what is in hand at that moment is noted by the test."""

    def script(stage: str, recipient: str) -> Act | None:
        if stage == "dot" and not then:
            then.append(recipient)
            return act
        return None

    return script


def test_one_after_the_other_each_once(database, sender, server):
    assert sender.send_while(lambda: True) == 6

    assert states(database) == ["sent"] * 6
    assert set(server.copies.values()) == {1}


def test_told_to_stop_at_the_dot_nothing_stays_in_hand(database, sender, server):
    seen: list[str] = []
    server.script = at_the_first_dot(Say("250 2.0.0 taken"), seen)

    assert sender.send_while(lambda: not seen) == 1

    assert states(database) == ["queued"] * 5 + ["sent"]
    assert {letter.strays for letter in build.letters(database)} == {0}


def test_a_server_that_rests_is_not_asked_by_the_letter_claimed_along(database, sender, server):
    server.script = at_the_first_dot(Say("421 4.3.2 closing"), [])

    assert sender.send_while(lambda: True) == 1

    assert states(database) == ["queued"] * 6
    assert not server.copies


def test_a_hold_while_a_slow_server_thinks_stops_the_letter_claimed_along(database, sender, server):
    seen: list[str] = []
    slow = at_the_first_dot(Say("250 2.0.0 taken", late_seconds=1.1), seen)

    def script(stage: str, recipient: str) -> Act | None:
        act = slow(stage, recipient)
        if act:
            assert "claimed" in states(database)
            with writing(database, DUE) as session:
                relays.hold(session, Hold.OPERATOR, words="stop", now=DUE)
        return act

    server.script = script

    assert sender.send_while(lambda: True) == 1

    assert states(database) == ["queued"] * 5 + ["sent"]


def test_a_slow_server_costs_no_second_claim(database, sender, server):
    """Each claim takes a slot of the rate."""
    server.script = at_the_first_dot(Say("250 2.0.0 taken", late_seconds=1.1), [])

    assert sender.send_while(lambda: True) == 6

    assert states(database) == ["sent"] * 6
    assert {letter.token for letter in build.letters(database)} == {1}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_claim_that_its_worker_does_not_know_of_is_not_renewed(database, smtp, is_known):
    """As where the database took the claim and its answer was lost."""
    works = WorkerContext(database, smtp, build.clock(DUE))
    with writing(database, DUE) as session:
        claim = outbox.claim(session, owner=works.owner, rate=Rate(None), spare=False, now=DUE)
        assert claim
        session.execute(text("UPDATE outbox_message SET lease_until = '2000-01-01 00:00:00+00'"))

    jobs.beat(works, ticks={}, in_hand=[claim.row.id + (not is_known)])
    jobs.sweep(works)

    stays = is_known or database.is_sqlite  # where the file lock stands for the lease
    assert (State.CLAIMED in states(database)) is stays


def test_a_claim_costs_the_same_however_many_letters_wait(sqlite, tmp_path):
    order(sqlite, smtp_config(tmp_path, 9), 60)
    compiled = CLAIMABLE.params(now=DUE).compile(
        sqlite.write, compile_kwargs={"literal_binds": True}
    )
    with writing(sqlite, NOW + timedelta(days=1)) as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {compiled}")).all()

    steps = " ".join(str(step) for step in plan)
    assert "ix_outbox_message_queue" in steps
    assert "TEMP B-TREE" not in steps  # all that waits would be sorted for each letter


def test_whoever_lost_a_letter_to_another_changes_nothing_of_it(database, smtp):
    """The token rises with each claim: a sender that wakes too late holds an old one, be it of the same worker."""
    with writing(database, DUE) as session:
        late = outbox.claim(session, owner="late", rate=Rate(None), spare=False, now=DUE)
        assert late
        session.execute(text("UPDATE outbox_message SET lease_until = '2000-01-01 00:00:00+00'"))
        expiry.release_orphans(session, owner="other", now=DUE)
    with writing(database, DUE) as session:
        other = outbox.claim(session, owner="late", rate=Rate(None), spare=False, now=DUE)
    assert other
    assert other.row.id == late.row.id
    row = late.row

    with writing(database, DUE) as session:
        assert not outbox.record_intent(session, row, now=DUE)
        assert not outbox.mark_sent(session, row, reply="250 taken", now=DUE)
        assert not outbox.requeue(session, row, at=DUE, reply="", counts=True)
        assert not outbox.mark_failed(session, row, reason="no", reply="")
        assert not outbox.mark_ambiguous(session, row, reply="", now=DUE)
        assert not outbox.apply_verdict(session, row, Verdict(State.EXPIRED), touched=row.touched)
        outbox.record_own_fault(session, row, reply="", now=DUE)
        assert outbox.record_intent(session, other.row, now=DUE)
        assert not outbox.mark_ambiguous(session, row, reply="", now=DUE)
        assert not outbox.mark_sent(session, row, reply="250 taken", now=DUE)

    (after,) = [letter for letter in build.letters(database) if letter.id == row.id]
    assert (after.state, after.owner, after.attempts) == ("intent", "late", 0)


def test_a_letter_that_was_given_back_is_not_ours_though_nobody_else_has_it_yet(database, smtp):
    """Its token is the same still."""
    with writing(database, DUE) as session:
        claim = outbox.claim(session, owner="late", rate=Rate(None), spare=False, now=DUE)
        assert claim
        session.execute(text("UPDATE outbox_message SET lease_until = '2000-01-01 00:00:00+00'"))
        expiry.release_orphans(session, owner="other", now=DUE)
        # Where the lease alone would stop it: as if the clock of the database had been put back.
        session.execute(text("UPDATE outbox_message SET lease_until = '2100-01-01 00:00:00+00'"))

    with writing(database, DUE) as session:
        assert not outbox.record_intent(session, claim.row, now=DUE)
        assert not outbox.requeue(session, claim.row, at=DUE, reply="", counts=True)
        assert not outbox.mark_failed(session, claim.row, reason="no", reply="")

    assert states(database) == ["queued"] * 6


def test_no_letter_is_claimed_before_its_time_though_the_clock_was_put_back(database, smtp):
    """Its worker died with it in hand, and it went back by a clock that said less than when it was ordered."""
    early = DUE - timedelta(hours=1)
    with writing(database, DUE) as session:
        assert outbox.claim(session, owner="dead", rate=Rate(None), spare=False, now=DUE)
        session.execute(text("UPDATE outbox_message SET lease_until = '2000-01-01 00:00:00+00'"))
    with writing(database, early) as session:
        expiry.release_orphans(session, owner="other", now=early)
        assert not outbox.claim(session, owner="other", rate=Rate(None), spare=False, now=early)

    with writing(database, DUE) as session:
        assert outbox.claim(session, owner="other", rate=Rate(None), spare=False, now=DUE)


def test_a_letter_whose_time_is_over_between_claim_and_intent_does_not_go(database, smtp):
    with writing(database, DUE) as session:
        claim = outbox.claim(session, owner="w", rate=Rate(None), spare=False, now=DUE)
        assert claim
    over = claim.row.expires_at

    with writing(database, over) as session:
        assert not outbox.record_intent(session, claim.row, now=over)
    with writing(database, over) as session:
        assert outbox.record_intent(session, claim.row, now=over - timedelta(seconds=1))
