"""Rows of a table that hold meetings of one body: its name, its hour and its day in a cell each."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import dropwhile

from scheduler.years.recognise.line import cells, changes, other_hours, places
from scheduler.years.recognise.line.drafts import Aside, CellName, Draft
from scheduler.years.recognise.line.items import Day, TimeItem
from scheduler.years.recognise.table import cell_names, row_days
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
from scheduler.years.recognise.text.names import Weekday
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL, MOVED = Role.CANCEL.value, Role.MOVED.value
EDGES = " .,;:)–-"


@dataclass(slots=True)
class _Row:
    """What the cells of a row have told so far. `undated`: no cell below a head of meetings has a date; `clock`: the
    hour in the column of hours."""

    table: Table
    line: TableLine
    undated: bool = False
    clock: TimeItem | None = None
    body: str | None = None
    begins: TimeItem | None = None
    ends: TimeItem | None = None
    last: Day | None = None
    aside: Aside | None = None
    is_off: bool = False
    week: int | None = None
    weekday: Weekday | None = None
    kept: list[Token] = field(default_factory=list)
    place: str | None = None
    # The row has fewer cells than heads, and one of those it lacks is that of the place.
    lacks_place: bool = False
    remarks: list[str] = field(default_factory=list)
    names: list[CellName] = field(default_factory=list)

    def take(self, column: Column, cell: list[Token]) -> None:
        text = self.line.parsed.text
        named, cancelled = _without_cancelled(cell)
        unsaid = column.use is OF_OTHERS or column.ambiguous
        if column.use is OF_WEEKS and _is_bare_number(cell):
            self.week = cell[0].value
        elif _is_weekday(cell) and len(self.line.parse(self.kept).dates) == 1:
            self.weekday = cell[0].sense.weekday
        elif column.use is not OF_NAMES and cancelled:
            self._keep(cell)  # in the column of hours, of places or of deadlines
        elif column.use is OF_DEADLINES or (unsaid and _is_bare_number(cell)):
            pass
        elif column.use is OF_ENDS:
            self._take_end(cell)
        elif column.use is OF_HOURS:
            self.begins = cells.hour(cell) or self.begins
        elif self.begins and cells.is_hour(cell):
            pass
        elif column.may_name() and _is_blank(named):
            # The name stands above.
            self._keep(named)
            self.is_off |= cancelled
            self.body = self.table.name if column.use is OF_NAMES else self.body
            self.names += [self.table.maybe_name] if self.table.maybe_name else []
        elif column.use is OF_NAMES:
            self._take_name(column, cell)
        elif column.use is OF_PLACES:
            told = _has_word(cell) and not places.is_left_open(cell)
            self.place = cell_names.written(cell, text).strip(" *,") if told else None
        elif cell_names.are_people(cell, column.head or "") or self._is_other_hour(column, cell):
            self.remarks.append(cell_names.written(cell, text))
        elif column.use is OF_DATES or not self._is_of_another(column, cell):
            self._take_maybe_name(column, self._behind_hour(cell))
            self._keep(cell)
        months = self.line.parse(cell).months if column.use is OF_MONTHS else []
        self.table.month = months[0] if months else self.table.month

    def _take_end(self, cell: list[Token]) -> None:
        """The hour at which it ends, as a calendar has it with its day: "13.01.2027 12:00"."""
        inner = self.line.parse(cell)
        self.last = inner.dates[0].start if inner.dates else None
        self.ends = (*inner.times, None)[0] if inner.dates else cells.hour(cell)

    def _take_name(self, column: Column, cell: list[Token]) -> None:
        text = self.line.parsed.text
        if self.lacks_place and (ends := cell_names.before_glued(cell)) < len(cell):
            self.place = cell_names.written(cell[ends:], text)
            cell = cell[:ends]
        named, cancelled = _without_cancelled(self._take_hour(cell))
        named, remark = cell_names.without_remark(named)
        self.is_off |= cancelled
        if not _has_word(named):
            self._keep(named)
        elif column.head is None:
            self.body, tail = cell_names.parted(named, text)
            self.remarks += [tail] if tail else []
            self.table.name = self.body
        elif self._take_maybe_name(column, named):
            tail = cell_names.parted(named, text)[1]
            self.remarks += [tail] if tail else []
        else:
            self._keep(cell)
            remark = []
        if remark:
            self.remarks.append(cell_names.written(remark, text).rstrip(EDGES))

    def _take_hour(self, cell: list[Token]) -> list[Token]:
        """The cell without its hour: "15.00 – styrelsen", "Styrelsen, kaffe från 8.30". What stands behind a name
        and an hour is a remark: "Formannskap (kl. 10.00, budsjett)"."""
        inner = self.line.parse(cell)
        if len(inner.times) != 1:
            return cell
        hour = inner.times[0]
        if other_hours.is_only(inner):
            self.aside = other_hours.only(inner)
        else:
            self.begins = hour
        named, behind = cell[: hour.first], cell[hour.last :]
        if not named:
            return behind
        remark = cell_names.written(behind, self.line.parsed.text).strip(EDGES)
        self.remarks += [remark] if remark else []
        return named[:-1] if named[-1].low == "(" else named

    def _behind_hour(self, cell: list[Token]) -> list[Token]:
        """The cell without the hour that opens it: "12 noon – extra board meeting"."""
        times = self.line.parse(cell).times
        if not times or times[0].first:
            return cell
        return list(dropwhile(lambda t: t.kind is SIGN, cell[times[0].last :]))

    def _take_maybe_name(self, column: Column, cell: list[Token]) -> bool:
        if column.head is None:
            return False
        found = cell_names.of(cell, self.line.parsed.text, column.head, told=column.told)
        if found:
            self.names.append(found)
        if column.told:
            # What may be a remark is none of the rows below it.
            self.table.maybe_name = found and (found if found.sure else found._replace(told=False))
        return found is not None

    def _keep(self, cell: list[Token]) -> None:
        # "4.1." and "12.1." in two cells are no day of the year 12.
        if self.kept and cell:
            cell[0].gap = cell[0].gap or 1
        self.kept += cell

    def _is_of_another(self, column: Column, cell: list[Token]) -> bool:
        """A date beside the column of meetings is of something else, whatever its head is called, but "Flyttet til
        16. februar", and where the column of the days has no head."""
        if not self.line.has_date(cell) or any(t.sense.roles & MOVED for t in cell):
            return False
        inner = self.line.parse(cell)
        if inner.dates and changes.opens_with_move(inner):
            return False  # "nytt datum 18 mars"
        return column.head != "" or not self.undated

    def _is_other_hour(self, column: Column, cell: list[Token]) -> bool:
        """A remark beside the meeting's hour tells another, "Site visits from 9 am": it is asked about, where no word
        says of what it is."""
        if column.use is not OF_OTHERS or self.clock is None:
            return False
        inner = self.line.parse(cell)
        if not inner.times or inner.dates:
            return False
        if inner.times[0].start != self.clock.start and not other_hours.is_only(inner):
            self.line.doubt("several_times", time=self.clock.start)
        return True

    def complete(self, draft: Draft) -> None:
        columns = self.table.columns
        draft.column_time = next((c.time for c in columns if c.time), None)
        draft.column_weekday = next((c.weekday for c in columns if c.weekday), None)
        draft.body = self.body or draft.body
        draft.cancelled = draft.cancelled or self.is_off
        draft.time = draft.time or self.begins
        draft.end_time = draft.end_time or self.ends
        first = draft.item.start
        if self.last and (self.last.day, self.last.month) != (first.day, first.month):
            draft.item.until = self.last
        draft.aside = draft.aside or self.aside
        draft.place = draft.place or self.place
        draft.note = ", ".join(filter(None, [*self.remarks, draft.note])) or None
        draft.cell_names = tuple(self.names)
        draft.item.week = draft.item.week or self.week
        if draft.item.until is None:
            draft.item.weekday = draft.item.weekday or self.weekday


