"""The relay's one row: what holds all mail, how fast it goes, and what a letter that was taken tells."""

from datetime import datetime, timedelta
from itertools import product

import pytest

from scheduler import jobs
from scheduler.db.session import Session, writing
from scheduler.mail import queries
from scheduler.mail import store as outbox
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import Hold, Relay, State
from scheduler.mail.transport import ReplyClass
from tests import build
from tests.conftest import NOW

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
FAST, UNBRAKED = Rate(1_000_000, burst=1_000_000), Rate(None)
OF_THE_SERVER = {Hold.PASSWORD, Hold.SENDER, Hold.REFUSED}


def slots(session: Session, at: datetime, *, rate: Rate = FAST, spare: bool = False) -> int:
    """How many letters may leave at once, at most five."""
    count = 0
    while count < 5 and relays.take_slot(session, rate, spare=spare, now=at):
        count += 1
    return count


def put(session: Session, **values: object) -> None:
    """A row that nothing has happened to, but for these."""
    fresh: dict[str, object] = {
        "held": None, "held_for": None, "held_at": None, "held_until": None, "open_at": NOW, "free_at": NOW,
        "failures": 0, "failing_since": None, "slow": 0, "slowed_at": None,
    }  # fmt: skip
    row = relays.relay(session, lock=True)
    for name, value in (fresh | values).items():
        setattr(row, name, value)
    session.flush()


def seen(session: Session) -> tuple[object, ...]:
    session.expire_all()
    row = relays.relay(session)
    return tuple(getattr(row, column.key) for column in Relay.__table__.columns)


def test_the_weightier_hold_stands(sqlite):
    """After a restore nothing else does; a person's word comes next; the server's is the first to give way."""
    with writing(sqlite, NOW) as session:
        for stands, comes in product([None, *Hold], Hold):
            put(session, held_for=stands)
            takes = (
                comes is Hold.RESTORE
                or (comes is Hold.OPERATOR and stands is not Hold.RESTORE)
                or stands is None
                or stands in OF_THE_SERVER
            )
            assert relays.hold(session, comes, words="", now=NOW) is takes, (stands, comes)
            assert relays.relay(session).held_for == (comes if takes else stands)


@pytest.mark.parametrize("rate", [FAST, UNBRAKED])
def test_what_is_held_waits_for_a_person_or_until_then(sqlite, rate):
    with writing(sqlite, NOW) as session:
        for why in Hold:
            put(session)
            relays.hold(session, why, words="", now=NOW)
            assert slots(session, NOW + timedelta(days=365), rate=rate) == 0

            relays.hold(session, Hold.RESTORE, words="", now=NOW, until=NOW + MINUTE)
            assert slots(session, NOW + MINUTE - SECOND, rate=rate) == 0
            assert slots(session, NOW + MINUTE, rate=rate) == 5


def test_a_hold_of_the_server_s_lets_one_letter_through_each_five_minutes(database):
    with writing(database, NOW) as session:
        for why in OF_THE_SERVER:
            put(session)
            relays.hold(session, why, words="", now=NOW, until=NOW + relays.PROBE)
            at = NOW + relays.PROBE
            assert slots(session, at - SECOND) == 0
            assert slots(session, at) == 1
            assert slots(session, at + relays.PROBE - SECOND) == 0
            assert slots(session, at + relays.PROBE) == 1
            assert relays.relay(session).held_for == why

            relays.record_success(session, now=at + relays.PROBE)
            assert slots(session, at + relays.PROBE + SECOND) == 5


def test_while_the_server_fails_one_letter_a_minute_asks_whether_it_is_back(sqlite):
    with writing(sqlite, NOW) as session:
        put(session)
        relays.back_off(session, until=NOW + 15 * SECOND, words="421", now=NOW)
        assert slots(session, NOW + 14 * SECOND) == 0
        assert slots(session, NOW + 15 * SECOND) == 1
        assert slots(session, NOW + 15 * SECOND + MINUTE - SECOND) == 0
        assert slots(session, NOW + 15 * SECOND + MINUTE) == 1
        assert relays.is_resting(session, now=NOW + 15 * SECOND + MINUTE)

        relays.record_success(session, now=NOW + 2 * MINUTE)
        assert slots(session, NOW + 2 * MINUTE) == 5


