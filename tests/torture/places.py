"""Where a case works: an empty database, letters that wait in it, a mail server, and workers that send to that."""

import hashlib
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from scheduler import jobs
from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import member_import, store
from scheduler.councils.rows import MemberRole, Person
from scheduler.db.session import Database, Session, writing
from scheduler.history.rows import OPERATOR
from scheduler.jobs import WorkerContext
from scheduler.mail import queries
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings import deputy_calls
from scheduler.meetings.deputy_calls import NewCall
from tests import build, postgres
from tests.conftest import NOW, made
from tests.mailserver import MailServer, smtp_config
from tests.torture.workers import Crew, LeapingClock

DUE = build.stockholm("2021-12-01 09:05")
UNBRAKED = "flood_stop = false\n"


@contextmanager
def place(server: str | None) -> Iterator[tuple[Database, Path]]:
    """An empty database at head, and a folder."""
    with TemporaryDirectory(prefix="kallelse-torture-") as name:
        url = f"sqlite:///{name}/kallelse.db"
        if server:
            database_name = f"t{uuid.uuid4().hex[:12]}"
            postgres.do(server, f"CREATE DATABASE {database_name}")
            url = postgres.database_url(server, database_name)
        database = made(Database(url))
        try:
            yield database, Path(name)
        finally:
            database.close()


@contextmanager
def at_work(server: str | None, mails: int, *, calls: int = 0) -> Iterator[tuple[Crew, MailServer]]:
    """So many letters wait, and some calls to deputies; nobody works yet."""
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        config = smtp_config(folder, relay.port, UNBRAKED)
        order(database, config, mails)
        if calls:
            order_calls(database, config, calls)
        yield Crew(database, config, LeapingClock(DUE)), relay


def order(database: Database, config: Config, mails: int, at: datetime = DUE) -> None:
    """So many letters with the year's dates, each to a person of its own, ordered and waiting.

    The first is ordered as always; the others are made after it, since that is far quicker.
    """
    build.seed_year(database, now=NOW, entries=build.people(1, 0))
    while jobs.issue_due(WorkerContext(database, config, FixedClock(at))):
        pass
    with writing(database, at) as session:
        first, ids = queries.letter(session, 1), crowd(session, mails - 1)
        _insert(session, first, [_like(first, n, key) for n, key in enumerate(ids, start=2)])
    assert len(build.letters(database)) == mails


def order_calls(database: Database, config: Config, calls: int, at: datetime = DUE) -> None:
    """Beside those of `order`: to so many deputies, each called to a seat of its own, with an invitation."""
    before, role = len(build.letters(database)), MemberRole.DEPUTY
    absent = [build.entry(f"Absent {n}", line=n) for n in range(1, calls + 1)]
    called = [build.entry(f"Called {n}", line=n + calls, role=role) for n in range(1, calls + 1)]
    build.act(database, at, member_import.import_members, [*absent, *called])
    with writing(database, at) as session:
        council, meeting = store.council(session, "granasbra"), build.meeting(session, 1)
        terms = {member.person.name: member for member in store.members(session, council.id)}
        for n in range(1, calls + 1):
            seated, deputy = terms[f"Absent {n}"], terms[f"Called {n}"]
            assert seated.seat_id
            new = NewCall(seated.seat_id, deputy.person_id, seated.person_id, meeting.starts_at)
            deputy_calls.call_deputy(session, meeting, new, by=OPERATOR, now=at)
    while jobs.issue_due(WorkerContext(database, config, FixedClock(at))):
        pass
    assert len(build.letters(database)) == before + calls


def crowd(session: Session, count: int) -> list[int]:
    """So many further members like the first, `m2@example.org` and on; gives the ids of the people."""
    member = store.members(session, store.council(session, "granasbra").id)[0]
    addresses = [f"m{n}@example.org" for n in range(2, count + 2)]
    _insert(session, member.person, [{"email": address} for address in addresses])
    people = {person.email: person.id for person in session.scalars(select(Person)).unique().all()}
    ids = [people[address] for address in addresses]
    _insert(session, member, [{"person_id": key, "seat_id": None} for key in ids])
    return ids


def _like(first: OutboxMessage, n: int, person_id: int) -> dict[str, object]:
    address, message_id = f"m{n}@example.org", f"<{n}.torture@moten.example.org>"
    octets = zlib.decompress(first.mime or b"")
    octets = octets.replace(first.message_id.encode(), message_id.encode())
    octets = octets.replace(first.recipient.encode(), address.encode())
    return {
        "key": f"{first.key}/{n}",
        "message_id": message_id,
        "person_id": person_id,
        "recipient": address,
        "mime": zlib.compress(octets),
        "mime_sha256": hashlib.sha256(octets).hexdigest(),
    }


def _insert(session: Session, like: Any, differing: list[dict[str, object]]) -> None:
    """Rows like that one, but for these columns; by Core, so that nothing is touched."""
    table = type(like).__table__
    same = {c.name: getattr(like, c.name) for c in table.columns if c.name != "id"}
    session.execute(table.insert(), [same | other for other in differing])
