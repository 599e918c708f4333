"""Three readers of calendars that know nothing of each other: icalendar, vobject and ics."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import ics
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


def by_ics(octets: bytes) -> dict[str, Seen]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own dependencies
        calendar = ics.Calendar(octets.decode())
    return {
        event.uid: Seen(
            event.begin.date() if event.all_day else _utc(event.begin.datetime),
            None if event.all_day else _utc(event.end.datetime),
            event.name,
            event.description or "",
            event.location or "",
            event.status or "",
        )
        for event in calendar.events
    }


READERS: Mapping[str, Callable[[bytes], dict[str, Seen]]] = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
    "ics": by_ics,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom an invitation asks, and by which method. `partstat` is what their answer is taken to be."""

    method: str
    uid: str
    organizer: str
    attendee: str
    partstat: str


def asked(octets: bytes) -> Asked:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = ics.Calendar(octets.decode())
    (event,) = calendar.events
    (attendee,) = event.attendees
    return Asked(
        calendar.method, event.uid, f"mailto:{event.organizer.email}", f"mailto:{attendee.email}", attendee.partstat,
    )  # fmt: skip


def _utc(moment: datetime | date) -> Any:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
