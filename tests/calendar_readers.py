"""Two readers of calendars that know nothing of each other: icalendar and vobject."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import vobject


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as a reader sees it. Instants are UTC; a whole day is a date, whose `ends` is left out."""

    starts: datetime | date
    ends: datetime | None
    summary: str
    description: str
    place: str
    status: str


def by_icalendar(octets: bytes) -> dict[str, Seen]:
    return {
        str(event["UID"]): Seen(
            _utc(event.start),
            _utc(event.end) if isinstance(event.start, datetime) else None,
            str(event["SUMMARY"]),
            str(event.get("DESCRIPTION", "")),
            str(event.get("LOCATION", "")),
            str(event.get("STATUS", "")),
        )
        for event in icalendar.Calendar.from_ical(octets).events
    }


def by_vobject(octets: bytes) -> dict[str, Seen]:
    calendar = vobject.readOne(octets.decode())
    return {
        event.uid.value: Seen(
            _utc(event.dtstart.value),
            _utc(event.dtend.value) if isinstance(event.dtstart.value, datetime) else None,
            event.summary.value,
            event.description.value if hasattr(event, "description") else "",
            event.location.value if hasattr(event, "location") else "",
            event.status.value if hasattr(event, "status") else "",
        )
        for event in getattr(calendar, "vevent_list", [])
    }


READERS: Mapping[str, Callable[[bytes], dict[str, Seen]]] = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
}


def _utc(moment: datetime | date) -> Any:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
