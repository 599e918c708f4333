"""Grids with months across and a body in each row. A row that lacks cells is refused, never guessed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from scheduler.years.recognise.line import bodies, cell_days, cells, parts
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import MonthItem, Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import rows
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

CLOCK, CANCEL, AND, WEEK, HOLIDAY = (
    Role.CLOCK.value, Role.CANCEL.value, Role.AND.value, Role.WEEK.value,
    Role.HOLIDAY.value,
)  # fmt: skip
FEWEST_MONTHS = 2
YEAR = 4
LONGEST_LABEL = 10
MOST_COLUMNS = 40


@dataclass(slots=True)
class Column:
    """A month column. `turn`: 1 after New Year in a header that passes it."""

    month: int
    year: int | None
    turn: int


@dataclass(slots=True)
class Grid:
    """A header of months. `width`: its number of cells where signs part them, with `first` the
    cell of the first month; 0 where only blanks do. `behind`: columns after the last month."""

    columns: list[Column]
    width: int = 0
    first: int = 0
    behind: int = 0
    has_hours: bool = False
    wraps: bool = False
    framed: bool = True
    # A sign closes the header's last cell.
    closed: bool = True


def header(parsed: Parsed) -> Grid | None:
    """The grid that a line of month names opens, or None."""
    months = parsed.months
    if not FEWEST_MONTHS <= len(months) <= MOST_COLUMNS or parsed.dates or parsed.weeks:
        return None
    tokens = parsed.tokens
    parted = cells.part(tokens)
    if parted is None and not _only_months(tokens, months):
        return None
    grid = Grid(_columns(months))
    grid.wraps = any(c.turn for c in grid.columns)
    label = tokens[: months[0].first]
    grid.has_hours = any(t.sense.roles & CLOCK for t in label)
    grid.behind = int(parted is None and tokens[months[-1].last :] != [] and _ends_in_hours(tokens))
    if parted is not None:
        while parted and not parted[-1]:
            parted.pop()
        starts = [n for n, cell in enumerate(parted) if any(t.sense.month for t in cell)]
        if len(starts) != len(months) or starts[-1] - starts[0] + 1 != len(months):
            return None
        grid.width, grid.first, grid.framed = len(parted), starts[0], tokens[0].low == "|"
        grid.behind = len(parted) - starts[-1] - 1
        grid.closed = tokens[-1].low == "|"
    return grid


def _columns(months: list[MonthItem]) -> list[Column]:
    columns: list[Column] = []
    turn = 0
    for month in months:
        if columns and month.month < columns[-1].month:
            turn += 1
        columns.append(Column(month.month, month.year, turn))
    year = next((c.year for c in columns if c.year is not None), None)
    if year is not None:
        for column in columns:
            column.year = column.year or year + column.turn - columns[0].turn
    return columns


def _only_months(tokens: list[Token], months: list[MonthItem]) -> bool:
    """A few words may stand before the months; between and after them nothing but dots."""
    label = tokens[: months[0].first]
    if len(label) > LONGEST_LABEL or any(t.sense.roles & AND for t in label):
        return False
    # "Under januari februari": a sentence begins with more than names of columns.
    if label and not label[0].text[:1].isupper():
        return False
    for before, month in itertools.pairwise(months):
        if any(t.low != "." for t in tokens[before.last : month.first]):
            return False
    after = [t for t in tokens[months[-1].last :] if t.low != "."]
    return not after or (len(after) == 1 and _ends_in_hours(tokens))


def _ends_in_hours(tokens: list[Token]) -> bool:
    """The last column holds the hours: "Nämnd Jan Feb Mars Tid"."""
    last = tokens[-2] if tokens[-1].low == "." and len(tokens) > 1 else tokens[-1]
    return last.kind is WORD and bool(last.sense.roles & CLOCK)


def read_row(
    grid: Grid, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> tuple[str | None, list[Draft]] | None:
    """The name and the meetings of a row of the grid, or None when the line is no row of it. A row
    that does not fit the header is marked and has no meetings."""
    if not parsed.tokens or parsed.months or parsed.weeks or _has_year(parsed):
        return None
    if _is_named(parsed) and not _is_whole(grid, parsed):
        return None
    if grid.width and parsed.dates and parsed.said & HOLIDAY and cells.part(parsed.tokens) is None:
        return None  # "Ferien: 10.04.–22.04."
    row = rows.of(grid, parsed)
    if row is None:
        return None
    name = rows.label_name(row.label, parsed.text)
    if len(row.parted) != len(grid.columns):
        if _tells_hours_only(parsed):
            return None
        reason = Reason.of("cells_lost", cells=len(row.parted), months=len(grid.columns))
        marks.fault(number, reason)
        return name, []
    drafts: list[Draft] = []
    for column, cell in zip(grid.columns, row.parted, strict=True):
        if not cells.is_empty(cell):
            drafts += _cell(column, cell, row, name, number, lexicon, parsed, marks, grid.wraps)
    return name, drafts


def may_be_row(grid: Grid, parsed: Parsed) -> bool:
    """Whether the line is a row of the grid: it has a cell for each month, or nothing but days."""
    if not parsed.tokens or parsed.months or parsed.weeks or _has_year(parsed) or _is_named(parsed):
        return False
    outside = list(bodies.outside_parentheses(parsed.tokens))
    if sum(t.kind is NUMBER for t in outside) > 1 and all(t.kind is not WORD for t in outside):
        return not parsed.dates and not parsed.times
    row = rows.of(grid, parsed)
    return row is not None and len(row.parted) == len(grid.columns)


def _tells_hours_only(parsed: Parsed) -> bool:
    """Below a grid: "KS börjar kl. 13.00, KF kl. 18.30"."""
    hours = {n for time in parsed.times for n in range(time.first, time.last)}
    numbers = {n for n, token in enumerate(parsed.tokens) if token.kind is NUMBER}
    return bool(numbers) and numbers <= hours


def _has_year(parsed: Parsed) -> bool:
    """A year in four digits; "21/22" are two days here."""
    if not parsed.years or len([t for t in parsed.tokens if parts.small(t)]) > FEWEST_MONTHS:
        return False  # or a row in which two days were run together
    return any(len(parsed.tokens[year.first].low) == YEAR for year in parsed.years)


def _is_named(parsed: Parsed) -> bool:
    """A date with its month in words or its year is a line of its own."""
    if len(parsed.dates) == 1 and parsed.dates[0].start.year is not None:
        return True
    return any(parsed.tokens[i].sense.month for d in parsed.dates for i in (d.first, d.last - 1))


def _is_whole(grid: Grid, parsed: Parsed) -> bool:
    """Signs or wide gaps part the line into as many cells as the header has: a date with its year is one of them."""
    if not grid.width:
        parted = cells.part_by_gaps(parsed.tokens)
        return len(parted) == 1 + len(grid.columns) + grid.behind
    signed = cells.part(parsed.tokens, framed=grid.framed, closed=grid.closed)
    return signed is not None and len(signed) == grid.width > FEWEST_MONTHS


def _cell(
    column: Column,
    cell: list[Token],
    row: rows.Row,
    body: str | None,
    number: int,
    lexicon: Lexicon,
    parsed: Parsed,
    marks: Marks,
    wraps: bool,
) -> list[Draft]:
    found = cell_days.days(cell, column.month, column.year, lexicon)
    if found is None or (not found and any(t.kind is NUMBER for t in cell)):
        marks.fault(number, Reason.of("cell_unread", text=_text(cell, parsed.text)))
        return []
    if not found and any(t.sense.roles & WEEK for t in cell):
        marks.fault(number, Reason.of("cell_unread", text=_text(cell, parsed.text)))
    bare = len(cell) == 1 and found  # nothing but a day
    cancelled = not bare and any(t.sense.roles & CANCEL for t in cell)
    words = None if bare else note(cell)
    drafts: list[Draft] = []
    for item, time in found:
        draft = Draft(number, item, time, body=body, note=words, row=number)
        draft.column_time = row.time
        draft.turn = column.turn if wraps else None
        draft.cancelled = item.struck or cancelled
        drafts.append(draft)
    return drafts


def note(cell: list[Token]) -> str | None:
    """The words of a cell that are no day and no hour."""
    words = [
        t.text
        for t in cell
        if t.kind is WORD and not t.sense.roles & CLOCK and len(t.low) > 1
        and not t.sense.weekday and not t.sense.roles & AND
    ]  # fmt: skip
    return " ".join(words) or None


def _text(cell: list[Token], text: str) -> str:
    return text[cell[0].start : cell[-1].end]
