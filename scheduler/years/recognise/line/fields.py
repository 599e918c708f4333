"""Meetings told field by field, as a calendar exports them: "Startdatum: …", "Slutdatum: …"."""

from __future__ import annotations

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.nouns import DATE
from scheduler.years.recognise.text.words import Role, listed

END_DATES = listed("slutdatum enddate enddatum sluttdato slutdato päättymispäivä dtend")
END = listed("end slut ende")
DATE_OR_COLON = DATE | {":"}
LONGEST_NAME = 5
MEETING = Role.MEETING.value


def ends_at(draft: Draft, parsed: Parsed) -> bool:
    """Whether the line is the field of the day on which the meeting above ends; the meeting takes it."""
    name = [t.low for t in parsed.tokens[: parsed.dates[0].first]]
    if name[-1:] != [":"]:
        return False
    if name[0] not in END_DATES and not (name[0] in END and name[1] in DATE_OR_COLON):
        return False
    start, end = draft.item.start, parsed.dates[0].start
    if (start.day, start.month) != (end.day, end.month):
        draft.item.until = end
    draft.end_time = draft.end_time or (*parsed.times, None)[0]
    return True


def opens(parsed: Parsed) -> bool:
    """Whether the line is a field with the date of a meeting, and nothing before the field's name."""
    last = parsed.dates[0].first
    while last and (parsed.tokens[last - 1].sense.weekday or parsed.tokens[last - 1].low == "den"):
        last -= 1
    name = parsed.tokens[:last]
    if not 1 < last <= LONGEST_NAME or name[-1].low != ":" or parsed.dates[0].start.year is None:
        return False
    return any(t.sense.roles & MEETING or t.low in DATE for t in name)
