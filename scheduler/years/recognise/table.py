"""Rows of a table: each cell is read by its column.

A row whose cells do not count is not read. Cells that were copied below each other, or run together, are no table.
"""

import re
from collections.abc import Iterator, Sequence

from scheduler.years.recognise import headings, line
from scheduler.years.recognise.clean import Line
from scheduler.years.recognise.columns import (
    DATED,
    EMPTY,
    NEEDED,
    Column,
    Columns,
    cell_items,
    cell_kind,
    column_of,
    head_columns,
    settle_columns,
    unused_columns,
)
from scheduler.years.recognise.items import items
from scheduler.years.recognise.lexicon import Lexicon, Role, lex
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.values import Day, Heading, Hours, LineRead, Told

FEWEST_MONTHS = 3


def read_rows(rows: Sequence[Line], words: Lexicon) -> list[LineRead]:
    """The rows of a table; nothing where none of them is a head."""
    told: list[LineRead] = []
    head: Columns = ()
    body: list[Line] = []
    for row in rows:
        columns = head_columns(row, words)
        if columns:
            told += _body(head, body, words)
            told.append(_head_read(row, words)._replace(notes=unused_columns(columns)))
            head, body = columns, []
        elif head:
            body.append(row)
        else:
            told.append(
                line.read_line(lex(row.number, [(row.number, " | ".join(row.cells))], words), words)
            )
    return [*told, *_body(head, body, words)] if head else []


def has_days_in_several(rows: Sequence[Line], words: Lexicon) -> bool:
    """Rows without a head that have days in more than one column: some may be deadlines."""
    dated = {
        n for row in rows for n, cell in enumerate(row.cells) if cell_kind(cell, words) == "date"
    }
    return len(dated) > 1


def _head_read(row: Line, words: Lexicon) -> LineRead:
    """The head as a heading: it may tell the year."""
    lexed = lex(row.number, [(row.number, " | ".join(row.cells))], words)
    years = headings.heading(lexed, items(lexed, words), words).years
    heading = Heading(years if len(years) == 1 else (), roles=Role.LIST)
    return LineRead(row.number, row.text, "head", heading=heading)


# rows


def _body(head: Columns, rows: Sequence[Line], words: Lexicon) -> Iterator[LineRead]:
    columns = settle_columns(head, rows, words) if rows else ()
    for row in rows:
        yield _row(columns, row, words)


def _row(columns: Columns, row: Line, words: Lexicon) -> LineRead:
    cells = list(row.cells)
    while len(cells) > len(columns) and cells[-1] in EMPTY:
        cells.pop()
    is_short = any(column.kind in NEEDED for column in columns[len(cells) :])
    if len(cells) > len(columns) or is_short:
        has_days = any(c.isdigit() for c in row.text)
        return _refused(row, cells[0]) if has_days else LineRead(row.number, row.text, "rest")
    pairs = list(zip(columns, cells, strict=False))
    beside = _beside(row.number, pairs, words)
    told = [_dates(column, cell, beside, words) for column, cell in pairs if column.kind in DATED]
    faults = tuple(reason for read in told for reason in read.faults)
    meetings = () if faults else tuple(one for read in told for one in read.told)
    return LineRead(row.number, row.text, "row", meetings, faults=faults, has_role=True)


def _refused(row: Line, label: str) -> LineRead:
    """A row that is not read; its first cell may still name a body beside those of the others."""
    heading = Heading(body=label if label[:1].isalpha() else None)
    return LineRead(row.number, row.text, "rest", (), heading, (Reason.of("cells_unsure"),))


def _beside(number: int, pairs: Sequence[tuple[Column, str]], words: Lexicon) -> Told:
    """What the cells beside the dates say of a row's meetings; its day has the month that a cell names."""
    cells = {column.kind: cell for column, cell in reversed(pairs) if cell not in EMPTY}
    is_left = any(
        column.kind == "left" and any(c.isdigit() for c in cell) for column, cell in pairs
    )
    doubts = [Reason.of("part_left_out")] if is_left else []
    note, name, place = cells.get("note"), cells.get("maybe_body"), cells.get("place")
    place = None if _roles(place, words) & Role.CANCEL else place
    if note and re.search("inte avgjort|not settled", note):
        doubts, note = [*doubts, Reason.of("unsettled")], None
    is_body = bool(name) and bool(_roles(name, words) & Role.BODY)
    return Told(
        number, Day(0, _value("month", cells.get("month_name", ""), words)), _last(cells, words),
        _row_hours(cells, words),
        _value("weekday", cells.get("weekday", "") + " 1", words), _value("week", "v " + cells.get("week", ""), words),
        (name if is_body else None) or cells.get("body") or cells.get("label"), place,
        note or (None if is_body else name),
        any(_roles(cell, words) & Role.CANCEL for column, cell in pairs if column.kind not in DATED),
        doubts=tuple(doubts),
    )  # fmt: skip


