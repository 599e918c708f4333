"""Tables whose cells are parted by lone dashes or strokes: "Beredning – Stoppdag – Nämnd" over rows of dates."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import cells
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.table.layout import OF_BODY, OF_DEADLINES, Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, Token

LONGEST, LONGEST_CELL = 60, 3


def part(tokens: list[Token]) -> list[list[Token]]:
    """The cells between lone dashes, or between lone strokes; one cell where there are none."""
    for sign in ("-", "/"):
        found: list[list[Token]] = [[]]
        for token, following in pairwise(tokens[:LONGEST]):
            if token.low == sign and token.gap and following.gap:
                found.append([])
            else:
                found[-1].append(token)
        if len(found) > 1:
            found[-1] += tokens[-1:]
            return found
    return [tokens]


def header(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that a line of such heads opens: at least one is a deadline's and one a meeting's, or all are
    bodies."""
    if parsed.lows.isdisjoint("-/") or cells.part(parsed.tokens) is not None:
        return None
    parted = part(parsed.tokens)
    if len(parted) < 2 or not all(0 < len(cell) <= LONGEST_CELL for cell in parted):
        return None
    found = columns.of_cells(parted, parsed, lexicon)
    uses = {column.use for column in found}
    named = [column.body for column in found if column.body]
    if not columns.is_header(found) or len(set(named)) < len(named):
        return None
    return Table(found, True, dashed=True) if OF_DEADLINES in uses or uses == {OF_BODY} else None


def row(table: Table, tokens: list[Token]) -> list[list[Token]] | None:
    """The cells of a row, each of which opens with a number or is empty; None when the line is no row."""
    parted = part(tokens)
    dated = all(any(t.kind is NUMBER for t in cell[:LONGEST_CELL]) for cell in parted if cell)
    return parted if dated and 1 < len(parted) <= len(table.columns) else None
