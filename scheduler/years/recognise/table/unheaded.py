"""Heads of bodies alone, where none is over the months or the word for hours that open the rows: "Council  Cabinet"
above "Jan  12  19"."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, parts
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import head_hours
from scheduler.years.recognise.table.layout import OF_BODY, Table
from scheduler.years.recognise.text.tokens import WORD, Token


def lacks_head(table: Table, parsed: Parsed) -> bool:
    """A month and a cell for each column stand in the row, below heads of bodies alone: no head is over the months.
    So does a row of hours, "Beginn  18:00  19:30"."""
    tokens = parsed.tokens
    if any(column.use is not OF_BODY for column in table.columns):
        return False
    by_gaps = cells.part_by_gaps(tokens)
    if len(by_gaps) == len(table.columns) + 1 and head_hours.tells(by_gaps[0]):
        return all(map(cells.is_hour, by_gaps[1:]))
    if not tokens[0].sense.month or sum(t.sense.month > 0 for t in tokens) > 1:
        return False
    loose = len(by_gaps) == 1
    parted = cells.part_loosely(tokens, behind_month(tokens)) if loose else by_gaps[1:]
    told = (t for cell in parted if not cells.is_empty(cell) for t in cell)
    words = [t for t in bodies.outside_parentheses(list(told)) if t.kind is WORD]
    return len(parted) == len(table.columns) and all(map(is_beside_day, words))


def behind_month(tokens: list[Token]) -> int:
    """Where the cells behind the month that opens a row begin, and behind its year: "januari2013" has none."""
    return 1 + any(parts.is_year(t) and t.gap for t in tokens[1:2])


def is_beside_day(word: Token) -> bool:
    return (
        word.sense.weekday is not None or word.low == "x" or word.sense.roles & parts.BESIDE_DAY > 0
    )
