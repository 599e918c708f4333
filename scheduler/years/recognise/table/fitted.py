"""Rows whose cells no sign parts and whose empty cells are not there: what each cell is tells its column."""

from __future__ import annotations

from itertools import combinations, groupby, pairwise

from scheduler.years.recognise.line import bodies, cells, grammar, roles
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
    Use,
)
from scheduler.years.recognise.table.row_pieces import DAYS, Kind, Piece
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL = Role.CANCEL.value
MOST_COLUMNS, MOST_TOKENS = 9, 40
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
    if len(parsed.tokens) > MOST_TOKENS:
        return None
    if whole_row := _with_dashes(table, parsed, lexicon):
        return whole_row
    pieces = _pieces(table, parsed, lexicon)
    uses = [column.use for column in table.columns]
    if OF_DEADLINES not in uses and roles.is_deadline_alone(parsed):
        return None
    pieces = pieces if OF_HOURS in uses else _with_own_hours(pieces)
    days = [p for p in pieces if p.kind in DAYS]
    hours = [p for p in pieces if p.kind is Kind.HOUR]
    if not days and not (hours and table.day):
        return None
    if not days and table.by_gaps and not _has_gaps(parsed):
        return None  # "Alle møder starter kl. 15.00"
    aside = _aside(uses, pieces)
    whole, pieces = pieces, [p for p in pieces if p not in aside]
    places = _best(table.columns, pieces)
    if places is None and aside and aside == hours:
        # "Formannskap (kl. 10, budsjett)" is one cell.
        aside, pieces = [], _with_hours(whole)
        places = _best(table.columns, pieces)
    # The last day of the row may be that of a deadline, whose column stands before the meetings'.
    early = 0 < len(days) <= uses[: uses.index(OF_DATES)].count(OF_DEADLINES)
    early = early and all(p.kind is Kind.DATE for p in days)
    if places is None or early:
        alone = uses[0] is OF_DATES and OF_NAMES not in uses and len(days) == 1
        return None if alone or parsed.tokens[-1].low == "." else TORN
    return _laid(table, list(zip(pieces, places, strict=True)), aside, parsed.text)


def _aside(uses: list[Use], pieces: list[Piece]) -> list[Piece]:
    """The pieces that have no head: what is said of the meeting."""
    if uses[-1] is OF_DATES and set(uses) <= {OF_DATES, OF_DEADLINES}:
        days = [p for p in pieces[: len(uses)] if p.kind in DAYS]
        if len(days) == len(uses):
            return pieces[len(uses) :]  # "5 May 26 May, 6 pm (site visit first)"
    # Hours where no head is of hours.
    aside = [] if OF_HOURS in uses else [p for p in pieces if p.kind is Kind.HOUR]
    if uses[-1] in (OF_HOURS, OF_ENDS):
        # A remark behind the last column: "21.1 18 budget" below "Datum Kl".
        aside += [p for p in pieces[-1:] if p.kind is Kind.WORDS and not _is_named(p)]
    return aside


def _laid(
    table: Table, pieces: list[tuple[Piece, int]], aside: list[Piece], text: str
) -> list[list[Token]]:
    """The pieces in the columns where they belong, and behind them what stands aside."""
    found: list[list[Token]] = [[] for _ in table.columns]
    found += [[t for piece in aside for t in piece.tokens]] if aside else []
    for piece, place in pieces:
        if off := [t for t in piece.tokens if t.sense.roles & CANCEL]:
            found.append(off)
        words = [t for t in piece.tokens if not t.sense.roles & CANCEL]
        if piece.kind is Kind.WORDS:
            _give_words(table.columns, place, words, found, text)
        else:
            found[place] = words
    return found


def _with_dashes(table: Table, parsed: Parsed, lexicon: Lexicon) -> list[list[Token]]:
    """The cells of a row whose dashes are its empty ones: "10.9. 17.9. - 4.10." below four heads; nothing where
    cells and heads are not as many, or one does not fit its head."""
    tokens = parsed.tokens
    dashes = [n for n in range(len(tokens)) if cells.is_dash(tokens, n)]
    found: list[list[Token]] = []
    for first, last in pairwise([-1, *dashes, len(tokens)]) if dashes else ():
        pieces: list[Piece] = []
        row_pieces.add(table, grammar.parse(parsed.text, tokens[first + 1 : last], lexicon), pieces)
        if not all(map(_holds, table.columns[len(found) :], pieces)):
            return []
        found += [piece.tokens for piece in pieces]
        found += [[]] * (last < len(tokens))
    if len(found) != len(table.columns):
        return []
    dated = any(
        column.use is OF_DATES and c for column, c in zip(table.columns, found, strict=True)
    )
    return found if dated or dashes != [0] else []  # the first may be a bullet


