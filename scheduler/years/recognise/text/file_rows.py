"""Rows of a file that are not told from prose by their signs alone: those with cells in quotation marks, which may
hold the sign that parts the others, and those that commas part."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

TAB = "\t"
SEPARATORS = f"{TAB};,"
MOST_CELLS, MOST_LINES, FEWEST_ROWS, FEWEST_HEADS = 60, 200, 2, 3
_DIGIT = re.compile(r"\d")
# A row whose quotation marks all stand around a whole cell, or doubled within one. In a sentence a blank stands behind
# a semicolon or comma, in a file none.
ROWS = {
    sign: re.compile(rf"{cell}(?:{sign}{cell})+", re.DOTALL)
    for sign in SEPARATORS
    for cell in [rf'(?:"(?:[^"]|"")*"|{"" if sign == TAB else "(?! )"}[^"{sign}]*)']
}


class Row(NamedTuple):
    """A row, on the lines from `first` to before `past`, counted from 0."""

    cells: list[str]
    is_quoted: bool
    first: int
    past: int


def told(lines: Sequence[str]) -> list[str]:
    """The lines; such rows without the marks and with tabs between their cells. A row of several lines stands on the
    first of them."""
    found = list(lines)
    for sign in SEPARATORS:
        n = 0
        while n < len(found):
            rows = list(_rows(found, n, sign))
            n = max(n + 1, rows[-1].past if rows else 0)
            for row in rows if _are_of_file(rows, sign) else ():
                blank = [""] * (row.past - row.first - 1)
                found[row.first : row.past] = [TAB.join(row.cells), *blank]
    return found


def cells(row: str, sign: str) -> list[str]:
    """What stands in the cells of a row, each on one line."""
    try:
        parted = next(csv.reader([row.replace("\n", " ")], delimiter=sign), [])
    except csv.Error:  # a cell longer than any that is read
        parted = row.split(sign)
    return [" ".join(cell.split()) for cell in parted[:MOST_CELLS]]


def past(lines: Sequence[str], n: int, sign: str) -> int:
    """The number of the line behind the row that begins at `n`: a cell in quotation marks may hold line ends."""
    quotes = lines[n].count('"')
    opens = any(cell.startswith('"') for cell in lines[n].split(sign))
    if not quotes % 2 or not opens or sign == TAB:
        return n + 1
    for last in range(n + 1, min(len(lines), n + MOST_LINES)):
        quotes += lines[last].count('"')
        if not quotes % 2:
            return last + 1
    return n + 1


def _are_of_file(rows: Sequence[Row], sign: str) -> bool:
    if sign == "," and len(rows) < FEWEST_ROWS:
        return False
    is_headed = (
        sign == ","
        and len(rows[0].cells) >= FEWEST_HEADS
        and not _DIGIT.search("".join(rows[0].cells))
    )
    return is_headed or any(row.is_quoted for row in rows)


def _rows(lines: Sequence[str], n: int, sign: str) -> Iterator[Row]:
    """The rows from line `n` on; commas part as many cells in each, or they are those of sentences."""
    width = 0
    while n < len(lines) and sign in lines[n]:
        after = past(lines, n, sign)
        row = "\n".join(lines[n:after])
        if not ROWS[sign].fullmatch(row):
            return
        parted = cells(row, sign)
        if sign == "," and len(parted) != (width or len(parted)):
            return
        yield Row(parted, '"' in row, n, after)
        width, n = len(parted), after
