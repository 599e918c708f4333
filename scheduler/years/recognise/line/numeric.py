"""Dates in digits: 2027-06-14, 20270614, 14/6, 14.6.2027, 14.VI; and 2027-Jun-14."""

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
from scheduler.years.recognise.text.nouns import MEASURES, PLANS
from scheduler.years.recognise.text.small_words import FOR
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip
CLOCK, YEARLY, AND = Role.CLOCK.value, Role.YEARLY.value, Role.AND.value
# Words for a week that nobody writes before a day.
OF_LISTS = frozenset(("v", "vecka", "veckorna", "uke", "uger", "uge", "vko", "vk", "kw"))
LAST_WEEK, LAST_HOUR, FEWEST_WEEKS = 53, 23, 2
NEAR = 40  # tokens; keeps the work on one long line linear
# Two digits that only their place tells are years from the twenties on.
FIRST_SHORT, LAST_SHORT = 20, 49
# Between a word for meetings and the years they are in.
IN_YEARS = FOR | {"i", "in"}
# Signs for the century that is left out, and what may stand before them.
CENTURY = frozenset("-'")
HEADS_YEARS = (Role.AUTUMN | Role.SPRING | Role.YEARLY | Role.TERM | Role.MEETING).value
BEFORE_OTHERS = (Role.WEEK | Role.CLOCK).value
SIX_DIGITS_IN = frozenset({"sv", "nb", "da", "fi"})


def iso(tokens: list[Token], i: int) -> list[DateItem] | None:
    """Year, month, day; the month also by its name: "2027-Mar-14"."""
    year, sign, month, again, day = tokens[i : i + 5]
    named = month.sense.month
    if not parts.is_year(year) or sign.low not in ("-", "/", ".") or again.low != sign.low:
        return None
    if not ((named or parts.small(month)) and parts.small(day)):
        return None
    if (month.gap or day.gap) and (named or sign.low != "-"):
        return None
    start = Day(day.value, named or month.value, year.value)
    joint, last = tokens[i + 5], i + 6
    if joint.low == "-" and tokens[last].low == "-":
        last += 1  # "2027-06-07--08", as ISO 8601 parts two dates
    end = tokens[last]
    ranged = joint.low in ("-", "/") and not end.gap and parts.small(end)
    if ranged and not parts.is_clock(tokens, last):
        until = Day(end.value, start.month, year.value)
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
    a, sign, b, again, c = tokens[i : i + 5]
    if not (sign.low == again.low == "-" and parts.small(b)) or b.gap or c.gap:
        return None
    short = len(a.low) == len(b.low) == len(c.low) == 2 and parts.small(c)
    if short and (lexicon.first == "sv" or a.value > 31):
        return [parts.item(tokens, i, i + 5, Day(c.value, b.value, 2000 + a.value), ISO)]
    if not short and not parts.is_year(c):
        return None
    day = Day(a.value, b.value, 2000 + c.value if short else c.value)
    return [_swap(parts.item(tokens, i, i + 5, day, DASH), lexicon)]


def dashed(tokens: list[Token], i: int) -> list[DateItem] | None:
    """ "onsdag 18-8", "18-8 kl. 19": no hours, which would run backwards; "onsdag 9-11" is one beside such a day."""
    if not _is_dashed(tokens, i):
        return None
    day, month = tokens[i], tokens[i + 2]
    near = range(max(0, i - NEAR), min(len(tokens) - 4, i + NEAR))
    if not any(_is_dashed(tokens, k) and tokens[k].value > tokens[k + 2].value for k in near):
        return None
    year, last = parts.year_after(tokens, i + 3, signs="")
    return [parts.item(tokens, i, last, Day(day.value, month.value, year), DASH)]


def _is_dashed(tokens: list[Token], i: int) -> bool:
    """A day and a month with a dash between, behind a weekday or before an hour."""
    day, sign, month, after = tokens[i : i + 4]
    if sign.low != "-" or sign.gap or month.gap or not (parts.small(day) and parts.small(month)):
        return False
    if not 1 <= month.value <= 12 or not 1 <= day.value <= 31 or after.low in ("-", ":", "/"):
        return False
    if after.low == "." and not after.gap and tokens[i + 4].kind is NUMBER:
        return False
    weekday = i > 0 and tokens[i - 1].sense.weekday is not None
    return weekday or (i == 0 and after.sense.roles & CLOCK > 0)


def _swap(item: DateItem, lexicon: Lexicon) -> DateItem:
    """Marks what an American would read the other way; only English is written in both orders, and what a program set
    to American wrote for others."""
    a, b = item.start.day, item.start.month
    is_open = a <= 12 and b <= 12 and a != b
    item.swappable = is_open and lexicon.first == "en"
    item.reversible = is_open and not item.swappable and item.start.year is not None
    if b > 12 >= a and (lexicon.first == "en" or item.start.year is not None):
        item.start.day, item.start.month = b, a
        item.month_first = True
    return item


