"""Days alone under a month: "tisdag 9 kl. 13", "9, 23"; or with another day behind them that has its month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time as clock
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import (
    asides,
    bodies,
    cell_days,
    clauses,
    deadlines,
    grammar,
    joint_days,
    labels,
    no_meeting,
    notes,
    other_hours,
    parts,
    reading,
    times,
)
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import BY_DAY, DateItem, Parsed, TimeItem
from scheduler.years.recognise.page import fronts, headings, lost
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

CANCEL, NONE, AND, CLOCK = (
    Role.CANCEL.value, Role.NONE.value, Role.AND.value, Role.CLOCK.value,
)  # fmt: skip
MOST_WORDS_BESIDE_DAY, FULL_HOUR = 5, 3
SMALL_WORDS = small.THE | small.FOR
FEWEST_MONTHS = 2
# A month without a day above another is no wonder in the summer.
SUMMER = frozenset((7, 8))
JOINTS = frozenset(",.*-–/")
Days = list[tuple[DateItem, TimeItem | None]]


def days(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes in the days of a line that tells nothing but days; whether it is such a line."""
    if parsed.months or walk.month is None:
        return False
    if walk.below_month and _is_none_of(parsed):
        return True
    tokens, years = _without_years(parsed)
    tokens = _without_signs(tokens)
    beside = [t for t in bodies.outside_parentheses(tokens) if t.kind is WORD]
    if not tokens or sum(map(_says, beside)) > MOST_WORDS_BESIDE_DAY:
        return False
    first, name = _opening(walk, parsed, tokens)
    if not parts.small(tokens[first]) or parts.is_clock([*tokens, *grammar.END], first):
        return False
    if lost := _lost(walk, name):
        walk.marks.fault(number, Reason.of(lost))
        return True
    hours = _hours_behind(tokens, first)
    cell = tokens[first : first + 1] if hours else tokens[first if name else 0 :]
    found = cell_days.days(cell, walk.month.month, walk.month.year, walk.lexicon)
    if not found:
        return False
    if len(found) == 1 and (
        no_meeting.is_said([], tokens[first + 1 :]) or deadlines.after_day(cell[found[0][0].last :])
    ):
        walk.months_in_a_row = 0
        return True  # "torsdag 11: inget möte", "22.–26. vinterferie"
    if hours:
        found = [(item, hours) for item, _ in found]
    for reason in _doubts(parsed, found, hours, years):
        walk.marks.doubt(number, reason)
    _doubt_empty(walk, number, walk.month.month)
    walk.months_in_a_row = 0
    drafts = list(_drafts(parsed, number, found, name, note=cell_days.note(cell)))
    if len(found) == 1:
        drafts = _with_words(drafts[0], parsed, cell)
    if len(parsed.times) > len(drafts):
        walk.marks.doubt(number, Reason.of("several_times", time=parsed.times[0].start))
    for draft in drafts:
        draft.labelled = draft.body is not None
        walk.place(draft)
    return True


def _doubts(
    parsed: Parsed, found: Days, hours: TimeItem | None, years: list[str]
) -> Iterator[Reason]:
    """What is odd about the line of such days."""
    if hours:
        yield Reason.of("bare_hour", hour=hours.start)
    if len(found) > 1 and parsed.roles & CANCEL:
        yield Reason.of("cancelled_beside_others")
    for year in years:
        yield Reason.of("number_left", number=year)


def _says(token: Token) -> bool:
    """The word is none of the small ones that stand between others, nor of the day's and the hour's."""
    small_word = token.low in SMALL_WORDS or token.sense.roles & (CLOCK | AND)
    return not (small_word or token.sense.weekday)


def _lost(walk: Walk, name: str | None) -> str:
    """Why a day below a month cannot be read: months in a column of their own are a grid that lost its shape, and heads
    of several bodies leave open whose it is."""
    if walk.months_in_a_row > 2 or walk.lone_signs:
        return "days_without_month"
    return "head_torn" if name is None and len(walk.heads) > 2 else ""


def _drafts(
    parsed: Parsed, number: int, found: Days, name: str | None, *, note: str | None
) -> Iterator[Draft]:
    """The meetings of the days, with what the line says of each; `name`: the body that opens it."""
    inside = parsed.covered()
    plain = set(map(id, _without_signs(parsed.tokens)))
    day = next(n for n, t in enumerate(parsed.tokens) if t.kind is NUMBER)
    rest = [
        t
        for n, t in enumerate(parsed.tokens)
        if n > day and not inside[n] and t.kind is not NUMBER and id(t) in plain
    ]
    of_other = len(found) == 1 and other_hours.is_only(parsed)
    for item, time in found:
        draft = Draft(number, item, None if of_other else time, note=note)
        draft.aside = other_hours.only(parsed) if of_other else None
        draft.body = name or labels.behind(rest, parsed.text)
        draft.cancelled = item.struck or bool(parsed.roles & CANCEL)
        yield draft


