"""Years that only a deadline tells, on a line of its own: "motioner senast sista mars 2027" beside a meeting in May."""

from __future__ import annotations

from scheduler.years.recognise.line import roles
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.words import Role

DEADLINE, OF_THE_PAST = Role.DEADLINE.value, (Role.STALE | Role.RECORD).value
MONTHS, MOST_MONTHS = 12, 3


def told(parsed: Parsed) -> list[tuple[int, int]]:
    """The years and months of the deadlines on a line."""
    due = parsed.said & DEADLINE or not parsed.lows.isdisjoint(small.LATEST)
    if not due or parsed.said & OF_THE_PAST:
        return []
    jobs = zip(parsed.dates, roles.of_dates(parsed), strict=True)
    days = [item.start for item, job in jobs if job is roles.NO_MEETING]
    found = [(day.year, day.month) for day in days if day.year]
    return found + [(item.year, item.month) for item in parsed.months if item.year]


def give_years(
    drafts: list[Draft], dues: list[tuple[int, int]], assumed: int | None, marks: Marks
) -> None:
    """The year of the meetings, where all are in the months behind such a deadline and the text tells no other year."""
    if not dues or any(draft.year is not None for draft in drafts):
        return
    months = {draft.item.start.month for draft in drafts}
    years = {month: _years(month, dues) for month in months}
    if any(len(told) != 1 for told in years.values()):
        return
    for draft in drafts:
        (draft.year,) = years[draft.item.start.month]
        if draft.year != assumed:
            marks.doubt(draft.line, Reason.of("year_unsure", year=draft.year))


def _years(month: int, dues: list[tuple[int, int]]) -> set[int]:
    """The years in which the month comes soon behind a deadline."""
    return {y + (month < m) for y, m in dues if (month - m) % MONTHS <= MOST_MONTHS}
