"""Somebody else's calendar, read in a process of its own with bounds on memory and time.

Everything in the web process and in the worker that reads such a calendar reads it by `whole`: a rule of 30 characters
can cost seconds, and thousands of them fit in a file.
"""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from scheduler.calendars import foreign
from scheduler.calendars.foreign import Calendar, Days, Event, Unreadable
from scheduler.clock import Wall
from scheduler.files import ReaderFault, run_reader

SECONDS = 5
"""Of processor time; 5,000 events that repeat take one."""


def whole(octets: bytes, days: Days, *, zone_name: str, field: str = "file") -> Calendar:
    """As `foreign.whole`. Raises: Unreadable (`field`)."""
    if len(octets) > foreign.MOST_OCTETS:
        raise Unreadable("large", field)
    year = str(days.endless_in or "")
    asked = (zone_name, days.first_on.isoformat(), days.last_on.isoformat(), year)
    try:
        told = run_reader(f"{__name__}:answer", octets, *asked, seconds=SECONDS)
    except ReaderFault as error:
        reason = error.code if error.code in foreign.FAULTS else "not_ics"
        raise Unreadable(reason, field) from error
    found = json.loads(told)
    if found is None:
        raise Unreadable("not_ics", field)
    return _calendar(found, zone_name)


def answer(octets: bytes, zone_name: str, first_on: str, last_on: str, endless_in: str) -> str:
    """What the reader's own process answers: the calendar as JSON, null where it is none."""
    year = int(endless_in) if endless_in else None
    days = Days(date.fromisoformat(first_on), date.fromisoformat(last_on), year)
    try:
        read = foreign.whole(octets, days, zone_name=zone_name)
    except Unreadable:
        return "null"
    rows = [_row(event) for event in read.events]
    return json.dumps([rows, read.unread, read.over, read.is_cut], ensure_ascii=False)


def _row(event: Event) -> list[Any]:
    days = event.first_on.isoformat(), event.last_on.isoformat()
    walls = [wall.text() if wall else None for wall in (event.starts, event.ends)]
    return [event.title, event.place, *days, *walls, event.is_cancelled, event.is_free]


def _calendar(found: Any, zone_name: str) -> Calendar:
    rows, unread, over, is_cut = found
    return Calendar(
        [_event(*row, zone_name=zone_name) for row in rows], tuple(unread), over, is_cut
    )


def _event(
    title: str, place: str, first_on: str, last_on: str, starts: str | None, ends: str | None,
    is_cancelled: bool, is_free: bool, *, zone_name: str,
) -> Event:  # fmt: skip
    first, last = date.fromisoformat(first_on), date.fromisoformat(last_on)
    begins, over = _wall(starts, zone_name), _wall(ends, zone_name)
    return Event(title, place, first, last, begins, over, is_cancelled, is_free)


def _wall(text: str | None, zone_name: str) -> Wall | None:
    if text is None:
        return None
    day, _, at = text.partition("T")
    return Wall(date.fromisoformat(day), time.fromisoformat(at), zone_name)
