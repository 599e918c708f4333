"""Tables whose cells were copied one to a line: their rows are put together before they are read.

Only a table whose head is understood is put together, and only where every cell fits its column. Where
cells were lost nobody can tell which, so that the days are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from scheduler.years.recognise.line import bodies, cells, grammar, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import blocks, columns, stack_cells, stack_months
from scheduler.years.recognise.table.layout import MEETINGS, Column, Table, Use
from scheduler.years.recognise.table.stack_cells import EMPTY, Numbered, Stack
from scheduler.years.recognise.text import head_words
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, Token

LONGEST_HEAD, LONGEST_CELL, LONGEST_ROW, SHORT_FOR = 8, 14, 40, 2
# Cells of words before the first day of a row.
MOST_NAMES = 1
FEWEST_HEADS, MOST_HEADS, FEWEST_ROWS = 2, 14, 2
# A text with so many heads that head nothing has no such table.
MOST_TRIES, MOST_PLACES = 20, 4
PARTS = frozenset("\t|;")


@dataclass(slots=True)
class Stacked:
    """Puts stacked tables together; what it refuses or doubts it says in `marks`."""

    lexicon: Lexicon
    marks: Marks
    tries: int = 0

    def rows(
        self, lines: Iterable[tuple[str, list[Token]]]
    ) -> Iterator[tuple[int, str, list[Token]]]:
        """The lines of a text with their numbers, those of a stacked table as rows with tabs between their cells.

        A row with several days is given once for each of them without the others, so that each day
        keeps the number of its line.
        """
        held: list[Numbered] = []
        counted, seen = False, 0
        for number, (text, tokens) in enumerate(lines, 1):
            line = stack_cells.cell(number, text, tokens)
            if held:
                told = line.has_number
                if _is_cell(line.tokens) and (counted or told or seen < MOST_HEADS):
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
            found = stack_months.across(told, self.marks, sure=sure)
            below_grid = below_grid or found is not None
            for counted in () if found else stack_cells.with_empty(held):
                found = found or self._in_columns(counted, whole=True)
            found = found or self._in_columns(told)
            found = found or self._in_columns(stack_cells.with_hours_of_heads(told))
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
        for lead in range(MOST_NAMES + 1):
            for size in range(most - lead, max(FEWEST_HEADS, lead + 1) - 1, -1):
                heads, below = told[begin - lead - size : begin - lead], told[begin - lead :]
                if not _may_head(heads, below):
                    continue
                head = stack_cells.row(stack_months.headed(heads, below), heads[0].number)
                if found := self._headed(head, below, whole):
                    return found
        return None

    def _headed(self, head: Numbered, told: list[Numbered], whole: bool) -> Stack | None:
        """The table with that head and the cells in `told`."""
        table = columns.header(self._parsed(head), self.lexicon)
        if table is None or not table.signed or len(table.columns) < FEWEST_HEADS:
            return None
        found = self._below(table, told, whole)
        return (head.number, found[0], [head, *found[1]]) if found else None

    def _below(
        self, table: Table, told: list[Numbered], whole: bool
    ) -> tuple[int, list[Numbered]] | None:
        """The last line of the table, and its rows; None when the lines do not fit the head."""
        size = len(table.columns)
        by_month = table.columns[0].use is Use.MONTH
        rows = self._rows(table.columns, told, whole)
        at = sum(map(len, rows))
        if whole and not _are_whole(rows, told[at : at + size]):
            return None
        if all(column.use is Use.BODY for column in table.columns) and self._heads_list(
            table, told[at:]
        ):
            return None  # each name heads a list of its own, and the first has no days
        full = [row for row in rows if len(row) == size]
        if len(full) < FEWEST_ROWS or not self._in_order(table.columns, full):
            return None
        lost = [line for row in rows if len(row) < size for line in row]
        while at < len(told) and told[at].holds_days:
            lost.append(told[at])
            at += 1
        if lost and not by_month:
            if not table.by_body() and all(c.use is not Use.DEADLINE for c in table.columns):
                return None
            lost += [line for row in rows for line in row]
            rows = []
        stack_months.refuse(lost, self.marks)
        dated = [n for n, column in enumerate(table.columns) if column.use in MEETINGS]
        found = [
            day
            for row in rows
            if len(row) == size
            for day in stack_cells.days(row, dated, self.marks)
        ]
        return told[min(at, len(told)) - 1].last, found

    def _rows(
        self, columns: list[Column], told: list[Numbered], whole: bool
    ) -> list[list[Numbered]]:
        """As many cells as there are columns, again and again; each month opens a row, also where cells are lost."""
        size = len(columns)
        by_month = columns[0].use is Use.MONTH
        rows: list[list[Numbered]] = []
        at = 0
        while at < len(told) and told[at].tokens and self._fits(columns[0], told[at]):
            row = told[at : at + size]
            if whole and at + size > len(told):
                row += [EMPTY] * (size - len(row))  # the blank lines at the end of a text are lost
            if by_month:
                row = row[: next((n for n in range(1, len(row)) if row[n].month), size)]
            if not by_month and not (len(row) == size and all(map(self._fits, columns, row))):
                break
            rows.append(row)
            at += len(row)
        return rows

    def _heads_list(self, table: Table, told: list[Numbered]) -> bool:
        """A body's name alone on a line, and a day on the next one."""
        if len(told) <= 1 or told[0].has_number or not self._fits(table.columns[0], told[1]):
            return False
        return any(map(bodies.is_head, told[0].tokens))

    def _in_order(self, columns: list[Column], rows: list[list[Numbered]]) -> bool:
        """Meetings follow each other, each with its deadline before it. Else each column stands whole above the
        next one, or each line is a row itself."""
        if all(len(self._parsed(line).dates) > 1 for row in rows for line in row):
            return False
        uses = [column.use for column in columns]
        if Use.DEADLINE not in uses or Use.DATE not in uses:
            return True
        if uses.count(Use.DATE) > 1:
            return False  # "Board dates" above two heads is the title
        met, due = uses.index(Use.DATE), uses.index(Use.DEADLINE)
        days = [(self._parsed(row[due]).dates, self._parsed(row[met]).dates) for row in rows]
        before = all(blocks.days_between(a[0], b[0]) > 0 for a, b in days if a and b)
        held = [(b[0].start.month, b[0].start.day) for _, b in days if b]
        turns = sum(later <= earlier for earlier, later in pairwise(held))  # New Year
        return before and turns <= 1

    def _fits(self, column: Column, line: Numbered) -> bool:
        """Whether a line can be a cell of the column."""
        tokens = line.tokens
        if not tokens:
            return column.use not in MEETINGS
        if column.use is Use.MONTH:
            return line.month > 0
        if column.use in MEETINGS:
            if any(map(bodies.is_head, tokens)):
                return False  # "22 februari BUN": whose the day is stands beside it
            opens = tokens[0].kind is NUMBER or tokens[0].sense.weekday or tokens[0].sense.month
            if parts.is_year(tokens[0]):
                opens = bool(self._parsed(line).dates)  # "2027-10-02", not the heading "2027"
            days = bool(opens) or cells.is_empty(tokens)
            return days and all(self._fits(column, day) for day in line.more)
        if column.use is Use.DEADLINE:
            return line.has_number or cells.is_empty(tokens)
        if column.use in (Use.HOURS, Use.END):
            return cells.hour(tokens) is not None or cells.is_empty(tokens)
        return not self._parsed(line).dates

    def _parsed(self, line: Numbered) -> Parsed:
        return grammar.parse(line.text, line.tokens, self.lexicon)


