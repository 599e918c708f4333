"""What makes an item of the tokens that a pattern of items.py fits: a date, hours, a weekday, a week or a year.

A builder answers None where the numbers do not fit; they are then loose numbers.
"""

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any, NamedTuple

from scheduler.years.recognise.lexicon import Lexicon, Role, Sense
from scheduler.years.recognise.values import Day, Hours, Item, Lexed, Span, Token


class Hit(NamedTuple):
    """Where a pattern fits: tokens `first` to before `past` of a line."""

    line: Lexed
    first: int
    past: int
    words: Lexicon

    @property
    def code(self) -> str:
        return self.line.code[self.first : self.past]

    @property
    def tokens(self) -> Sequence[Token]:
        return self.line.tokens[self.first : self.past]

    @property
    def numbers(self) -> list[int]:
        return [int(token.text) for token in self.tokens if token.text[0].isdigit()]

    @property
    def year(self) -> int:
        """The year that ends it: 2027, '27."""
        return _year(self.tokens[-1]) if self.code[-1] == "Y" or self.code[-2:-1] == "'" else 0

    def one(self, kind: str, value: Any) -> list[Item]:
        return [Item(kind, value, self.first, self.past)]


Made = list[Item] | None


def _year(token: Token) -> int:
    n = int(token.text)
    return n if n > 99 else 2000 + n


# builders of dates


def _iso(hit: Hit) -> Made:
    year, month, day = hit.numbers
    return hit.one("date", Span(Day(day, month, year))) if month <= 12 else None


def _dmy(hit: Hit) -> Made:
    day, month, year = hit.numbers
    is_slashed = hit.code[-2] == "/"
    if (month > 12 and not (is_slashed and day <= 12)) or year < 20:
        return None
    return hit.one("date", Span(Day(day, month, year if year > 99 else 2000 + year, is_slashed)))


def _numeric_range(hit: Hit) -> Made:
    begin, end, month = hit.numbers[:3]
    span = Span(Day(begin, month, hit.year), Day(end, month, hit.year))
    return hit.one("date", span) if month <= 12 else None


def _dotted_list(hit: Hit) -> Made:
    at = [n for n in range(hit.first, hit.past) if hit.line.code[n] in "SD"]
    *days, month = (int(hit.line.tokens[n].text) for n in at)
    found = [(day, 0, n, n + 2) for day, n in zip(days, at, strict=False)]
    return day_items(found, month, hit.year, hit.past) if month <= 12 else None


def _day_month(hit: Hit) -> Made:
    at = max(hit.code.rfind("M"), hit.code.rfind("m")) + hit.first
    return _month_days(hit, at, elements(hit.line, hit.first, at))


def _month_day(hit: Hit) -> Made:
    return _month_days(hit, hit.first, elements(hit.line, hit.first + 1, hit.past))


Element = tuple[int, int, int, int]
"""The first and last day (0: none), and the tokens from and before."""


def _month_days(hit: Hit, at: int, found: Sequence[Element]) -> list[Item]:
    """The days of the month named at `at`, each behind the weekday that stands before it."""
    made: list[Item] = []
    first = hit.first
    for item in day_items(found, _sense(hit, at).month, hit.year, hit.past):
        code = hit.line.code[first : item.first]
        day = max(code.rfind("W"), code.rfind("w")) + first
        if day >= first:
            made.append(Item("weekday", _sense(hit, day).weekday, day, day + 1))
        made.append(item)
        first = item.past
    return made


def _sense(hit: Hit, n: int) -> Sense:
    return hit.words.sense(hit.line.tokens[n].low)


def elements(line: Lexed, first: int, past: int) -> list[Element]:
    """A list of days; "10./11." are two days of one meeting, "15/22" a choice between two."""
    found: list[Element] = []
    joint = ""
    for n in range(first, past):
        code = line.code[n]
        if code in "SD":
            day = int(line.tokens[n].text)
            if joint and found and (joint != "/" or day == found[-1][0] + 1):
                found[-1] = (found[-1][0], day, found[-1][2], n + 1)
            else:
                found.append((day, 0, n, n + 1))
            joint = ""
        elif code in "-t/":
            joint = code
        elif code in ".:e" and found:
            found[-1] = (*found[-1][:3], n + 1)
    return found


