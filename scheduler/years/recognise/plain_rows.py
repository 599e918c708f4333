"""Rows of a table that hold meetings of one body: its name, its hour and its day in a cell each."""

from __future__ import annotations

from scheduler.years.recognise import cells, grammar, reading, times
from scheduler.years.recognise.columns import Column, Table, Use
from scheduler.years.recognise.drafts import Draft, Marks
from scheduler.years.recognise.items import Parsed, TimeItem
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.words import Role

CANCEL = Role.CANCEL.value


def read(
    table: Table,
    parted: list[list[Token]],
    parsed: Parsed,
    number: int,
    lexicon: Lexicon,
    marks: Marks,
) -> list[Draft] | None:
    """A row whose meetings all are of one body, named in a cell or nowhere; deadlines are left out."""
    body: str | None = None
    begins: TimeItem | None = None
    ends: TimeItem | None = None
    off = False
    kept: list[Token] = []
    # Beside the column of meetings a date is of something else, whatever its head is called.
    others_aside = any(
        column.use is Use.DATE and _has_date(cell, parsed, lexicon)
        for column, cell in zip(table.columns, parted, strict=False)
    )
    week: int | None = None
    main = next(
        (cells.hour(c) for col, c in zip(table.columns, parted, strict=False)
         if col.ambiguous and _is_hour(c)),
        None,
    )  # fmt: skip
    beyond = [Column(Use.OTHER)] * (len(parted) - len(table.columns))
    for column, cell in zip(table.columns + beyond, parted, strict=False):
        if column.use is Use.WEEK and _is_bare_number(cell):
            week = cell[0].value
            continue
        if main and column.use in (Use.DATE, Use.NAMES) and _is_hour(cell):
            begins = main
            continue
        unsaid = column.use is Use.OTHER or column.ambiguous
        if column.use is Use.DEADLINE or (unsaid and _is_bare_number(cell)):
            continue
        if column.use is Use.NAMES and any(t.kind is WORD for t in cell):
            named, cancelled = _without_cancelled(cell)
            off = off or cancelled
            body = " ".join(parsed.text[named[0].start : named[-1].end].split()) if named else None
            table.name = body
        elif column.use is Use.NAMES and not cell:
            body = table.name
        elif column.use is Use.END:
            ends = cells.hour(cell)
        elif column.use is Use.HOURS:
            begins = cells.hour(cell)
        elif column.use is Use.DATE or not (others_aside and _has_date(cell, parsed, lexicon)):
            kept += cell
    inner = grammar.parse(parsed.text, kept, lexicon)
    if not inner.dates:
        return None
    drafts = reading.read(inner, number, lexicon, marks)
    head = next((c.time for c in table.columns if c.use is Use.DATE and c.time), None)
    for draft in drafts:
        draft.column_time = head
        draft.body = body or draft.body
        draft.cancelled = draft.cancelled or off
        draft.time = draft.time or begins
        draft.end_time = draft.end_time or ends
    if len(drafts) == 1 and drafts[0].item.week is None:
        drafts[0].item.week = week
    return drafts


def _without_cancelled(cell: list[Token]) -> tuple[list[Token], bool]:
    """The words of a name without "(cancelled)", and whether that was said."""
    if not any(t.sense.roles & CANCEL for t in cell):
        return cell, False
    return [t for t in cell if t.kind is WORD and not t.sense.roles & CANCEL], True


def _is_bare_number(cell: list[Token]) -> bool:
    return len(cell) == 1 and cell[0].kind is NUMBER and len(cell[0].low) < 3


def _is_hour(cell: list[Token]) -> bool:
    """An hour with its minutes and nothing else, whatever the head of its column says."""
    time = times.at([*cell, *grammar.END], 0, after_date=True) if len(cell) > 2 else None
    return time is not None and time.last >= len(cell)


def _has_date(cell: list[Token], parsed: Parsed, lexicon: Lexicon) -> bool:
    return bool(grammar.parse(parsed.text, cell, lexicon).dates)
