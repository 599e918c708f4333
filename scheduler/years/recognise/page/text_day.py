"""The day on which the text was written, put up or signed. Alone on its line it is pointed out: above the first
heading, "Sammanträdesdatum" / "2026-12-03", beside the title of news, with an hour to the minute, or at the end, below
the name of who signed it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.parts import LAST_YEAR
from scheduler.years.recognise.results import Reason

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

FEWEST, MOST_EARLY = 3, 2


def signed(walk: Walk) -> list[Draft]:
    """The day on which a notice was signed stands below all its dates, and is no later than they are. Where nothing
    but a place tells of it, it is before them all."""
    if len(walk.drafts) < 2 or not walk.drafts[-1].may_sign:
        return []
    *others, last = walk.drafts
    for draft in others[-1:] if last.signing else others:
        day = last.item.start
        if day.year is None or (day.year, day.month, day.day) >= _date(walk, draft):
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


def of_news(walk: Walk) -> list[Draft]:
    """The one day alone on its line, right below or above the title of a page that calls off a later meeting:
    "Gemeindeversammlung vom 23. Juni 2027: Absage" and "7. Mai 2027"."""
    lone = [draft for draft in walk.drafts if draft.bare and _tells_year(draft)]
    pair = walk.drafts[:2]
    if len(lone) != 1 or lone[0] not in pair or len(pair) < 2 or pair[1].after:
        return []
    title = pair[pair[0] is lone[0]]
    if not (title.cancelled and title.words_first) or _date(walk, lone[0]) >= _date(walk, title):
        return []
    walk.marks.doubt(lone[0].line, Reason.of("day_of_text"))
    return lone


def stamped(walk: Walk) -> list[Draft]:
    """A day with its year and an hour to the minute, and nothing else on its line, before all meetings: "1 October
    2027 | 00:21", when the text was put up. The meeting below it is the next on such a day, if the text has no year."""
    stamps = [draft for draft in walk.drafts if draft.stamp]
    others = [draft for draft in walk.drafts if not draft.stamp]
    if not stamps or not others:
        return []
    first = min(_date(walk, draft) for draft in others)
    listed = {draft.item.form for draft in others if draft.alone}
    found = [d for d in stamps if d.item.form not in listed and _date(walk, d) < first]
    gone = {id(draft) for draft in found}
    for stamp, below in itertools.pairwise(walk.drafts) if found else ():
        if id(stamp) in gone and not below.stamp and _date(walk, below)[0] == LAST_YEAR:
            passes = _date(walk, below)[1:] < _date(walk, stamp)[1:]
            below.loose_year = below.loose_year or _date(walk, stamp)[0] + passes
    for draft in found:
        walk.marks.doubt(draft.line, Reason.of("day_of_text"))
    return found


def _date(walk: Walk, draft: Draft) -> tuple[int, int, int]:
    """Year, month and day; what has no year yet is later than all else."""
    return _year(walk, draft) or LAST_YEAR, draft.item.start.month, draft.item.start.day


def early(walk: Walk) -> list[Draft]:
    """One or two days of a year before that of all meetings, written out above the heading of those or below a list
    that goes forward in time, on lines that speak of no meeting: "Nyhet | 2026-12-03", "Av Kim Ek, 3 december 2026"."""
    above = [*itertools.takewhile(_opens_page, walk.drafts[:MOST_EARLY])]
    rest = walk.drafts[len(above) :]
    if not rest or not rest[0].after or not _are_before(walk, above, rest):
        above, rest = [], walk.drafts
    below = [*itertools.takewhile(_tells_year, rest[: -MOST_EARLY - 1 : -1])]
    rest = rest[: len(rest) - len(below)]
    if not _are_before(walk, below, rest) or not _ends_page(walk, below, rest):
        below = []
    found = [draft for draft in (*above, *below) if draft.of_none]
    for draft in found:
        walk.marks.doubt(draft.line, Reason.of("day_of_text"))
    return found


def ask_about_earlier(walk: Walk) -> None:
    """Points out a meeting that a sentence alone tells of, in a year before that of all others: perhaps something was
    decided then."""
    pairs = itertools.pairwise([*walk.drafts, None])
    told = [d for d, after in pairs if d and d.in_sentence and not _goes_on_with(d, after)]
    found = [draft for draft in told if _tells_year(draft) and not draft.time]
    gone = {id(draft) for draft in found}
    others = [draft for draft in walk.drafts if id(draft) not in gone]
    for draft in found if _are_before(walk, found, others) else ():
        code = "lone_year" if len(found) == 1 else "year_unsure"
        walk.marks.doubt(draft.line, Reason.of(code, year=draft.item.start.year))


def _goes_on_with(draft: Draft, after: Draft | None) -> bool:
    """The next day stands in the same sentence."""
    if after is None or after.in_sentence:
        return False
    return (draft.opens or draft.line) == (after.opens or after.line)


def _tells_year(draft: Draft) -> bool:
    return draft.item.start.year is not None and draft.item.until is None


def _are_before(walk: Walk, days: list[Draft], others: list[Draft]) -> bool:
    years = {year for draft in others if (year := _year(walk, draft)) is not None}
    latest = max((draft.item.start.year or 0 for draft in days), default=LAST_YEAR)
    return len(others) >= FEWEST and bool(years) and latest < min(years)


def _opens_page(draft: Draft) -> bool:
    return _tells_year(draft) and draft.heading < 0


def _ends_page(walk: Walk, days: list[Draft], others: list[Draft]) -> bool:
    """The days have no heading of their own, and cannot be the last of a list that goes forward."""
    first, last = (
        (d.item.start.year or 0, d.item.start.month, d.item.start.day)
        for d in (others[0], others[-1])
    )
    return first < last and not any(
        draft.section != others[-1].section or _year_above(walk, draft) == draft.item.start.year
        for draft in days
    )


def _year_above(walk: Walk, draft: Draft) -> int | None:
    years = walk.headings[draft.heading].years if draft.heading >= 0 else ()
    return max(years, default=None)


def _is_year_before(walk: Walk, day: Draft, others: list[Draft]) -> bool:
    """Where the year of some of the others is known."""
    years = {year for draft in others if (year := _year(walk, draft)) is not None}
    year = day.item.start.year
    return day.bare and bool(years) and year is not None and year < min(years)


def _year(walk: Walk, draft: Draft) -> int | None:
    return draft.item.start.year or _year_above(walk, draft)


def _goes_on(walk: Walk, above: list[Draft], day: Draft) -> bool:
    """The day belongs to the list above it, or has one of its own: it is no further from the others than they are
    from each other, some line follows it, or it is another body's."""
    gaps = [after.line - before.line for before, after in itertools.pairwise(above)]
    near = day.line - above[-1].line <= max(gaps)
    return near or bool(walk.undated) or day.body not in (None, above[-1].body)
