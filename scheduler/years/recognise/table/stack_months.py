"""Grids that were copied with each cell on its own line: months, then a name and a cell for each of them."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import stack_cells
from scheduler.years.recognise.table.stack_cells import EMPTY, LONGEST_DAYS, Numbered, Stack
from scheduler.years.recognise.text import head_words
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.nouns import MONTH
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

HEAD = Numbered(0, "Month", [Token((WORD, "Month", "month", -1, NOTHING, None), 0)])
FEWEST_MONTHS, FEWEST_ROWS = 3, 2
CLOCK, CANCEL = Role.CLOCK.value, Role.CANCEL.value


def across(
    told: list[Numbered], marks: Marks, *, sure: bool, counted: bool = False
) -> Stack | None:
    """The grid whose months stand below each other in `told`, and whose rows have a cell for each.

    A row with more or fewer cells is refused. Unless blank lines part the cells (`sure`), or every row has its hour
    in its place, or each cell of the only row its own, the days are doubted, for no line says of which month they
    are. `counted`: blank lines are empty cells, and no row may lack one.
    """
    begin, width = _months(told)
    if width < FEWEST_MONTHS:
        return None
    if counted:
        told = [*told, *[EMPTY] * width]  # the blank lines at the end of a text are lost
    below = begin + width
    behind = below < len(told) and heads_hours(told[below]) and not told[below].has_number
    ahead = begin > 0 and heads_hours(told[begin - 1])
    days = range(1 + ahead, 1 + ahead + width)
    rows, lost = _rows(told, below + behind, 1 + ahead + width + behind)
    unnamed = (
        [] if counted or rows or lost else _unnamed(told, below + behind, ahead + width + behind)
    )
    rows += unnamed
    if counted and (lost or not _have_empty(rows)):
        return None
    whole = [row for row in rows if all(_holds_days(row[n]) for n in days)]
    if not whole or (lost and len(whole) < FEWEST_ROWS):
        if whole and not counted:
            # Which of them has a cell too few or too many nobody can tell.
            refuse([line for row in (*rows, *lost) for line in row[1:]], marks)
        return None
    end = max(row[-1].last for row in (*rows, *lost))
    refused = lost + [row for row in rows if row not in whole]
    # Bare numbers further down, above the head of the next grid, are days of rows that were not found.
    rest = [line for line in told if line.number > end]
    refused += [[EMPTY, line] for line in rest[: _next_head(rest)] if is_bare(line)]
    refuse([line for row in refused for cell in row[1:] for line in (cell, *cell.more)], marks)
    timed = all(_holds_hour(row[-1 if behind else 1]) for row in rows) if behind or ahead else True
    counts = (timed and len(rows) >= FEWEST_ROWS and not refused) or _tell_hours(unnamed)
    if not (sure or counts):
        doubt([row[n] for row in whole for n in days], marks)
    first = begin - ahead
    headed = first > 0 and any(t.low in head_words.HEADS for t in told[first - 1].tokens[-1:])
    corner = told[first - 1] if headed else EMPTY
    head = stack_cells.row([corner, *told[first : below + behind]], told[begin].number)
    found = [day for row in whole for day in stack_cells.days(row, days, marks)]
    return corner.number or told[first].number, end, [head, *found]


def _have_empty(rows: list[list[Numbered]]) -> bool:
    """Some cell is empty, but for the end of the last row: the blank line there may be that of the text."""
    told = [cell for row in rows for cell in row]
    while told and not told[-1].tokens:
        told.pop()
    return any(not cell.tokens for cell in told)


def first_above(told: list[Numbered], first: int) -> int:
    """Where the row of the first number begins: at its month, or at one above it whose cells are all empty."""
    begin = at = first
    while at and (told[at - 1].month or cells.is_empty(told[at - 1].tokens)):
        at -= 1
        begin = at if told[at].month else begin
    return begin


def headed(heads: list[Numbered], below: list[Numbered]) -> list[Numbered]:
    """The heads, with one for the months that open the rows where these have none."""
    return heads if any(map(_heads_months, heads)) or not below[0].month else [HEAD, *heads]


def is_head(line: Numbered) -> bool:
    """The head of months or of a body's days."""
    return _heads_months(line) or any(map(bodies.is_head, line.tokens))


