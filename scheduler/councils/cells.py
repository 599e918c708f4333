"""The cells of a pasted sheet: tab, semicolon or comma between them, some in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATORS = "\t;,"
_QUOTED = re.compile(r'[ ]*"([^"]*+(?:""[^"]*+)*+)"[ ]*')

_FORMULA = ("=", "+", "-", "@", "\t")
"""A spreadsheet takes a cell that begins so for a formula, and would reckon it out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, from `line` on. `is_closed` is False when a quotation mark was left open."""

    line: int
    cells: tuple[str, ...]
    is_closed: bool = True


def lines(text: str) -> list[str]:
    """The lines, without their ends: LF, CRLF or CR and no other, so that all count alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def separator(text: str) -> str:
    """What stands between the cells: the one that the first line with any text holds most of.

    A first line `sep=;`, as spreadsheets write it, decides.
    """
    for line in lines(text):
        if line.startswith("sep=") and line[4:5] and line[4] in SEPARATORS:
            return line[4]
        if line.strip():
            bare = _QUOTED.sub("", line)
            return max(SEPARATORS, key=bare.count)
    return SEPARATORS[0]


def rows(text: str) -> Iterator[Row]:
    """Every row, cells stripped, blank rows too.

    A quoted cell may hold separators and line ends; one that never closes ends with its own
    line, so that a stray quotation mark costs one row and not the rest of the file.
    """
    text = "\n".join(lines(text))
    mark = separator(text)
    cell = re.compile(f"(?:{_QUOTED.pattern}|([^{mark}\n]*))({mark}|\n|\\Z)")
    line, start, row, is_closed = 1, 1, list[str](), True
    for found in cell.finditer(text):
        quoted, plain, after = found.groups()
        if plain is not None:
            is_closed = is_closed and not plain.lstrip(" ").startswith('"')
        row.append((quoted.replace('""', '"') if plain is None else plain).strip())
        line += found[0].count("\n")
        if after != mark:
            if row != ["sep=", ""]:
                yield Row(start, tuple(row), is_closed)
            start, row, is_closed = line, [], True
        if not after:
            return


def safe(text: str) -> str:
    """As a cell that we write: on one line, and never a formula."""
    found = flat(text)
    return f"'{found}" if found.startswith(_FORMULA) else found


def flat_lines(text: str) -> str:
    """Every line as `flat`, without blank lines at either end."""
    return "\n".join(flat(line) for line in lines(text)).strip("\n")


def flat(text: str) -> str:
    """On one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
