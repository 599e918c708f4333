"""One meeting with the day and the hour of its end: "1 november kl. 10 – 2 november kl. 16", "2027-02-09 15:00 -
2027-02-09 17:00"."""

from __future__ import annotations

from datetime import date

from scheduler.years.recognise.line.items import DateItem, Day, Parsed, TimeItem
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role

TO = (Role.UNTIL | Role.TO).value
# Further apart they are two meetings.
MOST_NIGHTS = 3
LAST_ITEMS = 8
ANY_YEAR = 2023


def close(parsed: Parsed, tokens: list[Token]) -> None:
    """Puts the last hour that was read, and the day before it, to the meeting that began on the day before that."""
    last_ones = parsed.items[-LAST_ITEMS:]  # a bound keeps a long line quick
    items = [item for item in last_ones if isinstance(item, DateItem | TimeItem)][-4:]
    match items:
        case [DateItem() as first, TimeItem() as begin, DateItem() as last, TimeItem() as end]:
            between = [t for t in tokens[begin.last : last.first] if not t.sense.weekday]
            led = [t.low == "-" or t.sense.roles & TO for t in between if t.low not in ",("]
            whole = first.until or last.until or begin.end or end.end
            if whole or not (led and all(led) and begin.start and end.start):
                return
            if begin.start == end.start:
                return  # "12 maj kl. 9 – 13 maj kl. 9"
            first.start.year = first.start.year or last.start.year
            same_day = (first.start.day, first.start.month) == (last.start.day, last.start.month)
            if not (1 <= _nights(first.start, last.start) <= MOST_NIGHTS) and not (
                same_day and begin.start < end.start
            ):
                return
            first.until = None if same_day else last.start
            begin.end, begin.last = end.start, end.last
            while parsed.items[-1] is not begin:
                inside = parsed.items.pop()
                if parsed.weekdays and parsed.weekdays[-1] is inside:
                    parsed.weekdays.pop()
            parsed.dates.pop()
            parsed.times.pop()


def _nights(first: Day, last: Day) -> int:
    """How many nights lie between two days; 0 where one of them is none."""
    try:
        begin, end = (date(day.year or ANY_YEAR, day.month, day.day) for day in (first, last))
    except ValueError:
        return 0
    return (end - begin).days
