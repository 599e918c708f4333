"""Rule: a meeting or a deadline as a VEVENT (RFC 5545 §3.6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

import icalendar

from scheduler.calendars import text
from scheduler.clock import Wall, zone
from scheduler.language import Language

END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a calendar shows of a meeting. `stamp` is DTSTAMP: LAST-MODIFIED in feeds, when it was made in mails.

    `is_busy` is False where it takes nobody's time. `alarm` is minutes before the start; None: no alarm.
    """

    uid: str
    sequence: int
    starts: Wall
    ends: Wall
    summary: str
    place: str
    description: str
    url: str
    is_cancelled: bool
    created_at: datetime
    modified_at: datetime
    stamp: datetime
    is_busy: bool = True
    alarm: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A whole day by which something is to be done; it takes no one's time."""

    uid: str
    sequence: int
    on: date
    summary: str
    description: str
    url: str
    is_cancelled: bool
    created_at: datetime
    modified_at: datetime


def calendar(language: Language) -> icalendar.Calendar:
    """A VCALENDAR with what every one of ours begins with."""
    made = icalendar.Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", f"-//Kallelse//Kallelse 1.0//{language.code.upper()}")
    made.add("CALSCALE", "GREGORIAN")
    return made


def vevent(occasion: Occasion) -> icalendar.Event:
    """Property order is fixed, so the same occasion always gives the same bytes."""
    status = "CANCELLED" if occasion.is_cancelled else "CONFIRMED"
    event = _begin(occasion.uid, occasion.stamp, occasion)
    event.add("DTSTART", _local(occasion.starts))
    event.add("DTEND", _local(occasion.ends))
    _say(event, occasion.summary, status, is_busy=occasion.is_busy and not occasion.is_cancelled)
    if occasion.place:
        event.add("LOCATION", icalendar.vText(text.line(occasion.place)))
    _tell(event, occasion.description, occasion.url)
    if occasion.alarm is not None and not occasion.is_cancelled:
        event.add_component(_alarm(occasion.alarm, occasion.summary))
    return event


def deadline(day: Deadline) -> icalendar.Event:
    """All-day and transparent, never a midnight-to-midnight timed event (docs/calendars.md, rule 10)."""
    status = "CANCELLED" if day.is_cancelled else "CONFIRMED"
    event = _begin(day.uid, day.modified_at, day)
    event.add("DTSTART", day.on)
    event.add("DTEND", day.on + timedelta(days=1))
    _say(event, day.summary, status, is_busy=False)
    _tell(event, day.description, day.url)
    return event


def head(calendar: icalendar.Calendar) -> bytes:
    """The calendar's own lines, left open for components whose bytes are put in as they are."""
    return octets(calendar).removesuffix(END)


def octets(component: icalendar.Component) -> bytes:
    """The component with its properties in the order in which they were added."""
    lines = component.content_lines(sorted=False)
    return b"".join(text.fold(line) + b"\r\n" for line in lines if line)


def uri(address: str) -> icalendar.vUri:
    """Percent-encoded ASCII."""
    return icalendar.vUri(quote(address, safe=":/?#[]@!$&'()*+,;=%~-._"))


def _begin(uid: str, stamp: datetime, of: Occasion | Deadline) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", icalendar.vText(uid))
    event.add("DTSTAMP", stamp)
    event.add("CREATED", of.created_at)
    event.add("LAST-MODIFIED", of.modified_at)
    event.add("SEQUENCE", of.sequence)
    return event


def _say(event: icalendar.Event, summary: str, status: str, *, is_busy: bool) -> None:
    event.add("SUMMARY", icalendar.vText(text.line(summary)))
    event.add("STATUS", status)
    event.add("TRANSP", "OPAQUE" if is_busy else "TRANSPARENT")
    event.add("CLASS", "PUBLIC")
    # Outlook is reported to show busy without it.
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", icalendar.vText("BUSY" if is_busy else "FREE"))


def _tell(event: icalendar.Event, description: str, url: str) -> None:
    # Several clients hide URL, so it is the last line of the description too.
    told = "\n".join(part for part in (text.lines(description), url) if part)
    if told:
        event.add("DESCRIPTION", icalendar.vText(told))
    if url:
        event.add("URL", uri(url))


def _alarm(minutes: int, summary: str) -> icalendar.Alarm:
    """RFC 5545 §3.6.6: a DISPLAY alarm must have ACTION, TRIGGER and DESCRIPTION."""
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(minutes=-minutes))
    alarm.add("DESCRIPTION", icalendar.vText(text.line(summary)))
    return alarm


def _local(wall: Wall) -> datetime:
    return datetime.combine(wall.date, wall.time, zone(wall.zone))
