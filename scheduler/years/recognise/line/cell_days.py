"""The days that one cell holds under a month, each with its hour: "16, 30", "9 kl. 13"."""

from __future__ import annotations

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


def days(
    cell: list[Token], month: int, year: int | None, lexicon: Lexicon
) -> list[tuple[DateItem, TimeItem | None]] | None:
    """The days of a cell under a month: "16, 30", "9 kl. 13", "17–18 (budget)". None when the
    cell holds something else."""
    tokens = cell + grammar.END
    found: list[DateItem] = []
    clocks: dict[int, TimeItem] = {}
    aside: set[int] = set()
    weekday: Weekday | None = None
    i, depth = 0, 0
    link = Link.NONE
    while i < len(cell):
        token = tokens[i]
        depth += (token.low == "(") - (token.low == ")")
        clock = _clock(tokens, i) if found else None
        if clock and (not depth or tokens[i - 1].low == "(" or clock.marked):
            if depth:
                aside.add(len(found) - 1)
            clocks.setdefault(len(found) - 1, clock)
            i = clock.last
        elif depth or (token.kind is NUMBER and tokens[i - 1].low in NUMBERED_ROOMS):
            i += 1  # "22. Huone 12"
        elif token.kind is NUMBER:
            if not _is_day(tokens, i, month, lexicon):
                return None
            i = _day(tokens, i, month, year, lexicon, found, link)
            if weekday is not None:
                found[-1].weekday, weekday = weekday, None
            link = Link.NONE
        else:
            weekday = _weekday(tokens, i, found, weekday)
            link = _link(token, link, found)
            i += 1
    for item in found if len(found) > 1 else ():
        item.group = 1
    if any(item.link is Link.OR for item in found):
        choices.mark(found)
    return [(item, _owned(clocks, aside, n)) for n, item in enumerate(found)]


def _weekday(
    tokens: list[Token], i: int, found: list[DateItem], ahead: Weekday | None
) -> Weekday | None:
    """Gives a weekday behind a day to that day; one that stands before a day is `ahead` of it."""
    told = tokens[i].sense.weekday
    if told and found and found[-1].weekday is None:
        found[-1].weekday = told
    elif told and (ahead is None or tokens[i - 1].low != "-"):  # "fr–lö 12–13"
        return told
    return ahead


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


def _link(token: Token, link: Link, found: list[DateItem]) -> Link:
    if token.low in ("-", "/") and found:
        return Link.TO
    if token.sense.roles & OR:
        return Link.OR
    return Link.AND if token.low == "," or token.sense.roles & AND else link


def _day(
    tokens: list[Token],
    i: int,
    month: int,
    year: int | None,
    lexicon: Lexicon,
    found: list[DateItem],
    link: Link,
) -> int:
    """Reads one day; the month may be written again ("9/1"). Returns the token after it."""
    written = tokens[i + 1].low in ("/", ".", "-") or tokens[i + 1].sense.month
    full = dates.at(tokens, i, lexicon) if written else None
    if full and full[0].start.month:
        item = full[0]
        if item.start.month != month == item.start.day:  # "3/5" below March
            item.start.day, item.start.month = item.start.month, month
        item.start.year = item.start.year or year
        item.swappable = False
    else:
        last = i + 1
        if not tokens[last].gap and tokens[last].low in (":", "."):
            last = i + 3 if tokens[i + 2].low in parts.ORDINALS else i + 2
        item = DateItem(i, last, Day(tokens[i].value, month, year), BY_DAY)
        item.mended = parts.mended(tokens, i, last)
    if found and link is Link.TO and found[-1].until is None:
        found[-1].until = item.start
        found[-1].last = item.last
        return item.last
    item.link = link
    item.struck = tokens[i].struck
    while tokens[item.last].low == "*":
        item.stars += 1
        item.last += 1
    found.append(item)
    return item.last


def _owned(clocks: dict[int, TimeItem], aside: set[int], n: int) -> TimeItem | None:
    """The day's own time, or the only one, after a later day of the cell. One in parentheses
    (`aside`) is of the day before it alone."""
    if n in clocks:
        return clocks[n]
    later = [k for k in clocks if k not in aside]
    return clocks[later[0]] if len(clocks) == len(later) == 1 and later[0] > n else None


def note(cell: list[Token]) -> str | None:
    """The words of a cell that are no day and no hour."""
    words = [
        t.text
        for t in cell
        if t.kind is WORD
        and len(t.low) > 1
        and not (t.sense.roles & (CLOCK | AND) or t.sense.weekday)
    ]
    return " ".join(words) or None
