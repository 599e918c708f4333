"""Days whose month or head is lost: they are refused, never dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line import bodies, grammar, parts
from scheduler.years.recognise.line.items import ISO, Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import spelling
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

LONGEST_LOST, LAST_DAY, SHORTEST_MONTH, LONGEST_MONTH = 20, 31, 3, 11
FEWEST_DAYS, DAYS_OF_WEEK, FEWEST_OF_ISO = 3, 5, 5
# A month with the year glued to it: "62027", "062027".
RUN_TOGETHER = (5, 6)


def refused(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line has days that cannot be read for want of their month or their head."""
    if not parsed.tokens or len(parsed.tokens) > LONGEST_LOST:
        return False
    if _is_torn_iso(walk, parsed):
        walk.marks.fault(number, Reason.of("days_without_month"))
        return True
    if walk.month is None and (a_head(walk, parsed, number) or a_row(walk, parsed, number)):
        return True
    return (
        a_month(walk, parsed, number)
        or a_day(walk, parsed, number)
        or _a_broken_date(walk, parsed, number)
        or _a_bare_day(walk, parsed, number)
    )


def span(walk: Walk, parsed: Parsed, number: int) -> None:
    """Refuses two days too far apart for a meeting, with a dash between and no word that would tell what lasts so
    long: below meetings one of them may be a meeting's, and the other its deadline."""
    if len(parsed.dates) == 1 and parsed.dates[0].until and not parsed.left and not parsed.times:
        walk.marks.fault(number, Reason.of("several_dates"))


