"""One pass over a line's tokens that finds every date, time, weekday, week, month and year in it."""

from __future__ import annotations

from datetime import time
from operator import attrgetter
from typing import TypeVar

from scheduler.years.recognise.line import (
    dates,
    day_or_hour,
    ends,
    month_first,
    numeric,
    other_numbers,
    over_night,
    parts,
    times,
    unsettled,
    weekdays,
)
from scheduler.years.recognise.line.items import (
    DateItem,
    Item,
    MonthItem,
    Parsed,
    TimeItem,
    WeekdayItem,
    YearItem,
)
from scheduler.years.recognise.text import neighbours
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.small_words import PREPOSITIONS
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

T = TypeVar("T", bound=Item)
CLOCK, WEEK = Role.CLOCK.value, Role.WEEK.value
SEASON, YEARLY = (Role.AUTUMN | Role.SPRING).value, Role.YEARLY.value
# Beyond the end of the line there is nothing, as far as any rule looks ahead.
END = [Token((SIGN, "", "", -1, NOTHING, None), 0, gap=1)] * 12
LOW, FIRST = attrgetter("low"), attrgetter("first")
CLOSES = frozenset(("", "\t", "|", ";", "*", ")"))


def parse(text: str, tokens: list[Token], lexicon: Lexicon) -> Parsed:
    """The line's items. Reads each token a bounded number of times."""
    parsed = Parsed(text, tokens)
    _Reader(tokens + END, len(tokens), lexicon, parsed).read()
    said = 0
    for token in tokens:
        if token.sense is not NOTHING and token.kind is WORD:
            said |= token.sense.roles
    parsed.said = said
    parsed.lows = frozenset(map(LOW, tokens))
    return parsed


