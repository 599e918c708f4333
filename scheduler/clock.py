"""Time: the clock that edges read, and the wall-clock time that people agree on."""

import re
import time as time_module
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduler.errors import N_, Fault, InvalidInput, invalid

FIVE_MINUTES = timedelta(minutes=5)
"""How long a person has to take back what was just released (docs/mail.md, rule 9)."""


class Clock(Protocol):
    """What an edge asks once per request, tick or command."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def seconds_awake() -> float:
    """Seconds of a clock that no step of the wall clock moves, and that also runs while the machine sleeps."""
    return time_module.clock_gettime(
        getattr(time_module, "CLOCK_BOOTTIME", time_module.CLOCK_MONOTONIC)
    )


def is_synchronised() -> bool:
    """Whether the system says that its clock follows another (adjtimex(2)); False where it cannot be asked."""
    import ctypes  # few processes ask

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        state = int(libc.adjtimex(ctypes.create_string_buffer(512)))  # an empty timex only asks
    except (OSError, AttributeError):
        return False
    return 0 <= state < _TIME_ERROR


_TIME_ERROR = 5


class FixedClock(NamedTuple):
    """A clock that stands still, for `--at` and for tests."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises: InvalidInput for a name that the zone data do not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        text = N_("%(zone)s is not a time zone. Write it as Europe/Stockholm.")
        raise invalid("zone", text, zone=name) from error


@dataclass(frozen=True, slots=True, order=True)
class Wall:
    """A wall-clock time in a zone: "Tuesday 13:00 in Stockholm". Minutes are the finest unit."""

    date: date
    time: time
    zone: str

    def utc(self) -> datetime:
        """The instant, aware UTC. A missing hour takes the offset before the gap, a doubled one means the first.

        Source: RFC 5545 §3.3.5.
        """
        return self.local().astimezone(UTC)

    def local(self) -> datetime:
        """The same, aware, in its own zone."""
        return datetime.combine(self.date, self.time, zone(self.zone))

    def exists(self) -> bool:
        """False inside the hour that the clocks skip in spring."""
        return Wall.at(self.utc(), self.zone) == self

    def plus(self, minutes: int) -> "Wall":
        """The wall-clock time `minutes` of real time later."""
        return Wall.at(self.utc() + timedelta(minutes=minutes), self.zone)

    def text(self) -> str:
        """`2026-03-10T13:00`, as in keys, CSV and addresses."""
        return f"{self.date.isoformat()}T{self.time:%H:%M}"

    def __str__(self) -> str:
        return f"{self.text()} {self.zone}"

    @classmethod
    def at(cls, instant: datetime, zone_name: str) -> Self:
        local = instant.astimezone(zone(zone_name))
        return cls(local.date(), local.time().replace(second=0, microsecond=0, fold=0), zone_name)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The inverse of `str`. Raises: ValueError."""
        moment, _, zone_name = text.partition(" ")
        local = datetime.fromisoformat(moment)
        return cls(local.date(), local.time(), zone_name)

    @classmethod
    def parse(cls, text: str, zone_name: str, *, field: str = "time") -> Self:
        """Reads `2026-03-10T13:00`, also with a blank for the T and a dot in the time.

        Raises: InvalidInput (`field`) where it is no such time, has no hour, or falls in the spring gap.
        """
        found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2})[:.](\d{2})", text.strip())
        if not found:
            raise invalid(field, _DATE_AND_TIME, given=text)
        try:
            day = date.fromisoformat(found[1])
            wall = cls(day, time(int(found[2]), int(found[3])), zone_name)
        except ValueError as error:
            raise invalid(field, _DATE_AND_TIME, given=text) from error
        return wall.checked(field)

    def checked(self, field: str = "time") -> Self:
        """Itself. Raises: InvalidInput where the clocks skip this time (summer time begins)."""
        if not self.exists():
            raise InvalidInput({field: Fault(_IN_THE_GAP, {"time": self.text().replace("T", " ")})})
        return self


_HOUR = re.compile(r"(?:kl\.? ?|klockan )?(\d{1,2})(?:[.:]([0-5]\d))?", re.IGNORECASE | re.ASCII)


def parse_hour(text: str) -> time | None:
    """15:00 for `15`, `15.00`, `15:00` or `kl. 15.00`; None where it is no hour of a day."""
    match = _HOUR.fullmatch(text)
    if match is None or int(match[1]) > 23:
        return None
    return time(int(match[1]), int(match[2] or 0))


_DATE_AND_TIME = N_("“%(given)s” is not a date and a time. Write them as 2026-03-10 13:00.")
_IN_THE_GAP = N_(
    "%(time)s does not exist: summer time begins then and the clocks skip an hour. Choose another time."
)


def iso(moment: datetime, zone_name: str) -> str:
    """ISO 8601 with the zone's offset: `2022-02-15T08:00:00+01:00`."""
    return moment.astimezone(zone(zone_name)).isoformat(timespec="seconds")
