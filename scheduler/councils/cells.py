"""The cells of a pasted sheet: tab, semicolon or comma between them, some in quotation marks."""

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SEPARATORS = "\t;,"
_LETTER = "\ue000"
"""Stands for a quotation mark that quotes nothing, while cells are parted. Of a private area, so in nobody's list."""
_FORMULA = ("=", "+", "-", "@", "\t")
"""A spreadsheet takes a cell that begins so for a formula, and would reckon it out."""

csv.field_size_limit(sys.maxsize)  # a quotation mark that is never closed may make a long cell


class Row(NamedTuple):
    """One row, from `line` on."""

    line: int
    cells: tuple[str, ...]


def lines(text: str) -> list[str]:
    """The lines, without their ends: LF, CRLF or CR and no other, so that all count alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def rows(text: str) -> Iterator[Row]:
    """Every row that has a cell with text, cells stripped. A quoted cell may hold separators and line ends."""
    found = lines(text)
    mark = _separator(found)
    # A mark that opens a cell and does not close it is a plain letter: it would swallow the rows up to the next one.
    opening = re.compile(rf'(?<![^\n{mark}])( *)(?:("[^"]*+(?:""[^"]*+)*+" *(?![^\n{mark}]))|")')
    plain = opening.sub(
        lambda cell: cell[0] if cell[2] else f"{cell[1]}{_LETTER}", "\n".join(found)
    )
    reader = csv.reader(io.StringIO(plain), delimiter=mark, skipinitialspace=True)
    start = 1
    for row in reader:
        cells = tuple(cell.replace(_LETTER, '"').strip() for cell in row)
        if any(cells) and cells != ("sep=", ""):
            yield Row(start, cells)
        start = reader.line_num + 1


def _separator(found: list[str]) -> str:
    """The mark that stands in most lines. A first line `sep=;`, as spreadsheets write it, decides."""
    if found[0].startswith("sep=") and found[0][4:5] in tuple(SEPARATORS):
        return found[0][4]
    return max(SEPARATORS, key=lambda mark: sum(mark in line for line in found))


def safe(text: str) -> str:
    """As a cell that we write: on one line, and never a formula."""
    found = flat(text)
    return f"'{found}" if found.startswith(_FORMULA) else found


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Excel opens it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def flat_lines(text: str) -> str:
    """Every line as `flat`, without blank lines at either end."""
    return "\n".join(flat(line) for line in lines(text)).strip("\n")


def flat(text: str) -> str:
    """On one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
