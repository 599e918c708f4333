"""Rule: somebody else's calendar (RFC 5545) as the days and hours it takes, within bounds and without trust.

`recurring_ical_events` follows rules of repetition. Some of them take hours and thousands of them fit in a file, so the
web process and the worker read such a calendar by `read_calendar`, in a process with bounds on memory and time.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, NamedTuple

import icalendar

from scheduler.clock import Wall, zone
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.files import ReaderFault, run_reader

MOST_EVENTS, MOST_OCTETS, MOST_REPEATS = 5000, 5_000_000, 500
SECONDS = 5
"""Of processor time; 5,000 events that repeat take two."""
_LONGEST = timedelta(days=60)
"""An event that takes longer says nothing of when its body meets."""
_TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
FAULTS: dict[str, str] = {
    "not_ics": N_("The file is not a calendar. Choose one that ends in .ics."),
    "large": N_(
        "The calendar is larger than %(mb)s MB. Choose a smaller one, such as that of one year."
    ),
    "heavy": N_(
        "The calendar takes more time or memory to read than it may. Choose a smaller one, such as that of one year."
    ),
    "busy": N_("Other files are being read right now. Try again in a minute."),
}


class UnreadableCalendar(InvalidInput):
    """`reason` is a key of FAULTS."""

    def __init__(self, reason: str, field: str):
        super().__init__({field: Fault(FAULTS[reason], {"mb": MOST_OCTETS // 1_000_000})})
        self.reason = reason


class Days(NamedTuple):
    """From the first to the last; a rule without an end is followed in `endless_in` alone, where a year is given.

    An endless rule that begins after that year is followed in the year of its beginning.
    """

    first_on: date
    last_on: date
    endless_in: int | None = None

    def of_series(self, parts: Iterable[Any]) -> tuple[date, date]:
        begins = [_start(part) for part in parts if _is_endless(part)]
        if self.endless_in is None or not begins:
            return self.first_on, self.last_on
        year = max(self.endless_in, min(begins).year)
        return date(year, 1, 1), date(year, 12, 31)


class ParsedEvent(NamedTuple):
    """One occasion. Without `starts` it takes whole days, `first_on` to `last_on`."""

    title: str
    place: str
    first_on: date
    last_on: date
    starts: Wall | None
    ends: Wall | None
    is_cancelled: bool
    is_free: bool = False
    """It takes nobody's time (TRANSP:TRANSPARENT), as a last day for something."""


class ParsedCalendar(NamedTuple):
    """The events of the days that were asked for, in order.

    `unread` are the titles of those whose time could not be read, `over` counts those that were over before the first
    day; `is_cut` where there were more than we read.
    """

    events: list[ParsedEvent]
    unread: tuple[str, ...]
    over: int
    is_cut: bool


def read_calendar(
    octets: bytes, days: Days, *, zone_name: str, field: str = "file"
) -> ParsedCalendar:
    """What `parse_calendar` makes of it in the bounded process. Raises: UnreadableCalendar (`field`)."""
    if len(octets) > MOST_OCTETS:
        raise UnreadableCalendar("large", field)
    arguments = zone_name, str(days.first_on), str(days.last_on), str(days.endless_in or 0)
    try:
        answer = run_reader(f"{__name__}:calendar_json", octets, *arguments, seconds=SECONDS)
    except ReaderFault as error:
        reason = error.code if error.code in FAULTS else "not_ics"
        raise UnreadableCalendar(reason, field) from error
    rows, unread, over, is_cut = json.loads(answer)
    return ParsedCalendar([_of_row(row, zone_name) for row in rows], tuple(unread), over, is_cut)


def calendar_json(octets: bytes, zone: str, first_on: str, last_on: str, endless_in: str) -> str:
    """What the bounded process answers. Raises: as `parse_calendar`."""
    first, last = date.fromisoformat(first_on), date.fromisoformat(last_on)
    found = parse_calendar(octets, Days(first, last, int(endless_in) or None), zone_name=zone)
    return json.dumps([[_row(e) for e in found.events], found.unread, found.over, found.is_cut])


def _row(event: ParsedEvent) -> list[Any]:
    walls = [wall.text() if wall else "" for wall in (event.starts, event.ends)]
    days = str(event.first_on), str(event.last_on)
    return [event.title, event.place, *days, *walls, event.is_cancelled, event.is_free]


