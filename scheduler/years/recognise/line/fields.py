"""Meetings told field by field, as a calendar exports them: "Startdatum: …", "Slutdatum: …"."""

from __future__ import annotations

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.nouns import DATE
from scheduler.years.recognise.text.words import Role, listed

END_DATES = listed("slutdatum enddate enddatum sluttdato slutdato päättymispäivä dtend")
END = listed("end slut ende")
LONGEST_NAME = 5
MEETING = Role.MEETING.value


def ends_at(draft: Draft, parsed: Parsed) -> bool:
    """Whether the line is the field of the day on which the meeting above ends; the meeting takes it."""
    tokens = parsed.tokens
    first = parsed.dates[0].first
    if len(parsed.dates) > 1 or not 1 < first < 4 or tokens[first - 1].low != ":":
        return False
    named = tokens[0].low in END_DATES or (tokens[0].low in END and tokens[1].low in DATE | {":"})
    if not named or draft.item.until is not None:
        return False
    start, end = draft.item.start, parsed.dates[0].start
    if (start.day, start.month) != (end.day, end.month):
        draft.item.until = end
    if parsed.times and draft.end_time is None:
        draft.end_time = parsed.times[0]
    return True


def opens(parsed: Parsed) -> bool:
    """Whether the line is a field with the date of a meeting, and nothing before the field's name."""
    first = parsed.dates[0].first
    if len(parsed.dates) > 1 or not 1 < first <= LONGEST_NAME:
        return False
    before = parsed.tokens[:first]
    while before and (before[-1].sense.weekday or before[-1].low in ("den", ".")):
        before = before[:-1]
    if not before or before[-1].low != ":" or parsed.dates[0].start.year is None:
        return False
    return any(t.sense.roles & MEETING or t.low in DATE for t in before)