def _are_whole(rows: list[list[Numbered]], below: list[Numbered]) -> bool:
    """All have as many cells, some of them empty, and no further days stand below. The blank line that ends the last
    row may part it from what follows."""
    told = rows[:-1] if below else rows
    empty = any(not line.tokens for row in told for line in row)
    same = len(set(map(len, rows))) == 1
    return empty and same and not any(line.holds_days for line in below)


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
    return gaps == [apart] if len(heads) <= FEWEST_HEADS else apart > 1 or max(gaps) == 1


def _is_no_head(tokens: list[Token]) -> bool:
    """An empty cell, the weekday of a row, or a sentence: a full stop ends it; but "Kl." and "Nr." are heads."""
    if cells.is_empty(tokens) or all(t.sense.weekday for t in tokens):
        return True
    return tokens[-1].low == ":" or (tokens[-1].low == "." and len(tokens) > SHORT_FOR)


def _is_cell(tokens: list[Token]) -> bool:
    return len(tokens) <= LONGEST_CELL and not any(t.low in PARTS for t in tokens)


def _may_open(tokens: list[Token]) -> bool:
    """A few words, or cells of a few words, one of which can head a column, and no number."""
    longest = LONGEST_HEAD if _is_cell(tokens) else LONGEST_ROW
    if not 0 < len(tokens) <= longest or any(t.kind is NUMBER for t in tokens):
        return False
    return bodies.is_letters(tokens[0]) or any(
        t.low in head_words.HEADS or t.sense.roles & head_words.HEADED or t.sense.month
        for t in tokens
    )
