"""Rows of a table parted into cells, and the days that one cell holds."""

from __future__ import annotations

from datetime import time as clock

from scheduler.years.recognise.line import dates, grammar, parts, times
from scheduler.years.recognise.line.items import BY_DAY, DateItem, Day, Link, TimeItem, WeekdayItem
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

AND, NONE, CLOCK, OR, CANCEL = (
    Role.AND.value, Role.NONE.value, Role.CLOCK.value, Role.OR.value, Role.CANCEL.value,
)  # fmt: skip
MOST_IN_CELL = 16
WIDE = 2


def part(
    tokens: list[Token], *, framed: bool = True, commas: bool = False
) -> list[list[Token]] | None:
    """The cells of a line whose cells are parted by a sign, or None. Empty cells count.

    `framed`: a pipe at the start of the line is the table's edge, and opens no empty cell.
    `commas`: the table's cells are parted by commas, outside quotation marks.
    """
    if commas:
        return _split_at_commas(tokens)
    signs = [t.low for t in tokens if t.low in ("\t", "|", ";")]
    for sign, least in (("\t", 1), ("|", 1), (";", 2)):
        if signs.count(sign) >= least:
            cells = _split(tokens, sign)
            if sign == "|":
                edge = framed and not cells[0] and tokens[0].low == "|"
                cells = cells[1:] if edge else cells
                cells = cells[:-1] if not cells[-1] and tokens[-1].low == "|" else cells
            return cells
    return None


def _split(tokens: list[Token], sign: str) -> list[list[Token]]:
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if token.low == sign:
            cells.append([])
        else:
            cells[-1].append(token)
    return cells


def _split_at_commas(tokens: list[Token]) -> list[list[Token]] | None:
    cells: list[list[Token]] = [[]]
    quoted = False
    for token in tokens:
        if token.low == '"':
            quoted = not quoted
        elif token.low == "," and not quoted:
            cells.append([])
        else:
            cells[-1].append(token)
    return cells if len(cells) > 1 else None


def part_by_gaps(tokens: list[Token]) -> list[list[Token]]:
    """Cells parted by two blanks or more."""
    cells: list[list[Token]] = []
    for token in tokens:
        if not cells or token.gap >= WIDE:
            cells.append([])
        cells[-1].append(token)
    return cells


def is_dash(tokens: list[Token], i: int) -> bool:
    """A dash that stands alone: an empty cell, not the middle of a range."""
    if tokens[i].low != "-":
        return False
    before = i == 0 or tokens[i].gap > 0 or tokens[i - 1].low == "\t"
    after = i + 1 >= len(tokens) or tokens[i + 1].gap > 0 or tokens[i + 1].low == "\t"
    return before and after


def part_loosely(tokens: list[Token], i: int) -> list[list[Token]]:
    """Cells parted by nothing but blanks, from token `i`: a comma joins, a lone dash is a cell."""
    cells: list[list[Token]] = []
    joined = False
    while i < len(tokens):
        token = tokens[i]
        if is_dash(tokens, i) or (token.sense.roles & NONE and token.kind is WORD):
            cells.append([token])
            i += 1
            joined = False
            continue
        if token.kind is NUMBER and not (joined and cells):
            last = _past_day(tokens, i)
            cells.append(list(tokens[i:last]))
            i = last
        elif token.kind is NUMBER:
            last = _past_day(tokens, i)
            cells[-1] += tokens[i:last]
            i = last
        elif cells:
            cells[-1].append(token)
            i += 1
            if token.low == "(":
                i = _past_parenthesis(tokens, i, cells[-1])
        else:
            i += 1
        joined = token.low in (",", "+", "&") or bool(token.sense.roles & AND)
    return cells


def _past_day(tokens: list[Token], i: int) -> int:
    """A number with what is glued to it (16*, 17-18, 21:a, 9/1) and a time marked by a word."""
    i += 1
    while i < len(tokens) and tokens[i].gap == 0 and not is_dash(tokens, i):
        if tokens[i].low in (",", "(", "+", "&"):
            break
        i += 1
    if i < len(tokens) and tokens[i].sense.roles & CLOCK and tokens[i].kind is WORD:
        time = times.at([*tokens[i : i + 14], *grammar.END], 0, after_date=True)
        if time:
            i += min(time.last, len(tokens) - i)
    return i


def _past_parenthesis(tokens: list[Token], i: int, cell: list[Token]) -> int:
    while i < len(tokens):
        cell.append(tokens[i])
        i += 1
        if cell[-1].low == ")":
            break
    return i


