"""Rule: a date and hours as they are typed in a field, understood as the recogniser understands them."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, time, timedelta

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.years import doubts, reading
from scheduler.years.reading import OtherYears
from scheduler.years.recognise import Recognised, recognise
from scheduler.years.source import NewDate

_DATE = N_("Write the date as %(year)s-02-09 or 9 February.")
_HOURS = N_("Write the time as 15.00 or 15.00–17.00.")
_ORDER = N_("The meeting must end after it starts.")
_MEETING = N_("Write one meeting, as %(day)s 15.00–17.00.")
_MOST = 500
"""Characters of a field with a date: the longest place and note have room."""
_HOUR = r"(\d{1,2})(?:[.:](\d{2}))?"
_SPAN = re.compile(
    rf"(?:kl\.? ?|klockan )?{_HOUR}(?: ?(?:[-–]|till|to) ?{_HOUR})?", re.I | re.ASCII
)


def example(year: int) -> date:
    """The second Tuesday of February: a date to show how one is written, with a weekday that agrees."""
    eighth = date(year, 2, 8)
    return eighth + timedelta((1 - eighth.weekday()) % 7)


def days(field: str, text: str, *, language: str, year: int) -> tuple[date, date | None]:
    """One date, with the last one where it tells several days of one meeting.

    Raises: InvalidInput (`field`), also where a weekday contradicts it.
    """
    read = _recognised(text, language, year)
    if len(read.found) != 1 or read.found[0].start is not None:
        raise InvalidInput({field: Fault(_DATE, {"year": year})})
    _must_agree(field, read)
    return read.found[0].date, read.found[0].end_date


def hours(field: str, text: str, *, over_days: bool = False) -> tuple[time, time | None]:
    """`15`, `15.00`, `kl. 15–17`; with `over_days` it ends on a later day, and so at any hour.

    Raises: InvalidInput (`field`).
    """
    match = _SPAN.fullmatch(_plain(text).replace("\N{NO-BREAK SPACE}", " "))
    if not match:
        raise InvalidInput({field: Fault(_HOURS)})
    try:
        start = time(int(match[1]), int(match[2] or 0))
        end = time(int(match[3]), int(match[4] or 0)) if match[3] else None
    except ValueError as error:
        raise InvalidInput({field: Fault(_HOURS)}) from error
    if end is not None and end <= start and not over_days:
        raise InvalidInput({field: Fault(_ORDER)})
    return start, end


def one(field: str, text: str, *, language: str, year: int) -> NewDate:
    """One meeting of the year on one line. Raises: InvalidInput (`field`), as OtherYears where it is of another."""
    read = _recognised(text, language, year)
    if len(read.found) != 1:
        raise InvalidInput({field: Fault(_MEETING, {"day": example(year)})})
    _must_agree(field, read)
    reasons = tuple(reason for line in read.lines for reason in line.reasons)
    # It stands on no line of the text that the draft may have.
    new = dataclasses.replace(reading.new_date(read.found[0], reasons), source_line=0)
    ours, others = reading.split_years([new], year)
    if not ours:
        raise OtherYears(field, year, others)
    return new


def _recognised(text: str, language: str, year: int) -> Recognised:
    """What is too long for a field is not read, and holds no meeting."""
    line = _plain(text)
    return recognise(line if len(line) <= _MOST else "", language=language, year=year)


def _must_agree(field: str, read: Recognised) -> None:
    if claim := doubts.contradiction(reason for line in read.lines for reason in line.reasons):
        raise InvalidInput({field: doubts.fault(claim)})


def _plain(text: str) -> str:
    """On one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
