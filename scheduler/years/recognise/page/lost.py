"""Days whose month or head is lost: they are refused, never dropped in silence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import bodies, grammar, parts
from scheduler.years.recognise.line.items import ISO, Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import END, NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

NONE = Role.NONE.value
LONGEST_LOST, FEWEST_DAYS, DAYS_OF_WEEK, MONTH_ALONE = 20, 3, 5, 3
LAST_DAY, LAST_MONTH, SHORTEST_MONTH, LONGEST_MONTH, GLUED, NEAR = 31, 12, 3, 11, 5, 3


def refused(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line has days that cannot be read for want of their month or their head, or a month without its
    day."""
    tokens = parsed.tokens
    if len(tokens) > LONGEST_LOST:
        return False
    n = opening(tokens)
    month = _month_without_day(walk, parsed, n)
    if month:
        walk.marks.fault(number, Reason.of("no_day", month=month))
        return True
    if _is_glued(tokens):
        walk.marks.fault(number, Reason.of("cell_lost"))
        return True
    rest = [t for t in tokens[n:] if t.kind is not SIGN]
    misspelt = _is_misspelt(walk, rest) and not _is_cut(tokens, rest[1])
    lost = misspelt or _is_torn(parsed, rest) or _are_of_bodies(parsed)
    lost = lost or _opens_in_digits(walk, tokens) or is_below_month(walk, parsed)
    if walk.month is None:
        lost = lost or _is_column(walk, tokens) or _is_row(parsed) or _is_bare(parsed, n)
    if lost:
        walk.marks.fault(number, Reason.of("days_without_month"))
    return lost


def opening(tokens: list[Token]) -> int:
    """Where the first day of the line may stand: behind signs, its weekday and an article."""
    n = 0
    while n < len(tokens) - 1 and (
        tokens[n].kind is SIGN or tokens[n].sense.weekday or tokens[n].low in parts.ARTICLES
    ):
        n += 1
    return n


def _is_glued(tokens: list[Token]) -> bool:
    """A month, and a day glued to the "no meeting" before it: "AugustNo Meeting16thNo Meeting"."""
    none = [n for n, t in enumerate(tokens) if t.sense.roles & NONE]
    days = (n for n in range(2, len(tokens)) if _is_day(tokens[n]) and not tokens[n].gap)
    return bool(tokens[0].sense.month and none) and any(
        none[0] < n and tokens[n - 1].kind is WORD for n in days
    )


def _is_day(token: Token) -> bool:
    return parts.small(token) and 1 <= token.value <= LAST_DAY


def _month_without_day(walk: Walk, parsed: Parsed, n: int) -> int:
    """A month and right behind it an hour or a number that is no day: "May 216:30"; "2027-03" alone on a line among
    dates in digits."""
    if parsed.months and parsed.months[0].first == n:
        month = parsed.months[0]
        after = parsed.tokens[month.last : month.last + 1]
        return month.month if any(t.kind is NUMBER and not parts.is_year(t) for t in after) else 0
    last = parsed.tokens[-1].value
    alone = len(parsed.tokens) == MONTH_ALONE and 1 <= last <= LAST_MONTH and not parsed.years
    return last if alone and _opens_in_digits(walk, parsed.tokens) else 0


def is_below_month(walk: Walk, parsed: Parsed) -> bool:
    """A day below its month that other words kept from being read: "on 24 Kommunstyrelsen (ersätter 10 mars)"."""
    n = opening(parsed.tokens)
    behind = parsed.tokens[n + 1 : n + 2 + NEAR]
    if walk.month is None or not _is_day(parsed.tokens[n]) or parsed.covered()[n]:
        return False
    if not behind or not behind[0].gap or behind[0].kind is not WORD:
        return False
    weekday = any(t.sense.weekday for t in parsed.tokens[:n])
    return weekday or any(map(bodies.is_head, behind[:NEAR]))


def _is_misspelt(walk: Walk, rest: list[Token]) -> bool:
    """A day and a word that was meant for its month: "12 novmbr kl. 18", also with blanks in it."""
    if len(rest) < 2 or not _is_day(rest[0]) or rest[1].sense is not NOTHING:
        return False
    word, after = rest[1], rest[2:3]
    if all(len(t.low) == 1 for t in rest[1:]):
        return len(rest) > SHORTEST_MONTH
    fits = SHORTEST_MONTH <= len(word.low) <= LONGEST_MONTH
    alone = all(t.kind is not WORD or t.sense.roles for t in after)
    return fits and alone and spelling.resembles_month(word.low, walk.lexicon.language)