def hour(cell: list[Token]) -> TimeItem | None:
    """The time in a cell of a column of hours, where a bare number is one too."""
    time = first_time(cell)
    if time is None and len(cell) == 1 and parts.small(cell[0]) and cell[0].value < 24:
        return TimeItem(0, 1, clock(cell[0].value), marked=True)
    return time


def first_time(cell: list[Token]) -> TimeItem | None:
    """The first time in a cell that its form or a word marks as one."""
    for i, token in enumerate(cell[:MOST_IN_CELL]):
        if times.may_open(token):
            time = times.at([*cell[i:], *grammar.END], 0, after_date=True)
            if time:
                return time
    return None


def is_empty(cell: list[Token]) -> bool:
    """Nothing, a dash, a cross or a word for no meeting."""
    for token in cell:
        if token.kind is NUMBER:
            return False
    if all(t.kind is SIGN for t in cell):
        return True
    return any(t.sense.roles & (NONE | CANCEL) for t in cell if t.kind is WORD) or (
        len(cell) == 1 and cell[0].low == "x"
    )


def days(
    cell: list[Token], month: int, year: int | None, lexicon: Lexicon
) -> list[tuple[DateItem, TimeItem | None]] | None:
    """The days of a cell under a month: "16, 30", "9 kl. 13", "17–18 (budget)". None when the
    cell holds something else."""
    if len(cell) == 1 and parts.small(cell[0]):
        return [(_bare_day(cell[0], month, year), None)]
    tokens = cell + grammar.END
    found: list[DateItem] = []
    clocks: dict[int, TimeItem] = {}
    aside: set[int] = set()
    weekday: WeekdayItem | None = None
    i, depth = 0, 0
    link = Link.NONE
    while i < len(cell):
        token = tokens[i]
        depth += (token.low == "(") - (token.low == ")")
        clock = _clock(tokens, i, found)
        if depth > 0 and clock and found and (tokens[i - 1].low == "(" or clock.marked):
            aside.add(len(found) - 1)
            clocks.setdefault(len(found) - 1, clock)
            i = clock.last
        elif depth > 0:
            i += 1
        elif clock and found:
            clocks.setdefault(len(found) - 1, clock)
            i = clock.last
        elif token.kind is NUMBER:
            if len(found) >= MOST_IN_CELL or not parts.small(token):
                return None
            following = tokens[i + 1]
            if following.kind is NUMBER and len(token.low) == len(following.low) == 1:
                return None  # "2 6": two days, or the 26th
            i = _day(tokens, i, month, year, lexicon, found, link)
            if weekday is not None:
                found[-1].weekday, weekday = weekday.weekday, None
            link = Link.NONE
        else:
            until = weekday is not None and tokens[i - 1].low == "-"  # "fr–lö 12–13"
            if token.sense.weekday and not token.sense.weekday.plural and not until:
                weekday = _weekday(token, i, found)
            link = _link(token, link, found)
            i += 1
    if len(found) > 1:
        _group(found)
    return [(item, _owned(clocks, aside, n)) for n, item in enumerate(found)]


def _clock(tokens: list[Token], i: int, found: list[DateItem]) -> TimeItem | None:
    token = tokens[i]
    if token.kind is NUMBER:
        following = tokens[i + 1]
        if following.kind is NUMBER or following.low in (",", ")", ""):
            return None
    elif not token.sense.roles & CLOCK:
        return None
    return times.at(tokens, i, after_date=False)


def _weekday(token: Token, i: int, found: list[DateItem]) -> WeekdayItem | None:
    assert token.sense.weekday is not None
    if found and found[-1].weekday is None:
        found[-1].weekday = token.sense.weekday
        return None
    return WeekdayItem(i, i + 1, token.sense.weekday)


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
    if full and full[0].start.month and len(full) == 1:
        item = full[0]
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


def _bare_day(token: Token, month: int, year: int | None) -> DateItem:
    """The day of a cell that holds nothing else."""
    item = DateItem(0, 1, Day(token.value, month, year), BY_DAY)
    item.struck = token.struck
    if token.mended is not None:
        item.mended = ((token.mended, token.low),)
    return item


def _group(found: list[DateItem]) -> None:
    for item in found:
        item.group = 1
    if any(item.link is Link.OR for item in found):
        dates.alternatives(found)


def _owned(clocks: dict[int, TimeItem], aside: set[int], n: int) -> TimeItem | None:
    """The day's own time, or the only one, after a later day of the cell. One in parentheses
    (`aside`) is of the day before it alone."""
    if n in clocks:
        return clocks[n]
    later = [k for k in clocks if k not in aside]
    return clocks[later[0]] if len(clocks) == len(later) == 1 and later[0] > n else None
