"""Rows that tell their day once, and below the head of each body that meets then its hour, a cross or a remark."""

from __future__ import annotations

from dataclasses import replace

from scheduler.years.recognise.line import bodies, hours
from scheduler.years.recognise.line.cell_days import note
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.table import plain_rows
from scheduler.years.recognise.table.cell_names import written
from scheduler.years.recognise.table.layout import OF_BODY, OF_DATES, Column, Table
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

NONE, CANCEL = Role.NONE.value, Role.CANCEL.value
CROSSES = listed("x ja yes kyllä ✓ ✔ ☑ √ ● • * +")
FEWEST = 2
EMPTY = frozenset("-/.,:()")


def read(table: Table, parted: list[list[Token]], line: TableLine) -> list[Draft] | None:
    """The meetings of such a row: "12 jan | 8.30 | | 18.00", "12 jan | x | | x". None where its day is not told so, or
    the cells of bodies have days or names of their own."""
    told = list(zip(table.columns, parted, strict=True))
    days = [line.parse(cell).dates for column, cell in told if column.use is OF_DATES]
    held = [(c, cell) for c, cell in told if c.use is OF_BODY and _is_filled(cell)]
    if len(days) != 1 or len(days[0]) != 1 or not held:
        return None
    if any(line.has_date(cell) or any(map(bodies.is_head, cell)) for _, cell in held):
        return None
    if unread := next((cell for _, cell in held if _is_unread(cell, line)), None):
        return line.refused("cell_unread", text=written(unread, line.parsed.text))
    rest = [[] if column.use is OF_BODY else cell for column, cell in told]
    shared = plain_rows.read(table, rest, line) or []
    return [_of_body(draft, column, cell, line) for draft in shared for column, cell in held]


def read_loose(table: Table, line: TableLine) -> list[Draft] | None:
    """The same where only blanks part the cells, "12 jan 8.30 13.00": refused where a body's cell may be lost. None
    where the row has other words, or neither hours nor crosses."""
    parsed = line.parsed
    held = [column for column in table.columns if column.use is OF_BODY]
    days = [column for column in table.columns if column.use is OF_DATES and not column.ambiguous]
    if len(days) != 1 or len(held) < FEWEST or len(parsed.dates) != 1:
        return None
    told = [parsed.tokens[time.first : time.last] for time in parsed.times]
    for token, taken in zip(parsed.tokens, parsed.covered(), strict=True):
        if not taken and token.low in CROSSES:
            told.append([token])
        elif not taken and token.kind is not SIGN and not token.sense.weekday:
            return None
    if not told:
        return None
    if len(told) != len(held):
        return line.refused("cells_unsure")
    filled = iter(sorted(told, key=lambda cell: cell[0].start))
    laid = {token.start for cell in told for token in cell}
    day = [token for token in parsed.tokens if token.start not in laid]
    by_use = {OF_DATES: lambda: day, OF_BODY: lambda: next(filled)}
    return read(table, [by_use.get(column.use, list)() for column in table.columns], line)


def _is_filled(cell: list[Token]) -> bool:
    """Anything but a dash or a word for no meeting; one that is off is told too."""
    if any(t.sense.roles & CANCEL for t in cell):
        return True
    none = any(t.sense.roles & NONE and t.kind is WORD for t in cell)
    return not none and not all(t.low in EMPTY for t in cell)


def _is_unread(cell: list[Token], line: TableLine) -> bool:
    """A number that is no hour, which may be a day, or a sign that is no cross."""
    taken = line.parse(cell).covered()
    numbered = any(t.kind is NUMBER and not known for t, known in zip(cell, taken, strict=True))
    signs = all(t.kind is SIGN and t.low not in CROSSES for t in cell)
    return numbered or signs


def _of_body(shared: Draft, column: Column, cell: list[Token], line: TableLine) -> Draft:
    """The meeting of one body on the day of the row."""
    inner = line.parse(cell)
    own = replace(shared, item=replace(shared.item, start=replace(shared.item.start)))
    own.body, own.column_time, own.column_weekday = column.body, column.time, column.weekday
    if inner.times:
        own.time, own.end_time = hours.pick(inner.times, line.number, line.marks)
    taken = inner.covered()
    words = [t for t, known in zip(cell, taken, strict=True) if not known and t.low not in CROSSES]
    own.note = ", ".join(filter(None, [note(words), shared.note])) or None
    off = any(t.struck or t.sense.roles & CANCEL for t in cell)
    own.cancelled = shared.cancelled or off
    return own