def complete(walk: Walk, parsed: Parsed, number: int) -> None:
    """Gives the days that open a line their month where another day behind them has one of its own: "Tues 2 Planning
    (agenda 25 April)". Without their weekday they are days if that other one is of papers, and pointed out if it is
    of another month."""
    if walk.month is None or not parsed.numbers_left or not _goes_on(walk):
        return
    tokens, first = parsed.tokens, lost.opening(parsed.tokens)
    if not parts.small(tokens[first]) or parsed.covered()[first] or first > parsed.dates[0].first:
        return
    cell = _days_alone(parsed, first)
    last = cell[-1] + 1
    if tokens[last].low in nouns.COUNTED or parts.is_clock([*tokens, *grammar.END], first):
        return
    ahead = clauses.last(tokens[last : parsed.dates[0].first])
    sent = asides.tells_papers(parsed) or deadlines.is_label(ahead)
    if not sent and not any(t.sense.weekday for t in tokens[:first]):
        other = all(item.start.month != walk.month.month for item in parsed.dates)
        if other and "(" in parsed.lows:
            walk.marks.doubt(number, Reason.of("number_left", number=tokens[first].text))
        return
    month, days = walk.month, [tokens[n] for n in cell]
    found = [item for item, _ in cell_days.days(days, month.month, month.year, walk.lexicon) or ()]
    for item in found:
        end = cell[item.last - 1] + 1
        item.first, item.last = cell[item.first], end + (tokens[end].low in parts.APART)
    parsed.put_first(found)


def _goes_on(walk: Walk) -> bool:
    """Nothing but days that lack their month has come below it."""
    above = walk.bare_months[-1][2]
    return len(walk.drafts) == above or walk.drafts[-1].item.form is BY_DAY


def _days_alone(parsed: Parsed, first: int) -> list[int]:
    """Where the days in a row stand that begin at `first`, with the signs between: "2", "2nd*", "2, 9 and 16"."""
    tokens, covered, last = parsed.tokens, parsed.covered(), first + 1
    while not covered[last] and (_is_joint(tokens[last]) or parts.small(tokens[last])):
        last += 1
    return [n for n in range(first, last) if tokens[n].low not in parts.APART]


def _is_joint(token: Token) -> bool:
    return token.low in JOINTS or token.low in parts.APART or token.sense.roles & AND > 0


def _without_years(parsed: Parsed) -> tuple[list[Token], list[str]]:
    """The line without the years behind its words, "9 Kommunstyrelsen, bokslut 2026", and those that are not told to
    be of what is dealt with."""
    tokens = parsed.tokens
    behind = [y for y in parsed.years if y.first and tokens[y.first - 1].kind is WORD]
    inside = {n for year in behind for n in range(year.first, year.last)}
    others = [tokens[y.first].text for y in behind if not reading.is_of_matter(parsed, y)]
    return [t for n, t in enumerate(tokens) if n not in inside], others


def _without_signs(tokens: list[Token]) -> list[Token]:
    """The line without bullets, and without the letters of "12th" and "12:e"."""
    kept: list[Token] = []
    ordinal = 0
    for n, token in enumerate(tokens):
        if n and tokens[n - 1].kind is NUMBER:
            ordinal = parts.past_ordinal([*tokens, *grammar.END], n) if token.low != "." else 0
        bullet = token.low in headings.BULLETS and (token.gap or not n)
        if not bullet and n >= ordinal:
            kept.append(token)
    return kept


def _opening(walk: Walk, parsed: Parsed, tokens: list[Token]) -> tuple[int, str | None]:
    """Where the first day may stand, and the body that opens the line: "AU 21." below "AUGUST"."""
    first = lost.opening(tokens)
    while first + 1 < len(tokens) and (
        tokens[first].sense.roles & CANCEL or tokens[first].low in small.NOTICE
    ):
        first += 1 + lost.opening(tokens[first + 1 :])  # "INSTÄLLT: torsdag 11"
    at = next((n for n in range(first, len(tokens)) if tokens[n].kind is NUMBER), first)
    name = walk.below_month and bodies.name_in(_spoken(tokens[first:at]), parsed.text)
    return (at, name) if name else (first, None)


def _spoken(tokens: list[Token]) -> list[Token]:
    return [t for t in tokens if t.low != ":"]


def _is_none_of(parsed: Parsed) -> bool:
    """A body that does not meet this month: "AU -", "KS: inget möte"."""
    tokens = parsed.tokens
    at = next((n for n, t in enumerate(tokens) if t.low == "-" or t.sense.roles & NONE), 0)
    named = bodies.name_in(_spoken(tokens[:at]), parsed.text)
    return bool(named) and all(t.kind is not NUMBER for t in tokens)


def _with_words(draft: Draft, parsed: Parsed, tokens: list[Token]) -> list[Draft]:
    """Takes what stands beside the one day of a line as on any line with one date; a meeting of each body that is
    listed there."""
    at = {id(token): n for n, token in enumerate(parsed.tokens)}
    first, last = tokens[draft.item.first], tokens[draft.item.last - 1]
    end = at[id(last)] + 1
    draft.item.first = at[id(first)]
    draft.item.last = parts.past_ordinal([*parsed.tokens, *grammar.END], end)
    parsed.put_back(draft.item)
    draft.note = notes.of_date(parsed, 0, draft.body)
    if joint := joint_days.of_line(parsed):
        return joint.meetings([draft])
    fronts.label([draft], parsed)
    return [draft]


def _hours_behind(tokens: list[Token], first: int) -> TimeItem | None:
    """ "12 10-12": the hours of one day, with nothing but a blank between."""
    rest = tokens[first + 1 :]
    if len(rest) != FULL_HOUR or rest[1].low != "-":
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
    told = [d for d in walk.drafts[-1:] if reason in walk.marks.doubts.get(d.line, ())]
    goes_on = any(draft.item.start.month == month for draft in told)
    if walk.months_in_a_row == FEWEST_MONTHS or goes_on:
        walk.marks.doubt(number, reason)
