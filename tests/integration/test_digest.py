"""The report to the secretaries on mail that did not go as it should: one for what is new, at most one an hour."""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.inbox import bounces
from scheduler.inbox.reports import Report
from scheduler.jobs import WorkerContext
from scheduler.mail import letter_actions, maildir
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Event, Hold, OutboxMessage, State
from scheduler.notices import listing
from scheduler.notices.listing import NoticeState
from tests import build
from tests.conftest import NOW

DUE = build.stockholm("2021-12-01 09:05")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def year(sqlite, config):
    """A year whose dates have gone to four members."""
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 0))
    build.work(sqlite, config, DUE)
    return sqlite


def work(database: Database, config: Config, now: datetime) -> None:
    """Without the memory of build.work: what is told by hand meanwhile differs each time."""
    jobs.run_until_idle(WorkerContext(database, config, FixedClock(now)))


def member(database: Database, n: int, kind: str = "year_dates") -> OutboxMessage:
    to = f"member.{n}@example.org"
    return next(row for row in build.letters(database, kind) if row.recipient == to)


def bounce(database: Database, n: int, now: datetime, *, status: str = "5.2.2") -> None:
    report = Report(Event.BOUNCED, status=status, words=f"550 {status}", message_ids=())
    row = member(database, n)
    with writing(database, now) as session:
        bounces.apply_report(session, row, report, now=now)


def count_as_sent(database: Database, n: int, now: datetime) -> None:
    row = member(database, n)
    with writing(database, now) as session:
        letter_actions.count_as_sent(session, row.id, by=OPERATOR, now=now)


def texts(config: Config) -> list[str]:
    """The reports in the mailbox, oldest first."""
    return [one.text for one in maildir.letters(config.mail.folder) if one.kind == "digest"]


def states(rows: Iterable[OutboxMessage]) -> list[str]:
    return [row.state for row in rows]


def test_a_letter_that_comes_back_is_told_within_the_hour_and_once(year, config):
    bounce(year, 1, DUE + MINUTE)

    for minutes in (2, 3, 70, 200):
        work(year, config, DUE + minutes * MINUTE)

    (row,) = build.letters(year, "digest")
    assert (row.state, row.recipient, row.key) == (
        "sent",
        "bra@example.org",
        "granasbra/y2022/digest/1/bra@example.org",
    )
    assert row.expires_at - row.due_at == timedelta(hours=72)
    (text,) = texts(config)
    assert (
        "Årets mötestider:\n– Mejlet till Member 1 kom tillbaka. Gör du inget får Member 1" in text
    )
    assert "/admin/granasbra/mail/letter?key=granasbra/y2022/" in text
    assert "member.1@" not in text


def test_a_dead_address_is_told_when_it_comes_back_and_then_once_of_each_meeting(year, config):
    bounce(year, 1, DUE + MINUTE, status="5.1.1")

    for day in range(100):
        work(year, config, DUE + timedelta(days=day))

    lost = [row for row in build.letters(year) if row.state == "suppressed"]
    assert len({row.kind for row in lost if row.meeting_id == 1}) > 3
    assert ["kom tillbaka" in text for text in texts(config)] == [True, False]


def test_three_in_ten_minutes_are_two_mails_and_each_is_told_once(year, config):
    for n in (1, 2, 3):
        bounce(year, n, DUE + 3 * n * MINUTE)
        work(year, config, DUE + (3 * n + 1) * MINUTE)
    assert len(build.letters(year, "digest")) == 1
    work(year, config, DUE + 63 * MINUTE)
    assert len(build.letters(year, "digest")) == 1
    work(year, config, DUE + 64 * MINUTE)
    work(year, config, DUE + 200 * MINUTE)

    first, second = texts(config)
    assert "Member 1 kom" in first
    assert "Member 2 och Member 3 kom tillbaka. Gör du inget får ingen av dem det." in second
    assert "Member 1" not in second


@pytest.mark.parametrize("sent, is_told", [("2022-02-15 18:00", False), ("2022-02-16 18:00", True)])
def test_a_kallelse_that_left_on_a_later_day_is_told_though_nothing_can_be_done(
    year, config, sent, is_told
):
    for at in ("2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00", sent):
        work(year, config, build.stockholm(at))
    for hours in (1, 2, 18):
        later = WorkerContext(year, config, FixedClock(build.stockholm(sent) + hours * HOUR))
        jobs.recount(later)
        work(year, config, later.clock.now())

    late = [text for text in texts(config) if "Kallelsen, mötet tisdag 22 februari 2022:" in text]
    assert len(late) == is_told
    for text in late:
        assert "– Mejlet gick onsdag 16 februari 2022 kl. 18.00. Det skulle ha gått tisdag" in text


