"""Tables whose cells are parted by lone dashes or strokes: "Beredning – Stoppdag – Nämnd" over rows of dates."""

from __future__ import annotations

from scheduler.years.recognise.line import cells
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.table.layout import OF_BODY, OF_DATES, OF_DEADLINES, OF_OTHERS, Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token

MOST_COLUMNS, MOST_WORDS, LONGEST = 6, 3, 60


def part(tokens: list[Token]) -> list[list[Token]]:
    """The cells between lone dashes, or between lone strokes; one cell where there are none."""
    for sign in ("-", "/"):
        found: list[list[Token]] = [[]]
        for n, token in enumerate(tokens[:LONGEST]):
            alone = token.low == sign and n + 1 < len(tokens) and token.gap and tokens[n + 1].gap
            if alone:
                found.append([])
            else:
                found[-1].append(token)
        if len(found) > 1:
            return found
    return [tokens]


def header(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that a line of such heads opens: at least one is a deadline's and one a meeting's, or all are
    bodies."""
    if parsed.items or parsed.lows.isdisjoint("-/") or cells.part(parsed.tokens) is not None:
        return None
    parted = part(parsed.tokens)
    if not 1 < len(parted) <= MOST_COLUMNS or not parsed.tokens[0].text[:1].isupper():
        return None
    for cell in parted:
        words = sum(t.kind is WORD for t in cell)
        if not 0 < words <= MOST_WORDS or any(t.kind is NUMBER for t in cell):
            return None
    found = columns.of_cells(parted, parsed, lexicon)
    if not columns.is_header(found):
        return None
    uses = {column.use for column in found}
    named = [column.body for column in found if column.body]
    if len(set(named)) < len(named):
        return None
    if not uses <= {OF_BODY, OF_DATES, OF_DEADLINES, OF_OTHERS}:
        return None
    if OF_DEADLINES not in uses and uses != {OF_BODY}:
        return None
    return Table(found, True, dashed=True)


def row(table: Table, tokens: list[Token]) -> list[list[Token]] | None:
    """The cells of a row, each of which opens with a number or is empty; None when the line is no row."""
    parted = part(tokens)
    held = [cell for cell in parted if cell]
    dated = all(any(t.kind is NUMBER for t in cell[:MOST_WORDS]) for cell in held)
    return parted if len(held) > 1 and dated and len(parted) <= len(table.columns) else None