def _of_row(row: list[Any], zone_name: str) -> ParsedEvent:
    title, place, *times, is_cancelled, is_free = row
    first, last = map(date.fromisoformat, times[:2])
    starts, ends = (Wall.parse(text, zone_name) if text else None for text in times[2:])
    return ParsedEvent(title, place, first, last, starts, ends, is_cancelled, is_free)


def parse_calendar(octets: bytes, days: Days, *, zone_name: str) -> ParsedCalendar:
    """What it holds in these days, at the wall clock of the zone. Raises: ValueError where it is no calendar."""
    events: list[ParsedEvent] = []
    unread: list[str] = []
    over = 0
    for parts in _series(octets):
        if len(events) > MOST_EVENTS:
            break
        try:
            occasions = list(islice(_occasions(parts, zone_name, days), MOST_REPEATS))
            over += not occasions and max(map(_start, parts)) < days.first_on
        except Exception:  # noqa: BLE001  whatever a stranger's event makes a library raise, the others stand
            unread.append(_text(parts[0], "SUMMARY"))
            continue
        events += occasions
    events.sort(key=lambda event: (event.first_on, event.starts.time if event.starts else time(0)))
    is_cut = len(events) > MOST_EVENTS
    return ParsedCalendar(events[:MOST_EVENTS], tuple(unread), over, is_cut)


def _series(octets: bytes) -> list[list[Any]]:
    """The parts of each event: it, and its occasions that stand by themselves."""
    import x_wr_timezone  # here, as below: only the bounded process needs it

    calendars = icalendar.Calendar.from_ical(octets, multiple=True)
    calendars = [x_wr_timezone.to_standard(one) for one in calendars if one.name == "VCALENDAR"]
    if not calendars:
        raise ValueError("no calendar")
    by_uid: dict[str, list[Any]] = {}
    events = (part for calendar in calendars for part in calendar.walk("VEVENT"))
    for n, part in enumerate(events):
        by_uid.setdefault(str(part.get("UID", "")) or f"{n}", []).append(part)
    return list(by_uid.values())


def _occasions(parts: list[Any], zone_name: str, days: Days) -> Iterator[ParsedEvent]:
    """Raises: whatever the libraries do where its time cannot be read."""
    import recurring_ical_events

    if any(_frequency(part) in _TOO_OFTEN for part in parts):
        raise ValueError("no council meets each hour")
    first_on, last_on = days.of_series(parts)
    calendar = icalendar.Calendar()
    for part in parts:
        _start(part)
        calendar.add_component(part)
    for found in recurring_ical_events.of(calendar).between(first_on, last_on + timedelta(days=1)):
        event = _event(found, zone_name)
        if event.first_on <= last_on and event.last_on >= first_on:
            yield event


def _event(part: Any, zone_name: str) -> ParsedEvent:
    title, place = _text(part, "SUMMARY"), _text(part, "LOCATION")
    is_cancelled = str(part.get("STATUS", "")).upper() == "CANCELLED"
    is_free = str(part.get("TRANSP", "")).upper() == "TRANSPARENT"
    start, length = part.start, min(max(part.duration, timedelta(0)), _LONGEST)
    if not isinstance(start, datetime):
        last = start + max(length - timedelta(days=1), timedelta(0))
        return ParsedEvent(title, place, start, last, None, None, is_cancelled, is_free)
    starts = _wall(start, zone_name)
    ends = _wall(start + length, zone_name) if length else None
    last = ends.date if ends and ends.time > time(0) else starts.date
    return ParsedEvent(title, place, starts.date, last, starts, ends, is_cancelled, is_free)


def _start(part: Any) -> date:
    begins = part.start
    return begins.date() if isinstance(begins, datetime) else begins


def _frequency(part: Any) -> str:
    rules = part.get("RRULE", {})
    rule = rules[0] if isinstance(rules, list) else rules
    return str(rule.get("FREQ", [""])[0]).upper()


def _is_endless(part: Any) -> bool:
    rule = part.get("RRULE", None)
    return rule is not None and "UNTIL" not in rule and "COUNT" not in rule


def _wall(at: datetime, zone_name: str) -> Wall:
    """A time without a zone is of the wall clock where it is read (RFC 5545 §3.3.5)."""
    aware = at if at.tzinfo else at.replace(tzinfo=zone(zone_name))
    return Wall.at(aware.astimezone(UTC), zone_name)


def _text(part: Any, key: str) -> str:
    found = part.get(key, "")
    text = str(found[0] if isinstance(found, list) and found else found)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
