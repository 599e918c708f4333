"""Where a case works: an empty database, letters that wait in it, a mail server, and workers that send to that."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.config import Config
from scheduler.councils import member_import, store
from scheduler.councils.rows import MemberRole
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import deputy_calls
from scheduler.meetings.rows import DeputyCall
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


def order(database: Database, config: Config, mails: int) -> None:
    """So many letters with the year's dates wait, each to a person of its own."""
    build.seed_year(database, now=NOW, entries=build.people(mails, 0))
    build.order(database, config, DUE)
    assert len(build.letters(database)) == mails


def order_calls(database: Database, config: Config, calls: int) -> None:
    """Beside those of `order`: to so many deputies, each called to a seat of its own, with an invitation."""
    before, role = len(build.letters(database)), MemberRole.DEPUTY
    absent = [build.entry(f"Absent {n}", line=n) for n in range(1, calls + 1)]
    called = [build.entry(f"Called {n}", line=n + calls, role=role) for n in range(1, calls + 1)]
    build.act(database, DUE, member_import.import_members, [*absent, *called])
    with writing(database, DUE) as session:
        council, meeting = store.council(session, "granasbra"), build.meeting(session, 1)
        terms = {member.person.name: member for member in store.members(session, council.id)}
        for n in range(1, calls + 1):
            seated, deputy = terms[f"Absent {n}"], terms[f"Called {n}"]
            assert seated.seat_id
            new = DeputyCall(
                meeting_id=meeting.id, seat_id=seated.seat_id, person_id=deputy.person_id,
                instead_of_id=seated.person_id, for_start=meeting.starts_at, called_at=DUE, answer_by=meeting.starts_at,
            )  # fmt: skip
            deputy_calls.call_deputy(session, meeting, new, by=OPERATOR, now=DUE)
    build.order(database, config, DUE)
    assert len(build.letters(database)) == before + calls
