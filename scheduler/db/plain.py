"""Values of columns as JSON, and back: instants with offset, days, octets in base64; the rest as it is."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from scheduler.clock import Wall
from scheduler.db.base import UTCDateTime, WallTime


def encode(value: Any) -> Any:
    """An instant without an offset is UTC, as SQLite keeps it."""
    match value:
        case datetime():
            return (value.replace(tzinfo=UTC) if value.tzinfo is None else value).isoformat()
        case date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case Wall():
            return str(value)
        case _:
            return value


def decode(column: Column[Any], value: Any, dialect: Dialect) -> Any:
    """What the column takes, whether it is declared by a row or was found in the database."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, WallTime):
        return kind.process_result_value(value, dialect)
    plain = kind.impl if isinstance(kind, TypeDecorator) else kind
    if isinstance(plain, DateTime):
        moment = datetime.fromisoformat(value)
        is_bare = dialect.name == "sqlite" and not isinstance(kind, UTCDateTime)
        return moment.astimezone(UTC).replace(tzinfo=None) if is_bare else moment
    if isinstance(plain, Date):
        return date.fromisoformat(value)
    if isinstance(plain, LargeBinary):
        return base64.b64decode(value)
    return value
