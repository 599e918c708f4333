"""Rule: what a calendar program says in the part it sends back (RFC 5546 §3.2.3, §3.2.7).

Only the few properties an answer is made of are read, line by line: a part of the size we take costs milliseconds,
whatever it holds. No zone's definition, recurrence, alarm or attachment is ever looked at (docs/calendars.md, rule 28).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import NamedTuple

import icalendar
from icalendar.parser import Contentline
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from scheduler.clock import Wall
from scheduler.errors import InvalidInput
from scheduler.language import Language

MAX_CHARACTERS = 262_144
_MAX_LINE = 8_192
_MAX_EVENTS = 20
_MAX_ATTENDEES = 50
_MAX_TAKEN = 1_000
_MAX_DEPTH = 10
_COMMENTS = ("COMMENT", "X-RESPONSE-COMMENT")
_TIMES = {"DTSTART": "starts", "DTEND": "ends"}
_WANTED = frozenset(
    ("UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "RECURRENCE-ID", *_COMMENTS, *_TIMES)
)
REPLY_METHODS = ("REPLY", "COUNTER")
"""The methods by which somebody answers an invitation."""


class UnreadableReply(ValueError):
    """The part is no calendar object."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A DTSTART or DTEND as it stands (RFC 5545 §3.3.4, §3.3.5), with its TZID; empty where there is none."""

    value: str = ""
    zone: str = ""


class Attendee(NamedTuple):
    """Addresses are lower case, without `mailto:`; `partstat` upper case, NEEDS-ACTION where it says nothing.

    `delegated_from` are those whose place this one takes (RFC 5545 §3.2.4).
    """

    address: str
    partstat: str = "NEEDS-ACTION"
    delegated_to: str = ""
    delegated_from: tuple[str, ...] = ()


@dataclass(slots=True)
class AnsweredEvent:
    """One VEVENT of the answer. `made_at` is DTSTAMP in UTC; `sequence` and `made_at` are None where it has none."""

    uid: str = ""
    sequence: int | None = None
    made_at: datetime | None = None
    attendees: list[Attendee] = field(default_factory=list)
    comment: str = ""
    starts: Moment = Moment()
    ends: Moment = Moment()
    is_one_of_many: bool = False
    """It has a RECURRENCE-ID, which no meeting of ours does."""


class CalendarPart(NamedTuple):
    """`method` is the one inside the object, else that of the part's head."""

    method: str
    events: tuple[AnsweredEvent, ...]


def parse_reply_part(text: str, *, method: str = "") -> CalendarPart:
    """Of one that is too long what stands first. `method` is what the part's head says. Raises: UnreadableReply."""
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS].rpartition("\n")[0]
    inner, within = "", [""]
    events: list[AnsweredEvent] = []
    taken = 0
    for line in _unfolded(text):
        name = re.split("[:;]", line, maxsplit=1)[0].upper()
        if name == "BEGIN":
            within.append(line[6:].strip().upper())
            if len(within) > _MAX_DEPTH:
                raise UnreadableReply("components within components")
            if within[1:] == ["VCALENDAR", "VEVENT"]:
                if len(events) == _MAX_EVENTS:
                    break
                events.append(AnsweredEvent())
        elif name == "END":
            within = within[:-1] or [""]
        elif name == "METHOD" and within[1:] == ["VCALENDAR"]:
            inner = line[7:].strip().upper()
        elif name in _WANTED and within[1:] == ["VCALENDAR", "VEVENT"]:
            taken += 1
            if taken > _MAX_TAKEN:
                break
            _take(events[-1], name, line)
    if not events and not inner:
        raise UnreadableReply("no calendar object")
    return CalendarPart(inner or method.strip().upper(), tuple(events))


def _unfolded(text: str) -> Iterator[str]:
    """Content lines (RFC 5545 §3.1), none longer than we would ever read."""
    held: list[str] = []
    size = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t") and held:
            size += len(line)
            if size <= _MAX_LINE:
                held.append(line[1:])
            continue
        if held:
            yield "".join(held)
        held, size = [line[:_MAX_LINE]], len(line)
    if held:
        yield "".join(held)