def _heads_months(line: Numbered) -> bool:
    return any(t.low in MONTH for t in line.tokens[:1])


def refuse(lines: list[Numbered], marks: Marks) -> None:
    """Marks the days of rows that cannot be put together."""
    for line in lines:
        if line.has_number:
            marks.fault(line.number, Reason.of("cell_lost"))


def doubt(lines: list[Numbered], marks: Marks) -> None:
    """Asks about the days of rows that may have been put together in another way."""
    for line in lines:
        if line.has_number:
            marks.doubt(line.number, Reason.of("put_together"))


def _months(told: list[Numbered]) -> tuple[int, int]:
    """Where the first run of months begins, and how many they are."""
    begin = next((n for n, line in enumerate(told) if line.month), len(told))
    end = begin
    while end < len(told) and told[end].month:
        end += 1
    return begin, end - begin


def _next_head(told: list[Numbered]) -> int:
    """Where the months of another grid begin."""
    last = len(told) - FEWEST_MONTHS + 1
    heads = (n for n in range(last) if all(line.month for line in told[n : n + FEWEST_MONTHS]))
    return next(heads, len(told))


def heads_hours(line: Numbered) -> bool:
    words = [t for t in line.tokens if t.kind is WORD]
    return len(words) == 1 and (
        words[0].low in head_words.HOURS or bool(words[0].sense.roles & CLOCK)
    )


def _rows(
    told: list[Numbered], at: int, size: int
) -> tuple[list[list[Numbered]], list[list[Numbered]]]:
    """Names with the cells below them: those that have `size` lines, and those that do not."""
    whole: list[list[Numbered]] = []
    lost: list[list[Numbered]] = []
    while at < len(told) and _is_name(told[at]):
        end = at + 1
        while end < len(told) and _is_cell(told[end]):
            end += 1
        if not any(line.tokens for line in told[at + 1 : end]):
            break
        while end - at > size and not told[end - 1].tokens:
            end -= 1  # blank lines below the row
        (whole if end - at == size else lost).append(told[at:end])
        at = end
        while at < len(told) and (not told[at].tokens or told[at].tokens[0].low == "*"):
            at += 1  # "*budget" below the row that has the star
    return whole, lost


def _unnamed(told: list[Numbered], at: int, size: int) -> list[list[Numbered]]:
    """The only row of a grid of one body, which stands in the heading: as many cells as there are heads, right below
    them."""
    end = at
    while end < len(told) and _is_cell(told[end]):
        end += 1
    return [[EMPTY, *told[at:end]]] if end - at == size else []


def _tell_hours(unnamed: list[list[Numbered]]) -> bool:
    """Each cell of the row has an hour of its own, or is empty: "22:a kl. 08.30", "-"."""
    told = [cell for row in unnamed for cell in row[1:] if cell.has_number]
    return bool(told) and all(map(_holds_hour, told))


def is_bare(line: Numbered) -> bool:
    """A number that may be a day, and nothing else."""
    return len(line.tokens) == 1 and parts.small(line.tokens[0])


def _is_name(line: Numbered) -> bool:
    named = bool(line.tokens) and line.tokens[0].kind is WORD and not line.has_number
    return named and not cells.is_empty(line.tokens)


def _is_cell(line: Numbered) -> bool:
    if not line.tokens:
        return True
    first = line.tokens[0]
    told = first.sense.weekday or first.sense.roles & (CLOCK | CANCEL)
    if [t.low for t in line.tokens[1:2]] == [":"] and first.kind is WORD:
        return False  # "Tid: kl. 18", below the rows
    opens = first.kind is NUMBER or (told and line.has_number)
    return cells.is_empty(line.tokens) or (bool(opens) and not parts.is_year(first))


def _holds_hour(cell: Numbered) -> bool:
    """An hour with its minutes, in its place among the days: no cell was lost before it."""
    return cells.first_time(cell.tokens) is not None


def _holds_days(cell: Numbered) -> bool:
    clock = cells.first_time(cell.tokens)
    return len(cell.tokens) <= LONGEST_DAYS and (clock is None or clock.marked)
