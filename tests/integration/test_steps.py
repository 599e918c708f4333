"""Each step of a letter's way is taken from its own states and from no other; a doubt that was is never forgotten."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy import select, text

from scheduler import jobs
from scheduler.councils import store as councils
from scheduler.db.session import Session, writing
from scheduler.errors import Conflict
from scheduler.history.rows import OPERATOR
from scheduler.mail import delivery_reports, expiry, letter_actions, queries
from scheduler.mail import store as outbox
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import OutboxMessage, State
from scheduler.mail.store import ROW, Claim, Verdict
from scheduler.meetings import lifecycle
from scheduler.notices import store as notices
from tests import build
from tests.conftest import NOW, ON_SQLITE

KALLELSE = build.stockholm("2022-02-15 08:00")
MINUTE = timedelta(minutes=1)
Step = Callable[[Session, OutboxMessage], object]


@pytest.fixture
def ordered(database, config):
    """Two kallelser wait."""
    build.seed_year(database, now=NOW, entries=build.people(2, 0))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00"):
        build.work(database, config, build.stockholm(at))
    build.order(database, config, KALLELSE)
    return database


def claimed(session: Session) -> Claim:
    claim = outbox.claim(session, owner="w", rate=Rate(None), spare=False, now=KALLELSE)
    assert claim
    return claim


def state(session: Session, row_id: int) -> str:
    query = text("SELECT state FROM outbox_message WHERE id = :id")
    return str(session.execute(query, {"id": row_id}).scalar_one())


def supersedes(session: Session, row: OutboxMessage) -> object:
    assert row.meeting_id
    return notices.supersede(
        session, meeting_ids=[row.meeting_id], people=[row.person_id], before=row.issue_id + 1, reason="x"
    )  # fmt: skip


STEPS: dict[str, tuple[Step, State, list[State]]] = {
    "intent": (
        lambda s, r: outbox.record_intent(s, r, now=KALLELSE), State.INTENT, [State.CLAIMED],
    ),
    "sent": (  # a late answer settles what had become a doubt meanwhile
        lambda s, r: outbox.mark_sent(s, r, reply="250", now=KALLELSE),
        State.SENT, [State.INTENT, State.QUEUED, State.UNCERTAIN],
    ),
    "back": (
        lambda s, r: outbox.requeue(s, r, at=KALLELSE, reply="451", counts=True),
        State.QUEUED, [State.CLAIMED, State.INTENT],
    ),
    "failed": (
        lambda s, r: outbox.mark_failed(s, r, reason="hard", reply="550"),
        State.FAILED, [State.CLAIMED, State.INTENT],
    ),
    "doubt": (
        lambda s, r: outbox.mark_ambiguous(s, r, reply="25", now=KALLELSE), State.QUEUED, [State.INTENT],
    ),
    "look": (
        lambda s, r: outbox.apply_verdict(s, r, Verdict(State.EXPIRED), touched=r.touched),
        State.EXPIRED, [State.QUEUED, State.CLAIMED],
    ),
    "newer": (supersedes, State.SUPERSEDED, [State.QUEUED, State.CLAIMED]),
    "dead": (
        lambda s, r: delivery_reports.suppress(s, r.recipient.upper(), reason="550", now=KALLELSE),
        State.SUPPRESSED, [State.QUEUED, State.CLAIMED],
    ),
    "late": (lambda s, r: expiry.expire_overdue(s, now=r.expires_at), State.EXPIRED, [State.QUEUED]),
}  # fmt: skip


def test_a_step_is_taken_from_its_own_states_alone(ordered):
    with writing(ordered, KALLELSE) as session:
        row = claimed(session).row
        as_it_was = dict(session.execute(select(ROW).where(ROW.c.id == row.id)).mappings().one())
        for (name, (step, becomes, starts)), start in product(STEPS.items(), State):
            values = {**as_it_was, "state": start}
            session.execute(ROW.update().where(ROW.c.id == row.id).values(values))
            step(session, row)
            ends = becomes if start in starts else start
            assert state(session, row.id) == ends, f"{name} from {start}"


@ON_SQLITE
@pytest.mark.parametrize(
    "act", [letter_actions.send_again, partial(letter_actions.withdraw, reason="x")]
)
def test_a_person_decides_only_about_what_has_ended_without_arriving_and_in_time(ordered, act):
    """What is under way, was taken, or is no longer true, is not theirs to send."""
    with writing(ordered, KALLELSE) as session:
        row_id, over = claimed(session).row.id, build.stockholm("2022-02-22 15:00")
    for start, at in product(State, (KALLELSE, over - timedelta(seconds=1), over)):
        with writing(ordered, KALLELSE) as session:
            session.get_one(OutboxMessage, row_id).state = start
        may = at < over and start in (State.FAILED, State.UNCERTAIN, State.SUPPRESSED, State.HELD)
        with nullcontext() if may else pytest.raises(Conflict), writing(ordered, at) as session:
            act(session, row_id, by=OPERATOR, now=at)
        with writing(ordered, at) as session:
            is_as_it_was = state(session, row_id) == start
        assert is_as_it_was is not may


def dies(session: Session) -> None:
    for n in (1, 2):
        delivery_reports.suppress(session, f"member.{n}@example.org", reason="550", now=KALLELSE)


def moves_house(session: Session) -> None:
    for member in councils.members(session, councils.council(session, "granasbra").id):
        member.person.email = f"new.{member.person.email}"


def is_cancelled(session: Session) -> None:
    lifecycle.cancel(session, build.meeting(session, 1), by=OPERATOR, now=KALLELSE)


@ON_SQLITE
@pytest.mark.parametrize(
    "happens, later, ends",
    [
        (dies, MINUTE, "suppressed"),
        (moves_house, MINUTE, "withdrawn"),
        (is_cancelled, 6 * MINUTE, "superseded"),
        (lambda _s: None, timedelta(days=8), "expired"),
    ],
)
def test_what_may_have_arrived_is_never_said_not_to_have(ordered, config, happens, later, ends):
    """Of two letters that end on their way the one whose answer was lost stays in doubt."""
    with writing(ordered, KALLELSE) as session:
        doubtful = claimed(session).row
        assert outbox.record_intent(session, doubtful, now=KALLELSE)
        assert outbox.mark_ambiguous(session, doubtful, reply="25", now=KALLELSE)
    with writing(ordered, KALLELSE) as session:
        happens(session)

    jobs.sweep(build.works(ordered, config, KALLELSE + later))

    found = {row.id == doubtful.id: row.state for row in build.letters(ordered, "kallelse")}
    assert found == {True: "uncertain", False: ends}


@pytest.mark.parametrize("to_one", [True, False])
def test_a_letter_waits_for_the_one_before_it_to_the_same_person_on_the_same_meeting(
    ordered, to_one
):
    """Also while the dot of that one may be out: else an older letter could come last."""
    with writing(ordered, KALLELSE) as session:
        first, second = (r for r in queries.all_letters(session) if r.kind == "kallelse")
        first.next_try_at = KALLELSE + MINUTE
        if to_one:
            second.recipient = first.recipient
        for earlier in State:
            first.state, second.state = earlier, State.QUEUED
            session.flush()
            claim = outbox.claim(session, owner="w", rate=Rate(None), spare=False, now=KALLELSE)
            waits = to_one and earlier in (State.QUEUED, State.CLAIMED, State.INTENT)
            assert (claim and claim.row.id) == (None if waits else second.id)
            session.refresh(second)
