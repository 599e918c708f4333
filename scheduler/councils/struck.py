"""Rule: whoever is struck out in a table of people is left out, and so is a struck part of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scheduler.councils import cells, sheet
from scheduler.councils.recognise import given
from scheduler.councils.recognise.marks import STRUCK

_WHOLE = re.compile(rf"(?:\s*{STRUCK}[^~]+{STRUCK}[\s,;.]*)+")
_PART = re.compile(rf"{STRUCK}[^~]*{STRUCK}")
_NAMES = ("name", "given", "family")


def is_struck(cell: str) -> bool:
    """All that stands in the cell is struck out."""
    return bool(_WHOLE.fullmatch(cell))


def rest(cell: str) -> str:
    """The cell without what is struck out in it, and without a mark that is left open."""
    return " ".join(_PART.sub(" ", cell).replace(STRUCK, "").split()) if STRUCK in cell else cell


def without(table: str) -> str:
    """The table without the rows whose name is struck out, and without the other struck parts.

    The headings come first, or none, and then the name does.
    """
    if STRUCK not in table:
        return table
    rows = [row for row in cells.rows(table) if any(row.cells)]
    places = _places(rows[0].cells)
    mark = cells.separator(table)
    new: dict[int, str | None] = {}
    for row in rows:
        told = [cell for at, cell in enumerate(row.cells) if at in places and cell]
        if told and all(map(is_struck, told)):
            new[row.line] = None
        elif any(STRUCK in cell for cell in row.cells):
            new[row.line] = cells.written([*map(rest, row.cells)], mark)
    return cells.with_rows(table, new)


def names(table: str) -> Iterator[str]:
    """Those who are struck out in it, on each row a person or two, or whatever is struck first."""
    for row in cells.rows(table) if STRUCK in table else ():
        told = [cell.replace(STRUCK, "").strip(" ,;.") for cell in row.cells if is_struck(cell)]
        told = [cell for cell in told if "@" not in cell]
        yield from [*filter(given.is_person, told)] or told[:1]


def _places(head: Sequence[str]) -> set[int]:
    columns = sheet.columns_of(head)
    return {at for at, column in enumerate(columns) if column in _NAMES} or {0}
