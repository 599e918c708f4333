"""Whether numbers that could be both, "12.10" or "9 - 11", are a day or an hour where they stand."""

from __future__ import annotations

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import (
    DOT,
    DateItem,
    Parsed,
    TimeItem,
    WeekdayItem,
)
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role

AND_OR, CLOCK = (Role.AND | Role.OR).value, Role.CLOCK.value
DECEMBER = 12


def is_span_far_off(tokens: list[Token], clock: TimeItem, parsed: Parsed, back: int) -> bool:
    """ "9 - 11" is a pair of hours right behind its date, or other hours, only. `back`: where the text before it
    ends, but for a sign."""
    if clock.last != clock.first + 3 or not tokens[clock.last - 1].gap:
        return False
    before = parsed.items[-1] if parsed.items else None
    told = isinstance(before, DateItem | TimeItem | WeekdayItem)
    return not told or before is None or before.last < min(back, clock.first - 1)


def is_hour(
    tokens: list[Token], clock: TimeItem, found: list[DateItem], parsed: Parsed, date_end: int
) -> bool:
    """Whether what was read both as `clock` and as `found` is an hour. `date_end`: where the last date ended."""
    return _is_time(tokens, found, parsed, date_end) or _is_span(tokens, clock, found, date_end)


def _is_span(tokens: list[Token], clock: TimeItem, found: list[DateItem], date_end: int) -> bool:
    """13/9 11-14, 11/10: hours right behind a date, not days of the month that comes later."""
    spans = clock.end is not None and found[0].until is not None and len(found) > 1
    return spans and date_end == clock.first and tokens[clock.last].low in (",", ";")


def _is_time(tokens: list[Token], found: list[DateItem], parsed: Parsed, date_end: int) -> bool:
    """Whether what could be both, "12.10", is an hour here."""
    item = found[0]
    if item.start.month > DECEMBER:
        return True  # 13.30-16
    if parts.is_moved_from(tokens, item.first):
        return False  # "26.03 flyttet fra 19.03"
    if item.form is not DOT or len(found) > 1 or item.start.year or item.until:
        return False
    longer = item.last - item.first != 3  # or closed by a dot
    if longer or tokens[item.last].sense.roles & CLOCK or date_end < 0:
        return False
    between = tokens[item.first - 1]
    joined = date_end == item.first - 1 and (between.low == "," or between.sense.roles & AND_OR)
    return not (joined and parsed.dates[-1].form is DOT)
