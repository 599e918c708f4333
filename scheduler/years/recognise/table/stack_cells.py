"""Cells of a table that were copied below each other, and rows made of them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token

LONGEST_DAYS, FEWEST_PARTED, MOST_GLUED, WITH_YEAR = 9, 6, 3, 2


class Numbered(NamedTuple):
    """A line as it goes on to be read. A row that was put together has the number of one of its lines.

    `more`: further days of the same cell, on lines of their own; `end`: the last line of the words that
    belong to the cell, where they have more than one.
    """

    number: int
    text: str
    tokens: list[Token]
    more: tuple[Numbered, ...] = ()
    end: int = 0
    # The line as it was, where a sign that closes its cell was left out.
    as_was: tuple[str, list[Token]] | None = None
    # The head of a column, with its hour.
    timed: bool = False

    @property
    def has_number(self) -> bool:
        """But for the hour of a head and the year of a month."""
        told = any(t.kind is NUMBER for t in self.tokens)
        return told and not (self.timed or self.month)

    @property
    def month(self) -> int:
        """The month that stands alone on the line, or with its year; or 0."""
        words = [t for t in self.tokens if t.low != "."]
        alone = len(words) == 1 or (len(words) == WITH_YEAR and parts.is_year(words[1]))
        return words[0].sense.month if alone else 0

    @property
    def holds_days(self) -> bool:
        """Nothing but days, months and weekdays, or the sign that there are none."""
        return 0 < len(self.tokens) <= LONGEST_DAYS and all(
            t.kind is not WORD or t.sense.month or t.sense.weekday for t in self.tokens
        )

    @property
    def last(self) -> int:
        """The number of the last line of the cell."""
        return max(self.number, self.end, *(line.number for line in self.more))


# The numbers of the first and the last line of a table, and what stands in their place.
Stack = tuple[int, int, list[Numbered]]
EMPTY = Numbered(0, "", [])


def cell(number: int, text: str, tokens: list[Token]) -> Numbered:
    """The line as a cell, without the sign that closes it: "Thursday, 24 February |"."""
    if len(tokens) < 2 or tokens[-1].low != "|" or any(t.low == "|" for t in tokens[:-1]):
        return Numbered(number, text, tokens)
    return Numbered(number, text[: tokens[-1].start], tokens[:-1], as_was=(text, tokens))


def are_parted(held: list[Numbered]) -> bool:
    """Whether blank lines part the cells, so that lines without one between them are of one cell. Blank
    lines everywhere tell nothing."""
    told = [line for line in held if line.tokens]
    glued = sum(b.number == a.number + 1 for a, b in pairwise(told))
    parted = len(told) - 1 - glued
    return glued > 0 and parted >= max(FEWEST_PARTED, MOST_GLUED * glued)


def of(held: list[Numbered]) -> list[Numbered]:
    """The cells of the lines: each line is one, unless blank lines part them."""
    told = [line for line in held if line.tokens]
    if not are_parted(held):
        return told
    found: list[Numbered] = []
    for line in told:
        if found and found[-1].last == line.number - 1:
            found[-1] = joined(found[-1], line)
        else:
            found.append(line)
    return found


def with_empty(held: list[Numbered]) -> Iterator[list[Numbered]]:
    """The cells with one for each blank line; then, for cells that blank lines part, with one for each further two
    of them, and for each further one."""
    for every, first in (1, 0), (2, 1), (1, 1):
        found: list[Numbered] = []
        blank = 0
        for line in held:
            blank = 0 if line.tokens else blank + 1
            if line.tokens or (found and blank > first and (blank - first) % every == every - 1):
                found.append(line)
        while found and not found[-1].tokens:
            found.pop()
        if any(not line.tokens for line in found):
            yield found


def joined(cell: Numbered, line: Numbered) -> Numbered:
    """The cell with the line below it, which goes on with it or tells further days."""
    if cell.has_number and line.has_number and line.holds_days:
        return cell._replace(more=(*cell.more, line))
    tokens = [*cell.tokens, *moved(line.tokens, len(cell.text) + 1)]
    tokens[len(cell.tokens)].gap = 1
    return cell._replace(text=f"{cell.text} {line.text}", tokens=tokens, end=line.number)


def moved(tokens: list[Token], offset: int) -> Iterator[Token]:
    for token in tokens:
        piece = (token.kind, token.text, token.low, token.value, token.sense, token.mended)
        copy = Token(piece, offset + token.start, token.gap)
        copy.struck = token.struck
        yield copy


def row(parted: list[Numbered], number: int) -> Numbered:
    """The cells as one line with tabs between them."""
    tokens: list[Token] = []
    offset = 0
    for n, cell in enumerate(parted):
        if n:
            tokens.append(Token((SIGN, "\t", "\t", -1, NOTHING, None), offset))
            offset += 1
        tokens += moved(cell.tokens, offset)
        offset += len(cell.text)
    return Numbered(number, "\t".join(cell.text for cell in parted), tokens)


def days(cells: list[Numbered], dated: Iterable[int], marks: Marks) -> Iterator[Numbered]:
    """The row once for each line that has days, without the other lines that have."""
    for cell in cells:
        marks.used.update(line.number for line in (cell, *cell.more) if line.tokens)
    told = [n for n in dated if cells[n].has_number]
    for n in told:
        for day in (cells[n], *cells[n].more):
            parted = [EMPTY if k in told else cell for k, cell in enumerate(cells)]
            parted[n] = day
            yield row(parted, day.number)
