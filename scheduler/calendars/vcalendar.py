"""Rule: a VCALENDAR's own lines and its octets (RFC 5545 §3.6); the same data gives the same octets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import icalendar

from scheduler.calendars import text
from scheduler.calendars.vtimezone import vtimezone
from scheduler.language import Language

_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """What a feed says of itself. `source` is its own address; None in a personal feed, where that is a secret.

    `url` is the page that it belongs to.
    """

    title: str
    about: str
    author: str
    source: str | None
    url: str


def feed_calendar(
    info: FeedInfo, zones: Sequence[str], language: Language, events: Iterable[bytes]
) -> bytes:
    """The VCALENDAR of a feed, with a VTIMEZONE for each zone, which makes an empty feed valid too (RFC 5545 §3.6).

    Programs show times in the first zone. Events come earliest first.
    """
    calendar = _calendar(language)
    title = icalendar.vText(text.clean_line(info.title))
    about = icalendar.vText(text.clean_line(info.about))
    calendar.add("NAME", title)
    calendar.add("X-WR-CALNAME", title)
    calendar.add("DESCRIPTION", about)
    calendar.add("X-WR-CALDESC", about)
    calendar.add("X-WR-TIMEZONE", icalendar.vText(zones[0]))
    refresh = icalendar.vDuration(_REFRESH)
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    if info.source:
        calendar.add("SOURCE", uri(info.source), parameters={"VALUE": "URI"})
    calendar.add("URL", uri(info.url))
    calendar.add("COLOR", icalendar.vText("steelblue"))
    return _joined(calendar, zones, events)


def plain_calendar(
    zone: str, language: Language, events: Iterable[bytes], *, method: str = ""
) -> bytes:
    """A VCALENDAR without a name, since what names it would make a new calendar of a single event (MS-OXCICAL)."""
    calendar = _calendar(language)
    if method:
        calendar.add("METHOD", method)
    return _joined(calendar, [zone], events)


def uri(address: str) -> icalendar.vUri:
    """Percent-encoded ASCII."""
    return icalendar.vUri(quote(address, safe=":/?#[]@!$&'()*+,;=%~-._"))


def _calendar(language: Language) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Kallelse//Kallelse 1.0//{language.code.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


def _joined(calendar: icalendar.Calendar, zones: Iterable[str], events: Iterable[bytes]) -> bytes:
    head = calendar.to_ical(sorted=False).removesuffix(_END)
    return b"".join((head, *map(vtimezone, sorted(zones)), *events, _END))
