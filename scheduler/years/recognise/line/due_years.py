"""The year of a meeting that stands beside its deadline: "15/8 2018 för mötet 20/9"."""

from __future__ import annotations

from scheduler.years.recognise.line import roles
from scheduler.years.recognise.line.deadlines import days_between
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.words import Role

# "Beslutad 15/8 2018: möte 20/9" is no deadline's year.
OF_THE_PAST = (Role.STALE | Role.RECORD).value


def of_date(parsed: Parsed, i: int) -> int | None:
    """The year that the day beside date `i` tells, where that is the day by which something is due before it."""
    if parsed.said & OF_THE_PAST:
        return None
    meeting, jobs = parsed.dates[i], roles.of_dates(parsed)
    for n in (i - 1, i + 1):
        if not 0 <= n < len(jobs) or jobs[n] is not roles.NO_MEETING:
            continue
        due = parsed.dates[n]
        if due.start.year and due.until is None and days_between(due, meeting):
            return due.start.year + (meeting.start.month < due.start.month)
    return None
