"""Rule: the events of a calendar file become the dates of drafts, each of its own year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedEvent
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.years.entries import NOTE_MOST, PLACE_MOST, Draft, Entry, Way

MOST_DATES = 300
"""With more, the file is somebody's whole calendar, and only the year that was asked for is taken of it."""

_FIRST_YEAR, _LAST_YEAR, _MOST_KEPT, _MOST_NAMED = 2000, 2199, 100, 5
_HEAD = "Datum\tStart\tSlut\tPlats\tAnmärkning\tStatus"
_EMPTY = N_("The calendar holds no events.")
_OVER = N_("All events of the calendar are of years that are over.")
_UNREAD = N_("No event of the calendar could be read: none has a start that is a date.")
_MANY = N_(
    "The calendar has more than %(n)s events. Choose a smaller one, such as that of one year."
)


@dataclass(frozen=True, slots=True)
class Dates:
    """What a calendar gives; `unread` are the titles of the events that could not be read, and `left` counts those that
    were left out: of years that are over, or of another year where there are very many.
    """

    entries: list[Entry]
    unread: tuple[str, ...] = ()
    left: int = 0


def dates(octets: bytes, year: int, *, zone: str, today: date) -> Dates:
    """The events of the year, and of all others that are not over; a rule without an end gives those of the year.

    A title that they share says nothing of the single one. Raises: InvalidInput (`file`) where there are none.
    """
    first_on = date(min(year, today.year), 1, 1)
    days = Days(first_on, date(_LAST_YEAR, 12, 31), endless_in=year)
    found = foreign_calendar.read_calendar(octets, days, zone_name=zone)
    if found.is_cut:
        raise InvalidInput({"file": Fault(_MANY, {"n": foreign_calendar.MOST_EVENTS})})
    events, left = _of_years(found.events, year), found.over
    left += len(found.events) - len(events)
    if not events:
        raise InvalidInput({"file": Fault(_OVER if left else _UNREAD if found.unread else _EMPTY)})
    shared = _shared([event.title for event in events])
    entries = [_entry(event, shared) for event in events]
    return Dates(entries, found.unread[:_MOST_KEPT], left)


def table(octets: bytes, year: int, *, zone: str) -> str:
    """The events as rows that the reader of dates reads; a rule without an end gives those of the year.

    Raises: InvalidInput (`FILE`) where it is no calendar.
    """
    days = Days(date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31), endless_in=year)
    events = foreign_calendar.parse_calendar(octets, days, zone_name=zone, field="FILE").events
    return "\n".join([_HEAD, *(_row(event) for event in events)]) + "\n"


def _row(event: ParsedEvent) -> str:
    starts = f"{event.starts.time:%H:%M}" if event.starts else ""
    last = f"{event.last_on} " if event.last_on > event.first_on else ""
    ends = f"{last}{event.ends.time:%H:%M}" if event.ends else last
    state = "inställt" if event.is_cancelled else ""
    cells = (str(event.first_on), starts, ends, event.place, event.title, state)
    return "\t".join(" ".join(cell.split()) for cell in cells)


def told(draft: Draft, says: Language) -> Iterator[str]:
    """What of the calendar is not in the draft."""
    if titles := [title or says("one without a title") for title in draft.unread]:
        more = ["…"] if len(titles) > _MOST_NAMED else []
        yield says.count(
            "%(n)s event of the calendar could not be read and is not here: %(titles)s.",
            "%(n)s events of the calendar could not be read and are not here: %(titles)s.",
            len(titles),
            titles=", ".join(titles[:_MOST_NAMED] + more),
        )
    if draft.left:
        yield says.count(
            "%(n)s event of another year was left out.",
            "%(n)s events of other years were left out.",
            draft.left,
        )


def _of_years(events: Sequence[ParsedEvent], year: int) -> list[ParsedEvent]:
    ours = [event for event in events if event.first_on.year == year]
    return ours if ours and len(events) > MOST_DATES else list(events)


def _entry(event: ParsedEvent, shared: str) -> Entry:
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