def _is_cut(tokens: list[Token], word: Token) -> bool:
    """The word is the first of a name, cut short by a hyphen: "2. Kasvatus- ja opetuslautakunta"."""
    behind = tokens[tokens.index(word) + 1 :][:2]
    return len(behind) > 1 and behind[0].low == "-" and not behind[0].gap and behind[1].gap > 0


def _is_torn(parsed: Parsed, rest: list[Token]) -> bool:
    """A weekday and behind it a day that signs part from its month: "Di. 18 06 2027", "tisdag 18; juni"."""
    if not parsed.weekdays or len(rest) < 2 or parsed.times:
        return False
    if "-" in parsed.lows and not any(map(parts.is_year, rest[2:3])):
        return False  # "mån 9-12"
    day, month = rest[:2]
    told = month.sense.month or (parts.small(month) and 1 <= month.value <= LAST_MONTH)
    glued = not parts.small(day) and len(day.low) < GLUED and parts.is_year(month)  # "1806.2027"
    return glued or (_is_day(day) and bool(told))


def _is_bare(parsed: Parsed, n: int) -> bool:
    """A day with its weekday and hour, or an hour and nothing else: "tisdag 13 kl. 18"."""
    if not parsed.times or parsed.months or not _is_day(parsed.tokens[n]):
        return False
    alone = parsed.weekdays or parsed.left == parsed.numbers_left == 1
    behind = parts.past_ordinal([*parsed.tokens, *grammar.END], n + 1)
    return bool(alone) and parsed.times[0].first == behind


def _opens_in_digits(walk: Walk, tokens: list[Token]) -> bool:
    """A year and a month among dates in digits: "2027-03" alone, "2027-0 9-14"."""
    if len(tokens) < MONTH_ALONE or not walk.drafts or walk.drafts[-1].item.form is not ISO:
        return False
    return parts.is_year(tokens[0]) and tokens[1].low == "-" and parts.small(tokens[2])


def _is_column(walk: Walk, tokens: list[Token]) -> bool:
    """A bare day below a column of months: a grid that lost its shape. Nobody can tell."""
    bare = all(parts.small(t) or t.low in (",", "*", "-", ".") for t in tokens)
    return walk.months_in_a_row > 2 and bare and parts.small(tokens[0])


def _is_row(parsed: Parsed) -> bool:
    """A row of bare days whose head is not there: "Kommunstyrelsen  14  11  11"."""
    days = [t for t in parsed.tokens if t.kind is NUMBER]
    rest = [t for t in parsed.tokens if t.kind is not NUMBER]
    if len(days) < FEWEST_DAYS or not all(map(_is_day, days)) or parsed.items:
        return False
    bare = all(t.low in ("-", ",", ".") or t.kind is WORD for t in rest)
    return bare and parsed.tokens[-1].kind is not WORD and any(map(bodies.is_head, rest))


def _are_of_bodies(parsed: Parsed) -> bool:
    """ "Januari: KS 12, KF 25": days behind bodies' names on their month's line."""
    if not parsed.months or parsed.months[0].first or not parsed.numbers_left:
        return False
    tokens = parsed.tokens
    numbers = [n for n, token in enumerate(tokens) if token.kind is NUMBER]
    return all(_is_day(tokens[n]) and bodies.is_head(tokens[n - 1]) for n in numbers)


def span(walk: Walk, parsed: Parsed, number: int) -> None:
    """Refuses two days too far apart for a meeting, with a dash between and no word that would tell what lasts so
    long: below meetings one of them may be a meeting's, and the other its deadline. And a day below its month,
    whose line tells of other dates."""
    if is_below_month(walk, parsed):
        walk.marks.fault(number, Reason.of("days_without_month"))
    elif walk.drafts and parsed.dates[0].until and not parsed.left and not parsed.times:
        walk.marks.fault(number, Reason.of("several_dates"))


def calendar(walk: Walk, parsed: Parsed) -> bool:
    """Whether the line is the head of a calendar's page, below which every day stands: "Må Ti On …"."""
    opening = [END, *parsed.tokens[:LONGEST_LOST]]
    told = sum(
        token.sense.weekday is not None and (token.gap > 0 or before.kind is not NUMBER)  # "9th"
        for before, token in pairwise(opening)
    )
    if told < DAYS_OF_WEEK:
        return False
    walk.month, walk.months_in_a_row = None, FEWEST_DAYS
    return True