class _Reader:
    def __init__(self, tokens: list[Token], length: int, lexicon: Lexicon, parsed: Parsed) -> None:
        self.tokens = tokens
        self.length = length
        self.lexicon = lexicon
        self.parsed = parsed
        self.i = 0
        # Where the last date ended, and whether a time was read since.
        self.date_end = -1
        # Where the last number of a point or a room ended.
        self.counted_end = 0
        self.months_lead: bool | None = None

    def read(self) -> None:
        tokens, parsed = self.tokens, self.parsed
        while self.i < self.length:
            token = tokens[self.i]
            if token.kind is NUMBER:
                self._number(token)
            elif token.sense is not NOTHING:
                self._word(token)
            elif token.kind is not WORD:
                self.i += 1
            elif token.low in times.NAMED and (clock := times.at(tokens, self.i, after_date=True)):
                self._add_time(clock)
            elif found := month_first.misspelt(tokens, self.i, self.lexicon):
                self._add_dates(found)
            else:
                if token.low in other_numbers.PHONE:
                    parsed.numbers_left += 1
                    self.i = other_numbers.end_of_phone(tokens, self.i, self.length)
                parsed.left += 1
                self.i += 1

    def _number(self, token: Token) -> None:
        tokens, i = self.tokens, self.i
        following = tokens[i + 1]
        if following.kind is NUMBER and (day := neighbours.torn_day(tokens, i)):
            tokens[i : i + 2] = self.parsed.tokens[i : i + 2] = [day]
            self.length -= 1
            token, following = day, tokens[i + 1]
        if self.date_end == i and day_or_hour.is_run_behind(tokens, i):
            self._guess(time(*divmod(token.value, 100)))
            return
        if other_numbers.are_counted(tokens[i - 1], token):
            self._leave()
        elif clock := times.behind_verb(tokens, i):
            self._add_time(clock)
        elif (year := numeric.marked_year(tokens, i, self.parsed.roles)) and not dates.at(
            tokens, year.last - 1, self.lexicon
        ):
            self._add(year, self.parsed.years)
        elif end := other_numbers.end(tokens, i, self.parsed, self.counted_end):
            self.parsed.numbers_left += 1
            self.i = self.counted_end = end
        elif (following.low in CLOSES or following.kind is NUMBER) and not (
            len(token.low) > 2 or day_or_hour.is_parted(tokens, i)
        ):
            # Nothing follows that would make a date or a time of it.
            self._bare_hour(following)
        else:
            self._date_or_time(following)

    def _date_or_time(self, following: Token) -> None:
        tokens, i, parsed = self.tokens, self.i, self.parsed
        clock = None
        if not following.sense.month:
            clock = times.at(tokens, i, after_date=self.date_end >= 0)
        found = dates.at(tokens, i, self.lexicon)
        if clock and found and day_or_hour.is_hour(tokens, clock, found, parsed, self.date_end):
            found = None
        heads = i == 0 and found and parts.is_heading_number(tokens, found[0])
        if found and (heads or parts.is_half_of_word(tokens, found[-1].last)):
            self.i = found[-1].last
            parsed.numbers_left += 1
        elif found:
            self._add_dates(found)
        elif clock:
            self._add_time(clock)
        elif year := self._years(i):
            self._add(year, parsed.years)
        elif parsed.dates and (further := month_first.further(tokens, i, parsed.dates[-1])):
            self._add_dates([further])
        else:
            self._leave()

    def _years(self, i: int) -> YearItem | None:
        """A year, also where a list is glued to it: "2024:18/1, 15/2"."""
        token, sign, following = self.tokens[i : i + 3]
        glued = parts.is_year(token) and sign.low == ":" and parts.small(following)
        if glued and dates.at(self.tokens, i + 2, self.lexicon):
            return YearItem(i, i + 1, (token.value,))
        return numeric.years(self.tokens, i, yearly=bool(self.parsed.roles & YEARLY))

    def _bare_hour(self, following: Token) -> None:
        """24/4 10: a number that closes the line after a date is the hour, but it should be asked."""
        token, i = self.tokens[self.i], self.i
        closes = following.low == "" and self.date_end == i
        if closes and times.FIRST_HOUR <= token.value <= times.LAST_HOUR:
            self._guess(time(token.value))
        else:
            self._leave()

    def _guess(self, hour: time) -> None:
        """A bare number behind a date is the hour, and should be asked about."""
        self._add(TimeItem(self.i, self.i + 1, hour, guessed=True), self.parsed.times)

    def _word(self, token: Token) -> None:
        tokens, sense, i = self.tokens, token.sense, self.i
        following = tokens[i + 1]
        torn = following.kind is WORD and parts.is_parted(tokens, i, self.lexicon)
        verb = token.text == "may" and following.kind is WORD and not following.sense.month
        if torn and (found := month_first.misspelt(tokens, i, self.lexicon)):
            self._add_dates(found)
        elif sense.month and not verb:  # "Meetings may be held"
            self._month(sense.month)
        elif sense.roles & CLOCK and (clock := times.at(tokens, i, after_date=self.date_end >= 0)):
            self._add_time(clock)
        elif sense.weekday and weekdays.is_day(tokens, i, sense.weekday, self._day_end()):
            self._add(WeekdayItem(i, i + 1, sense.weekday), self.parsed.weekdays)
            self._end_day_of_week()
        elif sense.roles & WEEK and (week := numeric.week(tokens, i)):
            for item in (week, *numeric.further_weeks(tokens, week)):
                self._add(item, self.parsed.weeks)
            self._end_day_of_week()
        else:
            self.parsed.roles |= sense.roles
            if sense.roles & CLOCK and self.date_end >= 0:
                self._hour_left_open()
            year = numeric.season_year(tokens, i) if sense.roles & SEASON else None
            if year and not dates.at(tokens, year.last - 1, self.lexicon):
                self._add(year, self.parsed.years)
            else:
                self.parsed.left += token.kind is WORD
                self.i += 1

    def _day_end(self) -> int:
        """Where the last date or week ended."""
        weeks = self.parsed.weeks
        return max(self.date_end, weeks[-1].last) if weeks else self.date_end

    def _end_day_of_week(self) -> None:
        """A weekday and its week are a date, behind which stand hours also without a word: "v. 15 tisdag 15–17"."""
        parsed, comma = self.parsed, self.tokens[self.i].low == ","
        begin, dash, end = self.tokens[self.i + comma : self.i + comma + 3]
        span = dash.low == "-" and parts.small(begin) and parts.small(end)
        if span and parsed.weeks and parsed.weekdays and not parsed.dates:
            self.date_end = self.i

    def _hour_left_open(self) -> None:
        """The meeting has no hour yet; the words that say so are read on, for they are a note on it."""
        tokens, i = self.tokens, self.i
        if tokens[i].low not in PREPOSITIONS and unsettled.leaves_hour_open(tokens, i):
            self.parsed.times.append(TimeItem(i, i + 1, None, unknown=True, marked=True))

    def _leave(self) -> None:
        """A number that is part of nothing."""
        self.parsed.left += 1
        self.parsed.numbers_left += 1
        self.i += 1

    def _month(self, month: int) -> None:
        tokens, i = self.tokens, self.i
        if self.months_lead is None:
            self.months_lead = month_first.months_lead(tokens)
        if found := month_first.of(tokens, i, self.lexicon, leads=self.months_lead):
            self._add_dates(found)
            return
        last = i + 1
        if tokens[last].low in (".", ",") and parts.is_year(tokens[last + 1]):
            last += 1
        year = None
        if parts.is_year(tokens[last]) and not dates.at(tokens, last, self.lexicon):
            year, last = tokens[last].value, last + 1
        self._add(MonthItem(i, last, month, year), self.parsed.months)

    def _add(self, item: T, among: list[T]) -> None:
        among.append(item)
        self.parsed.items.append(item)
        self.i = item.last

    def _add_time(self, item: TimeItem) -> None:
        item.until_only = item.end is None and ends.until_only(self.tokens, item)
        self._add(item, self.parsed.times)
        if len(self.parsed.dates) > 1 and len(self.parsed.times) > 1:
            over_night.close(self.parsed, self.tokens)

    def _add_dates(self, found: list[DateItem]) -> None:
        first = found[0]
        before = self.parsed.dates[-1] if self.parsed.dates else None
        if before and (second := dates.parted(self.tokens, before, first)):
            self.parsed.put_back(second)
        elif before:
            first = dates.join(self.tokens, before, first)
            if first is not found[0]:
                found = found[1:]
        self.parsed.dates += found
        hours = times.in_parentheses(self.tokens, self.i, found[-1].last) if len(found) > 1 else []
        self.parsed.times += hours
        self.parsed.items += sorted((*found, *hours), key=FIRST) if hours else found
        self.i = self.date_end = self.parsed.dates[-1].last
        if self.tokens[self.i].low == "*":
            self._stars()

    def _stars(self) -> None:
        """Footnote stars glued to the last date, or alone behind it at the end of the line."""
        alone = all(token.low == "*" for token in self.tokens[self.i : self.length])
        while self.tokens[self.i].low == "*" and (alone or not self.tokens[self.i].gap):
            self.parsed.dates[-1].stars += 1
            self.i += 1
