"""Times in a row of tokens: kl. 13.15–15.00, 16–18.30, 7.30 pm, klo 17, 19.30 Uhr, kl. xx.xx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from scheduler.years.recognise.line import day_or_hour, parts
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.nouns import COUNTED, MEASURES
from scheduler.years.recognise.text.small_words import BETWEEN, FROM, IS, LATEST
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

CLOCK, HOURS, TO, AND = (r.value for r in (Role.CLOCK, Role.HOURS, Role.TO, Role.AND))
AM, PM = Role.AM.value, Role.PM.value
# Stand between the clock word and the hour.
BEFORE_HOUR = FROM | LATEST | listed("ca cirka c:a omkring runt about circa noin gegen etwa")
NOON = 12
NAMED = {"noon": time(12), "midday": time(12), "mittag": time(12)}
# A bare number after a date is an hour only if people meet then.
FIRST_HOUR, LAST_HOUR = 7, 21
# Nothing else behind a bare number makes an hour of it: minutes, "a.m.", the hour at which it ends.
BEHIND_HOUR = frozenset(":.h-")
SAID_BEHIND_HOUR = HOURS | TO | AND | AM | PM
CLOSING = frozenset(("", ")", "|", "\t", ";"))
QUARTERS = frozenset(("00", "15", "30", "45"))
MINUTE_SIGNS = (":", ".")
MARKED_MINUTE_SIGNS = (":", ".", ",", ";")


@dataclass(slots=True)
class _Value:
    """Hour and minute as written, before anyone asked whether there is such a time."""

    hour: int
    minute: int
    last: int
    exact: bool  # minutes, "pm" or "Uhr" were written
    half: int = 0  # AM or PM

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
        if following.low not in BEHIND_HOUR and not following.sense.roles & SAID_BEHIND_HOUR:
            return None
        return _span(tokens, i, i, marked=False, after_date=after_date)
    if token.low in NAMED:
        return _named(tokens, i)
    if not token.sense.roles & CLOCK:
        return None
    j, told = i + 1, False
    for _ in range(4):
        following = tokens[j]
        if following.kind is NUMBER:
            break
        if following.low in IS and token.kind is WORD:
            j, told = j + 1, True
        elif (
            following.low in (".", ":", "=")
            or following.low in BEFORE_HOUR
            or (following.sense.roles & CLOCK and following.kind is WORD)
        ):
            j += 1
    if tokens[j].kind is NUMBER:
        if _opens_named_date(tokens, j):
            return None  # "ny tid: 10 mars"
        found = _span(tokens, i, j, marked=True, after_date=after_date)
        # "The time is 20 minutes" tells no hour.
        amount = told and found is not None and tokens[found.last].low in COUNTED
        return None if amount else found
    if tokens[j].low in NAMED:
        return _named(tokens, j)
    return _unsettled(tokens, i, j)


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
    signs = [t.low for t in tokens[i + 1 : i + 4 : 2]]
    if signs == ["/", "/"] or (
        signs == [".", "."] and any(map(parts.is_year, tokens[i + 4 : i + 5]))
    ):
        return True  # "as at 12/11/2026", "gültig ab 06.11.2026"
    after = i + 1 + (tokens[i + 1].low == "." and not tokens[i + 1].gap)
    month = tokens[after].sense.month > 0 and tokens[after].gap > 0
    return month and not day_or_hour.closes_sentence(tokens, i)


def _named(tokens: list[Token], i: int) -> TimeItem:
    begin = NAMED[tokens[i].low]
    item = TimeItem(i, i + 1, begin, marked=True, struck=tokens[i].struck)
    if tokens[i + 1].low == "-" or tokens[i + 1].sense.roles & TO:
        end = _value(tokens, i + 2, marked=True)
        if end and end.exact and (clock := end.clock()) and clock > begin:
            item.end, item.last = clock, end.last
    return item


def _unsettled(tokens: list[Token], first: int, j: int) -> TimeItem | None:
    """kl. xx.xx: the hour is left open, and no default may fill it."""
    if tokens[first].sense.roles & CLOCK and tokens[j].low in ("xx", "x", "xxxx", "?", "00"):
        last = j + 1
        if tokens[last].low in MINUTE_SIGNS and tokens[last + 1].low in ("xx", "x"):
            last += 2
        return TimeItem(first, last, None, unknown=True, marked=True)
    return None


def _span(
    tokens: list[Token], first: int, i: int, *, marked: bool, after_date: bool
) -> TimeItem | None:
    begin = _value(
        tokens, i, marked=marked or (after_date and day_or_hour.is_run_of_two(tokens, i))
    )
    if begin is None:
        return None
    end = _end(tokens, begin, between=_after_between(tokens, first), marked=marked)
    if not _convincing(tokens, begin, end, marked=marked, after_date=after_date):
        return None
    if end and end.half and not begin.half and begin.hour <= end.hour:
        # 11:00-12:00pm begins before noon.
        begin.half = AM if begin.hour < end.hour == NOON else end.half
    last = end.last if end else begin.last
    amount = tokens[last - 1].kind is NUMBER and ":" not in [t.low for t in tokens[i:last]]
    if not marked and amount and tokens[last].low in MEASURES:
        return None  # 12.50 kr, but "14:30 Uhr M 2.10"
    return _checked(tokens, first, last, begin, end, marked=marked)


def _convincing(
    tokens: list[Token], begin: _Value, end: _Value | None, *, marked: bool, after_date: bool
) -> bool:
    """Numbers without a word for the clock are a time only in a form that nothing else has."""
    if marked:
        return True
    if begin.exact:
        # A number like 25.00 is a price unless it stands where the time should.
        return begin.clock() is not None or (after_date and begin.hour <= 31)
    if end is None:
        return False
    if end.exact:
        return end.clock() is not None and (begin.clock() is not None)
    return after_date and FIRST_HOUR <= begin.hour < end.hour <= 23


def _checked(
    tokens: list[Token], first: int, last: int, begin: _Value, end: _Value | None, *, marked: bool
) -> TimeItem:
    start, stop = begin.clock(), end.clock() if end else None
    item = TimeItem(first, last, start, stop, marked=marked)
    item.mended = parts.mended(tokens, first, last)
    item.struck = tokens[first].struck and all(t.struck for t in tokens[first:last])
    if start is None or (end and stop is None):
        wrong = begin if start is None else end
        assert wrong is not None
        item.problem = Reason.of("no_such_time", time=f"{wrong.hour}.{wrong.minute:02}")
    elif stop is not None and stop <= start:
        item.problem = Reason.of("ends_before_start", start=start, end=stop)
    return item


def _after_between(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].low in BETWEEN


def _end(tokens: list[Token], begin: _Value, *, between: bool, marked: bool) -> _Value | None:
    i = begin.last
    token = tokens[i]
    joined = token.low == "-" or token.sense.roles & TO or (between and token.sense.roles & AND)
    if not joined:
        return None
    i += 1
    said = shortened = False
    for _ in range(4):
        following = tokens[i]
        if following.kind is NUMBER:
            break
        if following.kind is WORD and following.sense.roles & CLOCK:
            said = True
            i += 1
        elif following.low in BEFORE_HOUR:
            shortened = True  # "ca."
            i += 1
        elif following.low in (".", "-") and (said or shortened):
            i += 1
    if tokens[i].kind is NUMBER and tokens[i].value == NOON and tokens[i + 1].low in NAMED:
        return _Value(NOON, 0, i + 2, exact=True)
    if tokens[i].low in NAMED:
        return _Value(NOON, 0, i + 1, exact=True)
    if tokens[i].kind is not NUMBER:
        return None
    end = _value(tokens, i, marked=True)
    if end is None or (not end.exact and _is_day(tokens, i)):
        return None  # "kl 9 – 14 juni": the number belongs to the day
    if end.exact or _closes(tokens, end.last):
        return end
    bare = not said and not marked and not begin.exact and tokens[i].gap
    return None if bare else end


def _closes(tokens: list[Token], i: int) -> bool:
    """No month or weekday that would make days of the hours stands at `i`: "9 - 11, Room 3"."""
    token, following = tokens[i : i + 2]
    if token.low == ",":
        return not following.sense.month and not following.sense.weekday
    return token.low in CLOSING or bool(token.sense.roles & AND and token.kind is WORD)


def _is_day(tokens: list[Token], i: int) -> bool:
    """The number at `i` opens a date, or is too much for an hour."""
    return tokens[i].value > 24 or _opens_date(tokens, i)


def _opens_date(tokens: list[Token], i: int) -> bool:
    following = tokens[i + 1]
    if following.low in (".", "/") and not following.gap:
        after = tokens[i + 2]
        return after.sense.month > 0 or (after.kind is NUMBER and not after.gap)
    return following.sense.month > 0


def _value(tokens: list[Token], i: int, *, marked: bool) -> _Value | None:
    token = tokens[i]
    if token.value < 0 or len(token.low) > 4:
        return None
    if len(token.low) > 2:
        return _run_together(tokens, i, marked=marked)
    value = _with_minutes(tokens, i, marked=marked)
    if value is None:
        value = _Value(token.value, 0, i + 1, exact=False)
    _half_of_day(tokens, value)
    following = tokens[value.last]
    sure = value.exact or following.low == "uhr" or value.hour >= FIRST_HOUR
    if following.sense.roles & HOURS and following.kind is WORD and sure:
        value.exact = True
        value.last += 1
    if token.value > 24 and not value.exact and not marked:
        return None
    return value


def _run_together(tokens: list[Token], i: int, *, marked: bool) -> _Value | None:
    """kl 1830, 0900 hrs."""
    token, following = tokens[i], tokens[i + 1]
    hours = bool(following.sense.roles & HOURS)
    if not marked and not hours:
        return None
    hour, minute = divmod(token.value, 100)
    value = _Value(hour, minute, i + 1, exact=True)
    _half_of_day(tokens, value)
    if hours:
        value.last += 1
    return value


def _with_minutes(tokens: list[Token], i: int, *, marked: bool) -> _Value | None:
    token, sign, minutes = tokens[i], tokens[i + 1], tokens[i + 2]
    if marked and sign.low in QUARTERS and sign.gap == 1 and not _opens_date(tokens, i + 1):
        return _Value(token.value, sign.value, i + 2, exact=True)  # "kl 18 30"
    if minutes.kind is NUMBER and len(minutes.low) == 2 and not sign.gap and not minutes.gap:
        if sign.low in (MARKED_MINUTE_SIGNS if marked else MINUTE_SIGNS):
            last = i + 3
            seconds = tokens[i + 4]
            if sign.low == ":" and tokens[i + 3].low == ":" and len(seconds.low) == 2:
                last = i + 5
            return _Value(token.value, minutes.value, last, exact=True)
        if sign.low == "h":
            return _Value(token.value, minutes.value, i + 3, exact=True)
    return None


def _half_of_day(tokens: list[Token], value: _Value) -> None:
    """Reads "pm", "p.m." after an hour."""
    token = tokens[value.last]
    if half := token.sense.roles & (AM | PM):
        dotted = "." in token.text and tokens[value.last + 1].low == "."
        value.half, value.exact, value.last = half, True, value.last + 1 + dotted
