"""Rows whose cells no sign parts and whose empty cells are not there: what each cell is tells its column."""

from __future__ import annotations

from itertools import combinations

from scheduler.years.recognise.line import bodies, cells, grammar, rooms
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import row_pieces
from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_WEEKS,
    OF_YEAR,
    Column,
    Table,
)
from scheduler.years.recognise.table.row_pieces import Kind, Piece
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL, STALE = Role.CANCEL.value, Role.STALE.value
MOST_COLUMNS, MOST_PIECES, MOST_TOKENS, MOST_WORDS = 9, 9, 40, 12
TORN = "torn"


WORDY = (OF_NAMES, OF_PLACES, OF_OTHERS)
HOLDS = {
    Kind.DATE: (OF_DATES, OF_DEADLINES),
    Kind.DAY: (OF_DATES, OF_WEEKS),
    Kind.HOUR: (OF_HOURS, OF_ENDS),
    Kind.MONTH: (OF_MONTHS,),
    Kind.WORDS: WORDY,
    Kind.OPEN: (OF_DATES,),
    Kind.NUMBER: (OF_WEEKS, *WORDY),
}


def may_have(table: Table) -> bool:
    """The head tells each cell by its kind: a column of days, none of one body alone."""
    uses = [column.use for column in table.columns]
    if not 1 < len(uses) <= MOST_COLUMNS or OF_BODY in uses or OF_YEAR in uses:
        return False
    return sum(c.use is OF_DATES for c in table.columns) == 1


def cells_of(table: Table, parsed: Parsed, lexicon: Lexicon) -> list[list[Token]] | str | None:
    """A cell for each column, `TORN` where it cannot be told which is which, None where it is no row."""
    if len(parsed.tokens) > MOST_TOKENS or parsed.tokens[0].sense.roles & STALE:
        return None
    exact = any(t.gap >= cells.WIDE for t in parsed.tokens[1:])
    chunks = cells.part_by_gaps(parsed.tokens) if exact else [parsed.tokens]
    pieces: list[Piece] = []
    for chunk in chunks:
        inner = grammar.parse(parsed.text, chunk, lexicon) if exact else parsed
        row_pieces.add(table, inner, pieces)
    if not pieces or len(pieces) > MOST_PIECES:
        return None
    days = [p for p in pieces if p.kind in (Kind.DATE, Kind.DAY, Kind.OPEN)]
    if not days and not _goes_on(table, pieces):
        return None
    # Hours stand where no head is of hours: they are the meeting's.
    timed = any(c.use in (OF_HOURS, OF_ENDS) for c in table.columns)
    aside = [] if timed else [p for p in pieces if p.kind is Kind.HOUR]
    aside += [p for p in pieces[-1:] if _is_beyond(table, p)]
    pieces = [p for p in pieces if p not in aside]
    places = _best(table.columns, pieces)
    if (
        places is None
        or _are_two_days(table, pieces)
        or (days and _is_deadlines(table, days, pieces))
    ):
        return None if _is_sentence(parsed) or _reads_alone(table, days) else TORN
    found: list[list[Token]] = [[] for _ in table.columns]
    found += [[t for piece in aside for t in piece.tokens]] if aside else []
    for piece, place in zip(pieces, places, strict=True):
        if piece.kind is Kind.WORDS and not exact:
            words = [t for t in piece.tokens if not t.sense.roles & CANCEL]
            if len(words) < len(piece.tokens):
                found.append([t for t in piece.tokens if t.sense.roles & CANCEL])
            _give_words(table.columns, place, words, found)
        else:
            found[place] = piece.tokens
    return found


def _is_beyond(table: Table, piece: Piece) -> bool:
    """A remark behind the last column, which holds no words: "21.1 18 budget" below "Datum Kl"."""
    named = any(bodies.is_head(t) for t in piece.tokens)
    return piece.kind is Kind.WORDS and table.columns[-1].use in (OF_HOURS, OF_ENDS) and not named


def _reads_alone(table: Table, days: list[Piece]) -> bool:
    """The one day of the row is the meeting's, whose column stands first: it is read as any other line."""
    uses = [column.use for column in table.columns]
    first = uses[0] is OF_DATES and len(days) == 1 and days[0].kind is Kind.DATE
    return first and OF_MONTHS not in uses and OF_NAMES not in uses


def _are_two_days(table: Table, pieces: list[Piece]) -> bool:
    """A number is left beside the day of a month, and may be the day: "March 8 15"."""
    by_month = any(column.use is OF_MONTHS for column in table.columns)
    words = [p.tokens for p in pieces if p.kind is Kind.WORDS]
    return by_month and any(all(t.kind is not WORD for t in tokens) for tokens in words)


def _is_sentence(parsed: Parsed) -> bool:
    """Words that end in a full stop, or more of them than a row has."""
    words = [t for t in parsed.tokens if t.kind is WORD]
    last = parsed.tokens[-1]
    stops = last.low == "." and len(parsed.tokens) > 1 and parsed.tokens[-2].kind is WORD
    return len(words) > MOST_WORDS or (stops and not parsed.tokens[-2].sense.month)


