"""Tables whose cells were copied one to a line: their rows are put together before they are read.

Only a table whose head is understood is put together, and only where every cell fits its column. Where
cells were lost nobody can tell which, so that the days are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product

from scheduler.years.recognise.line import bodies, cells, grammar, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import (
    column_heads,
    columns,
    stack_cells,
    stack_hours,
    stack_months,
)
from scheduler.years.recognise.table.layout import OF_DEADLINES, OF_OTHERS, Table
from scheduler.years.recognise.table.stack_cells import Numbered, Stack
from scheduler.years.recognise.table.stack_rows import Below
from scheduler.years.recognise.text import head_words
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import DATES
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token

LONGEST_HEAD, LONGEST_CELL, LONGEST_ROW, SHORT_FOR = 8, 14, 40, 2
# Cells of words before the first day of a row.
MOST_NAMES = 3
FEWEST_HEADS, MOST_HEADS, MOST_ABOVE = 2, 14, 20
# A text with so many heads that head nothing has no such table.
MOST_TRIES, MOST_PLACES, YEARLY = 20, 4, 2
PARTS = frozenset("\t|;")
# How heads end that are cut short: "Slut kl.", "Møte nr.", "Ende ca.".
ABBREVIATED = head_words.NUMBERS | head_words.LIKELY | {"kl", "klo", "std", "uhr"}


@dataclass(slots=True)
class Stacked:
    """Puts stacked tables together; what it refuses or doubts it says in `marks`."""

    lexicon: Lexicon
    marks: Marks
    tries: int = 0

    def rows(
        self, lines: Iterable[tuple[int, str, list[Token]]]
    ) -> Iterator[tuple[int, str, list[Token]]]:
        """The lines of a text with their numbers, those of a stacked table as rows with tabs between their cells.

        A row with several days is given once for each of them without the others, so that each day
        keeps the number of its line.
        """
        held: list[Numbered] = []
        counted, seen = False, 0
        for number, text, tokens in lines:
            line = stack_cells.cell(number, text, tokens)
            if heads_days_of_year(tokens):
                line = line._replace(timed=True)
            if held:
                told = line.has_number
                if _is_cell(line.tokens) and (counted or told or seen < MOST_ABOVE):
                    counted = counted or told
                    seen += bool(line.tokens)
                    held.append(line)
                    continue
                yield from _plain(self._together(held) if counted else held)
                held, counted, seen = [], False, 0
            if self.tries < MOST_TRIES and _may_open(line.tokens):
                held.append(line)
            else:
                yield number, text, tokens
        yield from _plain(self._together(held) if counted else held)

    def _together(self, held: list[Numbered]) -> Iterator[Numbered]:
        below_grid = False
        while held and self.tries < MOST_TRIES:
            self.tries += 1
            told = stack_cells.of(held)
            sure = stack_cells.are_parted(held)
            empty = list(stack_cells.with_empty(held))
            found = None
            for counted in empty:
                found = found or stack_months.across(counted, self.marks, sure=sure, counted=True)
            found = found or stack_months.across(told, self.marks, sure=sure)
            below_grid = below_grid or found is not None
            for counted in () if found else empty:
                found = found or self._in_columns(stack_hours.with_heads(counted), whole=True)
                found = found or self._in_columns(counted, whole=True)
            found = found or self._in_columns(stack_hours.with_heads(told))
            found = found or self._in_columns(told)
            if found is None:
                break
            begin, end, rows = found
            yield from (line for line in held if line.number < begin)
            yield from rows
            held = [line for line in held if line.number > end]
        if below_grid:
            # The head of another grid stands there perhaps, but no rows that can be put together.
            stack_months.refuse([line for line in held if stack_months.is_bare(line)], self.marks)
        yield from held

    def _in_columns(self, told: list[Numbered], *, whole: bool = False) -> Stack | None:
        """The first table whose heads stand right above its first number; `whole`: none that lacks cells."""
        firsts = [
            n for n, line in enumerate(told) if line.has_number and n and not told[n - 1].has_number
        ]
        tried = (self._under_heads(told, first, whole) for first in firsts[:MOST_PLACES])
        return next(filter(None, tried), None)

    def _under_heads(self, told: list[Numbered], first: int, whole: bool) -> Stack | None:
        """As many cells as there are heads above, again and again."""
        begin = stack_months.first_above(told, first)
        most = 0
        while most < min(MOST_HEADS, begin) and not told[begin - most - 1].has_number:
            most += 1
        if begin and not _is_cell(told[begin - 1].tokens):
            # Heads that stand whole on one line, and cells that do not; no line below is a row itself.
            if any(len(self._parsed(line).dates) > 1 for line in told):
                return None
            return self._headed(told[begin - 1], told[begin:], whole)
        places = product(range(most, FEWEST_HEADS - 1, -1), range(MOST_NAMES + 1))
        for size, lead in places:
            heads, below = told[begin - lead - size : begin - lead], told[begin - lead :]
            if lead >= size or size + lead > most or not _may_head(heads, below):
                continue
            above = told[: begin - lead - size][-1:]
            if below[0].month and any(map(_is_head_of_grid, above)):
                continue  # each month has too few cells for all heads
            head = stack_cells.row(stack_months.headed(heads, below), heads[0].number)
            if found := self._headed(head, below, whole):
                return found
        return None

    def _headed(self, head: Numbered, told: list[Numbered], whole: bool) -> Stack | None:
        """The table with that head and the cells in `told`."""
        table = columns.header(self._parsed(head), self.lexicon)
        if table is None or not table.signed or len(table.columns) < FEWEST_HEADS:
            return None
        tables = [table, *_with_words(table, cells.part(head.tokens) or [])]
        tried = (Below(self.lexicon, self.marks, head, t, whole).rows(told) for t in tables)
        found = next(filter(None, tried), None)
        return (head.number, found[0], [head, *found[1]]) if found else None

    def _parsed(self, line: Numbered) -> Parsed:
        return grammar.parse(line.text, line.tokens, self.lexicon)


def _with_words(table: Table, heads: list[list[Token]]) -> Iterator[Table]:
    """The table with words in a column that may have deadlines: below "Agenda" stands either what is sent or what is
    dealt with. Not where the cells are links."""
    for n, (column, cell) in enumerate(zip(table.columns, heads, strict=False)):
        dated = column.linked or column_heads.tells_dates(cell)
        if column.use is OF_DEADLINES and not dated:
            told = replace(column, use=OF_OTHERS)
            yield replace(table, columns=[*table.columns[:n], told, *table.columns[n + 1 :]])


def _plain(lines: Iterable[Numbered]) -> Iterator[tuple[int, str, list[Token]]]:
    return ((line.number, *(line.as_was or (line.text, line.tokens))) for line in lines)


def _may_head(heads: list[Numbered], below: list[Numbered]) -> bool:
    """No sentence, and two heads stand as far from each other as the cells below them do. No blank line parts
    heads from each other where none parts the cells: what stands above it is the title."""
    if any(_is_no_head(line.tokens) for line in heads):
        return False
    if all(len(cells.part_by_gaps(line.tokens)) > 1 for line in (heads[-1], *below[:1])):
        return False  # whole rows, whose cells wide gaps part
    if len(below) < FEWEST_HEADS:
        return True
    apart = below[1].number - below[0].last
    gaps = [b.number - a.last for a, b in pairwise(heads)]
    return gaps == [apart] if len(heads) <= FEWEST_HEADS else apart > 1 or max(gaps) <= 1


def _is_head_of_grid(line: Numbered) -> bool:
    return stack_months.is_head(line) and not _is_no_head(line.tokens)


def _is_no_head(tokens: list[Token]) -> bool:
    """An empty cell, the weekday of a row, or a sentence: a full stop ends it; but "Kl." and "Møte nr." are heads."""
    if all(t.kind is not WORD or t.sense.weekday for t in tokens):
        return [t.low for t in tokens] != ["#"]
    if tokens[-1].low == "." and len(tokens) > SHORT_FOR:
        return tokens[-2].low not in ABBREVIATED
    return tokens[-1].low == ":"


def _is_cell(tokens: list[Token]) -> bool:
    return len(tokens) <= LONGEST_CELL and not any(t.low in PARTS for t in tokens)


def heads_days_of_year(tokens: list[Token]) -> bool:
    """ "Datum 2027", "Date (2027)"; but "Dates 2027" is a title."""
    told = [t for t in tokens if t.low not in ("(", ")")]
    if len(told) != YEARLY or told[0].low in DATES:
        return False
    return column_heads.tells_dates(told[:1]) and parts.is_year(told[1])


def _may_open(tokens: list[Token]) -> bool:
    """A few words, or cells of a few words, one of which can head a column, and no number but an hour."""
    longest = LONGEST_HEAD if _is_cell(tokens) else LONGEST_ROW
    if not 0 < len(tokens) <= longest:
        return False
    if any(t.kind is NUMBER for t in tokens):
        return stack_hours.names_hour(tokens) or heads_days_of_year(tokens)
    return bodies.is_letters(tokens[0]) or any(
        t.low in head_words.OPENING
        or t.low.endswith(column_heads.NUMBERED)
        or t.sense.roles & head_words.HEADED
        or t.sense.month
        for t in tokens
    )
