"""Days alone under a month: "tisdag 9 kl. 13", "9, 23"."""

from __future__ import annotations

from datetime import time as clock
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import (
    bodies,
    cell_days,
    grammar,
    labels,
    notes,
    parts,
    times,
)
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.page import fronts, headings
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import grids
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

CANCEL, NONE = Role.CANCEL.value, Role.NONE.value
MOST_WORDS_BESIDE_DAY, FULL_HOUR, LAST_DAY = 6, 3, 31
FEWEST_MONTHS = 2
# A month without a day above another is no wonder in the summer.
SUMMER = frozenset((7, 8))


def days(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes in the days of a line that tells nothing but days; whether it is such a line."""
    if parsed.months or parsed.weeks or parsed.years or walk.month is None:
        return False
    if walk.below_month and _is_none_of(parsed):
        return True
    tokens, first, name = _opening(walk, parsed)
    if first >= len(tokens) or not parts.small(tokens[first]):
        return False
    words = sum(t.kind is WORD for t in tokens)
    if words > MOST_WORDS_BESIDE_DAY or any(t.first == first for t in parsed.times):
        return False
    # Months in a column of their own are a grid that lost its shape.
    if parts.is_clock([*tokens, *grammar.END], first) and len(tokens) == first + FULL_HOUR:
        return False
    if walk.months_in_a_row > 2 or walk.torn or walk.lone_signs:
        walk.marks.fault(number, Reason.of("days_without_month"))
        return True
    hours = _hours_behind(tokens, first)
    found = cell_days.days(
        tokens[: first + 1] if hours else tokens, walk.month.month, walk.month.year, walk.lexicon
    )
    if not found:
        return False
    if hours:
        found = [(item, hours) for item, _ in found]
        walk.marks.doubt(number, Reason.of("bare_hour", hour=hours.start))
    _doubt_empty(walk, number, walk.month.month)
    walk.months_in_a_row = 0
    starts = [time for time in parsed.times if not time.until_only]
    if len(starts) > len(found):
        walk.marks.doubt(number, Reason.of("several_times", time=starts[0].start))
    inside = parsed.covered()
    rest = [t for n, t in enumerate(parsed.tokens) if not inside[n] and t.kind is not NUMBER]
    for item, time in found:
        draft = Draft(number, item, time)
        draft.body = name or labels.behind(rest, parsed.text)
        draft.labelled = draft.body is not None
        draft.note = grids.note(tokens)
        draft.cancelled = item.struck or bool(parsed.roles & CANCEL)
        if len(found) == 1:
            _take_words(walk, draft, parsed, tokens)
        walk.place(draft)
    return True


def _opening(walk: Walk, parsed: Parsed) -> tuple[list[Token], int, str | None]:
    """The tokens of the line, where its first day may stand in them, and the body that opens it: "AU 21." below
    "AUGUST"."""
    tokens = _without_signs(parsed.tokens)
    first = 1 if tokens and tokens[0].sense.weekday else 0
    while first < len(tokens) and tokens[first].low in (".", "den", "the", ","):
        first += 1
    at = next((n for n in range(first, len(tokens)) if tokens[n].kind is NUMBER), first)
    if not walk.below_month or not 0 < at - first <= MOST_WORDS_BESIDE_DAY:
        return tokens, first, None
    name = bodies.name_in([t for t in tokens[first:at] if t.low != ":"], parsed.text)
    return (tokens[at:], 0, name) if name else (tokens, first, None)


def _is_none_of(parsed: Parsed) -> bool:
    """A body that does not meet this month: "AU -", "KS: inget möte"."""
    tokens = parsed.tokens
    at = next((n for n, t in enumerate(tokens) if t.low == "-" or t.sense.roles & NONE), 0)
    named = at and bodies.name_in([t for t in tokens[:at] if t.low != ":"], parsed.text)
    return bool(named) and all(t.kind is not NUMBER for t in tokens)


def _take_words(walk: Walk, draft: Draft, parsed: Parsed, tokens: list[Token]) -> None:
    """Takes what stands beside the one day of a line as on any line with one date."""
    first, last = (tokens[draft.item.first], tokens[draft.item.last - 1])
    at = {id(token): n for n, token in enumerate(parsed.tokens)}
    draft.item.first, draft.item.last = at[id(first)], at[id(last)] + 1
    parsed.put_back(draft.item)
    draft.note = notes.of_date(parsed, 0, draft.body)
    fronts.label([draft], parsed)


def _without_signs(tokens: list[Token]) -> list[Token]:
    """The line without bullets, and without the letters of "12th"."""
    kept: list[Token] = []
    for n, token in enumerate(tokens):
        bullet = token.low in headings.BULLETS and (token.gap or not n)
        ordinal = n and token.low in parts.APART and not token.gap and tokens[n - 1].kind is NUMBER
        if not bullet and not ordinal:
            kept.append(token)
    return kept


def _hours_behind(tokens: list[Token], first: int) -> TimeItem | None:
    """ "12 10-12": the hours of one day, with nothing but a blank between."""
    rest = tokens[first + 1 :]
    if len(rest) != FULL_HOUR or rest[1].low != "-" or not rest[0].gap or rest[1].gap:
        return None
    begin, end = rest[0].value, rest[2].value
    if not times.FIRST_HOUR <= begin < end <= times.LAST_HOUR:
        return None
    return TimeItem(first + 1, len(tokens), clock(begin), clock(end))


def _doubt_empty(walk: Walk, number: int, month: int) -> None:
    """Points out the days below two months line under line, where those of the first may have been lost."""
    if len(walk.bare_months) < FEWEST_MONTHS or (above := walk.bare_months[-2][1]) in SUMMER:
        return
    reason = Reason.of("month_empty", month=above)
    last = walk.drafts[-1] if walk.drafts else None
    told = last and reason in walk.marks.doubts.get(last.line, ())
    goes_on = told and last and last.item.start.month == month
    if walk.months_in_a_row == FEWEST_MONTHS or goes_on:
        walk.marks.doubt(number, reason)
