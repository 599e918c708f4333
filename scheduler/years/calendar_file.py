"""Rule: the events of a calendar file become the dates of a year's draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedEvent
from scheduler.errors import N_, invalid
from scheduler.years import reading
from scheduler.years.rows import NOTE_MOST, PLACE_MOST
from scheduler.years.source import NewDate, Reading, Source

_FIRST_YEAR, _LAST_YEAR, _MOST_LISTED = 2000, 2199, 40
_HEAD = "Datum\tStart\tSlut\tPlats\tAnmärkning\tStatus"
_EMPTY = N_("The calendar holds no events.")
_OVER = N_("All events of the calendar are of years that are over.")
_UNREAD = N_("No event of the calendar could be read: none has a start that is a date.")
_MANY = N_(
    "The calendar has more than %(n)s events. Choose a smaller one, such as that of one year."
)


def read_dates(
    octets: bytes, year: int, *, zone: str, today: date, file: str = "", field: str = "text"
) -> Reading:
    """The events of the year, and of all others that are not over; a rule without an end gives those of the year.

    A title that most of them share says nothing of the single one.
    Raises: InvalidInput (`field`) where there are none, as OtherYears where none is of the year.
    """
    first_on = date(min(year, today.year), 1, 1)
    days = Days(first_on, date(_LAST_YEAR, 12, 31), endless_in=year)
    found = foreign_calendar.read_calendar(octets, days, zone_name=zone, field=field)
    if found.is_cut:
        raise invalid(field, _MANY, n=foreign_calendar.MOST_EVENTS)
    if not found.events:
        raise invalid(field, _OVER if found.over else _UNREAD if found.unread else _EMPTY)
    shared = _shared([event.title for event in found.events])
    ours, elsewhere = reading.split_years([_new_date(one, shared) for one in found.events], year)
    source = Source(
        file=file,
        elsewhere=elsewhere,
        unread=list(found.unread[:_MOST_LISTED]),
        left=found.over,
    )
    return reading.of_year(Reading(ours, source), year, field)


def table(octets: bytes, year: int, *, zone: str) -> str:
    """The events as rows that the reader of dates reads; a rule without an end gives those of the year.

    Raises: InvalidInput (`FILE`) where it is no calendar.
    """
    days = Days(date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31), endless_in=year)
    events = foreign_calendar.read_calendar(octets, days, zone_name=zone, field="FILE").events
    return "\n".join([_HEAD, *(_row(event) for event in events)]) + "\n"


def _row(event: ParsedEvent) -> str:
    starts = f"{event.starts.time:%H:%M}" if event.starts else ""
    last = f"{event.last_on} " if event.last_on > event.first_on else ""
    ends = f"{last}{event.ends.time:%H:%M}" if event.ends else last
    state = "inställt" if event.is_cancelled else ""
    cells = (str(event.first_on), starts, ends, event.place, event.title, state)
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _new_date(event: ParsedEvent, shared: str) -> NewDate:
    starts, ends = event.starts, event.ends
    return NewDate(
        event.first_on,
        event.last_on if event.last_on > event.first_on else None,
        starts.time if starts else None,
        ends.time if ends else None,
        event.place[:PLACE_MOST] or None,
        "" if event.title == shared else event.title[:NOTE_MOST],
        event.is_cancelled,
    )


def _shared(titles: Sequence[str]) -> str:
    """The title that more than half of them have."""
    title, n = Counter(titles).most_common(1)[0]
    return title if n * 2 > len(titles) else ""