def test_what_was_missed_while_no_worker_lived_is_told(year, config):
    back = WorkerContext(year, config, FixedClock(build.stockholm("2022-02-22 16:00")))
    jobs.recount(back)
    jobs.run_until_idle(back)

    (text,) = texts(config)
    missed = "– Mejlet skickades inte i tid. 4 personer fick det inte."
    assert f"Kallelsen, mötet tisdag 22 februari 2022:\n{missed}" in text


def test_at_night_it_waits_and_what_is_put_right_by_morning_is_not_told(year, config):
    night, morning = build.stockholm("2021-12-02 01:00"), build.stockholm("2021-12-02 07:00")
    bounce(year, 1, night)
    bounce(year, 2, night)
    work(year, config, night)
    work(year, config, morning - MINUTE)
    assert build.letters(year, "digest") == []
    count_as_sent(year, 1, morning - MINUTE)

    work(year, config, morning)

    (text,) = texts(config)
    assert "Member 2" in text
    assert "Member 1" not in text


def order_only(database: Database, config: Config, now: datetime) -> None:
    """A worker that orders while no letter leaves."""
    jobs.tell_secretaries(WorkerContext(database, config, FixedClock(now)))


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.SENT])
def test_a_report_that_fails_is_told_by_no_other(year, config, state):
    bounce(year, 1, DUE)
    order_only(year, config, DUE)
    row_id = build.letters(year, "digest")[0].id
    with writing(year, DUE) as session:
        row = session.get(OutboxMessage, row_id)
        assert row
        row.state, row.sent_at = state, DUE
        if state == State.SENT:
            report = Report(Event.BOUNCED, status="5.2.2", words="full", message_ids=())
            bounces.apply_report(session, row, report, now=DUE)

    for hours in range(1, 200, 7):
        work(year, config, DUE + hours * HOUR)

    assert len(build.letters(year, "digest")) == 1
    with reading(year) as session:
        of = store.council(session, "granasbra")
        lines = listing.list_council(session, of, now=DUE + HOUR)
    (line,) = (line for line in lines if line.kind == "digest")
    assert line.state is NoticeState.UNDELIVERED


def test_while_the_mail_server_takes_nothing_one_report_waits_and_then_tells_all(year, config):
    bounce(year, 1, DUE)
    with writing(year, DUE) as session:
        relays.hold(session, Hold.PASSWORD, words="535", now=DUE, until=DUE + timedelta(days=9))
    for hours in range(1, 71):
        if hours in (5, 30, 50):
            bounce(year, 2 + hours // 25, DUE + hours * HOUR)
        work(year, config, DUE + hours * HOUR)
    assert states(build.letters(year, "digest")) == ["queued"]
    with writing(year, DUE + 71 * HOUR) as session:
        relays.resume(session, now=DUE + 71 * HOUR)

    work(year, config, DUE + 71 * HOUR)

    assert states(build.letters(year, "digest")) == ["superseded", "sent"]
    (text,) = texts(config)
    assert "Member 1, Member 2, Member 3 och Member 4 kom tillbaka" in text


def test_each_account_gets_one_in_its_language_and_each_mishap_once(year, config):
    """More goes wrong between the first's letter and the second's."""
    with writing(year, DUE) as session:
        of = [store.council(session, "granasbra")]
        for name, language in (("Elin", None), ("Noor", "en")):
            address = f"{name.lower()}@example.org"
            made = build.account(session, of, email=address, name=name, now=DUE)
            made.person.language = language
    bounce(year, 1, DUE)
    works = WorkerContext(year, config, FixedClock(DUE + MINUTE))
    jobs.tell_secretaries(works)
    works.sender(works.transport()).send_while(lambda: False)
    bounce(year, 2, DUE + MINUTE)

    work(year, config, DUE + 2 * MINUTE)
    work(year, config, DUE + 3 * HOUR)

    assert states(build.letters(year, "digest")) == ["sent"] * 4
    swedish, english, *_ = found = texts(config)
    assert ["Member 1" in text for text in found] == [True, True, False, False]
    assert swedish.startswith("Hej Elin")
    assert "The mail to Member 1 came back. If you do nothing, Member 1 does not get it." in english


def test_of_two_workers_one_orders_it(database, config):
    build.seed_year(database, now=NOW, entries=build.people(4, 0))
    build.work(database, config, DUE)
    bounce(database, 1, DUE)
    both = threading.Barrier(2, timeout=20)

    def at(point: str) -> None:
        if point == "issue-before":
            both.wait()

    def tell() -> None:
        jobs.tell_secretaries(WorkerContext(database, config, FixedClock(DUE), at=at))

    workers = [threading.Thread(target=tell) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert len(build.letters(database, "digest")) == 1
