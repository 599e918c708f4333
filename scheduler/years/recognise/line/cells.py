"""Rows of a table parted into cells, and the hour that one cell holds."""

from __future__ import annotations

from datetime import time as clock

from scheduler.years.recognise.line import day_or_hour, grammar, parts, times
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

AND, NONE, CLOCK, CANCEL = (
    Role.AND.value, Role.NONE.value, Role.CLOCK.value, Role.CANCEL.value,
)  # fmt: skip
MOST_IN_CELL = 16
WIDE = 2


def part(
    tokens: list[Token], *, framed: bool = True, closed: bool = True, commas: bool = False
) -> list[list[Token]] | None:
    """The cells of a line whose cells are parted by a sign, or None. Empty cells count.

    `framed`: a pipe at the start of the line is the table's edge, and opens no empty cell; `closed`: so is one at
    its end.
    `commas`: the table's cells are parted by commas, outside quotation marks.
    """
    if commas:
        return _split_at_commas(tokens)
    signs = [t.low for t in tokens if t.low in ("\t", "|", ";")]
    pair = signs == [";"] and _is_glued(tokens, ";")
    for sign, least in (("\t", 1), ("|", 1), (";", 1 if pair else 2)):
        if signs.count(sign) >= least:
            cells = _split(tokens, sign)
            if sign == "|":
                edge = framed and not cells[0] and tokens[0].low == "|"
                cells = cells[1:] if edge else cells
                cells = cells[:-1] if closed and tokens[-1].low == "|" else cells
            return cells
    return None


def _is_glued(tokens: list[Token], sign: str) -> bool:
    """No blank stands beside the one sign, as a file has it: "Council;Board"."""
    at = next(n for n, t in enumerate(tokens) if t.low == sign)
    return not tokens[at].gap and not any(t.gap for t in tokens[at + 1 : at + 2])


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
    if time is None and len(cell) == 1 and day_or_hour.is_run(cell[0]):
        return TimeItem(0, 1, clock(*divmod(cell[0].value, 100)), marked=True)
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
