"""The columns of a table: each is told by its head and by what most of its cells hold."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from scheduler.years.recognise import headings
from scheduler.years.recognise.clean import Line
from scheduler.years.recognise.items import items
from scheduler.years.recognise.lexicon import Lexicon, Role, lex
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.values import Heading, Item

EMPTY = frozenset(("", "-", "--", ".", "x"))
OTHER = Role.DEADLINE | Role.STALE | Role.RECORD | Role.RESERVE | Role.HOLIDAY
HEADS = (
    (Role.HEAD_DAY, "weekday"), (Role.HEAD_WEEK, "week"), (Role.HEAD_MONTH, "month_name"), (Role.HEAD_START, "start"),
    (Role.HEAD_END, "end"), (Role.HEAD_PLACE, "place"), (Role.HEAD_NOTE, "note"), (Role.HEAD_STATUS, "note"),
    (Role.HEAD_NUMBER, "number"), (Role.HEAD_BODY, "body"), (Role.HEAD_DATE, "date"), (Role.HEAD_TIME, "time"),
)  # fmt: skip
DATED = frozenset(("date", "months", "dates_of", "year", "days"))
"""Columns whose cells give meetings."""
NEEDED = DATED | {"body", "label", "maybe_body", "month_name", "left"}
"""Columns of which none may be missing from a row."""


class Column(NamedTuple):
    """`kind`: as in HEADS, or `months` (days of one), `dates_of` (a body), `year`, `days` (of the row's month)."""

    kind: str
    name: str = ""
    number: int = 0
    heading: Heading = Heading()


Columns = Sequence[Column]


def head_columns(row: Line, words: Lexicon) -> Columns:
    """The columns that a row names; none where it is no head."""
    columns = [column_of(cell, words) for cell in row.cells]
    kinds = [column.kind for column in columns]
    named = sum(kind not in ("unknown", "empty") for kind in kinds)
    gives = {"date", "months", "body", "dates_of", "year", "month_name"}.intersection(kinds)
    is_head = (
        gives
        and named * 2 >= len(kinds) - kinds.count("empty")
        and (named > 1 or "months" in kinds)
    )
    return columns if is_head and "value" not in kinds else ()


def unused_columns(columns: Columns) -> tuple[Reason, ...]:
    """Columns of days that are no meetings, such as those of deadlines."""
    other = ", ".join(column.name for column in columns if column.kind == "other")
    used = next((column.name for column in columns if column.kind in DATED), "")
    told = Reason.of("columns_not_used", unused=other, used=used)
    return (told,) if other and used else ()


def column_of(cell: str, words: Lexicon) -> Column:
    """What a cell of the head names."""
    if cell in EMPTY:
        return Column("empty")
    lexed = lex(0, [(0, cell)], words)
    found = items(lexed, words)
    kinds = [item.kind for item in found if item.kind != "sign"]
    if {"date", "number"}.intersection(kinds) or kinds == ["time"]:
        return Column("value")
    heading = headings.heading(lexed, found, words)
    if kinds.count("month") == 1 and not heading.unknown and len(kinds) < 3:
        return Column("months", cell, heading.months[0])
    if kinds == ["year"]:
        return Column("year", cell, heading.years[0])
    if heading.roles & OTHER:
        return Column("other", cell)
    if heading.body and not heading.roles & Role.HEAD_BODY:
        return Column("dates_of", heading.body, 0, heading)
    kind = next((kind for role, kind in HEADS if heading.roles & role), "unknown")
    return Column(kind if len(found) < 5 else "unknown", cell, 0, heading)


def settle_columns(head: Columns, rows: Sequence[Line], words: Lexicon) -> Columns:
    """The columns as their cells show them."""
    held = [
        _held([row.cells[n] for row in rows if n < len(row.cells)], words) for n in range(len(head))
    ]
    columns = [_by_cells(head[n], held, n) for n in range(len(head))]
    kinds = [column.kind for column in columns]
    is_sure = bool(DATED.intersection(kinds)) or kinds.count("undated") > 1
    if "date" in kinds:
        columns = [c._replace(kind="left") if c.kind == "dates_of" else c for c in columns]
    return [
        c._replace(kind="left" if is_sure else "date") if c.kind == "undated" else c
        for c in columns
    ]


def _by_cells(column: Column, held: Sequence[str], n: int) -> Column:
    """A column of days whose head no word tells is `undated`: it is of meetings only where no other is."""
    what = held[n]
    if what == "month":
        return Column("month_name")
    if (
        what == "number"
        and "month" in held
        and column.kind in ("date", "dates_of", "body", "unknown")
    ):
        name = "" if column.kind == "date" else column.heading.body or column.name
        return Column("days", name, 0, column.heading)
    if what == "date" and column.kind in ("body", "unknown", "empty", "weekday"):
        return column._replace(kind="dates_of" if column.kind == "body" else "undated")
    if what == "text" and column.kind in ("dates_of", "date"):
        return column._replace(kind="body" if column.kind == "dates_of" else "maybe_body")
    is_label = what == "text" and column.kind in ("unknown", "empty") and n == 0
    return column._replace(kind="label") if is_label else column


def _held(cells: Sequence[str], words: Lexicon) -> str:
    """What more than half of a column's cells hold: date, time, month, number or text."""
    counts = Counter(what for cell in cells if (what := cell_kind(cell, words)))
    best, n = counts.most_common(1)[0] if counts else ("", 0)
    return best if n * 2 > counts.total() else ""


def cell_kind(cell: str, words: Lexicon) -> str:
    """What a cell holds: date, time, month, number or text; empty for nothing of these."""
    kinds = [item.kind for item in cell_items(cell, words)] if cell not in EMPTY else []
    kinds = kinds[1:] if kinds[:1] == ["weekday"] and len(kinds) > 1 else kinds
    for kind in ("date", "time"):
        if kind in kinds:
            return kind
    first = kinds[0] if kinds else ""
    return first if first in ("month", "number") else "text" if "word" in kinds else ""


def cell_items(cell: str, words: Lexicon) -> Sequence[Item]:
    return items(lex(0, [(0, cell)], words), words)
