"""The code of a calendar file among the lines (RFC 5545): each event as a line with its day, hours and title."""

from __future__ import annotations

import re
from datetime import date, timedelta

OPENS, ENDS = "BEGIN:", "END:"
CALENDAR, EVENT = "VCALENDAR", "VEVENT"
PROPERTY = re.compile(r"([A-Za-z-]{1,30})(?:;[^:]*)?:(.*)", re.DOTALL)
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d)?")
ESCAPED = re.compile(r"\\([,;\\])|\\[nN]")
# In a title they may be of another day: "Möte inför den 13 september".
FIGURES = re.compile(r"[\W_]*\d.*", re.DOTALL)
REPEATS = frozenset(("RRULE", "RDATE"))
CANCELLED = "inställt"


def told(lines: list[str]) -> tuple[list[str], list[int]]:
    """The lines, where an event begins with what it tells and the rest of the code as blank ones; and the numbers,
    counted from 1, of what cannot be told so: an event that repeats, has its hour in another zone than the wall clock's
    or lasts for days, and code without an end."""
    kept: list[str] = []
    unread: list[int] = []
    inside: list[tuple[str, int]] = []
    event: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, 1):
        code = line.strip().upper()
        if code.startswith(OPENS) and (inside or code.removeprefix(OPENS) in (CALENDAR, EVENT)):
            inside.append((code.removeprefix(OPENS), number))
            event = {"": (number, "")} if inside[-1][0] == EVENT else event
        kept.append("" if inside else line)
        if not inside:
            continue
        if inside[-1][0] == EVENT and (found := PROPERTY.fullmatch(line.strip())):
            event.setdefault(found[1].upper(), (number, found[2]))
        if code == ENDS + inside[-1][0] and inside.pop()[0] == EVENT:
            at, said = _line(event)
            kept[at - 1] = said
            unread += [] if said else [at]
    return kept, unread + [at for _, at in inside[:1]]


def _line(event: dict[str, tuple[int, str]]) -> tuple[int, str]:
    """Where the event stands, and "2027-02-04 18.00–20.00 Styrelsemöte, Rådhuset"; nothing where that is not sure."""
    values = {name: value for name, (_, value) in event.items()}
    at = event.get("DTSTART", event[""])[0]
    start = MOMENT.fullmatch(values.get("DTSTART", ""))
    end = MOMENT.fullmatch(values.get("DTEND", values.get("DTSTART", "")))
    if not start or not end or "DURATION" in values or not REPEATS.isdisjoint(values):
        return at, ""
    if not _is_one_day(start, end):
        return at, ""
    hours = "–".join(dict.fromkeys(f"{one[4]}.{one[5]}" for one in (start, end) if one[4]))
    cancelled = CANCELLED if values.get("STATUS", "").upper() == "CANCELLED" else ""
    title = FIGURES.sub("", _plain(values, "SUMMARY"))
    title = ", ".join(filter(None, (title, _plain(values, "LOCATION"))))
    day = "-".join(start.group(1, 2, 3))
    return at, " ".join(filter(None, (day, hours, title, cancelled)))


def _is_one_day(start: re.Match[str], end: re.Match[str]) -> bool:
    """A whole day ends at the beginning of the next."""
    if start.group(1, 2, 3) == end.group(1, 2, 3):
        return True
    try:
        first, last = (date(*map(int, one.group(1, 2, 3))) for one in (start, end))
    except ValueError:
        return False
    return not start[4] and not end[4] and last - first == timedelta(days=1)


def _plain(values: dict[str, str], name: str) -> str:
    return ESCAPED.sub(lambda found: found[1] or " ", values.get(name, ""))
