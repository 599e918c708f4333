"""A list of days that goes on in the next line, where a sentence before the first of them tells an hour for all:
"Wir treffen uns jeweils montags um 19 Uhr: 13.01., 10.02.", "Nach der Sommerpause: 08.09., 13.10."."""

from __future__ import annotations

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.words import Role

NAMES = (Role.MEETING | Role.BODY).value
FEWEST, LONGEST_KIND = 2, 8


def take_weekday(parsed: Parsed, found: list[Draft]) -> None:
    """Takes note of the one weekday that is said of all the days before them: "följande onsdagar"."""
    days = {w.weekday.number for w in parsed.weekdays if w.weekday.plural}
    for draft in found if len(days) == 1 else ():
        draft.column_weekday = min(days)


def takes_kind(drafts: list[Draft], parsed: Parsed, number: int) -> None:
    """Takes note of what is held on the day right above: "Public Meeting"."""
    if drafts and drafts[-1].line == number - 1 and len(parsed.tokens) <= LONGEST_KIND:
        drafts[-1].below = parsed.text


def take(lead: Draft | None, parsed: Parsed, found: list[Draft]) -> Draft | None:
    """Gives the days of a line the hour of the list right above, and tells a day of the one that may go on below it."""
    if len(found) < FEWEST:
        return None
    if lead and not found[0].after and not parsed.times and not found[0].labelled:
        for draft in found:
            draft.time, draft.end_time = lead.time, lead.end_time
            draft.column_weekday = lead.column_weekday
        return lead
    first = found[0]
    if first.time is None or first.time.first > first.item.first or not parsed.said & NAMES:
        return None
    return first if all(draft.time is first.time for draft in found) else None
