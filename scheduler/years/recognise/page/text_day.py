"""The day on which the text was written or signed. Alone on its line it is pointed out: above the first heading,
"Sammanträdesdatum" / "2026-12-03", or at the end, below the name of who signed it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.parts import LAST_YEAR
from scheduler.years.recognise.results import Reason

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

FEWEST = 3


def signed(walk: Walk) -> list[Draft]:
    """The day on which a notice was signed stands below all its dates, and is no later than they are. Where nothing
    but a place tells of it, it is before them all."""
    if len(walk.drafts) < 2 or not walk.drafts[-1].may_sign:
        return []
    *others, last = walk.drafts
    for draft in others[-1:] if last.signing else others:
        start, day = draft.item.start, last.item.start
        latest = _year(walk, draft) or LAST_YEAR, start.month, start.day
        if day.year is None or (day.year, day.month, day.day) >= latest:
            return []
    return [last]


def written(walk: Walk) -> list[Draft]:
    """A day alone on its line and of a year before that of all meetings."""
    if len(walk.drafts) < FEWEST:
        return []
    head, *below = walk.drafts
    *above, foot = walk.drafts
    found: list[Draft] = []
    if head.heading < 0 and below[0].after and _is_year_before(walk, head, below):
        found = [head]
    elif not _goes_on(walk, above, foot) and _is_year_before(walk, foot, above):
        found = [foot]
    for draft in found:
        walk.marks.doubt(draft.line, Reason.of("day_of_text"))
    return found


def _is_year_before(walk: Walk, day: Draft, others: list[Draft]) -> bool:
    """Where the year of some of the others is known."""
    years = {year for draft in others if (year := _year(walk, draft)) is not None}
    year = day.item.start.year
    return day.bare and bool(years) and year is not None and year < min(years)


def _year(walk: Walk, draft: Draft) -> int | None:
    years = walk.headings[draft.heading].years if draft.heading >= 0 else ()
    return draft.item.start.year or max(years, default=None)


def _goes_on(walk: Walk, above: list[Draft], day: Draft) -> bool:
    """The day belongs to the list above it, or has one of its own: it is no further from the others than they are
    from each other, some line follows it, or it is another body's."""
    gaps = [after.line - before.line for before, after in itertools.pairwise(above)]
    near = day.line - above[-1].line <= max(gaps)
    return near or bool(walk.undated) or day.body not in (None, above[-1].body)
