"""Times in a row of tokens: kl. 13.15–15.00, 16–18.30, 7.30 pm, klo 17, 19.30 Uhr, kl. xx.xx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from scheduler.years.recognise.line import day_or_hour, parts
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.nouns import COUNTED, MEASURES, ROOMS
from scheduler.years.recognise.text.small_words import BETWEEN, FROM, IS, LATEST
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

CLOCK, HOURS, TO, AND = (r.value for r in (Role.CLOCK, Role.HOURS, Role.TO, Role.AND))
AM, PM = Role.AM.value, Role.PM.value
VERBS = (Role.BEGINS | Role.ENDS).value
# Stand between the clock word and the hour.
BEFORE_HOUR = FROM | LATEST | listed("ca cirka c:a omkring runt about circa noin gegen etwa")
NOON = 12
NAMED = ("noon", "midday", "mittag")
# A bare number after a date is an hour only if people meet then.
FIRST_HOUR, LAST_HOUR = 7, 21
# Nothing else behind a bare number makes an hour of it: minutes, "a.m.", the hour at which it ends.
BEHIND_HOUR = frozenset((*":.h-", *NAMED))
SAID_BEHIND_HOUR = HOURS | TO | AND | AM | PM
CLOSING = frozenset(("", ")", "|", "\t", ";"))
QUARTERS = frozenset(("00", "15", "30", "45"))
MINUTE_SIGNS = frozenset(":.h")
MARKED_MINUTE_SIGNS = MINUTE_SIGNS | frozenset(",;")
SIGNS_BEFORE_HOUR, SIGNS_BEFORE_END = frozenset(".:="), frozenset(".-")
BEFORE_TOLD_HOUR = SIGNS_BEFORE_HOUR | IS
MOST_BEFORE_HOUR = 4
PARTS_OF_DAY = ("morning", "afternoon", "evening")


@dataclass(slots=True)
class _Value:
    """Hour and minute as written, before anyone asked whether there is such a time."""

    hour: int
    minute: int
    first: int
    last: int
    exact: bool  # minutes, "pm" or "Uhr" were written
    half: int = 0  # AM or PM
    parted: bool = False  # a blank between hour and minutes
    told: bool = False  # "pm" or "Uhr"

    def clock(self) -> time | None:
        hour = self.hour
        if self.half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if self.half == PM else 0)
        if hour > 23 or self.minute > 59:
            return None
        return time(hour, self.minute)


def may_open(token: Token) -> bool:
    """Whether a time can begin with the token at all."""
    return token.kind is NUMBER or token.low in NAMED or bool(token.sense.roles & CLOCK)


def at(tokens: list[Token], i: int, *, after_date: bool) -> TimeItem | None:
    """The time that begins at `i`, marked by a word ("kl") or plain by its form."""
    token = tokens[i]
    if token.kind is NUMBER:
        following = tokens[i + 1]
        said = following.low in BEHIND_HOUR or following.sense.roles & SAID_BEHIND_HOUR
        if not said and not day_or_hour.is_parted(tokens, i):
            return None
        return _span(tokens, i, i, marked=False, after_date=after_date)
    if token.low in NAMED:
        return _span(tokens, i, i, marked=True, after_date=after_date)
    if not token.sense.roles & CLOCK:
        return None
    j = _past_words(tokens, i + 1, BEFORE_TOLD_HOUR if token.kind is WORD else SIGNS_BEFORE_HOUR)
    if tokens[j].kind is not NUMBER and tokens[j].low not in NAMED:
        return _unsettled(tokens, i, j)
    if _opens_named_date(tokens, j):
        return None  # "ny tid: 10 mars"
    found = _span(tokens, i, j, marked=True, after_date=after_date)
    told = any(t.low in IS for t in tokens[i + 1 : j])
    # "The time is 20 minutes" tells no hour.
    return None if told and found and tokens[found.last].low in COUNTED else found


def behind_verb(tokens: list[Token], i: int) -> TimeItem | None:
    """A bare number behind "begins" or "ends" that closes what is said: "Vi börjar 18 och slutar 20."."""
    verb, token = tokens[i - 1], tokens[i]
    if not (verb.kind is WORD and verb.sense.roles & VERBS and len(token.low) == 2):
        return None
    following, after = tokens[i + 1 : i + 3]
    closes = following.low in CLOSING or (following.low in ".," and after.kind is not NUMBER)
    goes_on = following.low == "-" or following.sense.roles & AND
    if not FIRST_HOUR <= token.value <= LAST_HOUR or not (closes or goes_on):
        return None
    return _span(tokens, i, i, marked=True, after_date=False)


def backwards(tokens: list[Token]) -> TimeItem | None:
    """Two bare numbers below a head of hours which are none, or of which the second is not later: "19-17"."""
    begin, dash, end = tokens[:3]
    if dash.low != "-" or not (parts.small(begin) and parts.small(end)):
        return None
    found = _span(tokens, 0, 0, marked=True, after_date=True)
    return found if found and found.problem else None


def _past_words(tokens: list[Token], i: int, others: frozenset[str]) -> int:
    """Where the hour may stand behind words for the clock, those that lead to an hour and `others`."""
    for j in range(i, i + MOST_BEFORE_HOUR):
        token = tokens[j]
        clock = token.kind is WORD and token.sense.roles & CLOCK
        if not clock and token.low not in BEFORE_HOUR and token.low not in others:
            return j
    return i + MOST_BEFORE_HOUR


def in_parentheses(tokens: list[Token], i: int, last: int) -> list[TimeItem]:
    """The hours in parentheses between days of a list, from `i` on: "5 (6 pm), 12 (online) and 19 May"."""
    found: list[TimeItem] = []
    inside = False
    while i < last:
        low = tokens[i].low
        inside = low == "(" or (inside and low != ")")
        clock = at(tokens, i, after_date=True) if inside else None
        if clock:
            found.append(clock)
        i = clock.last if clock else i + 1
    return found


def _opens_named_date(tokens: list[Token], i: int) -> bool:
    sign, _, again, year = tokens[i + 1 : i + 5]
    if sign.low == again.low == "/" or (sign.low == again.low == "." and parts.is_year(year)):
        return True  # "as at 12/11/2026", "gültig ab 06.11.2026"
    month = tokens[parts.past_ordinal(tokens, i + 1)].sense.month > 0
    return month and not day_or_hour.closes_sentence(tokens, i)


def _unsettled(tokens: list[Token], first: int, j: int) -> TimeItem | None:
    """kl. xx.xx: the hour is left open, and no default may fill it."""
    if tokens[j].low not in ("xx", "x", "xxxx", "?"):
        return None
    last = j + 1
    if tokens[last].low in MINUTE_SIGNS and tokens[last + 1].low in ("xx", "x"):
        last += 2
    return TimeItem(first, last, None, unknown=True, marked=True)


def _span(
    tokens: list[Token], first: int, i: int, *, marked: bool, after_date: bool
) -> TimeItem | None:
    run_of_two = after_date and day_or_hour.is_run_of_two(tokens, i)
    begin = _value(tokens, i, marked=marked or run_of_two)
    if begin is None:
        return None
    between = tokens[first - 1].low in BETWEEN
    end = _end(tokens, begin, between=between, marked=marked)
    if end and (
        _opens_iso_date(tokens, end.first)
        or (not after_date and day_or_hour.opens_date(tokens, end.first))
    ):
        end = None
    if end and not end.exact and tokens[i].low in NAMED:
        end = None  # "noon - 2": which half of the day is not told
    placed = after_date or begin.told or _is_behind_day(tokens, first)
    stands = after_date or (end is not None and day_or_hour.stands_before_day(tokens, i, end.last))
    if not marked and not _convincing(begin, end, after_date=stands, placed=placed):
        return None
    if end and end.half and not begin.half and begin.hour <= end.hour:
        # 11:00-12:00pm begins before noon.
        begin.half = AM if begin.hour < end.hour == NOON else end.half
    last = end.last if end else begin.last
    amount = tokens[last - 1].kind is NUMBER and ":" not in [t.low for t in tokens[i:last]]
    if not marked and amount and tokens[last].low in MEASURES:
        return None  # 12.50 kr, but "14:30 Uhr M 2.10"
    return _checked(tokens, first, last, begin, end, marked=marked)


def _opens_iso_date(tokens: list[Token], i: int) -> bool:
    """ "15:00 - 2027-02-09 17:00": the year of another date, and no hour."""
    year, dash, month, second, day = tokens[i : i + 5]
    dashes = dash.low == second.low == "-" and not (dash.gap or month.gap or second.gap or day.gap)
    return parts.is_year(year) and dashes and parts.small(month) and parts.small(day)


def _is_behind_day(tokens: list[Token], i: int) -> bool:
    """A weekday and the number of its day stand right before: "Mo 08 18:00"."""
    last = i - 1 - (tokens[i - 1].low == ".")
    return parts.small(tokens[last]) and tokens[last - 1].sense.weekday is not None


def _convincing(begin: _Value, end: _Value | None, *, after_date: bool, placed: bool) -> bool:
    """Numbers without a word for the clock are a time only in a form that nothing else has. `placed`: where the time
    should stand, or with "Uhr" behind it."""
    if begin.exact:
        # A number like 25.00 is a price elsewhere.
        return begin.clock() is not None or (placed and begin.hour <= 31)
    if end is None or end.exact:
        return end is not None and None not in (begin.clock(), end.clock())
    return after_date and FIRST_HOUR <= begin.hour < end.hour <= 23


def _checked(
    tokens: list[Token], first: int, last: int, begin: _Value, end: _Value | None, *, marked: bool
) -> TimeItem:
    start, stop = begin.clock(), end.clock() if end else None
    item = parts.as_written(TimeItem(first, last, start, stop, marked=marked), tokens)
    for value in filter(None, (begin, end)):
        if value.parted:
            minute = f"{value.minute:02}"
            item.mended += ((f"{value.hour} {minute}", f"{value.hour}.{minute}"),)
    if start is None or (end and stop is None):
        wrong = begin if start is None else end
        assert wrong is not None
        item.problem = Reason.of("no_such_time", time=f"{wrong.hour}.{wrong.minute:02}")
    elif stop is not None and stop <= start:
        item.problem = Reason.of("ends_before_start", start=start, end=stop)
    return item


def _end(tokens: list[Token], begin: _Value, *, between: bool, marked: bool) -> _Value | None:
    token = tokens[begin.last]
    if token.low != "-" and not token.sense.roles & (TO | AND if between else TO):
        return None
    sign = tokens[begin.last + 1]
    if sign.low == "." or (sign.low == "-" and sign.gap):
        return None  # "18:30 - - 22": empty cells
    i = _past_words(tokens, begin.last + 1, SIGNS_BEFORE_END)
    end = _value(tokens, i, marked=True)
    if parts.is_year(tokens[i]) and not (marked or begin.exact):
        return None  # "2027-03 - 2027-04-16"
    if end is None or (not end.exact and (end.hour > 24 or _opens_date(tokens, i))):
        return None  # "kl 9 – 14 juni": the number belongs to the day
    if end.exact or _closes(tokens, end.last):
        return end
    said = i > begin.last + 1
    bare = not said and not marked and not begin.exact and tokens[i].gap
    return None if bare else end


def _closes(tokens: list[Token], i: int) -> bool:
    """No month or weekday that would make days of the hours stands at `i`: "9 - 11, Room 3", "9 - 11 rom 123"."""
    token, following = tokens[i : i + 2]
    if token.low in ROOMS:
        return True
    if token.low == ",":
        return not following.sense.month and not following.sense.weekday
    return token.low in CLOSING or bool(token.sense.roles & AND and token.kind is WORD)


def _opens_date(tokens: list[Token], i: int) -> bool:
    following = tokens[i + 1]
    if following.low in (".", "/") and not following.gap:
        after = tokens[i + 2]
        if after.text[:1].isupper() and after.low.endswith("kuun"):
            return False  # "Kokoukset klo 8.15–10. Huhtikuun kokous": a sentence ends
        return after.sense.month > 0 or (after.kind is NUMBER and not after.gap)
    return following.sense.month > 0


def _value(tokens: list[Token], i: int, *, marked: bool) -> _Value | None:
    """The hour at `i` with its minutes and its half of the day."""
    token, sign, minutes = tokens[i : i + 3]
    if token.low in NAMED:
        return _Value(NOON, 0, i, i + 1, exact=True)
    if token.value < 0 or len(token.low) > 4:
        return None
    value = _Value(token.value, 0, i, i + 1, exact=True)
    glued = not sign.gap and not minutes.gap and minutes.kind is NUMBER and len(minutes.low) == 2
    if len(token.low) > 2:
        # "kl 1830", "0900 hrs"
        if not marked and not sign.sense.roles & HOURS:
            return None
        value.hour, value.minute = divmod(token.value, 100)
    elif day_or_hour.is_parted(tokens, i) or (
        marked and sign.low in QUARTERS and sign.gap == 1 and not _opens_date(tokens, i + 1)
    ):
        value.minute, value.last = sign.value, i + 2  # "kl 18 30"
        value.parted = not marked
    elif glued and sign.low in (MARKED_MINUTE_SIGNS if marked else MINUTE_SIGNS):
        again, seconds = tokens[i + 3 : i + 5]
        told = sign.low == again.low == ":" and not again.gap and not seconds.gap
        told = told and len(seconds.low) == 2  # but "18:30: 22 March"
        value.minute, value.last = minutes.value, i + 5 if told else i + 3
    else:
        value.exact = False
    _half_of_day(tokens, value)
    following = tokens[value.last]
    value.told = value.exact and (bool(value.half) or following.low == "uhr")
    evening = _part_of_day(tokens, value.last + bool(following.sense.roles & HOURS))
    sure = value.exact or evening or following.low == "uhr" or value.hour >= FIRST_HOUR
    noon = value.hour == NOON and following.low in NAMED
    if noon or (following.sense.roles & HOURS and following.kind is WORD and sure):
        value.exact = True
        value.last += 1
    value.half = value.half or evening
    return value if value.exact or marked or value.hour <= 24 else None


def _part_of_day(tokens: list[Token], i: int) -> int:
    """AM or PM for "in the evening" at `i`; 0 where nothing tells the part of the day."""
    words = [t.low for t in tokens[i : i + 3]]
    if words[:2] == ["in", "the"] and words[2:] and words[2] in PARTS_OF_DAY:
        return AM if words[2] == "morning" else PM
    return 0


def _half_of_day(tokens: list[Token], value: _Value) -> None:
    """Reads "pm", "p.m." after an hour."""
    token = tokens[value.last]
    if half := token.sense.roles & (AM | PM):
        dotted = "." in token.text and tokens[value.last + 1].low == "."
        value.half, value.exact, value.last = half, True, value.last + 1 + dotted
