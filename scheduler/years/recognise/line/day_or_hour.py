"""Whether numbers that could be both, "12.10" or "9 - 11", are a day or an hour where they stand."""

from __future__ import annotations

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import (
    DOT,
    DateItem,
    Parsed,
    TimeItem,
    WeekdayItem,
)
from scheduler.years.recognise.text.nouns import MEASURES
from scheduler.years.recognise.text.small_words import FROM
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role, listed

AND_OR, CLOCK = (Role.AND | Role.OR).value, Role.CLOCK.value
DECEMBER, FEWEST_OF_LIST = 12, 2
RUN, LAST_OF_DAY, LAST_MINUTE, MINUTES_APART, LAST_RUN = 4, 23, 59, 5, 2359

O_CLOCK = listed("kl klo klockan kello klokken klokka")


def closes_sentence(tokens: list[Token], i: int) -> bool:
    """The number at `i` is an hour with a full stop, and the next sentence opens with a month: "Mötena börjar kl 18.
    Februari månads möte …"."""
    before = i - 1 - (i > 1 and tokens[i - 1].low == ".")
    if before < 0 or tokens[before].low not in O_CLOCK or tokens[i + 1].low != ".":
        return False
    following = tokens[i + 2]
    return following.sense.month > 0 and following.text[:1].isupper()


def is_run(token: Token) -> bool:
    """ "1830", and no year: four digits that can be an hour and its minutes."""
    hour, minute = divmod(max(token.value, 0), 100)
    likely = minute % MINUTES_APART == 0 and minute <= LAST_MINUTE and hour <= LAST_OF_DAY
    return len(token.low) == RUN and token.kind is NUMBER and likely and not parts.is_year(token)


def is_run_behind(tokens: list[Token], i: int) -> bool:
    """The number at `i`, right behind a day, can be but an hour: "14.1.2027 1830"."""
    token, following = tokens[i : i + 2]
    counted = following.low == "-" or following.low in MEASURES or following.sense.month
    return len(token.low) == RUN and token.gap > 0 and not counted and is_run(token)


def is_run_of_two(tokens: list[Token], i: int) -> bool:
    """ "1800-2000"."""
    begin, dash, end = tokens[i : i + 3]
    if not is_run(begin) or dash.low != "-" or bool(dash.gap) != bool(end.gap):
        return False
    return end.kind is NUMBER and len(end.low) == RUN and begin.value < end.value <= LAST_RUN


def is_span_far_off(tokens: list[Token], clock: TimeItem, parsed: Parsed, back: int) -> bool:
    """ "9 - 11" is a pair of hours right behind its date, or other hours, only. `back`: where the text before it
    ends, but for a sign."""
    if clock.last != clock.first + 3 or not tokens[clock.last - 1].gap:
        return False
    before = parsed.items[-1] if parsed.items else None
    told = isinstance(before, DateItem | TimeItem | WeekdayItem)
    return not told or before is None or before.last < min(back, clock.first - 1)


def is_hour(
    tokens: list[Token], clock: TimeItem, found: list[DateItem], parsed: Parsed, date_end: int
) -> bool:
    """Whether what was read both as `clock` and as `found` is an hour. `date_end`: where the last date ended."""
    if clock.problem and not clock.marked and 1 <= found[0].start.month <= DECEMBER:
        return False  # "25.09"
    return _is_time(tokens, found, parsed, date_end) or _is_span(tokens, clock, found, date_end)


def _is_span(tokens: list[Token], clock: TimeItem, found: list[DateItem], date_end: int) -> bool:
    """13/9 11-14, 11/10: hours right behind a date, not days of the month that comes later."""
    spans = clock.end is not None and found[0].until is not None and len(found) > 1
    return spans and date_end == clock.first and tokens[clock.last].low in (",", ";")


def _is_remark(tokens: list[Token], first: int, last: int) -> bool:
    """Nothing but one parenthesis: "09.02 (vinterferie), 09.03"."""
    inside = [token.low for token in tokens[first:last]]
    return inside[:1] == ["("] and inside.index(")") == len(inside) - 1 if ")" in inside else False


def _goes_on_list(tokens: list[Token], first: int, parsed: Parsed, date_end: int) -> bool:
    """Days with nothing but blanks between them, and no hour so far: "4.3  25.3  7.10 (budget)  28.10"."""
    if len(parsed.dates) < FEWEST_OF_LIST or parsed.times:
        return False
    alike = all(date.form is DOT and date.start.year is None for date in parsed.dates)
    behind = date_end == first or _is_remark(tokens, date_end, first)
    return alike and behind


def _has_label(tokens: list[Token], item: DateItem, parsed: Parsed) -> bool:
    """A colon stands behind it as behind the days before it: "26.02: Susan; 05.05: Nanna"."""
    colons = [tokens[date.last].low == ":" for date in parsed.dates[-1:]]
    return tokens[item.last].low == ":" and all(colons)


def _is_time(tokens: list[Token], found: list[DateItem], parsed: Parsed, date_end: int) -> bool:
    """Whether what could be both, "12.10", is an hour here."""
    item = found[0]
    if item.start.month > DECEMBER:
        return True  # 13.30-16
    if tokens[item.first - 1].low in FROM and parts.is_moved_to_next(tokens, item.first):
        return False  # "26.03 flyttet fra 19.03"
    if item.form is not DOT or len(found) > 1 or item.start.year or item.until:
        return False
    longer = item.last - item.first != 3  # or closed by a dot
    if longer or tokens[item.last].sense.roles & CLOCK or date_end < 0:
        return False
    if _goes_on_list(tokens, item.first, parsed, date_end) or _has_label(tokens, item, parsed):
        return False
    between = tokens[item.first - 1]
    joined = between.low == "," or between.sense.roles & AND_OR
    joined = joined and (date_end == item.first - 1 or _is_remark(tokens, date_end, item.first - 1))
    return not (joined and parsed.dates[-1].form is DOT)
