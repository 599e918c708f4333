"""Days of a list that another hour is told for behind "except": "3 mars, 5 maj och 2 juni kl. 18, utom den 5 maj då vi
börjar kl. 17"."""

from __future__ import annotations

from scheduler.years.recognise.line.clauses import say
from scheduler.years.recognise.line.deadlines import days_go_on
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.words import Role

EXCEPT, HOUR = Role.EXCEPT.value, (Role.CLOCK | Role.HOURS | Role.AM | Role.PM).value
LEADS_WITHIN, HOUR_WITHIN = 5, 8


def groups(parsed: Parsed) -> list[range]:
    """The numbers of such days, those of each exception together."""
    found: list[range] = []
    if not parsed.said & EXCEPT or not parsed.times:
        return found
    dates = parsed.dates
    for i in range(1, len(dates)):
        between = parsed.tokens[dates[i - 1].last : dates[i].first]
        if not say(between[-LEADS_WITHIN:], EXCEPT):
            continue
        last = i
        while last + 1 < len(dates) and days_go_on(parsed, last + 1):
            last += 1
        if say(parsed.tokens[dates[last].last :][:HOUR_WITHIN], HOUR):
            found.append(range(i, last + 1))
    return found


def told_before(parsed: Parsed, i: int) -> int | None:
    """The number of the same day earlier on the line."""
    day, month = parsed.dates[i].start.day, parsed.dates[i].start.month
    earlier = (item.start for item in parsed.dates[:i])
    return next((n for n, d in enumerate(earlier) if (d.day, d.month) == (day, month)), None)
