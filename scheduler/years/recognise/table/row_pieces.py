"""The parts of a row that no sign parts: dates, days, hours and months, and the words between them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from scheduler.years.recognise.line import bodies, parts
from scheduler.years.recognise.line.items import DateItem, MonthItem, Parsed, TimeItem
from scheduler.years.recognise.line.times import FIRST_HOUR, LAST_HOUR
from scheduler.years.recognise.table import undated_rows
from scheduler.years.recognise.table.layout import OF_HOURS, OF_MONTHS, Table
from scheduler.years.recognise.text.nouns import NUMBERED_ROOMS
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

OPEN = Role.OPEN.value
LAST_DAY, MOST_OF_OPEN = 31, 3


class Kind(Enum):
    """What a cell is by what stands in it."""

    DATE = "a whole date"
    DAY = "a day without its month"
    HOUR = "an hour"
    MONTH = "a month"
    WORDS = "words"
    OPEN = "no day yet"
    NUMBER = "a number: of the week, or of the meeting"


class Piece(NamedTuple):
    kind: Kind
    tokens: list[Token]


def add(table: Table, parsed: Parsed, found: list[Piece]) -> None:
    """Adds the parts of a row, or of a cell of it, which dates, hours and months begin and end."""
    months = any(c.use is OF_MONTHS for c in table.columns)
    by_month = months or table.month is not None
    timed = any(c.use is OF_HOURS for c in table.columns)
    items: list[DateItem | TimeItem | MonthItem] = [*parsed.dates, *parsed.times]
    items += parsed.months if by_month else []
    starts = {item.first: item for item in items}
    loose: list[Token] = []
    tokens = parsed.tokens
    n = 0
    while n < len(tokens):
        item = starts.get(n)
        kind, last = (None, n + 1) if item is None else (Kind.HOUR, max(item.last, n + 1))
        if item in parsed.dates:
            kind = Kind.DATE
        elif item in parsed.months:
            kind = Kind.MONTH
        elif item is None and by_month and _is_day(tokens, n, found):
            kind = Kind.DAY
            last += tokens[n + 1].low in (".", "*") if n + 1 < len(tokens) else 0
        elif item is None and timed and not loose and _is_hour(tokens[n], found):
            kind = Kind.HOUR
        headed = any(piece.kind is Kind.MONTH for piece in found)
        if kind is Kind.DATE and months and tokens[n].sense.month and not headed:
            kind, last = Kind.MONTH, n + 1  # "April 20" below "Month" and "Date"
        if item is None and kind is None and _is_open(tokens[n], found):
            kind = Kind.OPEN
            last += tokens[n + 1].sense.roles & OPEN > 0 if last < len(tokens) else 0
            if loose and not loose[-1].sense.roles and loose[-1].text.islower():
                loose.pop()  # "noch offen"
        if kind is None:
            loose.append(tokens[n])
        else:
            if kind in (Kind.DATE, Kind.DAY):
                while loose and loose[-1].low in parts.ARTICLES:
                    loose.pop()
            weekday = _weekday(loose) if kind in (Kind.DATE, Kind.DAY) else []
            _close(loose, found)
            loose = []
            found.append(Piece(kind, weekday + tokens[n:last]))
        n = last
    _close(loose, found)


def _is_hour(token: Token, found: list[Piece]) -> bool:
    """A number right behind the date, below a head of hours: "21.1 18"."""
    dated = bool(found) and found[-1].kind is Kind.DATE
    return dated and parts.small(token) and FIRST_HOUR <= token.value <= LAST_HOUR


def _is_open(token: Token, found: list[Piece]) -> bool:
    """The word says that the day is not settled, in a row that has none before it."""
    dated = any(piece.kind in (Kind.DATE, Kind.DAY, Kind.OPEN) for piece in found)
    return token.sense.roles & OPEN > 0 and not dated


def _is_day(tokens: list[Token], n: int, found: list[Piece]) -> bool:
    """A number that may be a day, the first of its row; that of a room is none."""
    if not parts.small(tokens[n]) or not 0 < tokens[n].value <= LAST_DAY:
        return False
    if any(piece.kind is Kind.DAY for piece in found):
        return False
    return not n or (tokens[n - 1].low not in NUMBERED_ROOMS and bool(tokens[n].gap))


def _weekday(loose: list[Token]) -> list[Token]:
    """The weekday before a day, which is part of it."""
    words = [t for t in loose[-2:] if t.kind is WORD]
    return words[-1:] if words and words[-1].sense.weekday else []


def _close(loose: list[Token], found: list[Piece]) -> None:
    """Takes in the words between two other pieces; weekdays, stars and dashes are cells of no weight."""
    kept = [t for t in loose if not t.sense.weekday]
    while kept and kept[0].kind is not WORD and kept[0].kind is not NUMBER:
        kept = kept[1:]
    while kept and kept[-1].low in ("-", "*", ",", ";"):
        kept = kept[:-1]
    if not kept:
        return
    words = [t for t in kept if t.kind is WORD]
    if not words and all(map(parts.small, kept)):
        found += [Piece(Kind.NUMBER, [number]) for number in kept]
        return
    is_open = undated_rows.is_open(words) and len(words) <= MOST_OF_OPEN
    named = any(map(bodies.is_head, words))
    last = found[-1] if found else None
    if is_open and not named and last and last.kind is Kind.OPEN:
        found[-1] = Piece(Kind.OPEN, last.tokens + kept)  # "sovitaan myöhemmin"
    else:
        found.append(Piece(Kind.OPEN if is_open and not named else Kind.WORDS, kept))