def numeric(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    """A day and its month in digits, with a stroke or a point."""
    if found := _roman(tokens, i):
        return found
    if tokens[i + 1].low == "/":
        return _slashed(tokens, i, lexicon)
    return _dotted(tokens, i) or _spaced(tokens, i)


def _roman(tokens: list[Token], i: int) -> list[DateItem] | None:
    """The month in Roman digits: "14.II", "14. II. 2027", "9/XI"."""
    _, sign, month, dot = tokens[i : i + 4]
    number = ROMAN.get(month.text, 0)
    if not number or sign.low not in ("./" if not month.gap else ".") or sign.gap:
        return None
    closed = dot.low == "." and not dot.gap
    if (number == 1 and not closed) or (month.gap and not (closed or parts.is_year(dot))):
        return None  # "14. V" may be a list's entry and a name's first letter
    month.mended = None  # an I is no slip here
    told, last = parts.year_after(tokens, i + 3 + closed, signs="-")
    return [parts.item(tokens, i, last, Day(tokens[i].value, number, told), DOT)]


def _slashed(tokens: list[Token], i: int, lexicon: Lexicon) -> list[DateItem] | None:
    a, sign, b = tokens[i : i + 3]
    if not parts.small(b) or bool(sign.gap) != bool(b.gap) or (sign.gap and b.value > 12):
        return None
    if b.value == a.value + 1 and (a.value > 12 or parts.month_at(tokens, i + 3, lexicon)):
        return None  # 16/17 is a year, 10/11 april two days
    year, last = parts.year_after(tokens, i + 3, signs="/-.")
    if year is None and b.value > 12 and max(a.value, b.value) > 31:
        return None
    return [_swap(parts.item(tokens, i, last, Day(a.value, b.value, year), SLASH), lexicon)]


def _spaced(tokens: list[Token], i: int) -> list[DateItem] | None:
    """A whole date with blanks or a comma where a point alone belongs: "18 .06.2027", "18,06.2027", "07. 09 2027"."""
    day, first, month, second, year = tokens[i : i + 5]
    if first.low == "." and parts.is_year(second) and parts.small(month) and 0 < month.value <= 12:
        return [parts.item(tokens, i, i + 4, Day(day.value, month.value, second.value), DOT)]
    if first.low + second.low not in ("..", ".,", ",.") or not parts.is_year(year):
        return None
    torn = (first.low == "," and (first.gap or month.gap)) or (second.low == "," and second.gap)
    if torn or not parts.small(month):
        return None
    for sign in (first, second):
        if sign.low == ",":
            sign.mended, sign.low = ",", "."
    return [parts.item(tokens, i, i + 5, Day(day.value, month.value, year.value), DOT)]


def _dotted(tokens: list[Token], i: int) -> list[DateItem] | None:
    a, point, b, dot, following = tokens[i : i + 5]
    if point.low != "." or not parts.small(b) or point.gap:
        return None
    closed = dot.low == "." and not dot.gap
    month = 1 <= b.value <= 12
    year, last = None, i + 4
    if b.gap:
        # "6. 3. kl. 18", but not "1. 14 juni"; "6. 3. 2027" is one of those with blanks
        opens = i == 0 or bool(tokens[i - 1].sense.weekday)
        ends = following.low in ("", ",") or following.sense.roles & CLOCK
        if not (closed and opens and ends and month):
            return None
    elif closed and not _is_glued_clock(tokens, i + 4):
        year, last = parts.year_after(tokens, i + 4, signs="", glued=not following.gap)
        if year is None and not month and (a.value < 24 or b.value > 31):
            return None  # "kl 9.30." at the end of a sentence
    elif not closed:
        if dot.sense.month and dot.gap:
            return None  # "2.9 mars": an entry's number and its day
        year, last = parts.year_after(tokens, i + 3, signs="-")
        if not b.value:
            return None  # "25.00-19"
        if year is None and (not month or not 0 < a.value <= 31 or dot.low in MEASURES):
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
    token, (sign, other, last) = tokens[i], _pair(tokens, i)
    value, pair = token.value, sign.low in ("-", "/") and other.kind is NUMBER
    two = pair and len(other.low) == 2 and not sign.gap and not other.gap
    if parts.is_year(token):
        if pair and parts.is_year(other):
            return YearItem(i, last, (value, other.value))
        if two and other.value == (value + 1) % 100:
            return YearItem(i, last, (value, value + 1))
        glued = sign.low in ("-", ":", "/") and not sign.gap and not other.gap
        if glued and other.kind is NUMBER:  # a file number: 2023/117
            return None
        return YearItem(i, i + 1, (value,))
    likely = two and len(token.low) == 2 and (12 < value < 60 or yearly)
    if likely and other.value == value + 1 and (sign.low == "/" or _heads_years(tokens, i)):
        return YearItem(i, last, (2000 + value, 2000 + other.value))
    return None


def _heads_years(tokens: list[Token], i: int) -> bool:
    """ "Skoleåret 27-28", "Bestyrelsesmøder 27-28", "møder i 19-20:": the two numbers close what heads a list."""
    before, after = tokens[i - 1], tokens[i + 3]
    if before.sense.roles & YEARLY:
        return True
    led = i > 1 and before.low in IN_YEARS
    plans = tokens[i - 2] if led else before
    closes = after.low in ("", ":", "(") or after.sense.roles & CLOCK > 0
    # Without a word before them they may be hours.
    return plans.low.endswith(PLANS) and closes and (led or tokens[i].value >= FIRST_SHORT)


def week(tokens: list[Token], i: int) -> WeekItem | None:
    """v. 12, vecka 12, week nr 12."""
    j = i + 1 + (tokens[i + 1].low in (".", ":", "nr"))
    number, sign, other = tokens[j : j + 3]
    if not parts.small(number) or not 1 <= number.value <= LAST_WEEK:
        return None
    if sign.low in (".", "/", ":") and parts.small(other) and not other.gap:
        return WeekItem(i, j + 1, number.value) if _are_weeks(tokens, i, j) else None
    return WeekItem(i, j + 1, number.value)


def _are_weeks(tokens: list[Token], i: int, j: int) -> bool:
    """ "v. 6/15/23", of which none is a month or a year: one goes up behind the other."""
    told = [tokens[j + n] for n in (0, 2, 4)]
    slashes = all(tokens[j + n].low == "/" for n in (1, 3))
    if tokens[i].low not in OF_LISTS or not slashes or not all(map(parts.small, told)):
        return False
    return told[0].value < told[1].value < told[2].value <= LAST_WEEK


def further_weeks(tokens: list[Token], week: WeekItem) -> list[WeekItem]:
    """The other numbers of a list of weeks: "v. 6, 15, 23 och 45". None where they may be hours: "v. 6, 15-17"."""
    found, last, joined = [week], week.last, False
    while _joins(tokens[last]) and parts.small(tokens[last + 1]):
        number, after = tokens[last + 1 : last + 3]
        ends = after.kind is WORD or (after.kind is SIGN and (after.low in ",/" or after.gap > 0))
        if not (ends and found[-1].number < number.value <= LAST_WEEK) or after.sense.month:
            break
        joined = joined or bool(tokens[last].sense.roles & AND)
        found.append(WeekItem(last + 1, last + 2, number.value))
        last += 2
    behind = tokens[last]
    if behind.low == "," or behind.sense.roles & AND:
        behind = tokens[last + 1]  # "v. 37, 46, kl. 15", "v. 6, 15 och torsdagar v. 37"
    closed = behind.low in ("", ":", ";") or behind.sense.roles & CLOCK or behind.sense.weekday
    sure = joined or len(found) > FEWEST_WEEKS or closed
    return found[1:] if sure else []


def _joins(token: Token) -> bool:
    return token.low in (",", "&", "/") or token.sense.roles & AND > 0


def season_year(tokens: list[Token], i: int) -> YearItem | None:
    """HT23, VT-24, höst 26/27."""
    j = i + 1 + (tokens[i + 1].low in CENTURY or tokens[i + 1].low == ":")
    number = tokens[j]
    if not parts.small(number) or not 10 <= number.value <= LAST_SHORT or number.gap > 1:
        return None
    return _short_years(tokens, i, j)


def marked_year(tokens: list[Token], i: int, said: int) -> YearItem | None:
    """ "Höstens möten -26", "läsåret -26/-27", "Academic year '26-27": two digits behind a sign that stands for the
    century. `said`: what the words before it say."""
    number = tokens[i]
    if i < 2 or number.gap or len(number.low) != 2 or tokens[i - 1].low not in CENTURY:
        return None
    word, sign = tokens[i - 2 : i]
    other = word.sense.month or word.sense.roles & BEFORE_OTHERS or word.kind is not WORD
    if other or not sign.gap or not FIRST_SHORT <= number.value <= LAST_SHORT:
        return None
    found = _short_years(tokens, i - 1, i)
    told = said & HEADS_YEARS or word.low.endswith(PLANS)
    return found if found and told and tokens[found.last].low not in MEASURES else None


def _short_years(tokens: list[Token], first: int, i: int) -> YearItem | None:
    """The year in two digits at `i`, and with it the next one: "-26/-27". None where it is an hour: "18-20"."""
    year, (sign, other, last) = tokens[i].value, _pair(tokens, i)
    if sign.low not in ("-", "/", ".", ":") or other.gap or len(other.low) != 2 or other.value < 0:
        return YearItem(first, i + 1, (2000 + year,))
    if sign.low in ("-", "/") and other.value == year + 1:
        return YearItem(first, last, (2000 + year, 2000 + other.value))
    return None


def _pair(tokens: list[Token], i: int) -> tuple[Token, Token, int]:
    """The sign behind the year at `i`, what follows it or a sign for the century, and the number of the token after
    that: "2026-'27"."""
    sign, other, behind = tokens[i + 1 : i + 4]
    if sign.low in ("-", "/") and other.low in CENTURY and not other.gap:
        return sign, behind, i + 4
    return sign, other, i + 3
