"""Rows of a table by its name: where its columns lead, and its rows as JSON values."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from scheduler.db import json_values
from scheduler.db.base import Base
from scheduler.db.session import Session

Row = dict[str, Any]


def table(name: str) -> Table:
    return Base.metadata.tables[name]


def leads_to(name: str, column: str) -> str | None:
    """The table whose id the column holds; None where it holds something else."""
    return next((key.column.table.name for key in table(name).c[column].foreign_keys), None)


def ids_above(
    name: str, columns: Collection[str], found: Mapping[str, Collection[Row]]
) -> dict[str, list[Any]]:
    """For each of these columns the ids of the rows that were found in the table it leads to."""
    return {
        column: [row["id"] for row in found[leads_to(name, column) or ""]] for column in columns
    }


def matches(name: str, wanted: Mapping[str, Collection[Any]]) -> ColumnElement[bool]:
    """That one column holds one of the values wanted of it."""
    return or_(*(table(name).c[column].in_(values) for column, values in wanted.items()))


def rows_where(
    session: Session,
    name: str,
    wanted: Mapping[str, Collection[Any]],
    without: Collection[str] = (),
) -> list[Row]:
    """Those that match, as JSON values, in the order of the key."""
    shown = [column for column in table(name).c if column.name not in without]
    query = select(*shown).where(matches(name, wanted)).order_by(*table(name).primary_key.columns)
    rows = session.execute(query).mappings()
    return [{key: json_values.to_json(value) for key, value in row.items()} for row in rows]