def a_day(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A month and right behind it an hour or a number that is no day: "May 216:30"."""
    if not parsed.months or not (walk.drafts or walk.heading >= 0):
        return False
    month = parsed.months[0]
    if month.last == len(parsed.tokens) or month.year is not None:
        return False
    before, after = parsed.tokens[: month.first], parsed.tokens[month.last]
    opens = all(t.kind is SIGN or t.sense.weekday for t in before)
    if not opens or after.kind is not NUMBER or parts.is_year(after):
        return False
    walk.marks.fault(number, Reason.of("no_day", month=month.month))
    return True


def _a_broken_date(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A weekday and behind it a day that signs part from its month: "Di. 18 06 2027", "tisdag 18; juni"."""
    if not parsed.weekdays or not (walk.drafts or walk.heading >= 0) or parsed.times:
        return False
    first = parsed.weekdays[0]
    rest = [t for t in parsed.tokens[first.last :] if t.kind is not SIGN]
    if first.weekday.plural or any(t.kind is WORD for t in parsed.tokens[: first.first]):
        return False
    while rest and rest[0].low in parts.ARTICLES:
        rest = rest[1:]
    if len(rest) < 2 or rest[0].kind is not NUMBER:
        return False
    if "-" in parsed.lows and not any(map(parts.is_year, rest[2:3])):
        return False  # "mån 9-12"
    day, month = rest[:2]
    whole = parts.small(day) and 1 <= day.value <= LAST_DAY
    told = month.sense.month or (parts.small(month) and 1 <= month.value <= 12)
    glued = len(day.low) in (3, 4) and parts.is_year(month)  # "1806.2027"
    if not glued and not (whole and (told or len(month.low) in RUN_TOGETHER)):
        return False
    walk.marks.fault(number, Reason.of("days_without_month"))
    return True


def _a_bare_day(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A day below no month, with its weekday and hour, or an hour and nothing else: "tisdag 13 kl. 18"."""
    if not parsed.times or parsed.months or walk.month is not None or not walk.drafts:
        return False
    n = 0
    while n < len(parsed.tokens) - 1 and (
        parsed.tokens[n].kind is SIGN
        or (parsed.tokens[n].sense.weekday and n < parsed.times[0].first)
        or parsed.tokens[n].low in parts.ARTICLES
    ):
        n += 1
    day = parsed.tokens[n]
    if not parts.small(day) or not 1 <= day.value <= LAST_DAY or parsed.covered()[n]:
        return False
    after = parts.past_ordinal([*parsed.tokens, *grammar.END], n + 1)
    bare = parsed.left == parsed.numbers_left == 1
    if parsed.times[0].first != after or not (parsed.weekdays or bare):
        return False
    walk.marks.fault(number, Reason.of("days_without_month"))
    return True


def _is_torn_iso(walk: Walk, parsed: Parsed) -> bool:
    """ "2027-0 9-14" among dates in digits."""
    if len(parsed.tokens) < FEWEST_OF_ISO or not walk.drafts:
        return False
    year, sign, month = parsed.tokens[:3]
    if walk.drafts[-1].item.form is not ISO or not parts.is_year(year) or parsed.dates:
        return False
    return sign.low == "-" and parts.small(month) and not (sign.gap or month.gap)


def calendar(walk: Walk, parsed: Parsed) -> bool:
    """Whether the line is the head of a calendar's page, below which every day stands: "Må Ti On …"."""
    if sum(t.sense.weekday is not None for t in parsed.tokens[:LONGEST_LOST]) < DAYS_OF_WEEK:
        return False
    if any(t.kind is NUMBER for t in parsed.tokens):
        return False
    walk.month, walk.months_in_a_row = None, FEWEST_DAYS
    return True


def a_row(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A row of bare days whose head is not there: "Kommunstyrelsen  14  11  11"."""
    if parsed.items or not parsed.numbers_left:
        return False
    days = [t for t in parsed.tokens if parts.small(t) and 0 < t.value <= LAST_DAY]
    if len(days) < FEWEST_DAYS or parsed.tokens[-1].kind is WORD:
        return False
    rest = [t for t in parsed.tokens if t.kind is not NUMBER]
    bare = all(t.low in ("-", ",", ".") or t.kind is WORD for t in rest)
    named = any(bodies.is_head(t) for t in rest)
    if not bare or not named or sum(t.kind is NUMBER for t in parsed.tokens) > len(days):
        return False
    walk.marks.fault(number, Reason.of("days_without_month"))
    return True


def a_month(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A day and a word that was meant for its month, among dates: "12 novmbr kl. 18"."""
    if not (walk.drafts or walk.heading >= 0) or len(parsed.tokens) > LONGEST_LOST:
        return False
    n = 0
    while n < len(parsed.tokens) - 2 and (
        parsed.tokens[n].kind is SIGN
        or parsed.tokens[n].sense.weekday
        or parsed.tokens[n].low in parts.ARTICLES
    ):
        n += 1
    if len(parsed.tokens) < n + 2:
        return False
    day, word = parsed.tokens[n : n + 2]
    if word.low == "." and n + 2 < len(parsed.tokens):
        n += 1
        word = parsed.tokens[n + 1]
    if not parts.small(day) or not 1 <= day.value <= LAST_DAY or word.sense is not NOTHING:
        return False
    letter = len(word.low) == 1 and len(parsed.tokens) > n + 3
    fits = letter or SHORTEST_MONTH <= len(word.low) <= LONGEST_MONTH
    if word.kind is not WORD or not fits:
        return False
    after = parsed.tokens[n + 2] if n + 2 < len(parsed.tokens) else None
    spaced = all(len(t.low) == 1 for t in parsed.tokens[n + 1 :]) and len(parsed.tokens) > n + 3
    told = spaced or parsed.weekdays or any(time.first == n + 2 for time in parsed.times)
    alike = after is None or after.kind is SIGN or after.sense.roles
    if not told and not (alike and spelling.resembles_month(word.low, walk.lexicon.language)):
        return False
    walk.marks.fault(number, Reason.of("days_without_month"))
    return True


def a_head(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A bare day below a column of months: a grid that lost its shape. Nobody can tell."""
    if walk.months_in_a_row <= 2:
        return False
    bare = all(parts.small(t) or t.low in (",", "*", "-", ".") for t in parsed.tokens)
    if not bare or not parts.small(parsed.tokens[0]):
        return False
    walk.marks.fault(number, Reason.of("days_without_month"))
    return True