def _has_gaps(parsed: Parsed) -> bool:
    return any(t.gap >= cells.WIDE for t in parsed.tokens[1:])


def _pieces(table: Table, parsed: Parsed, lexicon: Lexicon) -> list[Piece]:
    pieces: list[Piece] = []
    exact = _has_gaps(parsed)
    for chunk in cells.part_by_gaps(parsed.tokens) if exact else ():
        row_pieces.add(table, grammar.parse(parsed.text, chunk, lexicon), pieces)
    if not exact:
        row_pieces.add(table, parsed, pieces)
    return pieces


def _with_own_hours(pieces: list[Piece]) -> list[Piece]:
    """Where an hour stands between two days, each is of the day before it: "2 feb kl. 9 9 feb 16 feb kl. 14"."""
    kinds = [piece.kind for piece in pieces]
    behind = [a is Kind.DATE and b is Kind.HOUR for a, b in pairwise(kinds)]
    between = any(told and Kind.DATE in kinds[n + 2 :] for n, told in enumerate(behind))
    joined: list[Piece] = []
    for own, piece in zip([False, *behind], pieces, strict=True) if between else ():
        if own:
            joined[-1] = Piece(Kind.DATE, [*joined[-1].tokens, *piece.tokens])
        else:
            joined.append(piece)
    return joined or pieces


def _with_hours(pieces: list[Piece]) -> list[Piece]:
    """Hours are part of the words around them."""
    joined: list[Piece] = []
    for kind, run in groupby(pieces, lambda p: Kind.WORDS if p.kind is Kind.HOUR else p.kind):
        if kind is Kind.WORDS:
            joined.append(Piece(kind, [t for piece in run for t in piece.tokens]))
        else:
            joined.extend(run)
    return joined


def _best(columns: list[Column], pieces: list[Piece]) -> tuple[int, ...] | None:
    """The one way to lay the pieces below the heads, in their order, that gives the meetings their day."""
    found: dict[tuple[int, ...], int] = {}
    for places in combinations(range(len(columns)), len(pieces)):
        laid = [(columns[place], piece) for place, piece in zip(places, pieces, strict=True)]
        if all(_holds(column, piece) for column, piece in laid):
            found[places] = sum(_worth(column, piece) for column, piece in laid)
    best = [places for places, worth in found.items() if worth == max(found.values())]
    # What the meeting takes from the row: where its day, its hour and its name stand.
    told = {
        tuple(p if _tells(columns[p], pieces[n]) else -1 for n, p in enumerate(places))
        for places in best
    }
    if len(told) != 1:
        return None
    undated = all(columns[place].use is not OF_DATES for place in best[0])
    return None if undated and any(piece.kind in DAYS for piece in pieces) else best[0]


def _holds(column: Column, piece: Piece) -> bool:
    off = any(t.sense.roles & CANCEL for t in piece.tokens)
    return off or column.use in HOLDS[piece.kind]


def _worth(column: Column, piece: Piece) -> int:
    worth = 8 * (column.use is OF_DATES) + (column.use is OF_HOURS)
    return worth + (2 + (column.use is OF_NAMES)) * (column.may_name() and _is_named(piece))


def _is_named(piece: Piece) -> bool:
    return any(map(bodies.is_head, piece.tokens))


def _tells(column: Column, piece: Piece) -> bool:
    # A number alone is no name: that of the meeting, say.
    worded = any(t.kind is WORD for t in piece.tokens)
    return column.use in (OF_DATES, OF_HOURS, OF_ENDS) or (column.may_name() and worded)


def _give_words(
    columns: list[Column], place: int, tokens: list[Token], found: list[list[Token]], text: str
) -> None:
    """Words below a head of names, beside one of other words: the name first, and behind it what is no part of it:
    "Board of Trustees | Council Chamber"."""
    end = len(tokens)
    if columns[place].may_name() and any(c.use in WORDY for c in columns[place + 1 : place + 2]):
        opens = (tokens[:n] for n in range(end, 0, -1))
        end = next((len(t) for t in opens if bodies.name_in(t, text) == written(t, text)), 0)
        found[place + 1] = tokens[end:]
    found[place] = tokens[:end]