def read(table: Table, parted: list[list[Token]], line: TableLine) -> list[Draft] | None:
    """A row whose meetings all are of one body, named in a cell or nowhere; deadlines are left out."""
    told = list(zip(table.columns, parted, strict=False))
    for column, cell in told:
        if column.head == "" and len(cell) == 1 and cell[0].sense.month:
            column.use = OF_MONTHS
    _find_days(told, line)
    several = sum(column.use is OF_DATES for column in table.columns) > 1
    hours = (
        cells.hour(cell)
        for column, cell in told
        if column.ambiguous and cells.is_hour(cell) and (several or not line.has_date(cell))
    )
    row = _Row(table, line, begins=next(hours, None))
    clocks = (cells.hour(cell) for column, cell in told if column.use is OF_HOURS)
    row.clock = next(filter(None, clocks), None)
    if any(column.head == "" for column in table.columns):
        row.undated = not any(line.has_date(cell) for c, cell in told if c.use is OF_DATES)
    row.lacks_place = any(c.use is OF_PLACES for c in table.columns[len(parted) :])
    for column, cell in told:
        row.take(column, cell)
    for cell in parted[len(told) :]:
        row.take(Column(OF_OTHERS), cell)
    inner = line.parse(row.kept)
    if inner.dates:
        drafts: list[Draft] | None = line.meetings(inner)
        table.day = drafts[0].item if drafts and len(drafts) == 1 else None
    else:
        row.begins = row.begins or (inner.times[0] if len(inner.times) == 1 else None)
        drafts = row_days.of(table, told, inner.tokens, line)
        if drafts and len(drafts) == 1:
            table.day = drafts[0].item
    for draft in drafts or ():
        row.complete(draft)
    if drafts and len(drafts) == 1:
        _take_stars(drafts[0], told, line)
    return drafts