def _last(cells: dict[str, str], words: Lexicon) -> Day | None:
    """The day in the column of ends, where it is another."""
    days = [
        item.value.first for item in cell_items(cells.get("end", ""), words) if item.kind == "date"
    ]
    return days[0] if days else None


def _roles(cell: str | None, words: Lexicon) -> int:
    roles = 0
    for token in lex(0, [(0, cell or "")], words).tokens:
        roles |= token.roles
    return roles


def _value(kind: str, cell: str, words: Lexicon) -> int:
    return next((int(item.value) for item in cell_items(cell, words) if item.kind == kind), 0)


def _row_hours(cells: dict[str, str], words: Lexicon) -> Hours | None:
    time, start, end = (_clock(cells.get(kind, ""), words) for kind in ("time", "start", "end"))
    begin = time or start
    return Hours(begin.start, end.start) if begin and end and not begin.end else begin


def _clock(cell: str, words: Lexicon) -> Hours | None:
    """Its hours; a bare number is one."""
    lead = "" if cell_kind(cell, words) == "date" else "kl "
    found = cell_items(lead + re.sub(r"(?i)^kl[.\s]*", "", cell), words) if cell else ()
    return next((item.value for item in found if item.kind == "time"), None)


def _dates(column: Column, cell: str, row: Told, words: Lexicon) -> LineRead:
    """The meetings of one cell."""
    if cell in EMPTY or not any(c.isdigit() for c in cell):
        return LineRead(row.line, cell, "rest")
    lexed = lex(row.line, [(row.line, cell)], words)
    if column.kind in ("months", "days"):
        read = line.days(lexed, words, column.number or row.first.month)
    else:
        read = line.read_line(lexed, words)
    if read.faults or (read.has_role and not read.told):
        return read._replace(told=())
    if read.kind not in ("dates", "days") or not read.told:
        return read._replace(told=(), faults=(Reason.of("cells_unsure"),))
    return read._replace(told=tuple(_merged(one, column, row) for one in read.told))


def _merged(told: Told, column: Column, row: Told) -> Told:
    heading = column.heading
    year = column.number if column.kind == "year" else 0
    return told._replace(
        first=told.first._replace(year=told.first.year or year),
        last=told.last or row.last,
        hours=told.hours or row.hours or next(iter(heading.hours), None),
        weekday=told.weekday or row.weekday or heading.weekday,
        week=told.week or row.week,
        body=(column.name if column.kind in ("dates_of", "days") else "") or row.body or told.body,
        place=told.place or row.place,
        note=", ".join(filter(None, (told.note, row.note))) or None,
        cancelled=told.cancelled or row.cancelled,
        doubts=tuple(dict.fromkeys((*told.doubts, *row.doubts))),
    )


# a grid whose columns only blanks part


def grid_head(text: str, words: Lexicon) -> Columns:
    """The columns of a head that names months with blanks between: "Nämnd Tid Jan Feb Mars"."""
    parts = [part.strip(".") for part in text.split()]
    if sum(words.sense(part.lower()).month > 0 for part in parts) < FEWEST_MONTHS:
        return ()
    columns = [column_of(part, words) for part in parts]
    kinds = [column.kind for column in columns]
    size = kinds.count("months")
    if "value" in kinds or kinds[-size:] != ["months"] * size:
        return ()
    hours = [Column("time")] if kinds[: -size or None][-1:] == ["time"] else []
    return [Column("label"), *hours, *columns[-size:]]


def grid_row(columns: Columns, row: Line, words: Lexicon) -> LineRead | None:
    """A row below such a head; None where the table has ended."""
    text = re.sub(r"\s*(?:,|\b(?:og|och|and|ja|und)\b)\s*", ",", row.text)
    cells = re.sub(r"\s+\(", "(", text).split()
    if not row.text[0].isalpha() or not re.search(r"\s[\d-]", row.text) or "=" in text:
        return None
    size = len(columns) - 1
    label, values = " ".join(cells[:-size]), cells[-size:]
    fitting = sum(bool(re.match(r"\d|-$", value)) for value in values)
    is_said = any(token.roles & Role.CLOCK for token in lex(0, [(0, row.text)], words).tokens)
    if fitting * 2 < len(values) or is_said:
        return None
    if fitting < len(values) or not label or re.search(r"(?:^|\s)[\d-]", label):
        return _refused(row, cells[0])
    return _row(columns, row._replace(cells=(label, *values)), words)
