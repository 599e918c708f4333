"""The table of notes in a PDF, whose text keeps its columns by blanks only, as rows with tabs."""

import re
from collections.abc import Iterable

_HEAD = re.compile(r"\s*(?:ärende|item)\w*:?\s{2,}\S.*?\s{2,}\S", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|\s{2,})(?:sida |page )?\d+ ?(?:\(\d+\)|(?:av|of) \d+)\s*$", re.IGNORECASE)
_CELL = re.compile(r"\S+(?: \S+)*")
_ENTRY = re.compile(r"[•·]|[-–] |\d{1,2}\. ")


def columns_as_tabs(lines: list[str], ends: tuple[str, ...]) -> list[str]:
    """The lines with each row of the table on one, its cells between tabs; as they are where no such table is seen.

    A PDF does not say where a row ends: a heading that begins with a small letter goes on with the one above. Nor where
    a paragraph does: a line of a note that could have been longer ends one, which `<br>` tells. The table ends at a
    line that begins with one of `ends`.
    """
    head = next((line for line in lines if _HEAD.match(line)), None)
    if head is None:
        return lines
    lines = [line for line in lines if not _PAGE.search(line)]
    first = lines.index(head)
    starts = [cell.start() for cell in _CELL.finditer(head)]
    below = enumerate(lines[first:], first)
    last = next((n for n, line in below if line.strip().lower().startswith(ends)), len(lines))
    table = [line for line in lines[first + 1 : last] if line.split() != head.split()]
    rows = _rows((_cells(line, starts) for line in [head, *table]), starts)
    return [*lines[:first], *("\t".join(row) for row in rows), *lines[last:]]


def _cells(line: str, starts: list[int]) -> list[str]:
    """What stands nearest to the start of each column."""
    cells = [""] * len(starts)
    for cell in _CELL.finditer(line):
        column = min(range(len(starts)), key=lambda n: abs(starts[n] - cell.start()))
        cells[column] = f"{cells[column]} {cell.group()}".strip()
    return cells


def _rows(lines: Iterable[list[str]], starts: list[int]) -> list[list[str]]:
    rows: list[list[str]] = []
    short = (starts[2] - starts[1]) * 3 // 4 if len(starts) > 2 else 0
    for cells in lines:
        if len(rows) < 2 or (cells[0] and not cells[0][0].islower()):
            rows.append(cells)
            continue
        heading, note, *others = rows[-1]
        is_new = _ENTRY.match(cells[1]) or len(note.rpartition("<br>")[2]) < short
        rest = [f"{a} {b}".strip() for a, b in zip(others, cells[2:], strict=True)]
        line = f"<br>{cells[1]}" if note and cells[1] and is_new else f" {cells[1]}"
        rows[-1] = [f"{heading} {cells[0]}".strip(), f"{note}{line}".strip(), *rest]
    return rows
