"""A table copied one cell a line: its lines put back in rows, cells between tabs."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.councils.recognise import columns, lists, marks, names, presence, remarks

FEWEST, MOST = 3, 8
_ATTENDANCE = frozenset(("present", "absent", "both"))


def rowed(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines with their numbers, those of such a table as its head and one line a row.

    It is one when the names of its columns stand below each other, and after them every so many
    lines a person and in the columns of attendance marks alone. An empty line is an empty cell.
    """
    kinds = [
        columns.kind(marks.clean(line)) if len(line) < columns.LONGEST else "" for line in lines
    ]
    out: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        head = _head(kinds, at)
        rows = _rows(lines, kinds[at:head], head) if head else []
        if len(rows) < 2:
            out.append((at + 1, lines[at]))
            at += 1
            continue
        out.append((at + 1, "\t".join(lines[at:head])))
        out += [(start + 1, "\t".join(cells)) for start, cells in rows]
        start, cells = rows[-1]
        at = start + len(cells)
    return out


def _head(kinds: Sequence[str], at: int) -> int:
    """The line after the head of a table that begins at a line; 0 where none does."""
    end = at
    while end < len(kinds) and kinds[end] and end - at <= MOST:
        end += 1
    found = kinds[at:end]
    is_head = FEWEST <= len(found) <= MOST and found.count("name") == 1
    return end if is_head and _ATTENDANCE & {*found} else 0


def _rows(lines: Sequence[str], kinds: Sequence[str], start: int) -> list[tuple[int, list[str]]]:
    """The rows that follow, each with the line it starts on."""
    out: list[tuple[int, list[str]]] = []
    while start < len(lines) and not lines[start].strip() and not out:
        start += 1
    while start < len(lines) and _is_row(cells := [*lines[start : start + len(kinds)]], kinds):
        out.append((start, cells))
        start += len(cells)
    return out


def _is_row(cells: Sequence[str], kinds: Sequence[str]) -> bool:
    """A name where the names are, and marks or nothing where attendance is told."""
    letters = presence.Letters(cells)
    is_named = False
    for kind, cell in zip(kinds, map(marks.clean, cells), strict=False):
        if kind == "name":
            is_named = names.starts(lists.plain(cell)) or (bool(cell) and remarks.is_vacant(cell))
        elif kind in _ATTENDANCE and cell and letters.told(cell)[0] is None:
            return False
    return is_named
