"""Grids with months across and a body in each row. A row that lacks cells is refused, never guessed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from scheduler.years.recognise import cells, grammar, times
from scheduler.years.recognise.drafts import Draft, Marks
from scheduler.years.recognise.items import DateItem, MonthItem, Parsed, TimeItem
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import Kind, Token
from scheduler.years.recognise.words import Role

CLOCK, NONE, CANCEL, AND = (
    Role.CLOCK.value, Role.NONE.value, Role.CANCEL.value, Role.AND.value,
)  # fmt: skip
FEWEST_MONTHS = 2
LONGEST_LABEL, SHORT_LABEL = 10, 4
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
    cell of the first month; 0 where only blanks do."""

    columns: list[Column]
    width: int = 0
    first: int = 0
    has_hours: bool = False
    wraps: bool = False
    framed: bool = True


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
    if parted is not None:
        while parted and not parted[-1]:
            parted.pop()
        starts = [n for n, cell in enumerate(parted) if any(t.sense.month for t in cell)]
        if len(starts) != len(months) or starts[-1] - starts[0] + 1 != len(months):
            return None
        grid.width, grid.first, grid.framed = len(parted), starts[0], tokens[0].low == "|"
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
    return not [t for t in tokens[months[-1].last :] if t.low != "."]


@dataclass(slots=True)
class Row:
    label: list[Token]
    time: TimeItem | None
    parted: list[list[Token]]


