"""Days alone in a table's column of dates, below a heading of their month or beside a column of months: "Mo 03"."""

from __future__ import annotations

from scheduler.years.recognise.line import cell_days, changes, parts
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import grids
from scheduler.years.recognise.table.layout import OF_DATES, Column, Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL = Role.CANCEL.value
LAST_DAY = 31


def of(
    table: Table,
    told: list[tuple[Column, list[Token]]],
    rest: Parsed,
    number: int,
    lexicon: Lexicon,
    marks: Marks,
) -> list[Draft] | None:
    """The meetings of a row that tells its day alone, or None where it does not. Where no month stands above, the
    row is refused.

    `rest`: what the row says beside its name and its hour.
    """
    cell = next((cell for column, cell in told if column.use is OF_DATES and _is_day(cell)), None)
    if cell is None:
        return None
    if table.month is None:
        marks.fault(number, Reason.of("days_without_month"))
        return []
    found: list[Draft] = []
    off = any(changes.cancels(rest.tokens, n) for n in range(len(rest.tokens)))
    for item, time in cell_days.days(cell, table.month.month, table.month.year, lexicon) or ():
        draft = Draft(number, item, time, note=grids.note(rest.tokens))
        draft.cancelled = item.struck or off
        found.append(draft)
    return found


def _is_day(cell: list[Token]) -> bool:
    """Weekdays, days and signs, and no other word: "Mo 03", "12.", "fr–lö 5–6"."""
    words = [t for t in cell if t.kind is WORD]
    days = [t for t in cell if t.kind is NUMBER]
    plain = all(t.sense.weekday or t.sense.roles & CANCEL for t in words) and not any(
        t.low == ":" for t in cell
    )
    return bool(days) and plain and all(parts.small(t) and 0 < t.value <= LAST_DAY for t in days)