def _find_days(told: list[tuple[Column, list[Token]]], line: TableLine) -> None:
    """Where the days stand below "Dag" or "Tid", "Möte" beside it heads the names: "12.1. kl. 18 | Styrelsemöte"."""
    dated = [(column, cell) for column, cell in told if column.use is OF_DATES]
    if len(dated) != 1 or not dated[0][0].ambiguous:
        return
    named, cell = dated[0]
    if not cell or any(t.kind is NUMBER or t.sense.month for t in cell):
        return
    held = [c for c, other in told if c.use in (OF_OTHERS, OF_HOURS) and line.has_date(other)]
    if any(column.use is OF_MONTHS for column, _ in told):
        # "Januari | 18 | Kyrkorådet"
        held = held or [c for c, other in told if c.use is OF_OTHERS and _is_bare_number(other)]
    if len(held) == 1:
        held[0].use, named.use = OF_DATES, OF_NAMES


def _take_stars(draft: Draft, told: list[tuple[Column, list[Token]]], line: TableLine) -> None:
    """The stars of a footnote behind a cell of a row with one day are that day's: "21 mars | Kulturnämnden*"."""
    bullet = line.parsed.tokens[0]
    cells_of_day = (cell for column, cell in told if column.use is not OF_DEADLINES)
    stars = sum(t.low == "*" and t is not bullet for cell in cells_of_day for t in cell)
    draft.item.stars = draft.item.stars or stars


def _is_blank(cell: list[Token]) -> bool:
    """Nothing but the stars of a footnote."""
    return all(t.low == "*" for t in cell)


def _has_word(cell: list[Token]) -> bool:
    return any(t.kind is WORD for t in cell)


def _without_cancelled(cell: list[Token]) -> tuple[list[Token], bool]:
    """The words of a name without "(cancelled)", and whether that was said."""
    if not any(t.sense.roles & CANCEL for t in cell):
        return cell, False
    return [t for t in cell if t.kind is WORD and not t.sense.roles & CANCEL], True


def _is_weekday(cell: list[Token]) -> bool:
    """The day's, behind it in a cell of its own, where no other word is meant: "2027-02-09 | ons"."""
    return len(cell) == 1 and cell[0].sense.weekday is not None


def _is_bare_number(cell: list[Token]) -> bool:
    return len(cell) == 1 and cell[0].kind is NUMBER and len(cell[0].low) < 3
