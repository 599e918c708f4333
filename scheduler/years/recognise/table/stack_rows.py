"""Rows below the heads of a table that was copied one cell to a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from scheduler.years.recognise.line import bodies, cells, grammar, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import blocks, halves, stack_cells, stack_months
from scheduler.years.recognise.table.layout import MEETINGS, Column, Table, Use
from scheduler.years.recognise.table.stack_cells import EMPTY, Numbered
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD
from scheduler.years.recognise.text.words import Role

CANCEL, FEWEST_ROWS, LONGEST_PART = Role.CANCEL.value, 2, 6
Row = list[Numbered]
# A line that tells of another part of the year, perhaps with the same heads again; and the rows below it.
Part = tuple[Row, list[Row]]


@dataclass(slots=True)
class Below:
    """Reads the cells below a head; `whole`: only where none is lost, and those that are empty are blank lines."""

    lexicon: Lexicon
    marks: Marks
    head: Numbered
    table: Table
    whole: bool

    def rows(self, told: list[Numbered]) -> tuple[int, list[Numbered]] | None:
        """The last line of the table, and its rows; None when the lines do not fit the head."""
        columns, size = self.table.columns, len(self.table.columns)
        found = list(self._parts(told))
        rows = [row for _, below in found for row in below]
        at = sum(len(heading) for heading, _ in found) + sum(map(len, rows))
        if self.whole and not self._are_whole(rows, told[at : at + size]):
            return None
        if all(column.use is Use.BODY for column in columns) and self._heads_list(told[at:]):
            return None  # each name heads a list of its own, and the first has no days
        full = [row for row in rows if len(row) == size]
        if len(full) < FEWEST_ROWS or not self._in_order(full):
            return None
        lost = [line for row in rows if len(row) < size for line in row]
        while at < len(told) and told[at].holds_days:
            lost.append(told[at])
            at += 1
        end = told[min(at, len(told)) - 1].last
        if lost and not self._by_month():
            if not self.table.by_body() and all(c.use is not Use.DEADLINE for c in columns):
                return None
            stack_months.refuse([*lost, *(line for row in rows for line in row)], self.marks)
            return end, []
        stack_months.refuse(lost, self.marks)
        return end, list(self._days(found))

    def _by_month(self) -> bool:
        return self.table.columns[0].use is Use.MONTH

    def _ends_in_remarks(self) -> bool:
        return self.table.columns[-1].use is Use.OTHER and not self._by_month()

    def _days(self, found: list[Part]) -> Iterator[Numbered]:
        columns = self.table.columns
        dated = [n for n, column in enumerate(columns) if column.use in MEETINGS]
        for heading, rows in found:
            yield from [line for line in heading if line.tokens][:1]
            for row in rows:
                if len(row) == len(columns):
                    yield from stack_cells.days(row, dated, self.marks)
                if row[-1] is EMPTY and not self.whole:
                    stack_months.doubt(row, self.marks)

    def _parts(self, told: list[Numbered]) -> Iterator[Part]:
        heading: Row = []
        while rows := self._rows(told[len(heading) :]):
            yield heading, rows
            told = told[len(heading) + sum(map(len, rows)) :]
            heading = self._heading(told)
            if not heading:
                return

    def _rows(self, told: list[Numbered]) -> list[Row]:
        """As many cells as there are columns, again and again; each month opens a row, also where cells are lost."""
        size = len(self.table.columns)
        rows: list[Row] = []
        at = 0
        while at < len(told) and self._opens(told[at]):
            row = told[at : at + size]
            if self.whole or (rows and size - len(row) == 1 and self._ends_in_remarks()):
                row += [EMPTY] * (size - len(row))  # the blank lines at the end of a text are lost
            row = row[: next((n for n in range(len(row)) if not self._fits_in(row, n)), size)]
            if len(row) < size and not self._by_month():
                break
            rows.append(row)
            at += len(row)
        return rows

    def _fits_in(self, row: Row, n: int) -> bool:
        opens = n > 0 and self._by_month() and row[n].month > 0  # the next row
        return not opens and self._fits(self.table.columns[n], row[n])

    def _opens(self, line: Numbered) -> bool:
        fits = bool(line.tokens) and self._fits(self.table.columns[0], line)
        return fits and not self._is_part(line)

    def _heading(self, told: list[Numbered]) -> Row:
        """A line that tells of another part of the year, with the heads where they are repeated: "Hösten 2027"."""
        first = next((n for n, line in enumerate(told) if line.tokens), len(told))
        if first == len(told) or not self._is_part(told[first]):
            return []
        last = first + 1
        while last < len(told) and self._heads(told[last]):
            last += 1
        return told[:last]

    def _is_part(self, line: Numbered) -> bool:
        parsed = self._parsed(line)
        if self._by_month() and line.month:
            return False
        if len(line.tokens) > LONGEST_PART or parsed.dates or parsed.times:
            return False
        half = any(map(halves.is_half, line.tokens))
        return half or bool(parsed.years) or len(parsed.months) > 1

    def _heads(self, line: Numbered) -> bool:
        """The same head again, a blank line, or the year in the corner."""
        again = line.text in self.head.text.split("\t")
        return again or not line.tokens or (len(line.tokens) == 1 and parts.is_year(line.tokens[0]))

    def _are_whole(self, rows: list[Row], below: list[Numbered]) -> bool:
        """All have as many cells, some of them empty, and no further days stand below. The blank line that ends the
        last row may part it from what follows."""
        told = [line for row in rows for line in row]
        while below and told and not told[-1].tokens:
            told.pop()
        # Not only the one that is lost at the end of the text.
        empty = any(not line.tokens and line.number for line in told)
        same = len(set(map(len, rows))) == 1
        ends = bool(self._heading(below)) or not any(line.holds_days for line in below)
        return empty and same and ends

    def _heads_list(self, told: list[Numbered]) -> bool:
        """A body's name alone on a line, and a day on the next one."""
        if len(told) <= 1 or told[0].has_number or not self._fits(self.table.columns[0], told[1]):
            return False
        return any(map(bodies.is_head, told[0].tokens))

    def _in_order(self, rows: list[Row]) -> bool:
        """Meetings follow each other, each with its deadline before it. Else each column stands whole above the
        next one, or each line is a row itself."""
        if all(len(self._parsed(line).dates) > 1 for row in rows for line in row):
            return False
        uses = [column.use for column in self.table.columns]
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
            return self._by_month() or column.use not in MEETINGS
        if column.use is Use.MONTH:
            return line.month > 0
        if column.use in MEETINGS:
            if any(map(bodies.is_head, tokens)):
                return False  # "22 februari BUN": whose the day is stands beside it
            first = next((t for t in tokens if t.kind is not SIGN), tokens[0])  # behind a bullet
            off = line.has_number and first.sense.roles & CANCEL
            opens = first.kind is NUMBER or first.sense.weekday or first.sense.month or off
            if any(map(parts.is_year, tokens)):
                opens = bool(self._parsed(line).dates)  # "2027-10-02", not the heading "2027"
            days = bool(opens) or cells.is_empty(tokens)
            return days and all(self._fits(column, day) for day in line.more)
        if column.use is Use.DEADLINE:
            return line.has_number or cells.is_empty(tokens)
        if column.use in (Use.HOURS, Use.END):
            return cells.hour(tokens) is not None or cells.is_empty(tokens)
        if column.use is Use.NAMES and tokens[0].low == "*":
            return False  # a footnote
        if column.use is Use.WEEK and all(t.kind is not WORD for t in tokens):
            return True  # "1/2" are two weeks
        # "NP-konferansen (i stedet for møtet 22.2.)" is a name.
        apart = {id(token) for token in bodies.outside_parentheses(tokens)}
        return not any(id(tokens[date.first]) in apart for date in self._parsed(line).dates)

    def _parsed(self, line: Numbered) -> Parsed:
        return grammar.parse(line.text, line.tokens, self.lexicon)
