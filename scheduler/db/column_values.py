"""Rule: whether a value of a file is one that an export writes for a column."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String
from sqlalchemy.types import TypeDecorator

from scheduler.clock import Wall
from scheduler.db.base import WallTime
from scheduler.errors import InvalidInput

YEARS = range(1900, 2200)
_MOST = 2**30
"""Half of what an integer of PostgreSQL holds: what counts upwards needs room."""
_LONGEST, _DEEPEST = 20_000, 20
_ONE_LINE = frozenset(
    {"email", "envelope_from", "key", "message_id", "name", "occasion", "organisation", "phone"}
    | {"recipient", "subject", "title", "uid"}
)


def fits(column: Column[Any], value: object) -> bool:
    """Whether the column can hold it, on both databases, and nothing in it breaks a header, a page or a calendar."""
    if value is None:
        return bool(column.nullable)
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(column.type, WallTime):
        return is_wall(value)
    match kind:
        case Boolean():
            return isinstance(value, bool)
        case Integer():
            return type(value) is int and 0 <= value <= _MOST
        case DateTime():
            return _is_instant(value)
        case Date():
            return _is_day(value)
        case JSON():
            return isinstance(value, dict | list) and _is_plain(value, _DEEPEST)
        case String():
            is_whole = isinstance(value, str) and (column.name not in _ONE_LINE or _is_line(value))
            return is_whole and _is_plain(value, 1) and len(str(value)) <= (kind.length or _LONGEST)
    return False


def is_wall(value: object, zone: str = "") -> bool:
    """`2026-03-10T13:00 Europe/Stockholm`; of that zone, where one is given."""
    moment, _, name = str(value).partition(" ")
    try:
        wall = Wall.parse(moment, name)
    except InvalidInput:
        return False
    return str(wall) == value and wall.date.year in YEARS and zone in ("", name)


def _is_instant(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str) and moment.tzinfo is not None and moment.year in YEARS


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).year in YEARS
    except ValueError:
        return False


def _is_line(text: str) -> bool:
    return "\n" not in text and "\r" not in text


def _is_plain(value: object, deep: int) -> bool:
    """Text that a database and a page can hold, in numbers, lists and objects of no great depth."""
    if isinstance(value, str):
        return not any(_is_control(c) or "\ud800" <= c <= "\udfff" for c in value)
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return deep > 0 and all(_is_plain(one, deep - 1) for one in value)
    return value is None or (isinstance(value, int | float) and abs(value) <= _MOST)


def _is_control(c: str) -> bool:
    return (c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f"
