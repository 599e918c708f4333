"""Rows of a table that hold meetings of one body: its name, its hour and its day in a cell each."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.years.recognise.line import cells, grammar, times
from scheduler.years.recognise.line.drafts import CellName, Draft
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.table import cell_names, row_days, undated_rows
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_WEEKS,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL, MOVED = Role.CANCEL.value, Role.MOVED.value


@dataclass(slots=True)
class _Row:
    """What the cells of a row have told so far.

    `main` is the hour of the column of meetings; with `others_aside`, dates of columns without a known head are of
    something else.
    """

    table: Table
    parsed: Parsed
    lexicon: Lexicon
    main: TimeItem | None
    others_aside: bool
    body: str | None = None
    begins: TimeItem | None = None
    ends: TimeItem | None = None
    is_off: bool = False
    week: int | None = None
    kept: list[Token] = field(default_factory=list)
    place: str | None = None
    remarks: list[str] = field(default_factory=list)
    names: list[CellName] = field(default_factory=list)

    def take(self, column: Column, cell: list[Token]) -> None:
        if column.use is OF_WEEKS and _is_bare_number(cell):
            self.week = cell[0].value
        elif self.main and column.use in (OF_DATES, OF_NAMES) and _is_hour(cell):
            self.begins = self.main
        elif column.use is not OF_NAMES and not column.told and _says_cancelled(cell):
            self.kept += cell  # in the column of hours, of places or of deadlines
        elif column.use is OF_DEADLINES or (_is_unsaid(column) and _is_bare_number(cell)):
            pass
        elif column.use is OF_NAMES and not self._is_day(cell):
            self._take_name(column, cell)
        elif column.use is OF_ENDS:
            self.ends = cells.hour(cell)
        elif column.use is OF_HOURS:
            self.begins = cells.hour(cell)
        elif column.use is OF_PLACES and any(t.sense.roles & CANCEL for t in cell):
            self.is_off = True  # "Room 2 (cancelled)"
        elif column.use is OF_PLACES and cells.first_time(cell) is None and not self._is_day(cell):
            self.place = cell_names.written(cell, self.parsed.text) if _has_word(cell) else None
        elif column.told and _is_blank(_without_cancelled(cell)[0]) and self.table.maybe_name:
            self.names.append(self.table.maybe_name)
            self.kept += cell
        elif column.use is OF_OTHERS and cell_names.are_people(cell, column.head or ""):
            self.remarks.append(cell_names.written(cell, self.parsed.text))
        elif column.use is OF_DATES or not self._is_of_another(cell):
            if column.told and column.use is not OF_DATES:
                named, cancelled = _without_cancelled(cell)
                self.is_off |= cancelled
                cell = self._take_hour(named)
            self._take_maybe_name(column, cell)
            self.kept += cell
        months = grammar.parse(self.parsed.text, cell, self.lexicon).months if cell else []
        if column.use is OF_MONTHS and months:
            self.table.month = months[0]

    def _take_name(self, column: Column, cell: list[Token]) -> None:
        if _is_blank(cell):
            self.kept += cell
            self.body = self.table.name
            self.names += [name for name in [self.table.maybe_name] if name]
            return
        if not _has_word(cell):
            self.kept += cell
            return
        named, cancelled = _without_cancelled(self._take_hour(cell))
        named, remark = cell_names.without_remark(named)
        self.is_off |= cancelled
        if column.head is not None and not named and cancelled and self.table.maybe_name:
            self.names.append(self.table.maybe_name)
            return
        if column.head is not None and not self._take_maybe_name(column, named):
            self.kept += cell
            return
        text = self.parsed.text
        if remark:
            self.remarks.append(cell_names.written(remark, text))
        if column.head is None and named:
            self.body, tail = cell_names.parted(named, text)
            self.remarks += [tail] if tail else []
        if column.head is None:
            self.body = self.body or (self.table.name if cancelled else None)
            self.table.name = self.body

    def _take_hour(self, cell: list[Token]) -> list[Token]:
        """The cell without an hour that opens or ends it: "15.00 – styrelsen"."""
        inner = grammar.parse(self.parsed.text, cell, self.lexicon)
        if len(inner.times) != 1 or len(inner.items) > 1:
            return cell
        hour = inner.times[0]
        if hour.first and not _is_blank(cell[hour.last :]):
            return cell
        self.begins = self.begins or hour
        rest = cell[: hour.first] if hour.first else cell[hour.last :]
        while rest and rest[0].kind is not WORD:
            rest = rest[1:]
        while rest and rest[-1].low in ("-", ",", ":"):
            rest = rest[:-1]
        return rest

    def _take_maybe_name(self, column: Column, cell: list[Token]) -> bool:
        if column.head is None or not cell or self._is_day(cell):
            return False
        found = cell_names.of(cell, self.parsed.text, column.head, told=column.told)
        if found:
            self.names.append(found)
        if column.told:
            self.table.maybe_name = found if found and found.sure else None
        return found is not None

    def _is_day(self, cell: list[Token]) -> bool:
        return any(t.kind is NUMBER for t in cell) and _has_date(cell, self.parsed, self.lexicon)

    def _is_of_another(self, cell: list[Token]) -> bool:
        if any(t.sense.roles & MOVED for t in cell):
            return False  # "Flyttet til 16. februar"
        return self.others_aside and _has_date(cell, self.parsed, self.lexicon)

    def complete(self, draft: Draft, head: TimeItem | None) -> None:
        """`head` is the hour in the head of the column of days."""
        draft.column_time = head
        draft.body = self.body or draft.body
        draft.cancelled = draft.cancelled or self.is_off
        draft.time = draft.time or self.begins
        draft.end_time = draft.end_time or self.ends
        draft.place = draft.place or self.place
        draft.note = ", ".join(filter(None, [*self.remarks, draft.note])) or None
        draft.cell_names = tuple(self.names)


def read(table: Table, parted: list[list[Token]], line: TableLine) -> list[Draft] | None:
    """A row whose meetings all are of one body, named in a cell or nowhere; deadlines are left out."""
    parsed, lexicon = line.parsed, line.lexicon
    told = list(zip(table.columns, parted, strict=False))
    hours = (cells.hour(cell) for column, cell in told if column.ambiguous and _is_hour(cell))
    row = _Row(
        table,
        parsed,
        lexicon,
        main=next(hours, None),
        # Beside the column of meetings a date is of something else, whatever its head is called.
        others_aside=any(
            column.use is OF_DATES and _has_date(cell, parsed, lexicon) for column, cell in told
        ),
    )
    for column, cell in told:
        row.take(column, cell)
    for cell in parted[len(told) :]:
        row.take(Column(OF_OTHERS), cell)
    inner = grammar.parse(parsed.text, row.kept, lexicon)
    head = next((c.time for c in table.columns if c.use is OF_DATES and c.time), None)
    if len(inner.times) == 1 and not inner.dates:
        row.begins = row.begins or inner.times[0]
    if inner.dates:
        drafts: list[Draft] | None = line.meetings(inner)
        table.day = drafts[0].item if drafts and len(drafts) == 1 else None
    else:
        drafts = row_days.of(table, told, inner, line)
        drafts = undated_rows.of(table, told, line) if drafts is None else drafts
    for draft in drafts or ():
        row.complete(draft, head)
    if drafts and len(drafts) == 1 and inner.dates and drafts[0].item.week is None:
        drafts[0].item.week = row.week
    return drafts


def _is_blank(cell: list[Token]) -> bool:
    """Nothing but the stars of a footnote."""
    return all(t.low == "*" for t in cell)


def _has_word(cell: list[Token]) -> bool:
    return any(t.kind is WORD for t in cell)


def _says_cancelled(cell: list[Token]) -> bool:
    """Nothing but that the meeting is off."""
    return any(t.sense.roles & CANCEL for t in cell) and not any(t.kind is NUMBER for t in cell)


def _is_unsaid(column: Column) -> bool:
    """What the column holds is not told by its head."""
    return column.use is OF_OTHERS or column.ambiguous


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
