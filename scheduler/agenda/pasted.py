"""Rule: an agenda as it stands in a text: a table with a head, or one item a line."""

import re
from typing import Any

from scheduler.agenda.item import Item
from scheduler.councils import cells

_NUMBER = re.compile(r"^\s*(?:[-–—•*]|§?\s*\d{1,2}[.)]?)\s+")
_HEADS = {
    "number": ("nr", "nr.", "no", "no.", "#"),
    "heading": ("ärende", "ärenden", "punkt", "rubrik", "item", "heading", "topic", "agenda item"),
    "scope": ("omfattning", "syfte", "typ", "scope", "purpose"),
    "presenter": ("föredragande", "ansvarig", "presenter", "responsible"),
    "minutes": ("minuter", "min", "min.", "minutes"),
}
_COLUMNS = ("heading", "scope", "presenter")


def read_agenda(text: str) -> list[Item]:
    """The items of the text, in its order. Never raises.

    Cells are parted by tabs, or by `|`; a head names their columns, else they are item, scope and presenter.
    Numbers and bullets before an item fall away.
    """
    rows = [_cells(line) for line in cells.lines(text) if line.strip(" \t|-")]
    columns = _columns(rows[0]) if rows else ()
    return [_item(row, columns or _COLUMNS) for row in rows[bool(columns) :]]


def _cells(line: str) -> list[str]:
    line = line.strip()
    parts = line.strip("|").split("|") if "|" in line else line.split("\t")
    return [cells.flat(part) for part in parts]


def _columns(row: list[str]) -> tuple[str, ...]:
    """What the cells of a head name; nothing where it is no head."""
    named = tuple(
        next((key for key, words in _HEADS.items() if cell.casefold().strip(" :") in words), "")
        for cell in row
    )
    return named if "heading" in named and len(row) > 1 else ()


def _item(row: list[str], columns: tuple[str, ...]) -> Item:
    """A cell without a column of its own is lost to none: it goes behind the scope."""
    found = dict.fromkeys((*_COLUMNS, "minutes"), "")
    for n, cell in enumerate(row):
        column = (columns[n] if n < len(columns) else "") or "scope"
        if column == "number":
            continue
        found[column] = ", ".join(filter(None, (found[column], cell)))
    values: dict[str, Any] = found | {"heading": _NUMBER.sub("", found["heading"])}
    return Item(**values)
