"""Dates in digits: 2027-06-14, 20270614, 14/6, 14.6.2027."""

from __future__ import annotations

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import (
    DASH,
    DOT,
    ISO,
    SLASH,
    DateItem,
    Day,
    WeekItem,
    YearItem,
)
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import MEASURES
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role

CLOCK, YEARLY = Role.CLOCK.value, Role.YEARLY.value
LAST_WEEK, LAST_HOUR = 53, 23
NEAR = 40  # tokens; keeps the work on one long line linear
# What a year's meetings are called in a heading; two numbers behind it are years, of this century's twenties on.
PLANS = (
    "møder", "møter", "möten", "plan", "planen", "kalender", "kalenderen", "termine", "sitzungen", "meetings",
    "række", "rækken",
)  # fmt: skip
FIRST_SHORT = 20
POINTS = (".", ",")
SIX_DIGITS_IN = frozenset({"sv", "nb", "da", "fi"})


def iso(tokens: list[Token], i: int) -> list[DateItem] | None:
    year, sign, month, again, day = tokens[i : i + 5]
    if not parts.is_year(year) or sign.low not in ("-", "/", ".") or again.low != sign.low:
        return None
    if not (parts.small(month) and parts.small(day)):
        return None
    apart = sign.gap or month.gap or again.gap or day.gap
    if apart and (sign.low != "-" or len(month.low) != 2 or len(day.low) != 2):
        return None
    start = Day(day.value, month.value, year.value)
    last = i + 6
    if tokens[i + 5].low == "-" and tokens[last].low == "-":
        last += 1  # "2027-06-07--08", as ISO 8601 parts two dates
    end = tokens[last]
    joint = tokens[i + 5].low in ("-", "/") and not end.gap
    if joint and parts.small(end) and not parts.is_clock(tokens, last):
        until = Day(end.value, month.value, year.value)
        return [parts.item(tokens, i, last + 1, start, ISO, until)]
    return [parts.item(tokens, i, i + 5, start, ISO)]


