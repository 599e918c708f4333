"""Lists that stand side by side, each under a heading of its own: read down, not across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.councils import words as sheet_words
from scheduler.councils.recognise import headings, lists
from scheduler.councils.recognise.columns import cells_of, is_personal
from scheduler.councils.recognise.headings import Heading

MOST_COLUMNS = 6
FORESEEN = 8
_OF_A_TABLE = frozenset(("namn", "name", "navn", "nimi"))


@dataclass(frozen=True, slots=True)
class Side:
    """How the lines divide into columns. `starts` are where those begin, when blanks part them."""

    mark: str
    starts: tuple[int, ...]


def begins(raw: str, after: Sequence[str]) -> Side | None:
    """The columns, when the line is headings alone and `after` it names stand under the others."""
    for mark in ("\t", "|", ""):
        if mark and mark not in raw:
            continue
        cells, starts = cells_of(raw, mark)
        is_many = 2 <= len(cells) <= MOST_COLUMNS and all(cells)
        if not is_many or not all(map(_is_of_list, cells)) or any(map(is_personal, cells)):
            continue
        side = Side(mark, starts or tuple(range(len(cells))))
        if _has_names_below(side, after):
            return side
    return None


def divided(side: Side, raw: str) -> list[str] | None:
    """The cells of a line, one for each column; None for a line that is not of these lists."""
    if side.mark and side.mark not in raw:
        return [raw.strip(), *([""] * (len(side.starts) - 1))]
    cells, starts = cells_of(raw, side.mark)
    if len([cell for cell in cells if cell]) > len(side.starts):
        return None
    if side.mark:
        return [*cells, *([""] * (len(side.starts) - len(cells)))][: len(side.starts)]
    placed = [""] * len(side.starts)
    for cell, start in zip(cells, starts, strict=True):
        at = min(range(len(placed)), key=lambda k: abs(side.starts[k] - start))
        placed[at] = f"{placed[at]} {cell}".strip()
    return placed


def heading(cell: str) -> Heading | None:
    """What the cell says of those under it, when it is a heading and no more."""
    headed = headings.find(cell)
    return headed.heading if headed and not headed.rest else None


def _is_of_list(cell: str) -> bool:
    found = heading(cell)
    is_table = sheet_words.letters(cell) in _OF_A_TABLE
    return bool(found and not found.is_other_matter and not found.is_split and not is_table)


def _has_names_below(side: Side, after: Sequence[str]) -> bool:
    """Persons stand under the second heading or a later one, and marks under none."""
    found = False
    for raw in after[:FORESEEN]:
        if not raw.strip(" \t|"):
            break
        cells = divided(side, raw)
        if cells is None:
            break
        for cell in cells[1:]:
            first = next(iter(lists.pieces(cell, 0)), None)
            if heading(cell):
                continue
            if first and not lists.is_person(first) and len(cell) < 4 and cell.strip("-– "):
                return False
            found = found or bool(first and lists.is_person(first))
    return found
