"""Tables with a body, a deadline or other matter in each column, and dates in the rows."""

from __future__ import annotations

from scheduler.years.recognise.line import cell_days, cells, grammar, reading
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.parts import ARTICLES
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import (
    below_heads,
    dashed,
    fitted,
    named_rows,
    plain_rows,
    short_rows,
)
from scheduler.years.recognise.table.grids import note
from scheduler.years.recognise.table.layout import (
    MEETINGS,
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_YEAR,
    Column,
    Table,
)
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

CANCEL, OPEN, STALE, MEETING = (
    Role.CANCEL.value, Role.OPEN.value, Role.STALE.value, Role.MEETING.value,
)  # fmt: skip

TOTALS = listed(
    "summa totalt total totals yhteensä sum sammanlagt gesamt insgesamt summe antal antall anzahl alt lukumäärä count"
)
FEWEST_DATED = 2


def read_row(
    table: Table, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> list[Draft] | None:
    """The meetings of a row, or None when the line is no row of the table."""
    if table.tentative and len(parsed.dates) < FEWEST_DATED:
        return None
    if table.dashed:
        parted = dashed.row(table, parsed.tokens)
        return _signed_row(table, parted, parsed, number, lexicon, marks) if parted else None
    if table.signed:
        parted = _parted(table, parsed.tokens)
        return _signed_row(table, parted, parsed, number, lexicon, marks) if parted else None
    if table.by_gaps:
        parted = cells.part_by_gaps(parsed.tokens)
        if len(parted) == len(table.columns):
            return _signed_row(table, parted, parsed, number, lexicon, marks)
    below_month = table.month is not None and not parsed.dates
    if (table.by_gaps or table.known or below_month) and fitted.may_have(table):
        laid = fitted.cells_of(table, parsed, lexicon)
        if laid == fitted.TORN and (table.by_gaps or len(table.columns) > FEWEST_DATED):
            marks.fault(number, Reason.of("cells_unsure"))
            table.lose_month()
            return []
        if isinstance(laid, list):
            found = plain_rows.read(table, laid, parsed, number, lexicon, marks)
            if found is not None:
                return found
    if any(c.use is OF_MONTHS for c in table.columns) and parsed.tokens[0].sense.month:
        return _month_row(table, parsed, number, lexicon, marks)
    if any(c.use is OF_NAMES for c in table.columns):
        return named_rows.read(table, parsed, number, lexicon, marks)
    return _loose_row(table, parsed, number, lexicon, marks)


def _parted(table: Table, tokens: list[Token]) -> list[list[Token]] | None:
    parted = cells.part(tokens, framed=table.framed, closed=table.closed, commas=table.commas)
    opens = table.edged and tokens[0].low != "|" and tokens[-1].low != "|"
    if opens and parted and len(parted) == len(table.columns) + 1:
        # The sign that opens the head opened an empty cell: the rows have no frame.
        table.columns.insert(0, Column(OF_OTHERS, head=""))
        table.framed = table.edged = False
    return parted


def _signed_row(
    table: Table,
    parted: list[list[Token]],
    parsed: Parsed,
    number: int,
    lexicon: Lexicon,
    marks: Marks,
) -> list[Draft] | None:
    if all(t.kind is SIGN for cell in parted for t in cell) or _is_total(parted):
        return []
    while len(parted) > len(table.columns) and not parted[-1]:
        parted.pop()
    if _is_heading(parted, parsed):
        return None
    if table.headings and len(parted) != len(table.columns):
        return None
    by_body = table.by_body() and not _heads_names(table, parted)
    if by_body and below_heads.told(table, parted):
        return []
    beyond = len(parted) > len(table.columns) and not _are_remarks(parted[len(table.columns) :])
    torn = not by_body and short_rows.is_torn(table, parted, parsed, lexicon)
    if beyond or torn or (by_body and len(parted) != len(table.columns)):
        if not any(t.kind is NUMBER for cell in parted for t in cell):
            return None
        marks.fault(
            number, Reason.of("cells_differ", cells=len(parted), columns=len(table.columns))
        )
        table.lose_month()
        return []
    if by_body:
        return _body_cells(table, parted, parsed, number, lexicon, marks)
    return plain_rows.read(table, parted, parsed, number, lexicon, marks)


def _is_total(parted: list[list[Token]]) -> bool:
    """The last row, which counts the others: "Summa | 4"."""
    first = next(filter(None, parted), [])
    return first[0].low in TOTALS and not any(t.sense.month for cell in parted for t in cell)


def _is_heading(parted: list[list[Token]], parsed: Parsed) -> bool:
    """A cell alone with a year and no day: "| Hösten 2027 | | |"."""
    return sum(map(bool, parted)) == 1 and bool(parsed.years) and not parsed.dates


def _heads_names(table: Table, parted: list[list[Token]]) -> bool:
    """Whether the one head that names a body stands above names, beside a column of dates: "Utskott | Datum"."""
    uses = [column.use for column in table.columns]
    if uses.count(OF_BODY) != 1 or uses.count(OF_DATES) != 1 or len(parted) > len(uses):
        return False
    named, dated = uses.index(OF_BODY), uses.index(OF_DATES)
    if max(named, dated) >= len(parted) or not any(t.kind is NUMBER for t in parted[dated]):
        return False
    cell = parted[named]
    if (
        cells.is_empty(cell)
        or any(t.kind is NUMBER for t in cell)
        or not cell[0].text[:1].isupper()
    ):
        return False
    table.columns[named].use = OF_NAMES
    return True


def _are_remarks(beyond: list[list[Token]]) -> bool:
    """Words alone, in columns that have no head."""
    return not any(t.kind is NUMBER for cell in beyond for t in cell)


def _body_cells(
    table: Table,
    parted: list[list[Token]],
    parsed: Parsed,
    number: int,
    lexicon: Lexicon,
    marks: Marks,
) -> list[Draft]:
    month, year = 0, None
    drafts: list[Draft] = []
    for column, cell in zip(table.columns, parted, strict=False):
        if column.use not in MEETINGS:
            for named in grammar.parse(parsed.text, cell, lexicon).months:
                month, year = named.month, named.year
            if column.use is OF_OTHERS and column.head and any(t.kind is NUMBER for t in cell):
                for item in grammar.parse(parsed.text, cell, lexicon).dates:
                    first, last = cell[item.first], cell[item.last - 1]
                    part = parsed.text[first.start : last.end]
                    marks.doubt(number, Reason.of("date_of_column", part=part))
            continue
        if cells.is_empty(cell):
            continue
        inner = grammar.parse(parsed.text, cell, lexicon)
        if inner.dates:
            found = reading.read(inner, number, lexicon, marks)
        elif month:
            found = _days(cell, month, year, number, lexicon)
        else:
            found = []
            if inner.months and inner.roles & OPEN:
                # "November TBD"
                marks.fault(number, Reason.of("no_day", month=inner.months[0].month))
            elif any(t.kind is NUMBER for t in cell):
                text = parsed.text[cell[0].start : cell[-1].end]
                if inner.said & OPEN and inner.said & MEETING:
                    marks.doubt(number, Reason.of("part_without_day", part=text))
                else:
                    marks.fault(number, Reason.of("cell_unread", text=text))
        drafts += _under(column, found)
    return drafts


def _under(column: Column, found: list[Draft]) -> list[Draft]:
    for draft in found:
        draft.body = column.body
        draft.column_time, draft.column_weekday = column.time, column.weekday
        draft.item.start.year = draft.item.start.year or column.year
    return found


def _days(
    cell: list[Token], month: int, year: int | None, number: int, lexicon: Lexicon
) -> list[Draft]:
    words = note(cell)
    cancelled = any(t.sense.roles & CANCEL for t in cell)
    return [
        Draft(number, item, time, note=words, cancelled=item.struck or cancelled)
        for item, time in cell_days.days(cell, month, year, lexicon) or ()
    ]


def _loose_row(
    table: Table, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> list[Draft] | None:
    """A row of bare dates and dashes. Fewer of them than columns: nobody can tell whose they are."""
    if not parsed.dates or parsed.tokens[0].sense.roles & STALE:
        return None  # "Publisert 11. feb. 2027 – sist endret 4. mars"
    columns = table.each if len(parsed.dates) == len(table.each) else table.dated()
    by_year = columns[0].use is OF_YEAR
    words = any(
        t.kind is WORD and not t.sense.roles & CANCEL and t.low not in ARTICLES
        for t in _left_over(parsed)
    )
    only_deadlines = all(c.use in (OF_DATES, OF_DEADLINES) for c in columns)
    paired = only_deadlines and len(parsed.dates) == len(columns)
    # Days of more columns than the head tells of: one of them is the meeting's, nobody knows which.
    crowded = only_deadlines and len(parsed.dates) > len(columns) and not parsed.dates[0].first
    if words and not by_year and not paired and not crowded:
        return None
    places = _places(parsed, len(columns))
    lacking = by_year and len(places) < len(columns)
    left_open = short_rows.open_cells(parsed) if lacking else {}
    places = sorted([*places, *left_open])
    if len(places) != len(columns):
        if table.interrupted or (only_deadlines and len(parsed.dates) == 1):
            return None
        marks.fault(number, Reason.of("cells_differ", cells=len(places), columns=len(columns)))
        return []
    for part in left_open.values():
        marks.doubt(number, Reason.of("part_without_day", part=part))
    drafts: list[Draft] = []
    by_place = {draft.item.first: draft for draft in reading.read(parsed, number, lexicon, marks)}
    for place, column in zip(places, columns, strict=True):
        draft = by_place.get(place)
        if draft and column.use is not OF_DEADLINES:
            draft.note = None if left_open else draft.note
            drafts += _under(column, [draft])
    if not by_place and only_deadlines and not parsed.dates[0].first:
        # By their words all its days are deadlines.
        marks.fault(number, Reason.of("cells_unsure"))
    # "Papers by 2 May – meeting 16 May" below "Meetings and deadlines": the row's own words tell
    own = words and only_deadlines and len(by_place) == 1
    return drafts or (list(by_place.values()) if own else [])


def _places(parsed: Parsed, wanted: int) -> list[int]:
    """Where the cells of a row begin that are a date or a dash."""
    places = sorted(d.first for d in parsed.dates)
    if "-" not in parsed.lows:
        return places
    inside = {n for d in parsed.dates for n in range(d.first, d.last)}
    dashes = [n for n in range(len(parsed.tokens)) if cells.is_dash(parsed.tokens, n)]
    if len(places) == wanted:
        # "16.1. – handlingar senast 2.1.": with a day for each head it parts two of them
        dashes = [n for n in dashes if not places[0] < n < places[-1]]
    return sorted(places + [n for n in dashes if n not in inside])


def _left_over(parsed: Parsed) -> list[Token]:
    covered = parsed.covered()
    return [t for n, t in enumerate(parsed.tokens) if not covered[n]]


def _month_row(
    table: Table, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> list[Draft] | None:
    """Januari 9 16 23, under letters of bodies."""
    token = parsed.tokens[0]
    if not token.sense.month:
        return None
    parted = cells.part_loosely(parsed.tokens, 1)
    columns = [c for c in table.columns if c.use is OF_BODY]
    if len(parted) != len(columns):
        marks.fault(number, Reason.of("cells_differ", cells=len(parted), columns=len(columns)))
        return []
    drafts: list[Draft] = []
    for column, cell in zip(columns, parted, strict=True):
        if not cells.is_empty(cell):
            found = _days(cell, token.sense.month, None, number, lexicon)
            drafts += _under(column, found)
    return drafts
