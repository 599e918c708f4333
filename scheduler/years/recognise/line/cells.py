"""Rows of a table parted into cells, and the hour that one cell holds."""

from __future__ import annotations

from datetime import time as clock

from scheduler.years.recognise.line import day_or_hour, grammar, parts, times
from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

AND, NONE, CLOCK, CANCEL = (
    Role.AND.value, Role.NONE.value, Role.CLOCK.value, Role.CANCEL.value,
)  # fmt: skip
MOST_IN_CELL = 16
WIDE, SPAN = 2, 3


def part(
    tokens: list[Token], *, framed: bool = True, closed: bool = True, commas: bool = False
) -> list[list[Token]] | None:
    """The cells of a line whose cells are parted by a sign, or None. Empty cells count.

    `framed`: a pipe at the start of the line is the table's edge, and opens no empty cell; `closed`: so is one at
    its end.
    `commas`: the table's cells are parted by commas, outside quotation marks.
    """
    if commas:
        cells = _split(tokens, ",")
        return cells if len(cells) > 1 else None
    lows = [t.low for t in tokens]
    if "\t" in lows:
        return _split(tokens, "\t")
    if "|" in lows:
        cells = _split(tokens, "|")
        cells = cells[1:] if framed and lows[0] == "|" else cells
        return cells[:-1] if closed and lows[-1] == "|" else cells
    # One alone has no blank beside it, as a file has it: "Council;Board".
    if lows.count(";") > 1 or (";" in lows and _is_glued(tokens, lows.index(";"))):
        return _split(tokens, ";")
    return None


def _is_glued(tokens: list[Token], at: int) -> bool:
    return not any(t.gap for t in tokens[at : at + 2])


def _split(tokens: list[Token], sign: str) -> list[list[Token]]:
    """The cells between the signs; commas within quotation marks part nothing."""
    cells: list[list[Token]] = [[]]
    quoted = False
    for token in tokens:
        if sign == "," and token.low == '"':
            quoted = not quoted
        elif token.low == sign and not quoted:
            cells.append([])
        else:
            cells[-1].append(token)
    return cells


def part_by_gaps(tokens: list[Token]) -> list[list[Token]]:
    """Cells parted by two blanks or more."""
    cells: list[list[Token]] = []
    for token in tokens:
        if not cells or token.gap >= WIDE:
            cells.append([])
        cells[-1].append(token)
    return cells


def below_heads(starts: tuple[int, ...], parted: list[list[Token]]) -> list[list[Token]]:
    """A cell for each head, empty where none of those parted by gaps begins right below it; nothing where one begins
    elsewhere. `starts`: where the heads begin in their line."""
    below = {cell[0].start: cell for cell in parted}
    placed = [below.pop(start, []) for start in starts]
    return [] if below else placed


def is_dash(tokens: list[Token], i: int) -> bool:
    """A dash that stands alone: an empty cell, not the middle of a range. None stands behind the last token."""
    if i >= len(tokens) or tokens[i].low != "-":
        return False
    return (not i or tokens[i].gap > 0) and (i + 1 == len(tokens) or tokens[i + 1].gap > 0)


def is_cross(tokens: list[Token], i: int) -> bool:
    """An "x" that stands alone: an empty cell. "5 x 8" has no blank too few."""
    return (
        tokens[i].low == "x" and tokens[i].gap > 0 and [t.gap for t in tokens[i + 1 : i + 2]] != [0]
    )


def part_loosely(tokens: list[Token], i: int) -> list[list[Token]]:
    """Cells parted by nothing but blanks, from token `i`: a comma joins, a lone dash is a cell."""
    cells: list[list[Token]] = []
    joined = False
    while i < len(tokens):
        token = tokens[i]
        last = i + 1
        numbered = token.kind is NUMBER
        if numbered:
            last = _past_day(tokens, i)
        elif token.low == "(" and cells:
            last = _past_parenthesis(tokens, i)
        none = (token.sense.roles & NONE and token.kind is WORD) or is_cross(tokens, i)
        if none or is_dash(tokens, i) or (numbered and not joined):
            cells.append([])
        if cells:
            cells[-1] += tokens[i:last]
            joined = token.low in (",", "+", "&") or bool(token.sense.roles & AND)
        i = last
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


def _past_parenthesis(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and tokens[i].low != ")":
        i += 1
    return i + 1


def hour(cell: list[Token]) -> TimeItem | None:
    """The time in a cell of a column of hours, where a bare number is one too."""
    time = first_time(cell)
    if time is None and len(cell) == 1:
        if parts.small(cell[0]) and cell[0].value < 24:
            return TimeItem(0, 1, clock(cell[0].value), marked=True)
        if day_or_hour.is_run(cell[0]):
            return TimeItem(0, 1, clock(*divmod(cell[0].value, 100)), marked=True)
    if time is None and len(cell) == SPAN:
        return times.backwards([*cell, *grammar.END])
    return time


def first_time(cell: list[Token]) -> TimeItem | None:
    """The first time in a cell that its form or a word marks as one."""
    for i, token in enumerate(cell[:MOST_IN_CELL]):
        inside = i > 0 and cell[i - 1].low == "-" and not token.gap  # "2027-01-02 15:00"
        if times.may_open(token) and not inside:
            time = times.at([*cell[i:], *grammar.END], 0, after_date=True)
            if time:
                return time
    return None


def is_hour(cell: list[Token]) -> bool:
    """An hour with its minutes and nothing else but a star, whatever the head of its column says."""
    end = len(cell) - sum(t.low == "*" for t in cell[-1:])
    time = times.at([*cell, *grammar.END], 0, after_date=True) if end > 2 else None
    return time is not None and time.last >= end


def is_empty(cell: list[Token]) -> bool:
    """Nothing, a dash, a cross or a word for no meeting; but not what a sign means: "- = inget möte"."""
    for token in cell:
        if token.kind is NUMBER or token.low == "=":
            return False
    words = [t for t in cell if t.kind is WORD]
    if not words or (len(cell) == 1 and words[0].low == "x"):
        return True
    return any(t.sense.roles & (NONE | CANCEL) for t in words)
