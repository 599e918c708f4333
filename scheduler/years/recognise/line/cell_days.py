"""The days that one cell holds under a month, each with its hour: "16, 30", "9 kl. 13"."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.years.recognise.line import choices, dates, grammar, parts, times
from scheduler.years.recognise.line.items import BY_DAY, DateItem, Day, Link, TimeItem
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.names import Weekday
from scheduler.years.recognise.text.nouns import NUMBERED_ROOMS
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

AND, NONE, CLOCK, OR = (
    Role.AND.value, Role.NONE.value, Role.CLOCK.value, Role.OR.value,
)  # fmt: skip
HALF_OF_DAY = (Role.AM | Role.PM).value
OF_HOUR = HALF_OF_DAY | Role.HOURS.value


@dataclass(slots=True)
class _Cell:
    """The days of a cell as far as they have been read, and the hours beside them."""

    tokens: list[Token]
    month: int
    year: int | None
    lexicon: Lexicon
    found: list[DateItem] = field(default_factory=list)
    # The hours by the places of their days in `found`, and those days whose hour stands in parentheses.
    clocks: dict[int, TimeItem] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    # A weekday and a sign that stand before the next day.
    weekday: Weekday | None = None
    link: Link = Link.NONE

    def clock(self, i: int, *, inside: bool) -> int | None:
        """Reads the hour of the day before `i` and returns the token after it. `inside` parentheses it is one only
        where it opens them, or says so: "kl. 13"."""
        clock = _clock(self.tokens, i) if self.found else None
        if not clock or (inside and self.tokens[i - 1].low != "(" and not clock.marked):
            return None
        at = len(self.found) - 1
        if inside:
            self.aside.add(at)
        self.clocks.setdefault(at, clock)
        return clock.last

    def day(self, i: int) -> int:
        """Reads one day; the month may be written again ("9/1"). Returns the token after it."""
        item = self._item(i)
        if self.found and self.link is Link.TO and self.found[-1].until is None:
            self.found[-1].until = item.start
            self.found[-1].last = item.last
        else:
            item.link = self.link
            item.struck = self.tokens[i].struck
            while self.tokens[item.last].low == "*":
                item.stars += 1
                item.last += 1
            self.found.append(item)
        if self.weekday is not None:
            self.found[-1].weekday, self.weekday = self.weekday, None
        self.link = Link.NONE
        return item.last

    def _item(self, i: int) -> DateItem:
        tokens = self.tokens
        written = tokens[i + 1].low in ("/", ".", "-") or tokens[i + 1].sense.month
        full = dates.at(tokens, i, self.lexicon) if written else None
        if full and full[0].start.month:
            item = full[0]
            if item.start.month != self.month == item.start.day:  # "3/5" below March
                item.start.day, item.start.month = item.start.month, self.month
            item.start.year = item.start.year or self.year
            item.swappable = item.reversible = False
            return item
        last = i + 1
        if not tokens[last].gap and tokens[last].low in (":", "."):
            last = i + 3 if tokens[i + 2].low in parts.ORDINALS else i + 2
        elif not tokens[last].gap and tokens[last].low in parts.APART:
            last += 1  # "5th" is no Thursday
        item = DateItem(i, last, Day(tokens[i].value, self.month, self.year), BY_DAY)
        item.mended = parts.mended(tokens, i, last)
        return item

    def word(self, i: int) -> None:
        """A weekday behind a day is that day's, one before a day is the next one's; a sign parts or joins days."""
        token = self.tokens[i]
        told = token.sense.weekday
        if told and self.found and self.found[-1].weekday is None:
            self.found[-1].weekday = told
        elif told and (self.weekday is None or self.tokens[i - 1].low != "-"):  # "fr–lö 12–13"
            self.weekday = told
        if token.low in ("-", "/") and self.found:
            self.link = Link.TO
        elif token.sense.roles & OR:
            self.link = Link.OR
        elif token.low == "," or token.sense.roles & AND:
            self.link = Link.AND

    def owned(self, n: int) -> TimeItem | None:
        """The day's own time, or the only one, after a later day of the cell. One in parentheses is of the day before
        it alone."""
        if n in self.clocks:
            return self.clocks[n]
        later = [k for k in self.clocks if k not in self.aside]
        return (
            self.clocks[later[0]] if len(self.clocks) == len(later) == 1 and later[0] > n else None
        )


def days(
    tokens: list[Token], month: int, year: int | None, lexicon: Lexicon
) -> list[tuple[DateItem, TimeItem | None]] | None:
    """The days of a cell under a month: "16, 30", "9 kl. 13", "17–18 (budget)". None when the
    cell holds something else."""
    cell = _Cell(tokens + grammar.END, month, year, lexicon)
    i, depth = 0, 0
    while i < len(tokens):
        token = tokens[i]
        depth += (token.low == "(") - (token.low == ")")
        is_number = token.kind is NUMBER
        if after := cell.clock(i, inside=depth > 0):
            i = after
        elif depth or (is_number and cell.tokens[i - 1].low in NUMBERED_ROOMS):
            i += 1  # "22. Huone 12"
        elif not is_number:
            cell.word(i)
            i += 1
        elif _is_day(cell.tokens, i, month, lexicon):
            i = cell.day(i)
        else:
            return None
    for item in cell.found if len(cell.found) > 1 else ():
        item.group = 1
    if any(item.link is Link.OR for item in cell.found):
        choices.mark(cell.found)
    return [(item, cell.owned(n)) for n, item in enumerate(cell.found)]


def _is_day(tokens: list[Token], i: int, month: int, lexicon: Lexicon) -> bool:
    """The number at `i` can be a day of the cell's month, and nothing else."""
    torn = _may_be_torn(tokens, i) or _is_of_another_month(tokens, i, month, lexicon)
    return parts.small(tokens[i]) and not torn


def _may_be_torn(tokens: list[Token], i: int) -> bool:
    """ "2 6": two days, or the 26th; but "2 6:00 pm"."""
    token, following = tokens[i : i + 2]
    digits = following.kind is NUMBER and len(token.low) == len(following.low) == 1
    half = tokens[i + 2].sense.roles & HALF_OF_DAY
    return digits and not half and not parts.is_clock(tokens, i + 1)


def _is_of_another_month(tokens: list[Token], i: int, month: int, lexicon: Lexicon) -> bool:
    """ "6/9" below May: two days of May, or one of September."""
    if tokens[i + 1].low != "/" or not parts.small(tokens[i + 2]) or tokens[i + 1].gap:
        return False
    full = dates.at(tokens, i, lexicon)
    told = full is not None and full[0].start.month > 0 and full[0].start.year is None
    months = {tokens[i + 2].value} | ({tokens[i].value} if lexicon.first == "en" else set())
    return told and month not in months


def _clock(tokens: list[Token], i: int) -> TimeItem | None:
    token = tokens[i]
    if token.kind is NUMBER:
        following = tokens[i + 1]
        if following.kind is NUMBER or following.low in (",", ")", ""):
            return None
    elif not token.sense.roles & CLOCK:
        return None
    return times.at(tokens, i, after_date=tokens[i - 1].low == "(")


def note(cell: list[Token]) -> str | None:
    """The words of a cell that are no day and no hour."""
    words = [
        t.text
        for t in cell
        if t.kind is WORD
        and len(t.low) > 1
        and not (t.sense.roles & (CLOCK | AND | OF_HOUR) or t.sense.weekday)
    ]
    return " ".join(words) or None
