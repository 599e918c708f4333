"""Rule: a date and hours as they are typed in a field, understood as the recogniser understands them."""

import re
from datetime import date, time

from scheduler.clock import parse_hour
from scheduler.councils import cells
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.years import doubts, reading
from scheduler.years.recognise import Found, Reason, recognise
from scheduler.years.rows import DraftDate

_LONG = N_("Write at most %(n)s characters.")
_DATE = N_("Write the date as %(year)s-02-09 or 9 February.")
_HOURS = N_("Write the time as 15:00 or 15:00–17:00.")
_ORDER = N_("The meeting must end after it starts.")
_MEETING = N_("Write one meeting, as %(day)s 15:00–17:00.")
_MOST = 500
"""Characters of a field with a date: the longest place and note have room."""
_TO = re.compile(r" ?(?:[-–]|till|to) ?", re.I)


def example(year: int) -> date:
    """A Tuesday in February: a date to show how one is written, with a weekday that agrees."""
    return date.fromisocalendar(year, 6, 2)


def line(field: str, text: str, *, most: int) -> str:
    """On one line, without control characters. Raises: InvalidInput (`field`) where it is longer than `most`."""
    text = cells.flat(text)
    if len(text) > most:
        raise invalid(field, _LONG, n=most)
    return text


def days(field: str, text: str, *, language: str, year: int) -> tuple[date, date | None]:
    """One date, with the last one where it tells several days of one meeting.

    Raises: InvalidInput (`field`), also where a weekday contradicts it.
    """
    found, _ = _recognised(field, text, language, year, Fault(_DATE, {"year": year}))
    if found.start or found.place or found.note:
        raise invalid(field, _DATE, year=year)
    return found.date, found.end_date


def hours(field: str, text: str, *, over_days: bool = False) -> tuple[time, time | None]:
    """`15`, `15.00`, `kl. 15–17`; with `over_days` it ends on a later day, and so at any hour.

    Raises: InvalidInput (`field`).
    """
    start, *end = (parse_hour(part) for part in _TO.split(cells.flat(text), 1))
    if start is None or None in end:
        raise invalid(field, _HOURS)
    last = end[0] if end else None
    if last is not None and last <= start and not over_days:
        raise invalid(field, _ORDER)
    return start, last


def one(field: str, text: str, *, language: str, year: int) -> DraftDate:
    """One meeting of the year on one line. Raises: InvalidInput (`field`), as OtherYears where it is of another."""
    fault = Fault(_MEETING, {"day": example(year)})
    row = reading.new_date(*_recognised(field, text, language, year, fault))
    row.source_line = 0  # it stands on no line of the text that the draft may have
    reading.split_years([row], year, field)
    return row


def _recognised(
    field: str, text: str, language: str, year: int, fault: Fault
) -> tuple[Found, list[Reason]]:
    """The one meeting of the text, and what is said of it. What is too long for a field holds none.

    Raises: InvalidInput, with `fault` where there is not one, else with the contradiction.
    """
    line = cells.flat(text)
    read = recognise(line if len(line) <= _MOST else "", language=language, year=year)
    if len(read.found) != 1:
        raise InvalidInput({field: fault})
    reasons = [reason for line in read.lines for reason in line.reasons]
    if claim := doubts.contradiction(reasons):
        raise InvalidInput({field: doubts.fault(claim)})
    return read.found[0], reasons
