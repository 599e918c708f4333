"""Rows of a table by its name: where its columns lead, and its rows as JSON values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Table, or_, select

from scheduler.db import json_values
from scheduler.db.base import Base
from scheduler.db.session import Session

Row = dict[str, Any]


def table(name: str) -> Table:
    return Base.metadata.tables[name]


def leads_to(name: str, column: str) -> str | None:
    """The table whose id the column holds; None where it holds something else."""
    return next((key.column.table.name for key in table(name).c[column].foreign_keys), None)


def rows_where(session: Session, name: str, wanted: Mapping[str, Collection[Any]]) -> list[Row]:
    """Those of which one column holds one of the values wanted of it; as JSON values, in the order of the key."""
    columns = table(name).c
    matches = or_(*(columns[column].in_(values) for column, values in wanted.items()))
    query = select(table(name)).where(matches).order_by(*table(name).primary_key.columns)
    rows = session.execute(query).mappings()
    return [{key: json_values.to_json(value) for key, value in row.items()} for row in rows]
