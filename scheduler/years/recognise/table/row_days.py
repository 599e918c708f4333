"""Days alone in a table's column of dates, below a heading of their month or beside a column of months: "Mo 03"."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import bodies, changes, parts
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.parts import ORDINALS
from scheduler.years.recognise.table.grids import note
from scheduler.years.recognise.table.layout import OF_DATES, OF_MONTHS, Table
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.table.undated_rows import Told
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL = Role.CANCEL.value
LAST_DAY = 31


def of(table: Table, told: Told, rest: Parsed, line: TableLine) -> list[Draft] | None:
    """The meetings of a row that tells its day alone, or None where it does not. Where no month stands above, the
    row is refused.

    `rest`: what the row says beside its name and its hour.
    """
    cell = next((cell for column, cell in told if column.use is OF_DATES and _is_day(cell)), None)
    if cell is None:
        return _beside_month(table, told, line)
    if table.month is None:
        return line.refused("days_without_month")
    off = any(changes.cancels(rest.tokens, n) for n in range(len(rest.tokens)))
    found = line.days(cell, table.month)
    for draft in found:
        draft.note = note(rest.tokens)
        draft.cancelled = draft.cancelled or off
    return found


def _beside_month(table: Table, told: Told, line: TableLine) -> list[Draft] | None:
    """Days with the names of their bodies, in a cell beside that of their month: "KS 21; KF 16". Other words and
    numbers there are refused."""
    if table.month is None or not any(column.use is OF_MONTHS and cell for column, cell in told):
        return None
    numbered = (c for column, c in told if column.use is OF_DATES and any(map(_is_number, c)))
    cell = next(numbered, None)
    if cell is None:
        return None
    text = line.parsed.text
    found: list[Draft] = []
    for part in _parts(cell):
        at = next((n for n, t in enumerate(part) if t.kind is NUMBER), 0)
        name = bodies.name_in(part[:at], text) if at and _is_day(part[at:]) else None
        if name is None:
            return line.refused("cell_unread", text=text[cell[0].start : cell[-1].end])
        for draft in line.days(part[at:], table.month):
            draft.body, draft.note = name, None
            found.append(draft)
    return found


def _is_number(token: Token) -> bool:
    return token.kind is NUMBER


def _parts(cell: list[Token]) -> list[list[Token]]:
    """The cell parted where a sign ends a name's days and a word opens the next: "KS 21, 28; KF 16"."""
    found: list[list[Token]] = [[]]
    for before, token in pairwise([*cell, *cell[-1:]]):
        found[-1].append(before)
        if before.low in ",;/" and token.kind is WORD and not token.sense.weekday:
            found[-1].pop()
            found.append([])
    return [part for part in found if part]


def _is_day(cell: list[Token]) -> bool:
    """Weekdays, days and signs, and no other word: "Mo 03", "12.", "fr–lö 5–6"."""
    words = [t for t in cell if t.kind is WORD]
    days = [t for t in cell if t.kind is NUMBER]
    plain = all(
        t.sense.weekday or t.sense.roles & CANCEL or t.low in ORDINALS for t in words
    ) and not any(t.low == ":" for t in cell)
    return bool(days) and plain and all(parts.small(t) and 0 < t.value <= LAST_DAY for t in days)