def _take(event: AnsweredEvent, name: str, line: str) -> None:
    try:
        _, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:  # one torn line does not make the rest untrue
        return
    if name == "UID":
        event.uid = value.strip()[:255]
    elif name == "SEQUENCE":
        event.sequence = int(value) if value.strip().isdecimal() and len(value) <= 9 else None
    elif name == "DTSTAMP":
        event.made_at = _instant(value.strip())
    elif name in _COMMENTS:
        event.comment = event.comment or _comment(value)
    elif name in _TIMES:
        moment = Moment(value.strip()[:20], str(params.get("TZID", ""))[:100])
        setattr(event, _TIMES[name], moment)
    elif name == "RECURRENCE-ID":
        event.is_one_of_many = True
    elif name == "ATTENDEE" and len(event.attendees) < _MAX_ATTENDEES:
        to = _addresses(params.get("DELEGATED-TO"))
        stat = str(params.get("PARTSTAT", "NEEDS-ACTION")).upper()
        whose = _addresses(params.get("DELEGATED-FROM"))
        event.attendees.append(Attendee(_address(value), stat, ", ".join(to), whose))
        event.comment = event.comment or _comment(str(params.get("X-RESPONSE-COMMENT", "")))


def _comment(value: str) -> str:
    return str(icalendar.vText.from_ical(value)).strip()[:1_000]


def _addresses(value: str | list[str] | None) -> tuple[str, ...]:
    """Of a parameter that may be given once or as a list."""
    values = [value] if isinstance(value, str) else value or []
    return tuple(_address(one) for one in values[:_MAX_ATTENDEES])


def _address(value: str) -> str:
    return value.strip().strip('"').lower().removeprefix("mailto:")[:254]


def _instant(value: str) -> datetime | None:
    """A DTSTAMP is in UTC (RFC 5545 §3.8.7.2); one that is not says nothing we could order by."""
    try:
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def proposed_time_text(event: AnsweredEvent, zone_name: str, says: Language) -> str:
    """`tis 1 mar 2022 kl. 15.00–16.00` on the council's wall clock; empty where no time is proposed.

    A time in a zone that we do not know is told as it stands, with the zone's name.
    """
    starts, ends = _wall(event.starts, zone_name), _wall(event.ends, zone_name)
    if starts is None:
        return ""
    if len(event.starts.value) == len("20220301"):
        return says.short(starts.date)
    time = says.short(starts.date, starts.time)
    if ends is not None and ends.zone == starts.zone and starts < ends:
        time = says.span(starts, ends)
    return time if starts.zone == zone_name else f"{time} ({starts.zone})"


def start_instant(event: AnsweredEvent, zone_name: str) -> datetime | None:
    """DTSTART in UTC; None where it is missing, a whole day, or in a zone that we do not know."""
    starts = _wall(event.starts, zone_name) if "T" in event.starts.value else None
    return starts.utc() if starts and starts.zone == zone_name else None


def _wall(moment: Moment, zone_name: str) -> Wall | None:
    """On the wall clock of the zone; a time without a zone is of that one (RFC 5545 §3.3.5)."""
    value, is_utc = moment.value.removesuffix("Z"), moment.value.endswith("Z")
    named = moment.zone.removeprefix("/")
    try:
        form = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
        at = datetime.strptime(value, form).replace(tzinfo=UTC)
    except ValueError:
        return None
    if at.year in (MINYEAR, MAXYEAR):  # another zone's may be outside of what a datetime holds
        return None
    if is_utc:
        return Wall.at(at, zone_name)
    written = Wall(at.date(), at.time(), WINDOWS_TO_OLSON.get(named, named) or zone_name)
    try:
        return Wall.at(written.utc(), zone_name)
    except InvalidInput:
        return written
