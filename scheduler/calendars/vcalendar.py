"""Rule: a VCALENDAR's own lines and its octets (RFC 5545 §3.6), and the one sanitiser of all text on its way into one.

The same data gives the same octets.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import icalendar

from scheduler.calendars.vtimezone import vtimezone
from scheduler.language import Language

_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=1)
_LIKE_A_PART = re.compile(r"\b(BEGIN|END):", re.IGNORECASE)
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


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
    title = icalendar.vText(clean_line(info.title))
    about = icalendar.vText(clean_line(info.about))
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


def clean_text(text: str) -> str:
    """Text of several lines: LF line ends, no control characters, no blanks at its ends.

    A backslash becomes a slash, since several readers take `\\n` in a path for a line break, and what looks like the
    begin or end of a component gets a blank, since one reader takes it for that (docs/calendars.md, rule 6).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DROPPED.sub("", text).replace("\\", "/")
    return _LIKE_A_PART.sub(r"\1 :", text).strip()


def clean_line(text: str) -> str:
    """Text of one line, white space as single blanks. Quotes around it all are curled, as one reader strips others."""
    one = " ".join(clean_text(text).split())
    return f"”{one[1:-1]}”" if len(one) > 1 and one[0] == one[-1] == '"' else one


def clean_name(text: str) -> str:
    """A CN: few readers decode RFC 6868, so a double quote becomes a single one."""
    return clean_line(text).replace('"', "'")
