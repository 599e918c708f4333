"""Whether numbers that could be both, "12.10" or "9 - 11", are a day or an hour where they stand."""

from __future__ import annotations

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import DOT, DateItem, Parsed, TimeItem
from scheduler.years.recognise.text.nouns import MEASURES
from scheduler.years.recognise.text.small_words import FROM
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role, listed

AND_OR, CLOCK = (Role.AND | Role.OR).value, Role.CLOCK.value
HALF_OF_DAY = (Role.AM | Role.PM).value
DECEMBER, FEWEST_OF_LIST, NOON = 12, 2, 12
RUN, LAST_OF_DAY, LAST_MINUTE, MINUTES_APART, LAST_RUN = 4, 23, 59, 5, 2359
# Tokens of a remark between two days; keeps the work on one long line linear.
LONGEST_REMARK = 24

JOINTS = frozenset("./-")
OPENS_LINE = frozenset("-•·▪*")
O_CLOCK_BEHIND = listed("uhr hrs")
O_CLOCK = listed("kl klo klockan kello klokken klokka")


def closes_sentence(tokens: list[Token], i: int) -> bool:
    """The number at `i` is an hour with a full stop, and the next sentence opens with a month: "Mötena börjar kl 18.
    Februari månads möte …"."""
    following = tokens[i + 2]
    if tokens[i + 1].low != "." or not following.sense.month or not following.text[:1].isupper():
        return False
    return tokens[i - 1 - (tokens[i - 1].low == ".")].low in O_CLOCK


def opens_date(tokens: list[Token], i: int) -> bool:
    """A day behind an hour and a dash, where no day stands before: "2.30 pm - 10th April", "kl. 19.15 - 2027-01-20",
    "14.00h - 07.04." """
    token, sign, second, again, third = tokens[i : i + 5]
    if token.kind is not NUMBER:
        return False
    behind = parts.past_ordinal(tokens, i + 1)
    if tokens[behind].sense.month or (sign.low in JOINTS and not sign.gap and second.sense.month):
        return True
    glued = not (sign.gap or second.gap or again.gap)
    if second.kind is not NUMBER or sign.low not in JOINTS or not glued:
        return False
    if again.low == sign.low and not third.gap and third.kind is NUMBER:
        return True
    closed = sign.low == again.low == "." and token.gap > 0
    return closed and 0 < second.value <= DECEMBER


def stands_before_day(tokens: list[Token], i: int, last: int) -> bool:
    """Two numbers that open a line are hours where a whole day follows: "13-15  onsdag 24 februari", "9–11 13/1"."""
    if i and tokens[i - 1].low not in OPENS_LINE:
        return False
    day, sign, month = tokens[last : last + 3]
    if not day.gap:
        return False
    if day.sense.weekday:
        return True
    joined = sign.low in JOINTS and not sign.gap and month.kind is NUMBER
    return parts.small(day) and (joined or sign.sense.month > 0)


def is_run(token: Token) -> bool:
    """ "1830", and no year: four digits that can be an hour and its minutes."""
    hour, minute = divmod(max(token.value, 0), 100)
    likely = minute % MINUTES_APART == 0 and minute <= LAST_MINUTE and hour <= LAST_OF_DAY
    return len(token.low) == RUN and token.kind is NUMBER and likely and not parts.is_year(token)


def is_run_behind(tokens: list[Token], i: int) -> bool:
    """The number at `i`, right behind a day, can be but an hour: "14.1.2027 1830"."""
    token, following = tokens[i : i + 2]
    counted = following.low == "-" or following.low in MEASURES or following.sense.month
    return token.gap > 0 and not counted and is_run(token)


def is_run_of_two(tokens: list[Token], i: int) -> bool:
    """ "1800-2000"."""
    begin, dash, end = tokens[i : i + 3]
    if not is_run(begin) or dash.low != "-" or bool(dash.gap) != bool(end.gap):
        return False
    return len(end.low) == RUN and begin.value < end.value <= LAST_RUN


def is_parted(tokens: list[Token], i: int) -> bool:
    """ "6 30pm", "6 30-8 30pm", "19 30 Uhr": an hour and minutes that are no hour themselves, a blank between."""
    hour, minutes, half = tokens[i : i + 3]
    if not _are_parted(hour, minutes):
        return False
    if half.low == "-" and _are_parted(*tokens[i + 3 : i + 5]):
        half = tokens[i + 5]
    if half.sense.roles & HALF_OF_DAY:
        return 0 < hour.value <= NOON and (not minutes.value or NOON < minutes.value <= LAST_MINUTE)
    late = not minutes.value or LAST_OF_DAY < minutes.value <= LAST_MINUTE
    return late and half.low in O_CLOCK_BEHIND and 0 <= hour.value <= LAST_OF_DAY


def _are_parted(hour: Token, minutes: Token) -> bool:
    return hour.kind is minutes.kind is NUMBER and minutes.gap == 1 and len(minutes.low) == 2


def is_hour(
    tokens: list[Token], clock: TimeItem, found: list[DateItem], parsed: Parsed, date_end: int
) -> bool:
    """Whether what was read both as `clock` and as `found` is an hour. `date_end`: where the last date ended."""
    if clock.problem:
        return False  # "25.09"
    item, after = found[0], tokens[clock.last]
    goes_on = after.low in (",", ";") or after.sense.roles & AND_OR > 0
    if clock.end and len(found) > 1 and date_end == clock.first and goes_on:
        return True  # 13/9 11-14, 11/10: no days of the month that comes later
    if item.start.month > DECEMBER:
        return True  # 13.30-16
    before = tokens[item.first - 1]
    if before.low in FROM and parts.is_moved_to_next(tokens, item.first):
        return False  # "26.03 flyttet fra 19.03"
    if item.form is not DOT or len(found) > 1 or item.start.year or item.until:
        return False
    longer = item.last - item.first != 3  # or closed by a dot
    if longer or tokens[item.last].sense.roles & CLOCK or date_end < 0:
        return False
    if tokens[item.last].low == ":" == tokens[parsed.dates[-1].last].low:
        return False  # a colon behind it as behind the day before it: "26.02: Susan; 05.05: Nanna"
    if before.low == "/" and item.first - date_end == 1 and parsed.dates[-1].form is DOT:
        return False  # "4.10/11.10"
    if before.low == "-" and item.first - date_end == 1 and _ends_span(parsed.dates[-1], item):
        return False
    joined = before.low == "," or before.sense.roles & AND_OR > 0
    if item.first - date_end > LONGEST_REMARK or not _goes_on(
        tokens[date_end : item.first - joined]
    ):
        return True
    if joined:
        return parsed.dates[-1].form is not DOT
    return len(parsed.dates) < FEWEST_OF_LIST or bool(parsed.times)


def _ends_span(begin: DateItem, end: DateItem) -> bool:
    """ "22.11 - 17.12": a later day, and minutes that no hour has."""
    first, last = begin.start, end.start
    later = (last.month, last.day) > (first.month, first.day)
    return begin.form is DOT and begin.until is None and later and last.month % MINUTES_APART > 0


def _goes_on(between: list[Token]) -> bool:
    """Nothing, or nothing but a remark, stands behind the day before: "4.3  25.3  7.10 (budget)  28.10"."""
    lows = [token.low for token in between]
    return not lows or (lows[0] == "(" and lows[-1] == ")")