def day_items(found: Sequence[Element], month: int, year: int, past: int = 0) -> list[Item]:
    """A date for each element; `past`: where the last ends, if behind its day."""
    made = [
        Item("date", Span(Day(day, month, year), Day(last, month, year) if last else None), a, b)
        for day, last, a, b in found
    ]
    return [*made[:-1], made[-1]._replace(past=past or made[-1].past)]


def _dotted(hit: Hit) -> Made:
    day, month = hit.numbers[:2]
    return hit.one("date", Span(Day(day, month, hit.year))) if month <= 12 else None


def _slash(hit: Hit) -> Made:
    a, b = hit.numbers
    before = [
        token for token in hit.line.tokens[max(0, hit.first - 2) : hit.first] if token.code != "_"
    ]
    if b == a + 1 and (b > 12 or (before and before[-1].roles & Role.SEASON)):
        return hit.one("years", (2000 + a, 2000 + b))
    return hit.one("date", Span(Day(a, b, 0, True))) if min(a, b) <= 12 else None


def _compact(hit: Hit) -> Made:
    digits = hit.tokens[0].text
    year, month, day = int(digits[:-4]), int(digits[-4:-2]), int(digits[-2:])
    year += 2000 if year < 100 else 0
    is_date = 2015 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31
    return hit.one("date", Span(Day(day, month, year))) if is_date else None


# builders of hours and years


def _span(hit: Hit) -> Made:
    """18-20, 7-9 pm, 11 am to 1 pm, 9.30-12 noon."""
    clocks = _clocks(hit)
    if len(clocks) == 1:
        clocks.insert(0 if hit.code[0] == "n" else 1, (12, 0, ""))
    (h1, m1, half1), (h2, m2, half2) = clocks[:2]
    if half2 and not half1:
        half1 = half2 if h1 % 12 <= h2 % 12 else "a"
    start, end = _time(h1, m1, half1), _time(h2, m2, half2)
    return _bad(hit) if start is None or end is None else hit.one("time", Hours(start, end))


def _clock(hit: Hit) -> Made:
    digits = hit.tokens[-1].text
    start: time | None
    if "n" in hit.code:
        start = time(12)
    elif hit.code[-1] == "4":
        start = _time(int(digits[:2]), int(digits[2:]), "")
    else:
        start = _time(*_clocks(hit)[0])
    return _bad(hit) if start is None else hit.one("time", Hours(start))


def _bad(hit: Hit) -> Made:
    return hit.one("bad", hit.line.text[hit.tokens[0].start : hit.tokens[-1].end])


def _clocks(hit: Hit) -> list[tuple[int, int, str]]:
    """Hour, minute and half of the day of each time in a match."""
    found: list[tuple[int, int, str]] = []
    before = ""
    for token in hit.tokens:
        is_number = token.text[0].isdigit()
        if is_number and found and before == ".":
            found[-1] = (found[-1][0], int(token.text), "")
        elif is_number:
            found.append((int(token.text), 0, ""))
        elif token.code in "ap" and found:
            found[-1] = (*found[-1][:2], token.code)
        before = "0" if is_number else "." if before == "0" and token.code in ".:" else ""
    return found


def _time(hour: int, minute: int, half: str) -> time | None:
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _years(hit: Hit) -> Made:
    one, two = (_year(token) for token in hit.tokens if token.text[0].isdigit())
    if two == one + 1:
        return hit.one("years", (one, two))
    return [Item("year", one, hit.first, hit.first + 1)]


BUILDERS: dict[str, Callable[[Hit], Made]] = {
    "iso": _iso, "years": _years, "dmy": _dmy, "numeric_range": _numeric_range, "dotted_list": _dotted_list,
    "day_month": _day_month, "month_day": _month_day, "span": _span, "clock": _clock, "dotted": _dotted,
    "slash": _slash, "compact": _compact,
    "week": lambda hit: hit.one("week", hit.numbers[0]),
    "term": lambda hit: hit.one("year", _year(hit.tokens[-1])),
    "weekday": lambda hit: hit.one("weekday", _sense(hit, hit.first).weekday),
    "month": lambda hit: hit.one("month", _sense(hit, hit.first).month),
    "year": lambda hit: hit.one("year", hit.numbers[0]),
}  # fmt: skip
