"""The parts of a row that no sign parts: dates, days, hours and months, and the words between them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import DateItem, Item, MonthItem, Parsed
from scheduler.years.recognise.table.layout import OF_HOURS, OF_MONTHS, OF_WEEKS, Table
from scheduler.years.recognise.text.nouns import NUMBERED_ROOMS
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

OPEN, AND = Role.OPEN.value, Role.AND.value
JOINTS = frozenset(",&")
BESIDE_WEEKDAY = frozenset("().")
ARTICLES = parts.ARTICLES | {"."}  # "torsdag d. 15. januar"


class Kind(Enum):
    """What a cell is by what stands in it."""

    DATE = "a whole date"
    DAY = "a day without its month"
    HOUR = "an hour"
    MONTH = "a month"
    WORDS = "words"
    OPEN = "no day yet"
    NUMBER = "a number: of the week, or of the meeting"


DAYS = (Kind.DATE, Kind.DAY, Kind.OPEN)


class Piece(NamedTuple):
    kind: Kind
    tokens: list[Token]


def add(table: Table, parsed: Parsed, found: list[Piece]) -> None:
    """Adds the parts of a row, or of a cell of it, which dates, hours and months begin and end."""
    uses = {column.use for column in table.columns}
    by_month = OF_MONTHS in uses or table.month is not None
    items: list[Item] = [*parsed.dates, *parsed.times, *(parsed.months if by_month else ())]
    starts = {item.first: item for item in items}
    loose: list[Token] = []
    n, tokens = 0, parsed.tokens
    while n < len(tokens):
        item = starts.get(n)
        kind, last = None, item.last if item else n + 1
        if isinstance(item, DateItem):
            kind = Kind.DATE
            last = _past_stars(tokens, last)
            if OF_MONTHS in uses and tokens[n].sense.month:
                kind, last = Kind.MONTH, n + 1  # "April 20" below "Month" and "Date"
        elif item:
            kind = Kind.MONTH if isinstance(item, MonthItem) else Kind.HOUR
        elif by_month and _is_day(tokens, n, found, loose):
            kind = Kind.DAY
            last += last < len(tokens) and tokens[last].low == "."
            last = _past_stars(tokens, last)
        elif OF_HOURS in uses and _is_hour(tokens[n], found):
            kind = Kind.HOUR
        elif tokens[n].sense.roles & OPEN and not any(piece.kind in DAYS for piece in found):
            kind = Kind.OPEN
        if kind is None:
            loose.append(tokens[n])
        elif kind in (Kind.DATE, Kind.DAY) and _goes_on(found, loose):
            found[-1].tokens.extend([*loose, *tokens[n:last]])
            loose = []
        else:
            dated = kind in (Kind.DATE, Kind.DAY)
            before = _leading(loose) if dated else []
            last += dated and last < len(tokens) and tokens[last].sense.weekday is not None
            _close(loose, found, weeks=OF_WEEKS in uses)
            loose = []
            found.append(Piece(kind, before + tokens[n:last]))
        n = last
    _close(loose, found, weeks=OF_WEEKS in uses)


def _past_stars(tokens: list[Token], last: int) -> int:
    """Behind the stars of a footnote that a day has."""
    while last < len(tokens) and tokens[last].low == "*":
        last += 1
    return last


def _leading(loose: list[Token]) -> list[Token]:
    """The weekday right before a day, with the sign between: "Wednesday, October 18". Articles are taken away."""
    while loose and loose[-1].low in ARTICLES:
        loose.pop()
    at = next((n for n in range(len(loose) - 1, -1, -1) if loose[n].low not in (",", ".")), 0)
    return loose[at:] if loose and loose[at].sense.weekday else []


def _is_hour(token: Token, found: list[Piece]) -> bool:
    """A number right behind the date, below a head of hours: "21.1 18"."""
    dated = found and found[-1].kind is Kind.DATE and not found[-1].tokens[-1].sense.weekday
    return bool(dated) and parts.small(token)


def _goes_on(found: list[Piece], loose: list[Token]) -> bool:
    """ "6 and 18", "Mi 24.02. und Fr 26.02.": one more day in the same cell."""
    days = bool(found) and found[-1].kind in (Kind.DATE, Kind.DAY)
    joints = [t for t in loose if not t.sense.weekday and t.low not in BESIDE_WEEKDAY]
    return (
        days and len(joints) == 1 and (joints[0].low in JOINTS or joints[0].sense.roles & AND > 0)
    )


def _is_day(tokens: list[Token], n: int, found: list[Piece], loose: list[Token]) -> bool:
    """A number that may be a day, the first of its row, or goes on with it; that of a room is none."""
    if not parts.small(tokens[n]):
        return False
    if any(piece.kind is Kind.DAY for piece in found) and not _goes_on(found, loose):
        return False
    return not n or tokens[n - 1].low not in NUMBERED_ROOMS


def _close(loose: list[Token], found: list[Piece], *, weeks: bool) -> None:
    """Takes in the words between two other pieces, with their stars; weekdays and dashes are cells of no weight."""
    kept = [t for t in loose if not t.sense.weekday]
    while kept and kept[0].kind is not WORD and kept[0].kind is not NUMBER:
        kept = kept[1:]
    while kept and kept[-1].low in ("-", ",", ";", "."):
        kept = kept[:-1]
    numbers = kept if not any(t.kind is WORD for t in kept) else kept[:1] if weeks else []
    if all(map(parts.small, numbers)):
        found += [Piece(Kind.NUMBER, [number]) for number in numbers]
        kept = kept[len(numbers) :]
    if kept:
        found.append(Piece(Kind.WORDS, kept))
