"""Rule: the yearly rule of a zone's summer time. It stands in the last line of the zone's TZif file (RFC 9636 §3.3)."""

import re
import zoneinfo
from datetime import datetime, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from scheduler.errors import N_, InvalidInput, invalid

_NAME = r"(?:<([^>]+)>|([A-Za-z]+))"
_OFFSET = r"([+-]?\d{1,3}(?::\d{2}){0,2})"
_FOOTER = re.compile(
    rf"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?,M(\d+)\.(\d)\.(\d)(?:/([^,]+))?,M(\d+)\.(\d)\.(\d)(?:/(.+))?)?"
)
_NO_RULE = N_(
    "The time zone %(zone)s has no yearly rule that calendars understand. Choose another, as Europe/Stockholm."
)

_LISTED = range(2038, 2048)


class Onset(NamedTuple):
    """When an offset begins each year.

    In a month, on the nth (5 = last) weekday (0 = Sunday), so many seconds into it.
    """

    name: str
    offset_from: int
    offset_to: int
    month: int
    nth: int
    weekday: int
    second: int


class ZoneRule(NamedTuple):
    """Offsets in seconds east of Greenwich. `daylight`, `standard` are None in a zone with one offset."""

    zone: str
    name: str
    offset: int
    daylight: Onset | None = None
    standard: Onset | None = None


@lru_cache(maxsize=64)
def yearly_rule(zone: str) -> ZoneRule:
    """Raises: InvalidInput (field `zone`) for an unknown zone, or one whose hour of change lies outside the day."""
    found = _FOOTER.fullmatch(_footer(zone))
    if not found:
        raise invalid("zone", _NO_RULE, zone=zone)
    quoted, bare, west, d_quoted, d_bare, d_west, *rest = found.groups()
    offset = -_seconds(west)
    name = quoted or bare
    if not (d_quoted or d_bare):
        _must_stay_at(offset, zone)
        return ZoneRule(zone, name, offset)
    summer = -_seconds(d_west) if d_west else offset + 3600
    begins, ends = (_when(part, zone) for part in (rest[:4], rest[4:]))
    return ZoneRule(
        zone,
        name,
        offset,
        Onset(d_quoted or d_bare, offset, summer, *begins),
        Onset(name, summer, offset, *ends),
    )


def _must_stay_at(offset: int, zone: str) -> None:
    """Refuses a zone that changes by a list of days, as Morocco does around Ramadan, and not by a yearly rule.

    Zone files list the changes of a yearly rule to 2037 at most, so a later one is of such a list.
    """
    local = zoneinfo.ZoneInfo(zone)
    days = (
        datetime(y, m, d, 12, tzinfo=local) for y in _LISTED for m in range(1, 13) for d in (1, 15)
    )
    if any(day.utcoffset() != timedelta(seconds=offset) for day in days):
        raise invalid("zone", _NO_RULE, zone=zone)


def has_yearly_rule(zone: str) -> bool:
    """Whether calendars understand the zone."""
    try:
        return yearly_rule(zone) is not None
    except InvalidInput:
        return False


def _when(part: list[str], zone: str) -> tuple[int, int, int, int]:
    month, nth, weekday = (int(text) for text in part[:3])
    second = _seconds(part[3]) if part[3] else 7200
    if not 0 <= second < 86400:
        raise invalid("zone", _NO_RULE, zone=zone)
    return month, nth, weekday, second


def _seconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    return sign * sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))


def _footer(zone: str) -> str:
    """The last line of the zone's file: the machine's, else that of the tzdata package."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, zone)
        if ".." not in zone and file.is_file():
            return _last_line(file.read_bytes())
    try:
        file_in_package = resources.files("tzdata.zoneinfo").joinpath(*zone.split("/"))
        return _last_line(file_in_package.read_bytes())
    except (OSError, ModuleNotFoundError) as error:
        raise InvalidInput(invalid("zone", _NO_RULE, zone=zone).fields) from error


def _last_line(octets: bytes) -> str:
    return octets.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")