def compact(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """20270614, and 270614 where that is how a date is noted down."""
    digits = tokens[i].low
    if len(digits) == 8:
        day = Day(int(digits[6:]), int(digits[4:6]), int(digits[:4]))
    elif len(digits) == 6 and lexicon.first in SIX_DIGITS_IN:
        day = Day(int(digits[4:]), int(digits[2:4]), 2000 + int(digits[:2]))
    else:
        return None
    likely = 2010 <= (day.year or 0) <= 2049 and 1 <= day.month <= 12 and 1 <= day.day <= 31
    personal = tokens[i + 1].low == "-" and len(tokens[i + 2].low) == 4
    return [parts.item(tokens, i, i + 1, day, ISO)] if likely and not personal else None


def short_iso(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """27-06-14: year first in the North, day first elsewhere; 14-06-2027 everywhere."""
    if tokens[i + 1].low != "-" or tokens[i + 3].low != "-":
        return None
    a, sign, b, again, c = tokens[i : i + 5]
    if not parts.small(b) or c.kind is not NUMBER:
        return None
    if sign.gap or b.gap or again.gap or c.gap:
        return None
    if parts.is_year(c):
        item = parts.item(tokens, i, i + 5, Day(a.value, b.value, c.value), DASH)
        return [_swap(item, lexicon)]
    if not parts.small(c) or not (len(a.low) == len(b.low) == len(c.low) == 2):
        return None
    if lexicon.first == "sv" or a.value > 31:
        return [parts.item(tokens, i, i + 5, Day(c.value, b.value, 2000 + a.value), ISO)]
    item = parts.item(tokens, i, i + 5, Day(a.value, b.value, 2000 + c.value), DASH)
    return [_swap(item, lexicon)]


def dashed(tokens: list[Token], i: int) -> list[DateItem] | None:
    """ "onsdag 18-8", "18-8 kl. 19": no hours, which would run backwards; "onsdag 9-11" is one beside such a day."""
    if not _is_dashed(tokens, i):
        return None
    day, month = tokens[i], tokens[i + 2]
    backwards = day.value > month.value
    if not backwards and not any(
        tokens[k].value > tokens[k + 2].value and _is_dashed(tokens, k)
        for k in range(max(0, i - NEAR), min(len(tokens) - 2, i + NEAR))
        if tokens[k + 1].low == "-"
    ):
        return None
    year, last = parts.year_after(tokens, i + 3, signs="")
    return [parts.item(tokens, i, last, Day(day.value, month.value, year), DASH)]


def _is_dashed(tokens: list[Token], i: int) -> bool:
    """A day and a month with a dash between, behind a weekday or before an hour."""
    day, sign, month, after = tokens[i : i + 4]
    if sign.gap or month.gap or not (parts.small(day) and parts.small(month)):
        return False
    if not 1 <= month.value <= 12 or not 1 <= day.value <= 31 or after.low in ("-", ":", "/"):
        return False
    if after.low == "." and not after.gap and tokens[i + 4].kind is NUMBER:
        return False
    weekday = i > 0 and tokens[i - 1].sense.weekday is not None
    return weekday or (i == 0 and after.sense.roles & CLOCK > 0)


def _swap(item: DateItem, lexicon: Lexicon) -> DateItem:
    """Marks what an American would read the other way; only English is written in both orders."""
    a, b = item.start.day, item.start.month
    item.swappable = lexicon.first == "en" and a <= 12 and b <= 12 and a != b
    if b > 12 >= a and (lexicon.first == "en" or item.start.year is not None):
        item.start.day, item.start.month = b, a
        item.month_first = True
    return item


def numeric(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    sign = tokens[i + 1].low
    if sign == "/":
        return _slashed(tokens, i, lexicon)
    if sign == ".":
        return _dotted(tokens, i) or spaced(tokens, i)
    return spaced(tokens, i) if sign == "," else None


def _slashed(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    a, sign, b = tokens[i : i + 3]
    if not parts.small(b) or bool(sign.gap) != bool(b.gap) or (sign.gap and b.value > 12):
        return None
    if b.value == a.value + 1 and not sign.gap and parts.month_at(tokens, i + 3, lexicon):
        return None  # 10/11 april: two days
    if a.value > 12 and b.value == a.value + 1:  # 16/17 is a year
        return None
    year, last = parts.year_after(tokens, i + 3, signs="/-.")
    if year is None and (b.value > 12 or b.value == 0) and (b.value > 31 or a.value > 31):
        return None
    item = parts.item(tokens, i, last, Day(a.value, b.value, year), SLASH)
    return [_swap(item, lexicon)]


def spaced(tokens: list[Token], i: int) -> list[DateItem] | None:
    """A whole date with blanks or commas where a point alone belongs: "18 .06.2027", "18,06.2027"."""
    day, first, month, second, year = tokens[i : i + 5]
    if not parts.is_year(year) or not parts.small(month) or first.low not in POINTS:
        return None
    if second.low not in POINTS or not 1 <= month.value <= 12 or not 1 <= day.value <= 31:
        return None
    commas = [sign for sign in (first, second) if sign.low == ","]
    if len(commas) > 1 or any(sign.gap for sign in commas) or (first in commas and month.gap):
        return None
    for sign in commas:
        sign.mended, sign.low = sign.low, "."
    day_of_year = Day(day.value, month.value, year.value)
    return [parts.item(tokens, i, i + 5, day_of_year, DOT)]


def _dotted(tokens: list[Token], i: int) -> list[DateItem] | None:
    a, _, b, dot = tokens[i : i + 4]
    if not parts.small(b) or tokens[i + 1].gap:
        return None
    closed = dot.low == "." and not dot.gap
    if b.gap:
        # "6. 3. 2027", but not "1. 14 juni"
        if closed and parts.is_year(tokens[i + 4]):
            day = Day(a.value, b.value, tokens[i + 4].value)
            return [parts.item(tokens, i, i + 5, day, DOT)]
        opens = i == 0 or bool(tokens[i - 1].sense.weekday)
        ends = tokens[i + 4].low in ("", ",") or tokens[i + 4].sense.roles & CLOCK
        if closed and opens and ends and 1 <= b.value <= 12:
            return [parts.item(tokens, i, i + 4, Day(a.value, b.value), DOT)]
        return None
    if closed and _is_glued_clock(tokens, i + 4):
        return [parts.item(tokens, i, i + 4, Day(a.value, b.value), DOT)]
    if closed:
        year, last = parts.year_after(tokens, i + 4, signs="", glued=not tokens[i + 4].gap)
        if year is None and not 1 <= b.value <= 12 and len(b.low) == 2 and b.value > 31:
            return None
        if year is None and (b.value == 0 or b.value > 12) and a.value < 24:
            return None  # "kl 9.30." at the end of a sentence
        return [parts.item(tokens, i, last, Day(a.value, b.value, year), DOT)]
    if dot.sense.month and dot.gap:
        return None  # "2.9 mars": an entry's number and its day
    year, last = parts.year_after(tokens, i + 3, signs="-")
    if year is None and (not 1 <= b.value <= 12 or a.value > 31 or a.value == 0):
        return None
    if year is None and tokens[i + 3].low in MEASURES:
        return None
    return [parts.item(tokens, i, last, Day(a.value, b.value, year), DOT)]


def _is_glued_clock(tokens: list[Token], i: int) -> bool:
    """The hour glued to a day: "13.1.18.00"."""
    hour, dot, minutes = tokens[i : i + 3]
    glued = not (hour.gap or dot.gap or minutes.gap) and dot.low == "."
    return glued and len(hour.low) == len(minutes.low) == 2 and hour.value <= LAST_HOUR


def years(tokens: list[Token], i: int, *, yearly: bool) -> YearItem | None:
    """2027; 2027-2028; 2027/28; 27/28 as a pair of years that follow each other.

    `yearly`: the line speaks of a year, so that 11/12 is one and no day."""
    token, sign, other = tokens[i : i + 3]
    pair = sign.low in ("-", "/") and other.kind is NUMBER
    if parts.is_year(token):
        if pair and parts.is_year(other):
            return YearItem(i, i + 3, (token.value, other.value))
        if (
            pair
            and len(other.low) == 2
            and not other.gap
            and other.value == (token.value + 1) % 100
        ):
            return YearItem(i, i + 3, (token.value, token.value + 1))
        glued = not sign.gap and not other.gap and other.kind is NUMBER
        if sign.low in ("-", ":", "/") and glued:  # a file number: 2023/117
            return None
        return YearItem(i, i + 1, (token.value,))
    if pair and len(token.low) == len(other.low) == 2 and not sign.gap and not other.gap:
        likely = 12 < token.value < 60 or yearly
        named = sign.low == "/" or (i and _heads_years(tokens, i))
        if other.value == token.value + 1 and likely and named:
            return YearItem(i, i + 3, (2000 + token.value, 2000 + other.value))
    return None


def _heads_years(tokens: list[Token], i: int) -> bool:
    """ "Skoleåret 27-28", "Bestyrelsesmøder 27-28": the two numbers close what heads a list."""
    before, after = tokens[i - 1], tokens[i + 3]
    if before.sense.roles & YEARLY:
        return True
    closes = after.low in ("", ":", "(") or after.sense.roles & CLOCK > 0
    return before.low.endswith(PLANS) and closes and tokens[i].value >= FIRST_SHORT


def week(tokens: list[Token], i: int) -> WeekItem | None:
    """v. 12, vecka 12, week nr 12."""
    j = i + 1
    if tokens[j].low in (".", ":", "nr"):
        j += 1
    number = tokens[j]
    if not parts.small(number) or not 1 <= number.value <= LAST_WEEK:
        return None
    sign, other = tokens[j + 1], tokens[j + 2]
    if sign.low in (".", "/", ":") and parts.small(other) and not other.gap:
        return None
    return WeekItem(i, j + 1, number.value)


def season_year(tokens: list[Token], i: int) -> YearItem | None:
    """HT23, VT-24, ht 2023."""
    j = i + 1
    if tokens[j].low in ("-", "'", ":") and not tokens[j + 1].gap:
        j += 1
    number = tokens[j]
    if number.kind is not NUMBER or len(number.low) != 2 or number.gap > 1:
        return None
    if not 10 <= number.value <= 49 or number.low in ("31",):
        return None
    return YearItem(i, j + 1, (2000 + number.value,))
