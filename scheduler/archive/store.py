"""How what a restored or imported copy needs is read and written."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Table, func, inspect, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from scheduler.councils.rows import Council, Installation, Person
from scheduler.db import json_values
from scheduler.db.base import Base
from scheduler.db.session import Session
from scheduler.errors import KallelseError
from scheduler.mail.rows import Worker
from scheduler.meetings.rows import Meeting
from scheduler.notices.rows import NoticeOverride, NoticeText
from scheduler.years.rows import CouncilYear

Row = dict[str, Any]
_EPOCH = datetime.fromtimestamp(0, UTC)


def newest_beat(session: Session) -> datetime | None:
    """When a worker last said that it lives; None where none ever did, or in a database without tables."""
    if not inspect(session.connection()).has_table("worker"):
        return None
    return session.scalars(select(func.max(Worker.beat_at))).one()


def secret(session: Session) -> bytes:
    """What links are signed with, from a database of any version."""
    return bytes(session.execute(text("SELECT secret FROM installation")).scalar_one())


def raise_revisions(session: Session, by: int, *, now: datetime) -> None:
    """SEQUENCE and the revisions of feeds must never fall, and the copy is older than what calendars have seen.

    Core only: what people decided is not touched by it. Source: docs/mail.md, rule 29.
    """
    meeting, council, person = _table(Meeting), _table(Council), _table(Person)
    installation = _table(Installation)
    for table, values in (
        (meeting, {"revision": meeting.c.revision + by}),
        (
            council,
            {
                "feed_revision": council.c.feed_revision + by,
                "feed_changed_at": now,
                "changed_at": now,
            },
        ),
        (person, {"feed_revision": person.c.feed_revision + by, "feed_changed_at": now}),
        (installation, {"feed_epoch": installation.c.feed_epoch + by}),
    ):
        session.execute(update(table).values(**values))
    session.expire_all()


def coming(session: Session, *, now: datetime) -> list[int]:
    """The ids of meetings not yet over, all councils."""
    return list(session.scalars(select(Meeting.id).where(Meeting.ends_at > now)))


def said_of(
    session: Session, meeting_id: int, kind: str, occasion: str
) -> list[NoticeOverride | NoticeText]:
    """What the secretary has said of one mail: held, skipped, sent early, or in other words."""
    found: list[NoticeOverride | NoticeText] = []
    for row in (NoticeOverride, NoticeText):
        query = select(row).where(
            row.meeting_id == meeting_id, row.kind == kind, row.occasion == occasion
        )
        found += session.scalars(query)
    return found


# the rows of one council


def table(name: str) -> Table:
    return Base.metadata.tables[name]


def leads_to(name: str, column: str) -> str | None:
    """The table whose id the column holds; None where it holds something else."""
    return next((key.column.table.name for key in table(name).c[column].foreign_keys), None)


def default_of(column: Column[Any]) -> Any:
    """What the column gets where nothing is said of it."""
    found = getattr(column.default, "arg", None)
    return found(None) if callable(found) else found


def rows_where(
    session: Session, name: str, columns: Sequence[str], ids: Mapping[str, Collection[int]]
) -> list[Row]:
    """Those of which one of the columns leads to one of `ids`, by table; as JSON values, in the order of the key."""
    of = table(name)
    query = select(of).where(or_(*(of.c[c].in_(ids[leads_to(name, c) or ""]) for c in columns)))
    return _plain(session, query.order_by(*of.primary_key.columns))


def rows_by(session: Session, name: str, column: str, values: Collection[Any]) -> list[Row]:
    """Those whose column holds one of the values; as JSON values, in the order of the key."""
    of = table(name)
    query = select(of).where(of.c[column].in_(values))
    return _plain(session, query.order_by(*of.primary_key.columns))


def insert(session: Session, name: str, row: Row, otherwise: KallelseError) -> int | None:
    """Adds the row as it is, without the touch rule, and gives its new id where it has one.

    Raises: `otherwise` where something in it must be unique and is not.
    """
    of = table(name)
    dialect = session.connection().dialect
    values = {key: json_values.from_json(of.c[key], value, dialect) for key, value in row.items()}
    query: Any = of.insert().values(**values)
    try:
        if "id" not in of.c:
            session.execute(query)
            return None
        return int(session.execute(query.returning(of.c.id)).scalar_one())
    except IntegrityError as error:
        raise otherwise from error


def make_all_due(session: Session, council_id: int) -> None:
    """Has every plan of the council asked anew."""
    for row in (Meeting, CouncilYear):
        of = _table(row)
        session.execute(update(of).where(of.c.council_id == council_id).values(next_due_at=_EPOCH))


def raise_epoch(session: Session) -> None:
    """Other processes notice that there is one feed more."""
    of = _table(Installation)
    session.execute(update(of).values(feed_epoch=of.c.feed_epoch + 1))


def new_version() -> int:
    """A version of a person's links that no link of another installation has."""
    return 1 + secrets.randbelow(2**30)


def _plain(session: Session, query: Any) -> list[Row]:
    found = session.execute(query).mappings()
    return [{key: json_values.to_json(value) for key, value in row.items()} for row in found]


def _table(row: Any) -> Table:
    table: Table = row.__table__
    return table
