"""Rows whose cells no sign parts and whose empty cells are not there: what each cell is tells its column."""

from __future__ import annotations

from itertools import combinations

from scheduler.years.recognise.line import bodies, cells, grammar
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import row_pieces
from scheduler.years.recognise.table.cell_names import written
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_WEEKS,
    Column,
    Table,
)
from scheduler.years.recognise.table.row_pieces import DAYS, Kind, Piece
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL, STALE = Role.CANCEL.value, Role.STALE.value
MOST_COLUMNS, MOST_TOKENS, MOST_WORDS = 9, 40, 12
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
    """The head tells each cell by its kind, and few enough of them to try every way."""
    dated = sum(column.use is OF_DATES for column in table.columns)
    return dated == 1 and 1 < len(table.columns) <= MOST_COLUMNS


def cells_of(table: Table, parsed: Parsed, lexicon: Lexicon) -> list[list[Token]] | str | None:
    """A cell for each column, `TORN` where it cannot be told which is which, None where it is no row."""
    if len(parsed.tokens) > MOST_TOKENS or parsed.tokens[0].sense.roles & STALE:
        return None
    exact = any(t.gap >= cells.WIDE for t in parsed.tokens[1:])
    pieces: list[Piece] = []
    for chunk in cells.part_by_gaps(parsed.tokens) if exact else ():
        row_pieces.add(table, grammar.parse(parsed.text, chunk, lexicon), pieces)
    if not exact:
        row_pieces.add(table, parsed, pieces)
    uses = [column.use for column in table.columns]
    days = [p for p in pieces if p.kind in DAYS]
    hours = [p for p in pieces if p.kind is Kind.HOUR]
    if not days and not (hours and table.day):
        return None
    # Hours stand where no head is of hours: they are the meeting's.
    aside = [] if OF_HOURS in uses or OF_ENDS in uses else hours
    if uses[-1] in (OF_HOURS, OF_ENDS):
        # A remark behind the last column: "21.1 18 budget" below "Datum Kl".
        aside = aside + [p for p in pieces[-1:] if p.kind is Kind.WORDS and not _is_named(p)]
    pieces = [p for p in pieces if p not in aside]
    places = _best(table.columns, pieces)
    # The one day of the row may be that of a deadline, whose column stands before the meetings'.
    early = OF_DEADLINES in uses[: uses.index(OF_DATES)] and [p.kind for p in days] == [Kind.DATE]
    if places is None or early:
        alone = uses[0] is OF_DATES and OF_NAMES not in uses and len(days) == 1
        return None if alone or _is_sentence(parsed) else TORN
    found: list[list[Token]] = [[] for _ in table.columns]
    found += [[t for piece in aside for t in piece.tokens]] if aside else []
    for piece, place in zip(pieces, places, strict=True):
        if piece.kind is Kind.WORDS and not exact:
            words = [t for t in piece.tokens if not t.sense.roles & CANCEL]
            if len(words) < len(piece.tokens):
                found.append([t for t in piece.tokens if t.sense.roles & CANCEL])
            _give_words(table.columns, place, words, found, parsed.text)
        else:
            found[place] = piece.tokens
    return found


def _is_sentence(parsed: Parsed) -> bool:
    """Words that end in a full stop, or more of them than a row has."""
    words = sum(t.kind is WORD for t in parsed.tokens)
    return words > MOST_WORDS or parsed.tokens[-1].low == "."


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
    days = any(piece.kind in DAYS for piece in pieces)
    whole = not days or any(columns[place].use is OF_DATES for place in best[0])
    return best[0] if len(told) == 1 and whole else None


def _fit(columns: list[Column], pieces: list[Piece], places: tuple[int, ...]) -> bool:
    for piece, place in zip(pieces, places, strict=True):
        off = any(t.sense.roles & CANCEL for t in piece.tokens)
        if columns[place].use not in HOLDS[piece.kind] and not off:
            return False
    return True


def _worth(columns: list[Column], pieces: list[Piece], places: tuple[int, ...]) -> int:
    worth = 0
    for piece, place in zip(pieces, places, strict=True):
        column = columns[place]
        worth += 8 * (column.use is OF_DATES) + (column.use is OF_HOURS)
        if piece.kind is Kind.WORDS and column.may_name():
            worth += (2 + (column.use is OF_NAMES)) * _is_named(piece)
    return worth


def _is_named(piece: Piece) -> bool:
    return any(map(bodies.is_head, piece.tokens))


def _told(
    columns: list[Column], pieces: list[Piece], places: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    """What the meeting takes from the row: where its day, its hour and its name stand."""
    return tuple(
        (n, place)
        for n, place in enumerate(places)
        if columns[place].use in (OF_DATES, OF_HOURS, OF_ENDS)
        # A number alone is no name: that of the meeting, say.
        or (columns[place].may_name() and any(t.kind is WORD for t in pieces[n].tokens))
    )


def _give_words(
    columns: list[Column], place: int, tokens: list[Token], found: list[list[Token]], text: str
) -> None:
    """Words below heads of words beside each other: the name first, where one of them is of names, and behind it
    what is no part of it: "Board of Trustees | Council Chamber"."""
    group = [place]
    while group[0] and columns[group[0] - 1].use in WORDY:
        group.insert(0, group[0] - 1)
    while group[-1] + 1 < len(columns) and columns[group[-1] + 1].use in WORDY:
        group.append(group[-1] + 1)
    names = next((n for n in group if columns[n].may_name()), place)
    end = len(tokens)
    if columns[names].may_name() and names < group[-1]:
        opens = (tokens[:n] for n in range(end, 0, -1))
        end = next((len(t) for t in opens if bodies.name_in(t, text) == written(t, text)), 0)
        found[names + 1] = tokens[end:]
    found[names] = tokens[:end]
