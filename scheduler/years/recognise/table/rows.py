"""One line below a grid's head, parted into its name, its hour and a cell for each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import cells, grammar, parts, times
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.table.grids import Grid

CLOCK, NONE = Role.CLOCK.value, Role.NONE.value
OF_HOUR = (Role.AM | Role.PM | Role.HOURS).value
LONGEST_LABEL, SHORT_LABEL = 10, 4


@dataclass(slots=True)
class Row:
    label: list[Token]
    time: TimeItem | None
    parted: list[list[Token]]


def of(grid: Grid, parsed: Parsed) -> Row | None:
    tokens = parsed.tokens
    parted = cells.part(tokens, framed=grid.framed, closed=grid.closed)
    if parted is not None and grid.width:
        if grid.framed and tokens[0].low != "|" and len(parted) == grid.width + 1:
            # The sign that opens the header opened an empty cell.
            grid.framed, grid.width, grid.first = False, grid.width + 1, grid.first + 1
            parted = cells.part(tokens, framed=False, closed=grid.closed) or parted
        return _signed_row(grid, parted)
    if parted is not None:
        tokens = [t for t in tokens if t.low not in ("\t", "|", ";")]
    return _by_gaps(grid, tokens) or _loose_row(grid, tokens)


def _by_gaps(grid: Grid, tokens: list[Token]) -> Row | None:
    """Wide gaps part the line into a name and a cell for each column, so that a cell may have two days: "7 28"."""
    label, *rest = cells.part_by_gaps(tokens)
    hours = int(grid.has_hours) + grid.behind
    if not _is_label(label) or hours > 1 or len(rest) != len(grid.columns) + hours:
        return None
    if hours and not _is_clock(rest[0 if grid.has_hours else -1]):
        return None  # a cell is lost perhaps
    time = cells.hour(rest.pop(0 if grid.has_hours else -1)) if hours else None
    return Row(label, time, rest)


def _signed_row(grid: Grid, parted: list[list[Token]]) -> Row | None:
    if all({t.low for t in cell} <= {"-", ":", "="} for cell in parted) and not any(
        len(cell) == 1 for cell in parted
    ):
        return None  # the rule under a header
    first = grid.first
    if not first and parted and _is_label(parted[0]):
        # The header's empty first cell was lost, but nothing else.
        first = 1
    label = _words_before_numbers(parted[:first])
    time = next(filter(None, map(cells.hour, parted[1 : first or 1])), None)
    time = time or (cells.first_time(parted[0]) if first and parted else None)
    width = grid.width + first - grid.first
    if not any(t.kind is NUMBER for cell in parted[first:] for t in cell):
        return Row(label, time, parted[first:]) if len(parted) == width else None
    rest = parted[first:]
    if grid.behind and len(rest) == len(grid.columns) + grid.behind:
        behind = rest[len(grid.columns) :]
        rest = rest[: len(grid.columns)]
        time = time or next(filter(None, map(cells.hour, behind)), None)
    elif grid.behind and rest and _is_clock(rest[-1]):
        return Row(label, time, rest[:-1])
    while len(rest) > len(grid.columns) and not rest[-1]:
        rest = rest[:-1]
    return Row(label, time, rest)


def _is_clock(cell: list[Token]) -> bool:
    """An hour with its minutes, so that it can be no day."""
    return len(cell) == 3 and parts.is_clock([*cell, *grammar.END], 0)


def _words_before_numbers(parted: list[list[Token]]) -> list[Token]:
    label: list[Token] = []
    for token in parted[0] if parted else []:
        if token.kind is NUMBER:
            break
        label.append(token)
    return label


def _is_label(cell: list[Token]) -> bool:
    return bool(cell) and cell[0].kind is WORD and not cells.is_empty(cell)


def _loose_row(grid: Grid, tokens: list[Token]) -> Row | None:
    i = 0
    while i < len(tokens) and not _opens_cells(tokens, i):
        i += 1
        if i > LONGEST_LABEL + 4:
            return None
    label = tokens[:i]
    if label and label[-1].low == "." and not label[-1].gap and len(label) <= SHORT_LABEL:
        label = label[:-1]  # "Valberedn."
    if i == len(tokens) or any(t.low in (".", "=") for t in label):
        return None
    if label and label[-1].low == ":" and not any(t.kind is NUMBER for t in tokens):
        return None  # "Förklaring: - betyder inget möte"
    if _is_told(tokens):
        return None
    time = _glued_time(tokens, i)
    if time:
        i += time.last
    parted = cells.part_loosely(tokens, i)
    if grid.has_hours and time is None and len(parted) == len(grid.columns) + 1:
        time = cells.hour(parted.pop(0))
    elif grid.behind and len(parted) == len(grid.columns) + 1:
        time = time or cells.hour(parted.pop())
    words = sum(t.kind is WORD and not t.sense.roles & NONE for c in parted for t in c)
    numbers = sum(t.kind is NUMBER for c in parted for t in c)
    if not parted or (words > numbers + 2) or (not numbers and not label):
        return None
    return Row(label, time, parted)


def _is_told(tokens: list[Token]) -> bool:
    """A sentence without a number: "Streck (-) betyder att inget möte hålls."."""
    words = sum(t.kind is WORD for t in tokens)
    stopped = tokens[-1].low == "." and not tokens[-1].gap
    return stopped and words > SHORT_LABEL and all(t.kind is not NUMBER for t in tokens)


def _glued_time(tokens: list[Token], i: int) -> TimeItem | None:
    """An hour that no blank parts: in "18:00 - 18" the dash is an empty cell."""
    last = i + 1
    if tokens[i].sense.roles & CLOCK:
        last += 1 + (last < len(tokens) and tokens[last].low == ".")
    while last < min(len(tokens), i + 16) and not tokens[last].gap:
        last += 1
    if last < len(tokens) and tokens[last].sense.roles & OF_HOUR:
        last += 1  # "6:00 pm"
    return times.at([*tokens[i:last], *grammar.END], 0, after_date=False)


def _opens_cells(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind is NUMBER or cells.is_dash(tokens, i):
        return True
    return i > 0 and bool(token.sense.roles & (NONE | CLOCK)) and token.kind is WORD


def label_name(label: list[Token], text: str) -> str | None:
    """A row's own name for the body, as it is written: any word may be one here."""
    kept = [t for t in label if t.kind is not SIGN or t.low in (",", "-", "&", "/")]
    while kept and kept[-1].kind is SIGN:
        kept.pop()
    if not kept or not any(t.kind is WORD for t in kept):
        return None
    if all(t.sense.weekday for t in kept):
        return None
    return " ".join(text[kept[0].start : kept[-1].end].split())
