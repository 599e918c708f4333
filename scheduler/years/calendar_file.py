"""Rule: the events of a calendar file become the dates of a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from scheduler.calendars import foreign
from scheduler.calendars.foreign import Event
from scheduler.years.entries import NOTE_MOST, PLACE_MOST, Entry, Way


def dates(octets: bytes, year: int, *, zone: str) -> list[Entry]:
    """The year's events, each a date; a title that they share says nothing of the single one.

    Raises: InvalidInput (`file`) where it is no calendar.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    events = foreign.read(octets, zone_name=zone, first_on=first, last_on=last)
    shared = _shared([event.title for event in events])
    return [_entry(event, shared) for event in events]


def _entry(event: Event, shared: str) -> Entry:
    starts, ends = event.starts, event.ends
    return Entry(
        0,
        event.first_on,
        last_day=event.last_on if event.last_on > event.first_on else None,
        start=starts.time if starts else None,
        end=ends.time if ends else None,
        place=event.place[:PLACE_MOST] or None,
        note="" if event.title == shared else event.title[:NOTE_MOST],
        is_cancelled=event.is_cancelled,
        way=Way.FILE,
    )


def _shared(titles: Sequence[str]) -> str:
    """The title that more than half of them have."""
    if not titles:
        return ""
    title, n = Counter(titles).most_common(1)[0]
    return title if n * 2 > len(titles) else ""
