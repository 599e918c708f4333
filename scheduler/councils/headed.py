"""A table of people whose headings do not stand first, or that parts its people by headings, as a plain one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.councils import cells, sheet, side_by_side, struck
from scheduler.councils.listed import ROLE_WORDS
from scheduler.councils.recognise import headings, names
from scheduler.councils.rows import MemberRole
from scheduler.councils.side_by_side import MOST_BEFORE
from scheduler.councils.words import ROLES, letters
from scheduler.errors import N_
from scheduler.language import Language

_NEW = {
    "email": N_("E-mail address"),
    "role": N_("Role"),
    "organisation": N_("Organisation"),
    "deputy_for": N_("Deputy for"),
}
_OF_PEOPLE = {"organisation", "role", "seat", "deputy_for", "phone"}


@dataclass(frozen=True, slots=True)
class _Section:
    """What a row that is a heading alone says of those below it; nothing above the first."""

    role: str = ""
    organisation: str = ""


_DEPUTIES = _Section(MemberRole.DEPUTY)


def plain(text: str, says: Language) -> str | None:
    """The table from its headings on, as it stands where they come first and nothing parts its rows.

    A row that is a heading alone, `Ersättare` or `Polisen`, becomes the role or the organisation of those below it, and
    headings that come again are left out. A column for addresses is added where there is none, and members and deputies
    side by side come each on a row. Whoever is struck out is left out. None where the text is no such table.
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
    sections = _sections(rows, columns)
    if sections is None:
        return None
    if "email" in columns and None not in sections:
        return below
    return "\n".join(_rewritten(rows, columns, sections, cells.separator(below), says))


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


def _sections(rows: Sequence[cells.Row], columns: Sequence[str]) -> list[_Section | None] | None:
    """For each row the section that it stands in, or None for a row that is left out.

    None for all where other headings come further down.
    """
    heads = [_heading(row) for row in rows]
    # `Ersättare` once is of the whole council, and beneath each organisation of that one.
    is_nested = sum(head == _DEPUTIES for head in heads) > 1
    out: list[_Section | None] = []
    now = _Section()
    for row, head in zip(rows, heads, strict=True):
        again = sheet.columns_of(row.cells)
        if head is not None:
            keeps = is_nested and head == _DEPUTIES
            now = _Section(head.role, now.organisation) if keeps else head
            out.append(None)
        elif row is not rows[0] and sheet.names_people(again):
            if again != columns:
                return None
            out.append(None)
        else:
            out.append(now)
    return out


def _heading(row: cells.Row) -> _Section | None:
    """The section that the row is the heading of: `Ersättare`, `Polisen`, `Ersättare Polisen`."""
    told = [cell for cell in row.cells if cell]
    if len(told) != 1 or "@" in told[0]:
        return None
    if heading := headings.of(told[0]):
        return _Section(_role(heading))
    first, _, rest = told[0].partition(" ")
    heading = headings.of(first)
    if heading and not heading.is_other_matter and _is_body(rest):
        return _Section(_role(heading), rest.strip(" :–-()"))
    return _Section("", told[0].strip(" :")) if _is_body(told[0]) else None


def _role(heading: headings.Heading) -> str:
    return MemberRole.DEPUTY if heading.is_deputies else ROLES.get(letters(heading.role), "")


def _is_body(text: str) -> bool:
    return headings.is_group(text) or (" " not in text and names.is_abbreviation(text))


def _rewritten(
    rows: Sequence[cells.Row],
    columns: Sequence[str],
    sections: Sequence[_Section | None],
    mark: str,
    says: Language,
) -> Iterator[str]:
    width = len(columns)
    filled = [_filled(section, sections, says) if section else {} for section in sections]
    told = {name for one in filled for name, word in one.items() if word}
    new = [name for name in _NEW if name not in columns and (name == "email" or name in told)]
    for row, section, words in zip(rows, sections, filled, strict=True):
        if section is None:
            continue
        is_head = row is rows[0]
        found = [*row.cells, *[""] * (width - len(row.cells))]
        for at, name in enumerate([] if is_head else columns):
            found[at] = found[at] or words.get(name, "")
        added = [says(_NEW[name]) if is_head else words.get(name, "") for name in new]
        yield cells.written([*found[:width], *added, *found[width:]], mark)


def _filled(
    section: _Section, everyone: Sequence[_Section | None], says: Language
) -> dict[str, str]:
    """What the section says of each in it, by column. A deputy is for an organisation where a member is from it."""
    is_deputy = section.role == MemberRole.DEPUTY
    bodies = {one.organisation for one in everyone if one and one.role != MemberRole.DEPUTY}
    return {
        "role": says(ROLE_WORDS[section.role]) if section.role else "",
        "organisation": section.organisation,
        "deputy_for": section.organisation if is_deputy and section.organisation in bodies else "",
    }
