"""What the mail server may do to us, over real sockets: what then happens to the letter, and to the others."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from scheduler import jobs
from scheduler.config import Config
from scheduler.db.session import Database, reading, writing
from scheduler.errors import DeliveryError
from scheduler.history.rows import OPERATOR
from scheduler.jobs import WorkerContext
from scheduler.mail import delivery_reports, letter_actions, queries
from scheduler.mail import store as outbox
from scheduler.mail.relay import refusals
from scheduler.mail.relay import store as relays
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import Hold
from scheduler.mail.smtp import Patience
from scheduler.mail.transport import ReplyClass, Stage
from tests import build
from tests.conftest import NOW
from tests.mailserver import Act, Cut, Hang, Say, SayAndCut, Tear, smtp_config

pytestmark = pytest.mark.network
DUE = build.stockholm("2021-12-01 09:05")
MINUTE = timedelta(minutes=1)
PATIENT = Patience()
HASTY = Patience(connect=0.2, step=0.2, data=0.2, block=0.2)
"""Where a server hangs before the dot: on a busy machine a letter may then fail sooner, but not otherwise."""
HASTY_AT_THE_DOT = Patience(dot=1)
FIRST = "member.1@example.org"


@pytest.fixture
def smtp(tmp_path, server):
    return smtp_config(tmp_path, server.port)


@pytest.fixture
def year(sqlite):
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    return sqlite


def work(database: Database, config: Config, now: datetime, patience: Patience = PATIENT) -> None:
    jobs.run_until_idle(WorkerContext(database, config, build.clock(now), patience=patience))


def states(database: Database) -> Counter[str]:
    """Of the year's letters; what their ends are reported by is another test's."""
    return Counter(letter.state for letter in build.letters(database) if letter.kind != "digest")


def once(stage: str, act: Act, to: str = "") -> Callable[[str, str], Act | None]:
    """The act at that stage the first time, for `to` alone where it is given."""
    left = [act]

    def script(at: str, recipient: str) -> Act | None:
        if at == stage and left and recipient == (to or recipient):
            return left.pop()
        return None

    return script


def always(stage: str, act: Act) -> Callable[[str, str], Act | None]:
    return lambda at, _to: act if at == stage else None


@pytest.mark.parametrize(
    "stage, act",
    [
        ("greeting", Cut()),
        ("greeting", Hang()),
        ("greeting", Say("554 no service")),
        ("greeting", Say("421 too many connections")),
        ("EHLO", Cut()),
        ("MAIL", Hang()),
        ("MAIL", Say("451 4.3.0 slowly, please")),
        ("RCPT", Cut()),
        ("RCPT", Tear("25")),
        ("RCPT", Say("421 4.3.2 closing")),
        ("DATA", Hang()),
        ("dot", Say("421 4.3.0 closing")),
    ],
)
def test_a_server_that_fails_us_fails_no_letter_and_gets_no_copy_more(
    year, smtp, server, stage, act
):
    server.script = once(stage, act)

    work(year, smtp, DUE, HASTY if act == Hang() else PATIENT)
    assert states(year) == {"queued": 4}
    server.script = lambda _stage, _to: None
    work(year, smtp, DUE + 2 * MINUTE)

    assert states(year) == {"sent": 4}
    assert set(server.copies.values()) == {1}
    assert {letter.attempts for letter in build.letters(year)} == {0}


@pytest.mark.parametrize("act", [Cut(), Tear("25"), Cut(store=True), Hang(store=True)])
def test_no_whole_answer_after_the_dot_means_once_more_and_then_a_person(year, smtp, server, act):
    patience = HASTY_AT_THE_DOT if isinstance(act, Hang) else PATIENT
    server.script = once("dot", act, FIRST)
    work(year, smtp, DUE, patience)
    assert states(year) == {"sent": 3, "queued": 1}
    server.script = once("dot", act, FIRST)

    work(year, smtp, DUE + 5 * MINUTE, patience)

    assert states(year) == {"sent": 3, "uncertain": 1}
    assert max(server.copies.values()) == (2 if act.store else 1)
    (unsure,) = [letter for letter in build.letters(year) if letter.state == "uncertain"]
    with writing(year, DUE + 6 * MINUTE) as session:
        letter_actions.count_as_sent(session, unsure.id, by=OPERATOR, now=DUE + 6 * MINUTE)
    assert states(year) == {"sent": 4}


def test_a_cut_after_a_whole_answer_makes_no_letter_unsent(year, smtp, server):
    server.script = always("dot", SayAndCut("250 taken"))

    work(year, smtp, DUE)
    work(year, smtp, DUE + 2 * MINUTE)

    assert states(year) == {"sent": 4}
    assert set(server.copies.values()) == {1}
    assert {letter.ambiguous for letter in build.letters(year)} == {0}


@pytest.mark.parametrize(
    "stage, words, why",
    [
        ("AUTH", "535 5.7.8 authentication failed", Hold.PASSWORD),
        ("MAIL", "550 5.7.60 not as this sender", Hold.SENDER),
    ],
)
def test_a_fault_of_our_settings_holds_the_relay_and_fails_no_letter(
    year, tmp_path, server, stage, words, why
):
    smtp = smtp_config(tmp_path, server.port, 'username = "kallelse"\npassword = "wrong"\n')
    server.script = always(stage, Say(words))

    work(year, smtp, DUE)
    assert states(year) == {"queued": 4}
    with reading(year) as session:
        relay = relays.relay(session)
        assert (relay.held_for, relay.held) == (why, words)
    tried = server.connections
    work(year, smtp, DUE + 4 * MINUTE)
    assert server.connections == tried  # held: nothing is tried
    work(year, smtp, DUE + 6 * MINUTE)
    assert server.connections == tried + 1  # one letter as a probe

    server.script = lambda _stage, _to: None
    work(year, smtp, DUE + 12 * MINUTE)

    assert states(year) == {"sent": 4}
    with reading(year) as session:
        assert relays.relay(session).held_for is None


def test_a_server_that_refuses_everyone_is_held_after_three(sqlite, smtp, server):
    build.seed_year(sqlite, now=NOW, entries=build.people(8, 0))
    server.script = always("RCPT", Say("550 5.7.1 relaying denied"))

    work(sqlite, smtp, DUE)
    work(sqlite, smtp, DUE + 6 * MINUTE)
    assert states(sqlite) == {"failed": 3, "queued": 5}
    with reading(sqlite) as session:
        assert relays.relay(session).held_for == Hold.REFUSED

    server.script = lambda _stage, _to: None
    work(sqlite, smtp, DUE + 12 * MINUTE)
    work(sqlite, smtp, DUE + 18 * MINUTE)
    assert states(sqlite) == {"failed": 3, "sent": 5}
    with writing(sqlite, DUE + 19 * MINUTE) as session:
        for letter in queries.all_letters(session, states=["failed"]):
            letter_actions.send_again(session, letter.id, by=OPERATOR, now=DUE + 19 * MINUTE)
    work(sqlite, smtp, DUE + 19 * MINUTE)
    assert states(sqlite) == {"sent": 8}


@pytest.mark.parametrize("reply", ["451 4.7.1 Greylisting in action", "452 4.2.2 mailbox full"])
def test_days_of_waiting_for_the_server_do_not_use_up_the_patience_with_a_recipient(
    year, smtp, server, reply
):
    server.script = always("greeting", Cut())
    work(year, smtp, DUE)
    assert states(year) == {"queued": 4}
    later = DUE + timedelta(days=6)
    server.script = lambda stage, to: Say(reply) if stage == "RCPT" and to == FIRST else None

    work(year, smtp, later)

    assert states(year) == {"sent": 3, "queued": 1}
    server.script = lambda _stage, _to: None
    work(year, smtp, later + timedelta(hours=2))
    assert states(year) == {"sent": 4}


def test_a_size_limit_fails_the_letter_before_and_after_it_is_announced(year, smtp, server):
    announced = Say("250-mail.example.org\r\n250 SIZE 1000")
    server.script = lambda stage, to: (
        announced
        if stage == "EHLO" and server.connections > 1
        else Say("552 5.3.4 too big")
        if stage == "dot"
        else None
    )

    work(year, smtp, DUE)

    assert states(year) == {"failed": 4}
    assert {letter.reason for letter in build.letters(year)} == {"too_big"}
    assert not server.taken


@pytest.mark.parametrize(
    "reply, reason, days",
    [("452 4.2.2 mailbox full", "mailbox_full", 1), ("451 4.3.0 try again later", "soft", 5)],
)
def test_a_recipient_s_server_that_puts_us_off_is_asked_for_so_many_days(
    year, smtp, server, reply, reason, days
):
    server.script = lambda stage, to: Say(reply) if stage == "RCPT" and to == FIRST else None

    work(year, smtp, DUE)
    work(year, smtp, DUE + timedelta(days=days) - MINUTE)
    assert states(year) == {"sent": 3, "queued": 1}
    work(year, smtp, DUE + timedelta(days=days, hours=5))

    (letter,) = [row for row in build.letters(year) if row.recipient == FIRST]
    assert (letter.state, letter.reason, letter.attempts) == ("failed", reason, 3)
    with reading(year) as session:
        assert not delivery_reports.suppressed_addresses(session, [FIRST])


@pytest.mark.parametrize(
    "kind, minutes",
    [
        (ReplyClass.SOFT, [2, 5, 10, 20, 40, 60, 60]),
        (ReplyClass.MAILBOX_FULL, [60, 240, 240, 240]),
    ],
)
def test_each_refusal_of_a_recipient_makes_the_letter_wait_longer(sqlite, config, kind, minutes):
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    jobs.issue_due(build.works(sqlite, config, DUE))
    at, no = DUE, DeliveryError("451 later", reply_class=kind, stage=Stage.RCPT)
    for wait in minutes:
        with writing(sqlite, at) as session:
            claim = outbox.claim(session, owner="w", rate=Rate(None), spare=False, now=at)
            assert claim
            refusals.apply_refusal(session, claim.row, no, now=at)
        (row,) = build.letters(sqlite)
        assert 0.8 * wait <= (row.next_try_at - at) / MINUTE <= 1.2 * wait
        at = row.next_try_at