def test_the_rate_is_kept_and_halved_and_then_one_sender_is_enough(database):
    rate = Rate(60, burst=2)
    with writing(database, NOW) as session:
        put(session)
        assert slots(session, NOW, rate=rate) == 3  # one, and two ahead of their time
        assert slots(session, NOW + SECOND, rate=rate) == 1
        assert slots(session, NOW + MINUTE, rate=rate, spare=True) == 3

        put(session)
        relays.slow_down(session, now=NOW)
        assert slots(session, NOW, rate=rate, spare=True) == 0
        assert slots(session, NOW, rate=rate) == 3
        assert slots(session, NOW + SECOND, rate=rate) == 0
        assert slots(session, NOW + 2 * SECOND, rate=rate) == 1


def test_a_letter_taken_is_news_exactly_where_it_changes_something(sqlite):
    """Asked before the dot, so that nothing is where it would tell nothing."""
    complaints = [(0, None), (1, NOW), (1, NOW - 15 * MINUTE), (1, NOW - 15 * MINUTE + SECOND)]
    changed = 0
    with writing(sqlite, NOW) as session:
        for held, failures, (slow, slowed_at) in product([None, *Hold], [0, 2], complaints):
            since = NOW - MINUTE if failures else None
            put(
                session, held_for=held, failures=failures, failing_since=since, slow=slow, slowed_at=slowed_at
            )  # fmt: skip
            before, is_news = seen(session), relays.success_is_news(session, now=NOW)

            relays.record_success(session, now=NOW)

            assert is_news is (seen(session) != before)
            changed += is_news
            row = relays.relay(session)
            assert row.held_for == (None if held in OF_THE_SERVER else held)
            assert (row.failures, row.failing_since) == (0, None)
            assert row.slow == slow - (slowed_at == NOW - 15 * MINUTE)
    assert 0 < changed < 72


def test_nothing_is_ordered_only_where_a_person_holds_the_mail(sqlite):
    with writing(sqlite, NOW) as session:
        for why in (None, *Hold):
            put(session, held_for=why)
            stops = why in (Hold.OPERATOR, Hold.RESTORE, Hold.SETUP)
            assert relays.may_order(session) is not stops


def test_resumed_it_goes_at_once_whatever_held_it(sqlite):
    with writing(sqlite, NOW) as session:
        for why in (None, *Hold):
            put(session, held_for=why, failures=3, failing_since=NOW, open_at=NOW + 5 * MINUTE)
            assert relays.resume(session, now=NOW) == why
            assert slots(session, NOW) == 5


@pytest.mark.parametrize(
    "refused, since, before, most",
    [
        (3, 7, 0, True),
        (3, 8, 0, False),
        (2, 0, 0, False),
        (3, 7, 3, True),  # what was taken before the first of the three tells nothing
    ],
)
def test_three_of_the_last_ten_refused_mean_that_it_is_us(
    database, config, refused, since, before, most
):
    build.seed_year(database, now=NOW, entries=build.people(14, 0))
    jobs.issue_due(build.works(database, config, NOW + 5 * MINUTE))
    at = NOW + HOUR
    with writing(database, at) as session:
        rows = queries.all_letters(session)
        taken = [at] * since + [at - SECOND] * before
        for row, sent_at in zip(rows[3:], taken, strict=False):
            row.state, row.sent_at = State.SENT, sent_at
        for row in rows[:refused]:
            outbox.record_attempt(
                session, row, outcome=ReplyClass.POLICY, stage="rcpt", reply="", now=at
            )
        outbox.record_attempt(
            session, rows[0], outcome=ReplyClass.SOFT, stage="rcpt", reply="", now=at
        )

        assert relays.refuses_most(session) is most
