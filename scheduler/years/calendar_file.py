"""Rule: the events of a calendar file become the dates of a year's draft."""

from __future__ import annotations

from collections import Counter
from datetime import date

from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days, ParsedCalendar
from scheduler.errors import N_, invalid
from scheduler.years import doubts, reading
from scheduler.years.recognise import Found
from scheduler.years.source import Reading, Source

_FIRST_YEAR, _LAST_YEAR, _MOST_LISTED = 2000, 2199, 40
_EMPTY = N_("The calendar holds no events.")
_OVER = N_("All events of the calendar are of years that are over.")
_UNREAD = N_("No event of the calendar could be read: none has a start that is a date.")
_MANY = N_(
    "The calendar has more than %(n)s events. Choose a smaller one, such as that of one year."
)


def read_dates(
    octets: bytes, year: int, *, zone: str, today: date, file: str = "", field: str = "text"
) -> Reading:
    """The events of the year, and of all others that are not over.

    Raises: InvalidInput (`field`) where there are none, as OtherYears where none is of the year.
    """
    parsed = parse(octets, year, since=min(year, today.year), zone=zone, field=field)
    if parsed.is_cut:
        raise invalid(field, _MANY, n=foreign_calendar.MOST_EVENTS)
    if not parsed.events:
        raise invalid(field, _OVER if parsed.over else _UNREAD if parsed.unread else _EMPTY)
    dates = [reading.new_date(one, ()) for one in found_in(parsed)]
    ours, elsewhere = reading.split_years(dates, year)
    unread = doubts.to_json([doubts.NO_DATE])
    remarks = [{"text": title, "doubts": unread} for title in parsed.unread[:_MOST_LISTED]]
    source = Source(file=file, elsewhere=elsewhere, remarks=remarks)
    return reading.of_year(Reading(ours, source), year, field)


def parse(
    octets: bytes, year: int, *, zone: str, field: str, since: int = _FIRST_YEAR
) -> ParsedCalendar:
    """A rule without an end gives the events of the year. Raises: UnreadableCalendar (`field`)."""
    days = Days(date(since, 1, 1), date(_LAST_YEAR, 12, 31), endless_in=year)
    return foreign_calendar.read_calendar(octets, days, zone_name=zone, field=field)


def found_in(parsed: ParsedCalendar) -> list[Found]:
    """The events as the reader of dates gives meetings. A title that most share says nothing of the single one."""
    titles = Counter(event.title for event in parsed.events)
    shared = {title for title, n in titles.items() if n * 2 > len(parsed.events)}
    return [
        Found(
            line=0,
            date=event.first_on,
            end_date=event.last_on if event.last_on > event.first_on else None,
            start=event.starts.time if event.starts else None,
            end=event.ends.time if event.ends else None,
            place=event.place or None,
            note=None if event.title in shared else event.title,
            cancelled=event.is_cancelled,
        )
        for event in parsed.events
    ]
