"""Tables whose cells were copied one to a line: their rows are put together before they are read.

Only a table whose head is understood is put together, and only where every cell fits its column. Where
cells were lost nobody can tell which, so that the days are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scheduler.years.recognise import bodies, cells, columns, grammar, parts
from scheduler.years.recognise.columns import MEETINGS, Column, Table, Use
from scheduler.years.recognise.drafts import Marks
from scheduler.years.recognise.items import Parsed
from scheduler.years.recognise.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import NUMBER, SIGN, WORD, Token

LONGEST_HEAD, LONGEST_CELL, LONGEST_DAYS = 8, 14, 9
FEWEST_HEADS, MOST_HEADS, FEWEST_ROWS, FEWEST_MONTHS, DECEMBER = 2, 14, 2, 3, 12
# A text with so many heads that head nothing has no such table.
MOST_TRIES = 20
PARTS = frozenset("\t|;")


class Numbered(NamedTuple):
    """A line as it goes on to be read. A row that was put together has the number of one of its lines."""

    number: int
    text: str
    tokens: list[Token]

    @property
    def has_number(self) -> bool:
        return any(t.kind is NUMBER for t in self.tokens)

    @property
    def month(self) -> int:
        """The month that stands alone on the line, or 0."""
        words = [t for t in self.tokens if t.low != "."]
        return words[0].sense.month if len(words) == 1 else 0

    @property
    def holds_days(self) -> bool:
        """Nothing but days, months and weekdays, or the sign that there are none."""
        return 0 < len(self.tokens) <= LONGEST_DAYS and all(
            t.kind is not WORD or t.sense.month or t.sense.weekday for t in self.tokens
        )


# The numbers of the first and the last line of a table, and what stands in their place.
Stack = tuple[int, int, list[Numbered]]
EMPTY = Numbered(0, "", [])


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
        counted = False
        for number, (text, tokens) in enumerate(lines, 1):
            if held:
                line = Numbered(number, text, tokens)
                told = line.has_number
                if _is_cell(tokens) and (counted or told or len(held) < 2 * MOST_HEADS):
                    counted = counted or told
                    held.append(line)
                    continue
                yield from self._together(held) if counted else held
                held, counted = [], False
            if self.tries < MOST_TRIES and _is_head(tokens):
                held.append(Numbered(number, text, tokens))
            else:
                yield number, text, tokens
        yield from self._together(held) if counted else held

    def _together(self, held: list[Numbered]) -> Iterator[Numbered]:
        told = [line for line in held if line.tokens]
        first = next(n for n, line in enumerate(told) if line.has_number)
        found = self._months_across(told, first) or self._under_heads(told, first)
        if found is None:
            self.tries += 1
            yield from held
            return
        begin, end, rows = found
        yield from (line for line in held if line.number < begin)
        yield from rows
        yield from (line for line in held if line.number > end)

    def _months_across(self, told: list[Numbered], first: int) -> Stack | None:
        """A name and a cell for each month above, again and again. The days are doubted, for no line
        says of which month they are."""
        begin = last = first - 1
        while begin > 0 and told[begin - 1].month:
            begin -= 1
        width = last - begin
        if width < FEWEST_MONTHS or told[last].month:
            return None
        rows: list[list[Numbered]] = []
        at = last
        while at < len(told) and _is_name(told[at]):
            row = told[at : at + 1 + width]
            days = [line for line in row[1:] if line.holds_days]
            at += 1 + width
            if len(days) < width or (at < len(told) and told[at].holds_days):
                return None
            rows.append(row)
        for line in (line for row in rows for line in row[1:] if line.has_number):
            self.marks.doubt(line.number, Reason.of("put_together"))
        headed = begin > 0 and any(t.low in columns.HEADS for t in told[begin - 1].tokens[-1:])
        corner = told[begin - 1] if headed else EMPTY
        head = _row([corner, *told[begin:last]], told[begin].number)
        days_of_rows = [day for row in rows for day in self._days(row, range(1, width + 1))]
        return corner.number or told[begin].number, rows[-1][-1].number, [head, *days_of_rows]

    def _under_heads(self, told: list[Numbered], first: int) -> Stack | None:
        """As many cells as there are heads above, again and again."""
        begin = first - 1 if first and told[first - 1].month else first
        for size in range(min(MOST_HEADS, begin), FEWEST_HEADS - 1, -1):
            heads = told[begin - size : begin]
            head = _row(heads, heads[0].number)
            table = columns.header(self._parsed(head), self.lexicon)
            if table is None or not table.signed or len(table.columns) != size:
                continue
            if found := self._below(table, told[begin:]):
                last, rows = found
                return heads[0].number, last, [head, *rows]
        return None

    def _below(self, table: Table, told: list[Numbered]) -> tuple[int, list[Numbered]] | None:
        """The last line of the table, and its rows; None when the lines do not fit the head."""
        size = len(table.columns)
        by_month = table.columns[0].use is Use.MONTH
        rows: list[list[Numbered]] = []
        at = 0
        while at < len(told) and self._fits(table.columns[0], told[at]):
            row = told[at : at + size]
            if by_month:
                row = row[: next((n for n in range(1, len(row)) if row[n].month), size)]
            whole = len(row) == size and all(map(self._fits, table.columns, row))
            if not whole and not by_month:
                break
            rows.append(row)
            at += len(row)
        if sum(len(row) == size for row in rows) < FEWEST_ROWS:
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
        for line in lost:
            if line.has_number:
                self.marks.fault(line.number, Reason.of("cell_lost"))
        dated = [n for n, column in enumerate(table.columns) if column.use in MEETINGS]
        found = [day for row in rows if len(row) == size for day in self._days(row, dated)]
        return told[at - 1].number, found

    def _fits(self, column: Column, line: Numbered) -> bool:
        """Whether a line can be a cell of the column."""
        tokens = line.tokens
        if column.use is Use.MONTH:
            return line.month > 0
        if column.use in MEETINGS:
            opens = tokens[0].kind is NUMBER or tokens[0].sense.weekday or tokens[0].sense.month
            return (bool(opens) and not parts.is_year(tokens[0])) or cells.is_empty(tokens)
        if column.use is Use.DEADLINE:
            return line.has_number or cells.is_empty(tokens)
        if column.use in (Use.HOURS, Use.END):
            return cells.hour(tokens) is not None or cells.is_empty(tokens)
        return not self._parsed(line).dates

    def _parsed(self, line: Numbered) -> Parsed:
        return grammar.parse(line.text, line.tokens, self.lexicon)

    def _days(self, row: list[Numbered], dated: Iterable[int]) -> Iterator[Numbered]:
        """The row once for each cell that has days, without the others that have."""
        self.marks.used.update(line.number for line in row)
        told = [n for n in dated if row[n].has_number]
        for day in told:
            parted = [EMPTY if n in told and n != day else cell for n, cell in enumerate(row)]
            yield _row(parted, row[day].number)


def _row(parted: list[Numbered], number: int) -> Numbered:
    """The cells as one line with tabs between them."""
    tokens: list[Token] = []
    offset = 0
    for n, cell in enumerate(parted):
        if n:
            tokens.append(Token((SIGN, "\t", "\t", -1, NOTHING, None), offset))
            offset += 1
        for token in cell.tokens:
            copy = Token(
                (token.kind, token.text, token.low, token.value, token.sense, token.mended),
                offset + token.start,
                token.gap,
            )
            copy.struck = token.struck
            tokens.append(copy)
        offset += len(cell.text)
    return Numbered(number, "\t".join(cell.text for cell in parted), tokens)


def _is_cell(tokens: list[Token]) -> bool:
    return len(tokens) <= LONGEST_CELL and not any(t.low in PARTS for t in tokens)


def _is_name(line: Numbered) -> bool:
    return line.tokens[0].kind is WORD and not line.has_number and not line.month


def _is_head(tokens: list[Token]) -> bool:
    """A few words, one of which can head a column, and no number."""
    if not 0 < len(tokens) <= LONGEST_HEAD or any(t.kind is NUMBER for t in tokens):
        return False
    if not _is_cell(tokens):
        return False
    return bodies.is_letters(tokens[0]) or any(
        t.low in columns.HEADS or t.sense.roles & columns.HEADED or t.sense.month for t in tokens
    )
