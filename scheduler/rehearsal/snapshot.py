"""Actions: a copy of a database to rehearse on, and the rehearsal back to its start."""

from datetime import datetime
from pathlib import Path

from scheduler.db import dump, schema
from scheduler.db.session import Database, reading, writing
from scheduler.errors import N_, Conflict
from scheduler.mail.relay import store as relays
from scheduler.rehearsal import store
from scheduler.rehearsal.steps import PLAYING

_NO_START = N_("This rehearsal has no start to go back to. Begin a new one in an empty folder.")
_KEPT = frozenset({"account_session"})
"""Whoever is signed in stays so when the rehearsal begins anew."""
_PRIVATE = frozenset({"account_session", "one_time_link", "sign_in_failure", "worker"})


def start_file(database: Database) -> Path:
    """Where the start is kept: beside the database."""
    assert database.file is not None
    return database.file.with_name("start.db")


def save_start(database: Database) -> None:
    """Keeps the database as it is now, as the start to go back to."""
    schema.copy_sqlite(database, start_file(database))


def restore_start(database: Database, folder: Path, *, now: datetime) -> None:
    """Everything as it was at the start, in one transaction, and the mailbox empty. Nothing is played by itself.

    Raises: Conflict where there is no start, or while a step is being played.
    """
    file = start_file(database)
    if not file.exists():
        raise Conflict(_NO_START)
    start = Database(f"sqlite:///{file}")
    try:
        with reading(start) as source, writing(database, now) as session:
            if store.state(session).is_playing:
                raise Conflict(PLAYING)
            dump.replace_rows(source, session, keep=_KEPT)
            session.expire_all()
            state = store.state(session)
            state.target = state.now
    finally:
        start.close()
    for letter in folder.glob("*/*"):
        letter.unlink(missing_ok=True)


def copy_database(real: Database, rehearsal: Database, *, now: datetime) -> None:
    """All of the real database into an empty one, whose clock stands at `now`; nobody is signed in to it."""
    with reading(real, snapshot=True) as source, writing(rehearsal, now) as session:
        dump.replace_rows(source, session, keep=_PRIVATE)
        store.add_state(session, now=now)
        relays.resume(session, now=now)  # the real mail server may be held; this one is a folder
