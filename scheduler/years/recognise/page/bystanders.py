"""Days that only the rest of the text shows to be no meetings: a day in brackets, the day of the minutes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import deadlines
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import SLASH, Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

DEADLINE = Role.DEADLINE.value
# Above the first paragraph of minutes stand their heading and their day.
LAST_OF_HEAD, FEWEST_IN_BRACKETS, LONGEST_BEFORE = 4, 3, 62
DAYS_OF_MONTH, NEAR = 31, 3


def explains_brackets(parsed: Parsed) -> bool:
    """ "Handlingar ska vara inne senast det datum som anges inom parentes"."""
    if parsed.lows.isdisjoint(deadlines.BRACKETS):
        return False
    return bool(parsed.said & DEADLINE) or "senast" in parsed.lows


def drop(walk: Walk) -> None:
    """Drops such days from the meetings found."""
    walk.drafts = [draft for draft in walk.drafts if not draft.off]
    _drop_case_numbers(walk)
    _drop_papers(walk)
    _drop_bracketed(walk)
    _drop_day_of_minutes(walk)


def _drop_case_numbers(walk: Walk) -> None:
    """Numbers of matters that open their lines and count on: "23/2/11 Innkjøp", "23/2/12 Kurs"."""
    opening = [
        d
        for d in walk.drafts
        if d.item.form is SLASH and not d.item.first and d.item.start.year and d.note
    ]
    counted: set[int] = set()
    for before, draft in itertools.pairwise(opening):
        one, other = before.item.start, draft.item.start
        same = (one.day, one.month) == (other.day, other.month)
        if same and (other.year or 0) - (one.year or 0) == 1 and before.line < draft.line:
            counted |= {before.line, draft.line}
    walk.drafts = [d for d in walk.drafts if d.line not in counted or d not in opening]
    walk.marks.used -= counted


def _drop_papers(walk: Walk) -> None:
    """Days of papers alone, each some days before the meeting on the line above or below it."""
    drafts = walk.drafts
    if not any(draft.of_papers for draft in drafts):
        return
    sent: set[int] = set()
    for n, draft in enumerate(drafts):
        beside = [
            d for d in (*drafts[max(0, n - 1) : n], *drafts[n + 1 : n + 2]) if not d.of_papers
        ]
        near = [
            deadlines.days_between(draft.item, d.item)
            for d in beside
            if abs(d.line - draft.line) <= NEAR
        ]
        if draft.of_papers and any(0 < days <= DAYS_OF_MONTH for days in near):
            sent.add(n)
    walk.marks.used -= {drafts[n].line for n in sent}
    walk.drafts = [draft for n, draft in enumerate(drafts) if n not in sent]


def _drop_bracketed(walk: Walk) -> None:
    """Days in brackets, each behind the meeting it prepares. Where no line says what they are for, they are
    pointed out."""
    inside = [n for n, draft in enumerate(walk.drafts) if draft.bracketed]
    if not inside:
        return
    before = [_is_before(walk.drafts, n) for n in inside]
    if not walk.brackets_told and (len(inside) < FEWEST_IN_BRACKETS or not all(before)):
        return
    for n in inside if not walk.brackets_told else ():
        draft = walk.drafts[n]
        walk.marks.doubt(draft.line, Reason.of("prose_left_out", part=draft.bracketed))
    walk.drafts = [draft for draft in walk.drafts if not draft.bracketed]


def _is_before(drafts: list[Draft], n: int) -> bool:
    """Some weeks before the day in front of it on its line."""
    if not n or drafts[n - 1].line != drafts[n].line or drafts[n - 1].bracketed:
        return False
    one, other = drafts[n - 1].item.start, drafts[n].item.start
    months = (one.month - other.month) % 12
    return 0 < months * DAYS_OF_MONTH + one.day - other.day <= LONGEST_BEFORE


def _drop_day_of_minutes(walk: Walk) -> None:
    """The day above the first paragraph, where all others stand in paragraphs: that of the meeting at
    which they were told. They are in its year where no other is said."""
    if len(walk.drafts) < 2 or not walk.first_paragraph:
        return
    head, *rest = walk.drafts
    start = head.item.start
    if start.year is None or not head.line < walk.first_paragraph <= rest[0].line:
        return
    if head.line > LAST_OF_HEAD:
        return
    for draft in rest if head.heading < 0 else ():
        draft.loose_year = draft.loose_year or start.year
    walk.drafts = rest
    walk.marks.used.discard(head.line)
