"""Tables copied with a cell to a line, and lines with nothing but the sign between two cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from scheduler.years.recognise.line import cells, grammar, parts
from scheduler.years.recognise.table import stack_cells, stack_hours
from scheduler.years.recognise.table.stack_cells import EMPTY, Numbered
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

OFF = Role.CANCEL.value
SIGN, PARTS = "|", frozenset("\t|")
FEWEST_ROWS, WIDEST, LONGEST_CELL = 3, 8, 20
# What a cell holds, by its form alone.
NOTHING, MONTH, DAY, DATE, HOUR, WORDS, OTHER = range(7)


def joined(
    lines: Iterable[tuple[str, list[Token]]], lexicon: Lexicon
) -> Iterator[tuple[str, list[Token]]]:
    """The same lines, as many of them; each row of such a table stands whole on the line of its first day."""
    for width, alike in groupby(_runs(lines), _width_of_row):
        runs = list(alike)
        if width and len(runs) >= FEWEST_ROWS:
            for run in runs:
                cells_of_row = _cells(run)
                row = stack_cells.row(cells_of_row, cells_of_row[0].number)
                yield from _emit(run, {row.number: row})
        else:
            for run in runs:
                yield from _rows(run, lexicon)


def _runs(lines: Iterable[tuple[str, list[Token]]]) -> Iterator[list[Numbered]]:
    """The lines parted where no sign stands between two cells."""
    held: list[Numbered] = []
    after_sign = True
    for number, (text, tokens) in enumerate(lines, 1):
        line = Numbered(number, text, tokens)
        sign = _is_sign(line)
        cell = len(tokens) <= LONGEST_CELL and all(t.low not in PARTS for t in tokens)
        if not (sign or (cell and (after_sign or not tokens))):
            yield held
            held = []
        held.append(line)
        after_sign = sign or (after_sign and not tokens)
    yield held


def _width_of_row(run: list[Numbered]) -> int:
    """How many cells stand there, where a sign parts each from the next and none follows the last; else 0."""
    told = [line for line in run if line.tokens]
    signs = [_is_sign(line) for line in told]
    between = len(told) % 2 == 1 and all(sign == n % 2 for n, sign in enumerate(signs))
    return len(told) // 2 + 1 if between and len(told) > 1 else 0


def _is_sign(line: Numbered) -> bool:
    return len(line.tokens) == 1 and line.tokens[0].low == SIGN


def _rows(held: list[Numbered], lexicon: Lexicon) -> Iterator[tuple[str, list[Token]]]:
    several = sum(map(_is_sign, held)) >= FEWEST_ROWS
    told = _cells(held) if several else []
    kinds = [_kind(cell, lexicon) for cell in told]
    width = _width(kinds)
    below = 0
    if not width and told and (width := _width(kinds[:-1])):
        # With a sign behind each cell, what follows the last sign stands below the table.
        below = told.pop().number
        width = 0 if len(told) % width else width
    if not width:
        yield from ((line.text, line.tokens) for line in held)
        return
    rows: dict[int, Numbered] = {}
    for first in range(0, len(told), width):
        parted = told[first : first + width]
        dated = [c.number for c, k in zip(parted, kinds[first:], strict=False) if k in (DAY, DATE)]
        number = next(iter(dated or [cell.number for cell in parted if cell.number]), 0)
        rows[number] = stack_cells.row(parted, number)
    rows |= {line.number: line for line in held if line.number == below}
    yield from _emit(held, rows)


def _emit(held: list[Numbered], rows: dict[int, Numbered]) -> Iterator[tuple[str, list[Token]]]:
    """The rows in their places, and the other lines empty."""
    for line in held:
        row = rows.get(line.number)
        yield (row.text, row.tokens) if row else ("", [])


def _cells(held: list[Numbered]) -> list[Numbered]:
    """The cells between the signs; two signs in a row have an empty one between them."""
    told: list[Numbered] = []
    open_cell = True
    for line in held:
        if _is_sign(line):
            if open_cell:
                told.append(EMPTY)
            open_cell = True
        elif line.tokens:
            told.append(line)
            open_cell = False
    return told


def _kind(cell: Numbered, lexicon: Lexicon) -> int:
    if cells.is_empty(cell.tokens):
        return NOTHING
    if cell.month:
        return MONTH
    numbers = [t for t in cell.tokens if t.kind is NUMBER]
    if not numbers or stack_hours.names_hour(cell.tokens):
        return WORDS
    plain = all(t.kind is not WORD or t.sense.weekday or t.sense.roles & OFF for t in cell.tokens)
    if len(numbers) == 1 and plain and parts.small(numbers[0]):
        return DAY
    parsed = grammar.parse(cell.text, cell.tokens, lexicon)
    if parsed.dates:
        return DATE
    return HOUR if parsed.times and not parsed.left else OTHER


def _width(kinds: list[int]) -> int:
    """How many cells a row has: after as many, the same kinds come again, and one of them tells a day. 0 when no
    number fits."""
    for width in range(2, min(WIDEST, len(kinds) // FEWEST_ROWS) + 1):
        headed = set(kinds[:width]) - {NOTHING} == {WORDS}
        columns = [set(kinds[n + headed * width :: width]) - {NOTHING} for n in range(width)]
        dated = sum(bool(column & {DAY, DATE}) for column in columns)
        if all(map(_is_one, columns)) and (dated == 1 or (headed and dated)):
            return width
    return 0


def _is_one(kinds: set[int]) -> bool:
    return len(kinds) <= 1 or kinds <= {WORDS, OTHER}
