"""Reads and writes whole tables as JSON values, from a database of any version. Backups are made of them."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from sqlalchemy import MetaData, Table, func, inspect, select, text

from scheduler.db import json_values
from scheduler.db.session import Session
from scheduler.db.table_rows import Row

_AT_A_TIME = 500
_VERSION = "alembic_version"


def reflect_tables(session: Session) -> list[Table]:
    """As they stand in the database, one that refers to another after it; without Alembic's own."""
    metadata = MetaData()
    metadata.reflect(session.connection())
    return [table for table in metadata.sorted_tables if table.name != _VERSION]


def table_rows(session: Session, table: Table) -> Iterator[Row]:
    """In the order of the key, so that a row stands after those of its own table that it refers to."""
    query = select(table).order_by(*table.primary_key.columns)
    for row in session.execute(query, execution_options={"yield_per": _AT_A_TIME}).mappings():
        yield {key: json_values.to_json(value) for key, value in row.items()}


def drop_tables(session: Session) -> None:
    """Drops every table, Alembic's own too."""
    metadata = MetaData()
    metadata.reflect(session.connection())
    metadata.drop_all(session.connection())


def replace_rows(source: Session, target: Session, *, keep: Collection[str]) -> None:
    """Every row of the source in place of what the target has, but for the tables to keep.

    Both are at one version. A key that leads nowhere is looked for at the end.
    """
    if target.connection().dialect.name == "sqlite":
        target.execute(text("PRAGMA defer_foreign_keys=ON"))
    replaced = [table for table in reflect_tables(target) if table.name not in keep]
    for table in reversed(replaced):
        target.execute(table.delete())
    for table in replaced:
        insert_rows(target, table, table_rows(source, table))


def insert_rows(session: Session, table: Table, rows: Iterable[Row]) -> None:
    """Adds the rows as they are, with their keys; on PostgreSQL the next key follows the highest."""
    dialect = session.connection().dialect
    left = iter(rows)
    while some := list(islice(left, _AT_A_TIME)):
        values = [
            {key: json_values.from_json(table.c[key], value, dialect) for key, value in row.items()}
            for row in some
        ]
        session.execute(table.insert(), values)
    if dialect.name == "postgresql" and "id" in table.c:
        _count_on(session, table)


def is_unused(session: Session) -> bool:
    """True where nobody has used the database: no tables, or neither people nor councils."""
    has = inspect(session.connection()).has_table
    return not any(
        has(name) and session.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first()
        for name in ("person", "council")
    )


def _count_on(session: Session, table: Table) -> None:
    sequence = session.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    highest = session.scalar(select(func.max(table.c.id)))
    if sequence and highest:
        session.execute(select(func.setval(sequence, highest)))