def read_row(
    grid: Grid, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> list[Draft] | None:
    """The meetings of a row of the grid, or None when the line is no row of it. A row that does
    not fit the header is marked and gives none."""
    if not parsed.tokens or parsed.months or parsed.weeks or parsed.years or _is_named(parsed):
        return None
    row = _row(grid, parsed)
    if row is None:
        return None
    if len(row.parted) != len(grid.columns):
        if _tells_hours_only(parsed):
            return None
        reason = Reason.of("cells_lost", cells=len(row.parted), months=len(grid.columns))
        marks.fault(number, reason)
        return []
    body = label_name(row.label, parsed.text)
    drafts: list[Draft] = []
    for column, cell in zip(grid.columns, row.parted, strict=True):
        drafts += _cell(column, cell, row, body, number, lexicon, parsed, marks, grid.wraps)
    return drafts


def _tells_hours_only(parsed: Parsed) -> bool:
    """Below a grid: "KS börjar kl. 13.00, KF kl. 18.30"."""
    hours = {n for time in parsed.times for n in range(time.first, time.last)}
    numbers = {n for n, token in enumerate(parsed.tokens) if token.kind is Kind.NUMBER}
    return bool(numbers) and numbers <= hours


def label_of(grid: Grid, parsed: Parsed) -> str | None:
    """The name of a row, also of one that was refused."""
    row = _row(grid, parsed)
    return label_name(row.label, parsed.text) if row else None


def _is_named(parsed: Parsed) -> bool:
    """A date with its month in words is a line of its own."""
    return any(parsed.tokens[i].sense.month for d in parsed.dates for i in (d.first, d.last - 1))


def _row(grid: Grid, parsed: Parsed) -> Row | None:
    tokens = parsed.tokens
    parted = cells.part(tokens, framed=grid.framed)
    if parted is not None and grid.width:
        return _signed_row(grid, parted)
    if parted is not None:
        tokens = [t for t in tokens if t.low not in ("\t", "|", ";")]
    return _loose_row(grid, tokens)


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
    time = time or (_row_time(parted[:1]) if first else None)
    width = grid.width + first - grid.first
    if not any(t.kind is Kind.NUMBER for cell in parted[first:] for t in cell):
        return Row(label, time, parted[first:]) if len(parted) == width else None
    rest = parted[first:]
    while len(rest) > len(grid.columns) and not rest[-1]:
        rest = rest[:-1]
    return Row(label, time, rest)


def _words_before_numbers(parted: list[list[Token]]) -> list[Token]:
    label: list[Token] = []
    for token in parted[0] if parted else []:
        if token.kind is Kind.NUMBER:
            break
        label.append(token)
    return label


def _is_label(cell: list[Token]) -> bool:
    return bool(cell) and cell[0].kind is Kind.WORD and not cells.is_empty(cell)


def _row_time(parted: list[list[Token]]) -> TimeItem | None:
    for cell in parted:
        for i in range(len(cell)):
            time = times.at([*cell[i:], *grammar.END], 0, after_date=True)
            if time:
                return time
    return None


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
    time = _glued_time(tokens, i)
    if time:
        i += time.last
    parted = cells.part_loosely(tokens, i)
    if grid.has_hours and time is None and len(parted) == len(grid.columns) + 1:
        time = cells.hour(parted.pop(0))
    words = sum(t.kind is Kind.WORD and not t.sense.roles & NONE for c in parted for t in c)
    numbers = sum(t.kind is Kind.NUMBER for c in parted for t in c)
    if not parted or (words > numbers + 2) or (not numbers and not label):
        return None
    return Row(label, time, parted)


def _glued_time(tokens: list[Token], i: int) -> TimeItem | None:
    """An hour that no blank parts: in "18:00 - 18" the dash is an empty cell."""
    last = i + 1
    if tokens[i].sense.roles & CLOCK:
        last += 1 + (last < len(tokens) and tokens[last].low == ".")
    while last < min(len(tokens), i + 16) and not tokens[last].gap:
        last += 1
    return times.at([*tokens[i:last], *grammar.END], 0, after_date=False)


def _opens_cells(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind is Kind.NUMBER or cells.is_dash(tokens, i):
        return True
    return i > 0 and bool(token.sense.roles & (NONE | CLOCK)) and token.kind is Kind.WORD


def label_name(label: list[Token], text: str) -> str | None:
    """A row's own name for the body, as it is written: any word may be one here."""
    kept = [t for t in label if t.kind is not Kind.SIGN or t.low in (",", "-", "&", "/")]
    while kept and kept[-1].kind is Kind.SIGN:
        kept.pop()
    if not kept or not any(t.kind is Kind.WORD for t in kept):
        return None
    if all(t.sense.weekday for t in kept):
        return None
    return " ".join(text[kept[0].start : kept[-1].end].split())


def _cell(
    column: Column,
    cell: list[Token],
    row: Row,
    body: str | None,
    number: int,
    lexicon: Lexicon,
    parsed: Parsed,
    marks: Marks,
    wraps: bool,
) -> list[Draft]:
    if cells.is_empty(cell):
        return []
    found = cells.days(cell, column.month, column.year, lexicon)
    if found is None or (not found and any(t.kind is Kind.NUMBER for t in cell)):
        marks.fault(number, Reason.of("cell_unread", text=_text(cell, parsed.text)))
        return []
    if not found and any(t.sense.roles & Role.WEEK.value for t in cell):
        marks.fault(number, Reason.of("cell_unread", text=_text(cell, parsed.text)))
    drafts: list[Draft] = []
    for item, time in found:
        draft = Draft(number, item, time or None, body=body, row=number)
        draft.column_time = row.time
        draft.turn = column.turn if wraps else None
        draft.cancelled = item.struck or any(t.sense.roles & CANCEL for t in cell)
        draft.note = note(cell, parsed.text, found)
        drafts.append(draft)
    return drafts


def note(cell: list[Token], text: str, found: list[tuple[DateItem, TimeItem | None]]) -> str | None:
    """The words of a cell that are no day and no hour."""
    words = [
        t.text
        for t in cell
        if t.kind is Kind.WORD and not t.sense.roles & CLOCK and len(t.low) > 1
        and not t.sense.weekday
    ]  # fmt: skip
    return " ".join(words) or None


def _text(cell: list[Token], text: str) -> str:
    return text[cell[0].start : cell[-1].end]
