"""SQL of backups and of councils' files."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, func, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from scheduler.db import json_values
from scheduler.db.session import Session
from scheduler.db.table_rows import Row, table
from scheduler.errors import KallelseError
from scheduler.mail.rows import Worker

_EPOCH = datetime.fromtimestamp(0, UTC)


def newest_beat(session: Session) -> datetime | None:
    """When a worker last said that it lives; None where none ever did, or in a database without tables."""
    if not inspect(session.connection()).has_table("worker"):
        return None
    return session.scalars(select(func.max(Worker.beat_at))).one()


def link_secret(session: Session) -> bytes:
    """What links are signed with, from a database of any version."""
    return bytes(session.execute(text("SELECT secret FROM installation")).scalar_one())


def raise_revisions(session: Session, by: int, *, now: datetime) -> None:
    """SEQUENCE and the revisions of feeds must never fall, and the copy is older than what calendars have seen.

    Core only: what people decided is not touched by it. Source: docs/mail.md, rule 29.
    """
    for name, column, instants in (
        ("meeting", "revision", ()),
        ("council", "feed_revision", ("feed_changed_at", "changed_at")),
        ("person", "feed_revision", ("feed_changed_at",)),
        ("installation", "feed_epoch", ()),
    ):
        raised = table(name).c[column] + by
        session.execute(
            update(table(name)).values({column: raised, **dict.fromkeys(instants, now)})
        )
    session.expire_all()


# the rows of one council


def default_of(column: Column[Any]) -> Any:
    """What the column gets where nothing is said of it."""
    value = getattr(column.default, "arg", None)
    return value(None) if callable(value) else value


def insert(session: Session, name: str, row: Row, otherwise: KallelseError) -> int | None:
    """Adds the row as it is, without the touch rule, and gives its new id where it has one.

    Raises: `otherwise` where something in it must be unique and is not.
    """
    columns, dialect = table(name).c, session.connection().dialect
    values = {k: json_values.from_json(columns[k], value, dialect) for k, value in row.items()}
    query: Any = table(name).insert().values(**values)
    try:
        if "id" not in columns:
            session.execute(query)
            return None
        return int(session.execute(query.returning(columns.id)).scalar_one())
    except IntegrityError as error:
        raise otherwise from error


def announce_council(session: Session, council_id: int) -> None:
    """Has every plan of the council asked anew, and other processes notice that there is one feed more."""
    for name in ("meeting", "council_year"):
        of_council = table(name).c.council_id == council_id
        session.execute(update(table(name)).where(of_council).values(next_due_at=_EPOCH))
    raised = table("installation").c.feed_epoch + 1
    session.execute(update(table("installation")).values(feed_epoch=raised))
