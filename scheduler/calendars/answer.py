"""Rule: what a calendar program says in the part it sends back (RFC 5546 §3.2.3, §3.2.7).

Only the few properties an answer is made of are read, line by line: a part of the size we take costs milliseconds,
whatever it holds. No zone, recurrence, alarm or attachment is ever looked at (docs/calendars.md, rule 28).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import icalendar
from icalendar.parser import Contentline

MAX_CHARACTERS = 262_144
_MAX_LINE = 8_192
_MAX_EVENTS = 20
_MAX_ATTENDEES = 50
_MAX_TAKEN = 1_000
_MAX_DEPTH = 10
_WANTED = frozenset(("UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "COMMENT", "RECURRENCE-ID"))


class Unreadable(ValueError):
    """The part is no calendar object."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """`address` is lower case, without `mailto:`; `partstat` upper case, NEEDS-ACTION where it says nothing."""

    address: str
    partstat: str = "NEEDS-ACTION"
    delegated_to: str = ""


@dataclass(slots=True)
class AnsweredEvent:
    """One VEVENT of the answer. `made_at` is DTSTAMP in UTC; `sequence` and `made_at` are None where it has none."""

    uid: str = ""
    sequence: int | None = None
    made_at: datetime | None = None
    attendees: list[Attendee] = field(default_factory=list)
    comment: str = ""
    is_one_of_many: bool = False
    """It has a RECURRENCE-ID, which no meeting of ours does."""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """`method` is the one inside the object, which counts before that of the mail's header."""

    method: str
    events: tuple[AnsweredEvent, ...]

    def event(self, uid: str) -> AnsweredEvent | None:
        """The one with our UID; where there is one event only, it."""
        found = next((event for event in self.events if event.uid == uid), None)
        return found or (self.events[0] if len(self.events) == 1 else None)


def read(text: str) -> CalendarPart:
    """Of one that is too long what stands first. Raises: Unreadable."""
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS].rpartition("\n")[0]
    method, within = "", [""]
    events: list[AnsweredEvent] = []
    taken = 0
    for line in _unfolded(text):
        name = line[: _name_ends(line)].upper()
        if name == "BEGIN":
            within.append(line[6:].strip().upper())
            if len(within) > _MAX_DEPTH:
                raise Unreadable("components within components")
            if within[1:] == ["VCALENDAR", "VEVENT"]:
                if len(events) == _MAX_EVENTS:
                    break
                events.append(AnsweredEvent())
        elif name == "END":
            within = within[:-1] or [""]
        elif name == "METHOD" and within[1:] == ["VCALENDAR"]:
            method = line[7:].strip().upper()
        elif name in _WANTED and within[1:] == ["VCALENDAR", "VEVENT"]:
            taken += 1
            if taken > _MAX_TAKEN:
                break
            _take(events[-1], name, line)
    if not events and not method:
        raise Unreadable("no calendar object")
    return CalendarPart(method, tuple(events))


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


def _name_ends(line: str) -> int:
    ends = [at for at in (line.find(":"), line.find(";")) if at >= 0]
    return min(ends, default=len(line))


def _take(event: AnsweredEvent, name: str, line: str) -> None:
    try:
        _, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:  # one torn line does not make the rest untrue
        return
    if name == "UID":
        event.uid = value.strip()[:255]
    elif name == "SEQUENCE":
        event.sequence = int(value) if value.strip().isdigit() and len(value) <= 9 else None
    elif name == "DTSTAMP":
        event.made_at = _instant(value.strip())
    elif name == "COMMENT":
        event.comment = event.comment or str(icalendar.vText.from_ical(value)).strip()[:1_000]
    elif name == "RECURRENCE-ID":
        event.is_one_of_many = True
    elif name == "ATTENDEE" and len(event.attendees) < _MAX_ATTENDEES:
        to = str(params.get("DELEGATED-TO", ""))
        stat = str(params.get("PARTSTAT", "NEEDS-ACTION")).upper()
        event.attendees.append(Attendee(_address(value), stat, _address(to)))


def _address(value: str) -> str:
    return value.strip().strip('"').lower().removeprefix("mailto:")[:254]


def _instant(value: str) -> datetime | None:
    """A DTSTAMP is in UTC (RFC 5545 §3.8.7.2); one that is not says nothing we could order by."""
    try:
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
