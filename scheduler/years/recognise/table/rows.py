"""One line below a grid's head, parted into its name, its hour and a cell for each month."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import bodies, cells, grammar, parts, times
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.table.grids import Grid

CLOCK, NONE, CANCEL = Role.CLOCK.value, Role.NONE.value, Role.CANCEL.value
OF_HOUR = (Role.AM | Role.PM | Role.HOURS).value


@dataclass(slots=True)
class Row:
    label: list[Token]
    time: TimeItem | None
    parted: list[list[Token]]


def of(grid: Grid, parsed: Parsed) -> Row | None:
    tokens = parsed.tokens
    parted = cells.part(tokens, framed=grid.framed, closed=grid.closed)
    if not parted or not grid.width:
        return _by_gaps(grid, tokens) or _loose_row(grid, tokens)
    if grid.framed and tokens[0].low != "|" and len(parted) == grid.width + 1:
        # The sign that opens the header opened an empty cell.
        grid.framed, grid.width, grid.first = False, grid.width + 1, grid.first + 1
    return _signed_row(grid, parted)


def _by_gaps(grid: Grid, tokens: list[Token]) -> Row | None:
    """Wide gaps part the line into a name and a cell for each column, so that a cell may have two days: "7 28"."""
    parted = cells.part_by_gaps(tokens)
    if grid.starts and (row := _below_heads(grid, parted)):
        return row
    label, *rest = [[], *parted] if _is_day(parted[0]) else parted
    hours = int(grid.has_hours) + grid.behind
    if len(rest) != len(grid.columns) + hours:
        return None
    if not hours:
        return Row(*_without_hour(label), rest)
    cell = rest.pop(0 if grid.has_hours else -1)
    # Without an hour there a cell is lost perhaps.
    return Row(label, cells.hour(cell), rest) if _is_clock(cell) else None


def _is_day(cell: list[Token]) -> bool:
    """A day stands where a name would: the row is that of the only body."""
    words = [t for t in cell if t.kind is WORD]
    beside = all(t.sense.weekday or t.sense.roles & CANCEL for t in words)
    return beside and any(t.kind is NUMBER for t in cell)


def _without_hour(label: list[Token]) -> tuple[list[Token], TimeItem | None]:
    """A name, and the hour that stands behind it: "Rådet kl. 18"."""
    time = cells.first_time(label)
    return (label[: _opening(label)], time) if time else (label, None)


def _opening(label: list[Token]) -> int:
    """Where the hour begins, or the word or bracket before it."""
    at = next((n for n, t in enumerate(label) if t.kind is NUMBER), len(label))
    while at > 1 and (label[at - 1].sense.roles & CLOCK or label[at - 1].kind is SIGN):
        at -= 1
    return at


def _below_heads(grid: Grid, parted: list[list[Token]]) -> Row | None:
    """The row of a grid with other heads behind its months, where each cell begins right below its head."""
    placed = cells.below_heads(grid.starts, parted)
    if not placed or not placed[0]:
        return None
    last = grid.first + len(grid.columns)
    beside = filter(_tells_hour, placed[1 : grid.first] + placed[last:])
    time = next(filter(None, map(cells.hour, beside)), None)
    return Row(placed[0], time, placed[grid.first : last])


def _signed_row(grid: Grid, parted: list[list[Token]]) -> Row | None:
    # Perhaps the header's empty first cell was lost, but nothing else.
    first = grid.first or int(_is_label(parted[0]))
    label = list(takewhile(lambda t: t.kind is not NUMBER, parted[0] if first else []))
    rest = parted[first:]
    if not any(t.kind is NUMBER for cell in rest for t in cell):
        width = grid.width - grid.first
        return Row(label, None, rest) if len(rest) == width else None
    hours = parted[1:first]
    if len(rest) == len(grid.columns) + grid.behind:
        hours += rest[len(grid.columns) :]
        rest = rest[: len(grid.columns)]
    else:
        hours += _behind(grid, rest)
    told = hours if grid.tells_hours else filter(_tells_hour, hours)
    time = next(filter(None, map(cells.hour, told)), None)
    time = time or (cells.first_time(parted[0]) if first else None)
    while len(rest) > len(grid.columns) and not rest[-1]:
        rest = rest[:-1]
    return Row(label, time, rest)


def _behind(grid: Grid, parted: list[list[Token]]) -> list[list[Token]]:
    """Takes off the last cells, where they stand behind the months and cells are lost before or among them."""
    taken: list[list[Token]] = []
    while parted and len(taken) < grid.behind and not _may_be_days(parted[-1]):
        taken.append(parted.pop())
    return taken


def _may_be_days(cell: list[Token]) -> bool:
    """Whether the cell can stand below a month: it opens with no hour, and is not words alone."""
    if any(t.kind is NUMBER for t in cell):
        return times.at([*cell, *grammar.END], 0, after_date=False) is None
    return cells.is_empty(cell)


def _tells_hour(cell: list[Token]) -> bool:
    """More than a number, which may count something."""
    return _is_clock(cell) or any(t.sense.roles & (CLOCK | OF_HOUR) for t in cell)


def _is_clock(cell: list[Token]) -> bool:
    """An hour with its minutes, or one and another, so that it can be no day."""
    if len(cell) == 3:
        return parts.is_clock([*cell, *grammar.END], 0)
    return cells.is_hour(cell) and parts.is_clock([*cell, *grammar.END], 0)


def _is_label(cell: list[Token]) -> bool:
    return bool(cell) and cell[0].kind is WORD and not cells.is_empty(cell)


def _loose_row(grid: Grid, tokens: list[Token]) -> Row | None:
    i = next((n for n in range(len(tokens)) if _opens_cells(tokens, n)), len(tokens))
    label = tokens[:i]
    if any(t.low == "." for t in label[:-1]) or any(t.low == "=" for t in label):
        return None  # an address, more than one sentence, or what a sign means
    explains = tokens[-1].low == "." or (label and label[-1].low == ":")
    if explains and not any(t.kind is NUMBER for t in tokens):
        return None  # "Förklaring: - betyder inget möte"
    time = _glued_time(tokens, i)
    parted = cells.part_loosely(tokens, i + time.last if time else i)
    if grid.has_hours and time is None and len(parted) == len(grid.columns) + 1:
        time = cells.hour(parted.pop(0))
    elif grid.behind and len(parted) == len(grid.columns) + 1:
        time = time or cells.hour(parted.pop())
    else:
        _behind(grid, parted)
    words = sum(t.kind is WORD for cell in parted for t in cell)
    numbers = sum(t.kind is NUMBER for cell in parted for t in cell)
    # A sentence has more words than numbers, where cells have remarks.
    if not parted or words > max(numbers, len(parted)) + 2 or not (numbers or label):
        return None
    return Row(label, time, parted)


def _glued_time(tokens: list[Token], i: int) -> TimeItem | None:
    """An hour that no blank parts: in "18:00 - 18" the dash is an empty cell."""
    last = i + 1
    if tokens[i:] and tokens[i].sense.roles & CLOCK:
        last += 1 + (last < len(tokens) and tokens[last].low == ".")
    while last < len(tokens) and not tokens[last].gap:
        last += 1
    if last < len(tokens) and tokens[last].sense.roles & OF_HOUR:
        last += 1  # "6:00 pm"
    return times.at([*tokens[i:last], *grammar.END], 0, after_date=False)


def _opens_cells(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind is NUMBER or cells.is_dash(tokens, i) or (i and cells.is_cross(tokens, i)):
        return True
    return bool(token.sense.roles & (NONE | CLOCK)) and token.kind is WORD


def _is_weekday(token: Token) -> bool:
    told = token.sense.weekday
    return told is not None and (told.sure or not token.text.isupper())


def label_name(label: list[Token], text: str) -> str | None:
    """A row's own name for the body, as it is written: any word may be one here, also "ON", which begins a weekday."""
    kept = [t for t in label if t.kind is not SIGN]
    while len(kept) > 1 and kept[-1].sense.roles & CLOCK:
        kept.pop()  # "KF kl 18", whose hour is read
    if all(t.kind is NUMBER or _is_weekday(t) for t in kept):
        return None
    return bodies.text_of(kept[0], kept[-1], text)