def _goes_on(table: Table, pieces: list[Piece]) -> bool:
    """An hour and a body below the day of the row above."""
    named = (p for p in pieces if p.kind is Kind.WORDS)
    timed = any(p.kind is Kind.HOUR for p in pieces)
    return (
        timed and table.day is not None and any(bodies.is_head(t) for p in named for t in p.tokens)
    )


def _is_deadlines(table: Table, days: list[Piece], pieces: list[Piece]) -> bool:
    """The one day of the row may be that of a deadline, whose column stands before the meetings'."""
    uses = [column.use for column in table.columns]
    if OF_DEADLINES not in uses or uses.index(OF_DEADLINES) > uses.index(OF_DATES):
        return False
    # "February 24 March 3": which of the months heads the row?
    crowded = OF_MONTHS in uses and sum(p.kind is Kind.MONTH for p in pieces) > 1
    return crowded or (len(days) == 1 and days[0].kind is Kind.DATE)


def _best(columns: list[Column], pieces: list[Piece]) -> tuple[int, ...] | None:
    """The one way to lay the pieces below the heads, in their order, that gives the meetings their day."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for places in combinations(range(len(columns)), len(pieces)):
        if _fit(columns, pieces, places):
            found.append((_worth(columns, pieces, places), places))
    if not found:
        return None
    most = max(worth for worth, _ in found)
    best = [places for worth, places in found if worth == most]
    told = {_told(columns, pieces, places) for places in best}
    days = any(piece.kind in (Kind.DATE, Kind.DAY, Kind.OPEN) for piece in pieces)
    whole = not days or any(columns[place].use is OF_DATES for place in best[0])
    return best[0] if len(told) == 1 and whole else None


def _fit(columns: list[Column], pieces: list[Piece], places: tuple[int, ...]) -> bool:
    for piece, place in zip(pieces, places, strict=True):
        off = piece.kind is Kind.WORDS and any(t.sense.roles & CANCEL for t in piece.tokens)
        if columns[place].use not in HOLDS[piece.kind] and not off:
            return False
    return True


def _worth(columns: list[Column], pieces: list[Piece], places: tuple[int, ...]) -> int:
    worth = 0
    for piece, place in zip(pieces, places, strict=True):
        column = columns[place]
        worth += 8 * (column.use is OF_DATES) + (column.use is OF_HOURS)
        if piece.kind is Kind.WORDS:
            named = any(bodies.is_head(t) for t in piece.tokens)
            worth += (2 + (column.use is OF_NAMES)) * (named and _may_name(column))
    return worth


def _may_name(column: Column) -> bool:
    return column.use is OF_NAMES or column.told


def _told(
    columns: list[Column], pieces: list[Piece], places: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    """What the meeting takes from the row: where its day, its hour and its name stand."""
    return tuple(
        (n, place)
        for n, place in enumerate(places)
        if columns[place].use in (OF_DATES, OF_HOURS, OF_ENDS)
        # A number alone is no name: that of the meeting, say.
        or (_may_name(columns[place]) and any(t.kind is WORD for t in pieces[n].tokens))
    )


def _give_words(
    columns: list[Column],
    place: int,
    tokens: list[Token],
    found: list[list[Token]],
) -> None:
    """Words below heads of words beside each other: the name first, where one of them is of names."""
    group = _group(columns, place)
    names = [n for n in group if _may_name(columns[n])]
    if not names:
        found[place] = tokens
        return
    end = len(tokens) if len(group) == 1 else _end_of_name(tokens)
    found[names[0]] = tokens[:end]
    rest = [n for n in group if n > names[0]]
    if tokens[end:] and rest:
        found[rest[0]] = tokens[end:]
    elif tokens[end:]:
        found[names[0]] = tokens


def _group(columns: list[Column], place: int) -> list[int]:
    """The columns of words beside each other, one of which is at `place`."""
    first = last = place
    while first and columns[first - 1].use in WORDY:
        first -= 1
    while last + 1 < len(columns) and columns[last + 1].use in WORDY:
        last += 1
    return list(range(first, last + 1))


def _end_of_name(tokens: list[Token]) -> int:
    """Where the name ends that opens the words: "Board of Trustees | Council Chamber"."""
    head = next((n for n, t in enumerate(tokens) if bodies.is_head(t)), None)
    if head is None:
        return 0
    end = head + 1
    while end < len(tokens):
        follows = tokens[end]
        if follows.low in small.FOR | small.OF and end + 1 < len(tokens):
            end += 2
        elif bodies.is_head(follows) and not rooms.at(
            tokens, end, letters=bodies.is_letters(follows)
        ):
            end += 1
        elif follows.low == "(":
            end = next(
                (n + 1 for n in range(end, len(tokens)) if tokens[n].low == ")"), len(tokens)
            )
        elif follows.low in ("-", "*") and end + 1 < len(tokens) and follows.low == "*":
            end += 1
        else:
            break
    return end
