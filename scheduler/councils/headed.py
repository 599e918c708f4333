"""A table of people whose headings do not stand first, or that parts its people by headings, as a plain one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.councils import cells, sheet, side_by_side, struck
from scheduler.councils.listed import ROLE_WORDS
from scheduler.councils.recognise import headings
from scheduler.councils.rows import MemberRole
from scheduler.councils.side_by_side import MOST_BEFORE
from scheduler.councils.words import ROLES, letters
from scheduler.errors import N_
from scheduler.language import Language

_NEW = {"email": N_("E-mail address"), "role": N_("Role")}
_OF_PEOPLE = {"organisation", "role", "seat", "deputy_for", "phone"}


def plain(text: str, says: Language) -> str | None:
    """The table from its headings on, as it stands where they come first and nothing parts its rows.

    A row that is a heading alone, `Ersättare`, becomes the role of those below it, and headings that come again are
    left out. A column for addresses is added where there is none, and members and deputies side by side come each on a
    row. Whoever is struck out is left out. None where the text is no such table.
    """
    text = side_by_side.plain(text, says) or text
    lines = cells.lines(text)
    start = _start(lines)
    if start is None:
        return None
    is_first = all(not line.strip() or line.startswith("sep=") for line in lines[:start])
    below = struck.without(text if is_first else "\n".join(lines[start:]))
    rows = [row for row in cells.rows(below) if any(row.cells)]
    columns = sheet.columns_of(rows[0].cells)
    roles = _roles(rows, columns)
    if roles is None:
        return None
    if "email" in columns and not any(roles) and None not in roles:
        return below
    return "\n".join(_rewritten(rows, columns, roles, cells.separator(below), says))


def _start(lines: Sequence[str]) -> int | None:
    """The index of the line with the headings; what stands before it names nobody."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in filled[: MOST_BEFORE + 1]:
        row = next((row for row in cells.rows(lines[at]) if row.is_closed), None)
        columns = sheet.columns_of(row.cells) if row else []
        if row and (sheet.names_people(columns) or _lacks_addresses(row.cells, columns)):
            return at
        if "@" in lines[at]:
            return None
    return None


def _lacks_addresses(row: Sequence[str], columns: Sequence[str]) -> bool:
    """Headings of a table of people but for their addresses, and not of who came to a meeting."""
    found = [headings.of(cell) for cell in row if cell]
    is_attendance = any(heading and heading.status for heading in found)
    has_names = "name" in columns or {"given", "family"} <= {*columns}
    return has_names and bool(_OF_PEOPLE & {*columns}) and not is_attendance


def _roles(rows: Sequence[cells.Row], columns: Sequence[str]) -> list[str | None] | None:
    """For each row the role that a heading above gives, or None for a row that is left out.

    None for all where other headings come further down.
    """
    out: list[str | None] = []
    role = ""
    for row in rows:
        told = [cell for cell in row.cells if cell]
        heading = headings.of(told[0]) if len(told) == 1 and "@" not in told[0] else None
        again = sheet.columns_of(row.cells)
        if heading is not None:
            role = (
                MemberRole.DEPUTY if heading.is_deputies else ROLES.get(letters(heading.role), "")
            )
            out.append(None)
        elif row is not rows[0] and sheet.names_people(again):
            if again != columns:
                return None
            out.append(None)
        else:
            out.append(role)
    return out


def _rewritten(
    rows: Sequence[cells.Row],
    columns: Sequence[str],
    roles: Sequence[str | None],
    mark: str,
    says: Language,
) -> Iterator[str]:
    width = len(columns)
    new = [name for name in _NEW if name not in columns and (name == "email" or any(roles))]
    for row, role in zip(rows, roles, strict=True):
        if role is None:
            continue
        is_head = row is rows[0]
        found = [*row.cells, *[""] * (width - len(row.cells))]
        word = says(ROLE_WORDS[role]) if role else ""
        if word and "role" in columns:
            at = columns.index("role")
            found[at] = found[at] or word
        added = [says(_NEW[name]) if is_head else word if name == "role" else "" for name in new]
        yield cells.written([*found[:width], *added, *found[width:]], mark)
