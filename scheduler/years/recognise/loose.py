"""Days whose month or week stands elsewhere: "tisdag 9 kl. 13" under a month, "onsdag v. 12"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise import bodies, cells, grids, headings, parts, reading
from scheduler.years.recognise.drafts import Draft
from scheduler.years.recognise.items import Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import Kind
from scheduler.years.recognise.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.sections import Walk

STALE, NONE, HOLIDAY, CANCEL = (
    Role.STALE.value, Role.NONE.value, Role.HOLIDAY.value, Role.CANCEL.value,
)  # fmt: skip
MOST_WORDS_BESIDE_DAY = 6
MOST_WORDS_BESIDE_WEEK = 4
FEWEST_HEADS = 2
BULLETS = frozenset("-•·▪◦‣*●○")


def days_of_month(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Days alone under a month: "tisdag 9 kl. 13", "9, 23"."""
    if parsed.months or parsed.weeks or parsed.years:
        return False
    if walk.month is None:
        return _torn(walk, parsed, number)
    tokens = [t for t in parsed.tokens if t.low not in BULLETS or t.gap == 0]
    first = 1 if tokens and tokens[0].sense.weekday else 0
    while first < len(tokens) and tokens[first].low in (".", "den", "the", ","):
        first += 1
    if first >= len(tokens) or not parts.small(tokens[first]):
        return False
    words = sum(t.kind is Kind.WORD for t in tokens)
    if words > MOST_WORDS_BESIDE_DAY or any(t.first == first for t in parsed.times):
        return False
    # Months in a column of their own are a grid that lost its shape.
    if walk.months_in_a_row > 2 or walk.torn:
        walk.marks.fault(number, Reason.of("days_without_month"))
        return True
    found = cells.days(tokens, walk.month.month, walk.month.year, walk.lexicon)
    if not found:
        return False
    walk.months_in_a_row = 0
    inside = parsed.covered()
    rest = [t for n, t in enumerate(parsed.tokens) if not inside[n] and t.kind is not Kind.NUMBER]
    for item, time in found:
        draft = Draft(number, item, time)
        draft.body = bodies.name_in(rest, parsed.text)
        draft.labelled = draft.body is not None
        draft.note = grids.note(tokens, parsed.text, found)
        draft.cancelled = item.struck or bool(parsed.roles & CANCEL)
        walk.place(draft)
    return True


def cancels_above(walk: Walk, parsed: Parsed) -> bool:
    """ "Inställt" on a line of its own below a meeting says so of that one. Where meetings have no such
    lines below them it may be the heading of others."""
    if len(parsed.tokens) > 1 or not parsed.roles & CANCEL or not walk.drafts:
        return False
    above = walk.drafts[-1]
    if above.section != walk.section:
        return False
    above.cancelled = True
    if not above.after or len(walk.drafts) == 1:
        walk.marks.doubt(above.line, Reason.of("cancelled_below"))
    return True


def below_lost_head(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A row of days far apart below several bodies' names: nobody can tell which is whose."""
    if len(walk.heads) < FEWEST_HEADS:
        return False
    apart = [
        n
        for n in range(1, len(parsed.tokens))
        if parsed.tokens[n].gap >= cells.WIDE and parsed.tokens[n - 1].low != ","
    ]
    if not apart and "\t" not in parsed.lows:
        return False
    walk.marks.fault(number, Reason.of("head_torn"))
    return True


def _torn(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A bare day below a column of months: a grid that lost its shape. Nobody can tell."""
    bare = all(parts.small(t) or t.low in (",", "*", "-", ".") for t in parsed.tokens)
    if walk.months_in_a_row <= 2 or not bare or not parts.small(parsed.tokens[0]):
        return False
    walk.marks.fault(number, Reason.of("days_without_month"))
    return True


def week(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A weekday in a numbered week is a date; the week alone is none."""
    words = sum(t.kind is Kind.WORD for t in parsed.tokens)
    if parsed.roles & (HOLIDAY | NONE | STALE) or words > headings.LONGEST_HEADING:
        return False
    days = [w.weekday for w in parsed.weekdays if not w.weekday.plural]
    week = parsed.weeks[0]
    if len(days) == 1 and len(parsed.weeks) == 1:
        item = headings.week_date(week, days[0].number)
        chosen = reading.of_week(parsed, item, number, walk.marks)
        if parsed.years and parsed.years[0].first >= week.first:
            item.start.year = parsed.years[0].years[0]
        chosen.labelled = chosen.body is not None
        walk.place(chosen)
        return True
    if words <= MOST_WORDS_BESIDE_WEEK and not parsed.times:
        walk.marks.fault(number, Reason.of("week_without_day", week=week.number))
        return True
    return False
