"""Tables with a body, a deadline or other matter in each column, and dates in the rows."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, deadlines, said_of
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import MonthItem, Parsed, TimeItem
from scheduler.years.recognise.table import (
    dashed,
    fitted,
    frames,
    head_hours,
    loose_rows,
    one_day,
    plain_rows,
    row_remarks,
    short_rows,
    steps,
    twins,
    unheaded,
)
from scheduler.years.recognise.table.cell_names import written
from scheduler.years.recognise.table.layout import (
    MEETINGS,
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    Column,
    Table,
)
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

OPEN = Role.OPEN.value
TOTALS = listed(
    "summa totalt total totals yhteensä sum sammanlagt gesamt insgesamt summe antal antall anzahl alt lukumäärä count"
)
FEWEST_DATED = FEWEST_BELOW_HEADS = 2


def read_row(
    table: Table, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> list[Draft] | None:
    """The meetings of a row, or None when the line is no row of the table."""
    line = TableLine(parsed, number, lexicon, marks)
    by_month = table.columns[0].use is OF_MONTHS and parsed.tokens[0].sense.month > 0
    if table.tentative and not by_month and len(parsed.dates) < FEWEST_DATED:
        return None
    if _is_due_of_row_above(table, parsed):
        line.doubt("prose_left_out", part=parsed.text.strip())
        return []
    if table.signed:
        parted = (dashed.row if table.dashed else _parted)(table, parsed.tokens)
        if parted is None and _is_lone_day(table, line):
            parted = [parsed.tokens]
        table.goes_on = parted is not None
        return _in_cells(table, parted, line) if parted else None
    if table.by_body() and unheaded.lacks_head(table, parsed):
        table.columns.insert(0, Column(OF_MONTHS))
        table.starts = ()
    if table.by_gaps and (parted := _by_gaps(table, parsed.tokens)):
        return _in_cells(table, parted, line)
    if frames.tells_of_text(parsed.tokens) or (said_of.stars(parsed.tokens) and not parsed.dates):
        return None  # "* Heldag med start kl. 8.30": a footnote
    if _ends_row_above(table, line):
        return []
    if (found := one_day.read_loose(table, line)) is not None:
        return found
    uses = {column.use for column in table.columns}
    told = table.by_gaps or table.known or OF_NAMES in uses
    laid = fitted.cells_of(table, parsed, lexicon) if told and fitted.may_have(table) else None
    if laid == fitted.TORN and len(table.columns) > FEWEST_DATED:
        table.lose_month()
        return line.refused("cells_unsure")
    if isinstance(laid, list) and (found := _laid_row(table, laid, line)) is not None:
        return found
    if OF_MONTHS in uses and parsed.tokens[0].sense.month:
        # "Januari 9 16 23", under letters of bodies
        last = unheaded.behind_month(parsed.tokens)
        parted = [parsed.tokens[:last], *cells.part_loosely(parsed.tokens, last)]
        return _in_cells(table, parted, line)
    return (_of_half if table.by_half() else loose_rows.read)(table, line)


def _laid_row(table: Table, laid: list[list[Token]], line: TableLine) -> list[Draft] | None:
    """A row that only blanks part, its pieces laid below the heads; None where that makes no row of it."""
    steps.take(table, laid, line)
    if table.by_body():
        last = len(table.columns) - 1
        behind = [t for cell in laid[last + 1 :] for t in cell]
        if len(laid) <= last or any(t.kind is NUMBER for t in behind):
            return line.refused("cells_unsure")
        # What stands behind the last cell is said of it: "16 febr kl. 14 (studiebesök)".
        return _body_cells(table, [*laid[:last], laid[last] + behind], line)
    found = plain_rows.read(table, laid, line)
    if found is not None:
        table.last = found[0] if len(found) == 1 and not found[0].time else None
    return found


def _of_half(table: Table, line: TableLine) -> list[Draft] | None:
    """A row whose empty cell is not there, below the halves of one year: it is not asked which of them it is."""
    return table.columns[0].give(line.meetings(line.parsed)) or None


def _by_gaps(table: Table, tokens: list[Token]) -> list[list[Token]]:
    """A cell for each column, where wide gaps part so many; or, where the row leaves some empty, those it has begin
    right below their heads. Nothing where neither is so."""
    parted = cells.part_by_gaps(tokens)
    if len(parted) == len(table.columns):
        return parted
    fewer = FEWEST_BELOW_HEADS <= len(parted) < len(table.starts)
    return cells.below_heads(table.starts, parted) if fewer else []


def _is_lone_day(table: Table, line: TableLine) -> bool:
    """A day and nothing else, right below a row with days of more than one column: the rest of its own row is lost."""
    if not table.goes_on or not (table.by_body() or table.dates > 1):
        return False
    return len(line.parsed.dates) == 1 and not line.parsed.left


def _is_due_of_row_above(table: Table, parsed: Parsed) -> bool:
    """A day alone, and before that of the row above, in a table with deadlines: its own is parted from the row."""
    above, table.above = table.above, next(iter(parsed.dates), table.above)
    if above is None or len(parsed.dates) != 1 or parsed.left or parsed.times:
        return False
    told = any(column.use is OF_DEADLINES and not column.linked for column in table.columns)
    return told and deadlines.days_between(parsed.dates[0], above) > 0


def _ends_row_above(table: Table, line: TableLine) -> bool:
    """The hour alone of a row that was broken into lines."""
    parsed = line.parsed
    if table.last is None or not parsed.times or len(parsed.items) > 1 or parsed.left:
        return False
    table.last.time = parsed.times[0]
    line.marks.used.add(line.number)
    line._replace(number=table.last.line).doubt("hour_below")
    table.last = None
    return True


def _parted(table: Table, tokens: list[Token]) -> list[list[Token]] | None:
    parted = cells.part(tokens, framed=table.framed, closed=table.closed, commas=table.commas)
    opens = table.edged and tokens[0].low != "|"
    if opens and parted and len(parted) == len(table.columns) + 1:
        # The sign that opens the head opened an empty cell: the rows have no frame.
        table.columns.insert(0, Column(OF_OTHERS, head=""))
        table.framed = table.edged = False
    return parted


def _in_cells(table: Table, parted: list[list[Token]], line: TableLine) -> list[Draft] | None:
    """A row whose cells can be counted."""
    if all(t.kind is SIGN for cell in parted for t in cell) or _is_total(parted):
        return []
    while len(parted) > len(table.columns) and not parted[-1]:
        parted.pop()
    if _is_heading(parted, line.parsed):
        return None
    steps.take(table, parted, line)
    by_body = table.by_body() and not _heads_names(table, parted)
    if (
        head_hours.below(table, parted, line)
        if by_body
        else head_hours.are_below(table, parted, line)
    ):
        return []
    numbered = any(t.kind is NUMBER for cell in parted for t in cell)
    if by_body:
        torn = len(parted) != len(table.columns)
    else:
        # Words alone in columns that have no head are remarks.
        beyond = any(t.kind is NUMBER for cell in parted[len(table.columns) :] for t in cell)
        torn = beyond or short_rows.is_torn(table, parted, line)
    if torn and table.by_half():
        return _of_half(table, line)
    if torn:
        table.lose_month()
        told = {"cells": len(parted), "columns": len(table.columns)}
        return line.refused("cells_differ", **told) if numbered else None
    if not by_body:
        return twins.read(table, parted, line)
    found = one_day.read(table, parted, line)
    return _body_cells(table, parted, line) if found is None else found


def _is_total(parted: list[list[Token]]) -> bool:
    """The last row, which counts the others: "Summa | 4"."""
    first = next(filter(None, parted))
    return first[0].low in TOTALS


def _is_heading(parted: list[list[Token]], parsed: Parsed) -> bool:
    """A cell alone with a year and no day: "| Hösten 2027 | | |"."""
    return sum(map(bool, parted)) == 1 and bool(parsed.years) and not parsed.dates


def _heads_names(table: Table, parted: list[list[Token]]) -> bool:
    """Whether the one head that names a body stands above names, beside a column of dates: "Utskott | Datum"."""
    uses = [column.use for column in table.columns]
    if uses.count(OF_BODY) != 1 or uses.count(OF_DATES) != 1:
        return False
    named = uses.index(OF_BODY)
    cell = parted[named] if named < len(parted) else []
    if cells.is_empty(cell) or any(t.kind is NUMBER for t in cell):
        return False
    table.columns[named].use = OF_NAMES
    return True


def _body_cells(table: Table, parted: list[list[Token]], line: TableLine) -> list[Draft]:
    month: MonthItem | None = None
    drafts: list[Draft] = []
    remarks: list[Parsed] = []
    beside: list[Draft] = []
    for column, cell in zip(table.columns, parted, strict=True):
        inner = line.parse(cell)
        if column.use is OF_HOURS and (hour := cells.hour(cell)):
            _give_hour(hour, beside, line)
        if column.use not in MEETINGS:
            month = inner.months[0] if inner.months else month
            if column.use is OF_OTHERS:
                _ask_of_another(column, inner, line, by_month=month is not None)
                remarks += [] if inner.dates else [inner]
            continue
        found: list[Draft] = []
        if inner.dates and not (month and _are_other_months(inner, month)):
            found = line.meetings(inner)
        elif month:
            found = line.days(cell, month)
            if inner.dates and not found and _is_in_next_month(inner, month):
                found = line.meetings(inner)
                line.doubt("other_month")
            elif inner.dates and not found:
                line.refused("cell_unread", text=written(cell, inner.text))
        elif inner.months and inner.said & OPEN:
            line.refused("no_day", month=inner.months[0].month)  # "November TBD"
        elif any(t.kind is NUMBER for t in cell):
            line.refused("cell_unread", text=written(cell, inner.text))
        drafts += column.give(found)
        beside = found if found or column.use is OF_BODY else beside
    for remark in remarks:
        row_remarks.give_hours(remark, drafts, line)
    return drafts


def _are_other_months(cell: Parsed, month: MonthItem) -> bool:
    """What looks like a date in digits of another month than that of the row may be two days: "13/25", "8/19"."""
    told = (date for date in cell.dates if date.start.year is None)
    slashes = (d for d in told if "/" in {t.low for t in cell.tokens[d.first : d.last]})
    return any(date.start.month != month.month for date in slashes)


def _is_in_next_month(cell: Parsed, month: MonthItem) -> bool:
    """The one day of the cell is in the month before that of the row, or after it: "29/11" in December's."""
    told = [date.start.month for date in cell.dates]
    return len(told) == 1 and abs(told[0] - month.month) in (1, 11)


def _give_hour(hour: TimeItem, beside: list[Draft], line: TableLine) -> None:
    """An hour in a column of its own is that of the meetings in the column before it, where they tell none."""
    for draft in beside:
        draft.time = draft.time or hour
    if not beside:
        line.doubt("hour_unused", hour=hour.start, line=line.number)


def _ask_of_another(column: Column, cell: Parsed, line: TableLine, *, by_month: bool) -> None:
    """Points out the days of a column whose head no word tells; `by_month`: days alone are days too."""
    for item in cell.dates:
        part = written(cell.tokens[item.first : item.last], cell.text)
        line.doubt("date_of_column", part=part)
    outside = bodies.outside_parentheses(cell.tokens)
    words = [t for t in outside if t.kind is WORD and not unheaded.is_beside_day(t)]
    if by_month and column.head and cell.numbers_left and not words:
        line.doubt("date_of_column", part=written(cell.tokens, cell.text))
