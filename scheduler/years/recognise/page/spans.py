"""The days below a heading of two years, "2026/27": which of the two each is in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.page.checks import plausible
from scheduler.years.recognise.results import Reason

# A list that falls from the end of a year to its beginning has passed New Year.
LATE, EARLY = 9, 6
FIRST_AUTUMN_MONTH = 7


def between(drafts: list[Draft]) -> None:
    """A day between two of one year, in their order, is of that year too, whatever the heading says."""
    for before, draft, after in zip(drafts, drafts[1:], drafts[2:], strict=False):
        told = {before.item.start.year, after.item.start.year} if draft.year is None else set()
        if len(told) == 1 and None not in told:
            days = [(d.item.start.month, d.item.start.day) for d in (before, draft, after)]
            draft.year = before.year if days == sorted(days) else None


def span(drafts: list[Draft], first: int, marks: Marks) -> None:
    """2026/27 and the like: the months tell which of the two years."""
    months = [d.item.start.month for d in drafts]
    falls = [i for i in range(1, len(months)) if months[i] < months[i - 1]]
    ascending = bool(months) and not falls and months[0] < FIRST_AUTUMN_MONTH <= months[-1]
    for i, draft in enumerate(drafts):
        late = i >= falls[0] if len(falls) == 1 else months[i] < FIRST_AUTUMN_MONTH
        draft.year = first + (late and not ascending)
        unsure = ascending and not fits_only(draft, first, first + 1)
        if len(falls) == 1 and late and _is_of_next_span(months[0], months[i]):
            # The weekday tells the year, else nothing does for sure.
            draft.year = first + fits_only(draft, first + 1, first)
            unsure = not (draft.year > first or fits_only(draft, first, first + 1))
        if unsure:
            marks.doubt(draft.line, Reason.of("year_unsure", year=first))


def _is_of_next_span(began: int, month: int) -> bool:
    """A span of a year that began in autumn has no second autumn; July may be the end of its spring."""
    ends_spring = month == FIRST_AUTUMN_MONTH < began
    return min(began, month) >= FIRST_AUTUMN_MONTH and not ends_spring


def onward(drafts: list[Draft], last: int) -> None:
    """2027–2028 over a list whose first day has its year: the list goes on from there."""
    for before, draft in pairwise(drafts):
        if draft.year is None and before.year is not None:
            draft.year = before.year + (passes(before, draft) and before.year < last)


def passes(before: Draft, after: Draft) -> bool:
    return before.item.start.month >= LATE and after.item.start.month <= EARLY


def fits_only(draft: Draft, year: int, other: int) -> bool:
    """The draft's weekday fits its day in one year and not in the other."""
    start, weekday = draft.item.start, draft.item.weekday
    days = [plausible(y, start.month, start.day) for y in (year, other)]
    fits = [weekday and day and day.isoweekday() == weekday.number for day in days]
    return bool(fits[0] and not fits[1])


def of_year(drafts: Iterable[Draft], year: int) -> list[Draft]:
    """Without the days that the year does not have, unless their weekday fits them in the year after."""
    return [
        draft
        for draft in drafts
        if plausible(year, draft.item.start.month, draft.item.start.day)
        or fits_only(draft, year + 1, year)
    ]
