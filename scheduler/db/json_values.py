"""Converts values of columns to JSON and back, and checks them.

Instants have their offset, days and times of day are ISO 8601, octets are base64; the rest stays as it is.
"""

import base64
import re
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    String,
    Time,
)  # fmt: skip
from sqlalchemy.types import TypeDecorator

from scheduler.clock import Wall
from scheduler.db.base import UTCDateTime, WallTime
from scheduler.errors import InvalidInput

YEARS = range(1900, 2200)
_MOST = 2**30
"""Half of what an integer of PostgreSQL holds: what counts upwards needs room."""
_LONGEST, _DEEPEST = 20_000, 20
_UNPRINTABLE = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\U0010ffff]")
_ONE_LINE = frozenset(
    {"email", "envelope_from", "key", "message_id", "name", "occasion", "organisation", "phone"}
    | {"recipient", "subject", "title", "uid"}
)


def to_json(value: Any) -> Any:
    """An instant without an offset is UTC, as SQLite keeps it."""
    match value:
        case datetime():
            return (value.replace(tzinfo=UTC) if value.tzinfo is None else value).isoformat()
        case date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case Wall():
            return str(value)
        case _:
            return value


def from_json(column: Column[Any], value: Any, dialect: Dialect) -> Any:
    """What the column takes, whether it is declared by a row or reflected from the database."""
    if value is None:
        return None
    if isinstance(column.type, WallTime):
        return column.type.process_result_value(value, dialect)
    match _plain_type(column):
        case DateTime():
            moment = datetime.fromisoformat(value)
            is_bare = dialect.name == "sqlite" and not isinstance(column.type, UTCDateTime)
            return moment.astimezone(UTC).replace(tzinfo=None) if is_bare else moment
        case Date() | Time() as kind:
            return kind.python_type.fromisoformat(value)
        case LargeBinary():
            return base64.b64decode(value)
        case _:
            return value


def fits(column: Column[Any], value: object) -> bool:
    """Whether the column can hold it, on both databases, and nothing in it breaks a header, a page or a calendar."""
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, WallTime):
        return is_wall(value)
    match _plain_type(column):
        case Boolean():
            return isinstance(value, bool)
        case Integer():
            return type(value) is int and 0 <= value <= _MOST
        case DateTime():
            moment = _parsed(datetime, value)
            return moment is not None and moment.tzinfo is not None and moment.year in YEARS
        case Date():
            day = _parsed(date, value)
            return day is not None and day.year in YEARS
        case Time():
            hour = _parsed(time, value)
            return hour is not None and hour.tzinfo is None
        case JSON():
            return isinstance(value, dict | list) and _is_printable(value, _DEEPEST)
        case String() as kind:
            is_line = column.name not in _ONE_LINE or not {"\n", "\r"} & set(str(value))
            is_text = isinstance(value, str) and len(value) <= (kind.length or _LONGEST)
            return is_text and is_line and _is_printable(value, 1)
    return False


def is_wall(value: object, zone: str = "") -> bool:
    """`2026-03-10T13:00 Europe/Stockholm`; of that zone, where one is given."""
    moment, _, name = str(value).partition(" ")
    try:
        wall = Wall.parse(moment, name)
    except InvalidInput:
        return False
    return str(wall) == value and wall.date.year in YEARS and zone in ("", name)


def _plain_type(column: Column[Any]) -> Any:
    return column.type.impl if isinstance(column.type, TypeDecorator) else column.type


def _parsed(kind: Any, value: object) -> Any:
    """What ISO 8601 says there of that kind, which is `datetime`, `date` or `time`; None where it is no such text."""
    try:
        return kind.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_printable(value: object, depth: int) -> bool:
    """Text that a database and a page can hold, in numbers, lists and objects of no great depth."""
    if isinstance(value, str):
        return _UNPRINTABLE.search(value) is None
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return depth > 0 and all(_is_printable(part, depth - 1) for part in value)
    return value is None or (isinstance(value, int | float) and abs(value) <= _MOST)
