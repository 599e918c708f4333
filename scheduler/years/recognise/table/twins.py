"""Tables side by side below the same heads, as for the halves of a year: "Datum | Tid | Datum | Tid". What a cell says
is said of the day in its own half."""

from __future__ import annotations

from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.table import plain_rows
from scheduler.years.recognise.table.layout import OF_DATES, Table
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.tokens import Token

NARROWEST = 2


def width(table: Table) -> int:
    """How many columns each of them has; 0 where there is but one table."""
    uses = [column.use for column in table.columns]
    for size in range(NARROWEST, len(uses) // 2 + 1):
        times, rest = divmod(len(uses), size)
        if not rest and uses == uses[:size] * times and uses[:size].count(OF_DATES) == 1:
            return size
    return 0


def read(table: Table, parted: list[list[Token]], line: TableLine) -> list[Draft] | None:
    """The meetings of a row, each read in its own table; of a single table as `plain_rows` has them."""
    size = width(table)
    if not size:
        return plain_rows.read(table, parted, line)
    if not table.twins:
        firsts = range(0, len(table.columns), size)
        table.twins = [Table(table.columns[n : n + size], table.signed) for n in firsts]
    drafts: list[Draft] = []
    for n, twin in enumerate(table.twins):
        part = parted[n * size : (n + 1) * size]
        if any(part):
            drafts += plain_rows.read(twin, part, line) or []
    for draft in drafts:
        draft.row = line.number
    return drafts
