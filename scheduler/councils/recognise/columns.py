"""The head of an attendance table: what each of its columns holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scheduler.councils import words as sheet_words
from scheduler.councils.recognise import column_names, headings, lists, marks, names, words
from scheduler.councils.recognise.headings import Heading
from scheduler.councils.recognise.values import Attendance

MOST, MOST_ALIGNED = 60, 12
LONGEST = 40
_GAP = re.compile(r"\s{2,}")
_QUOTED_CELL = {
    mark: re.compile(rf'(?:^|{mark})\s*(?:"([^"]*)"|([^{mark}]*))') for mark in (",", ";")
}
_PERSONAL = re.compile(
    r"^(?:personlige?r?a?|personal|henkilökohtai(?:nen|set)|persönliche[rs]?)\s+", re.IGNORECASE
)
_ADDRESSES = frozenset(("email", "phone", "given", "family"))
_NAME = frozenset(("namn", "name", "navn", "nimi"))
_ATTENDANCE = frozenset(("present", "absent", "both"))
# `Närvarande 2027-04-17`: the day of the meeting.
_DAY = re.compile(
    r"\s+\(?(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\s?\d{1,2}[./]?(?:\s?\d{2,4})?|(?:den\s+)?\d{1,2}\.?\s+[^\W\d_]{3,9}(?:\s+\d{4})?)\)?$"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds. `starts` are where they begin, when only blanks part them."""

    mark: str
    kinds: tuple[str, ...]
    heading: Heading
    starts: tuple[int, ...] = ()


def header(raw: str, before: Columns | None) -> Columns | None:
    """The columns, when the line names at least two of them, or begins a new part of a table."""
    if before and before.mark and before.mark not in raw and kind(raw.strip()) == "name":
        return replace(before, heading=_heading(raw.strip()))
    for mark in ("\t", "|", ";", ",", ""):
        if mark and mark not in raw:
            continue
        cells, starts = cells_of(raw, mark)
        kinds = [kind(cell) for cell in cells]
        told = [*zip(cells, kinds, strict=True)][:MOST]
        if any(names.is_name(lists.plain(cell)) for cell, what in told if not what):
            continue  # somebody's row
        if mark and not kinds[0] and {"present", "absent"} <= {*kinds}:
            kinds[0] = "name"  # `Governor | Type | Present | Absent`
        known = [k for k in kinds if k]
        filled = [c for c in cells if c]
        if len(filled) == 1 and before and before.mark == mark and known[:1] and cells[0]:
            return Columns(mark, before.kinds, _heading(filled[0]), before.starts)
        if not 2 <= len(known) <= len(filled) <= (MOST if mark else MOST_ALIGNED):
            continue
        if mark == "," and not set(known) & _ADDRESSES:
            continue  # a line of people, not the head of a file
        is_all = len(known) == len(filled) or (
            # A column called something else is no matter beside names and marks.
            mark not in ("", ",")
            and ("name" in known or {"given", "family"} <= {*known})
            and (set(known) & (_ATTENDANCE | _ADDRESSES) or _is_head(cells[0]))
        )
        if is_all and (set(known) - {"name", "deputy"} or any(map(is_personal, cells))):
            kinds = _settled(kinds, cells)
            title = cells[kinds.index("name")] if "name" in kinds else ""
            return Columns(mark, tuple(kinds), _heading(title), starts)
    return None


def divided(raw: str, before: Columns) -> Columns | None:
    """The columns of the part of a table that the line is the heading of: `Muut osallistujat`."""
    title = raw.strip(f" \t{before.mark}")
    if not before.mark or before.mark in title:
        return None
    return replace(before, heading=_heading(title)) if headings.of(title) else None


def _settled(kinds: list[str], cells: list[str]) -> list[str]:
    """The kinds, now that all are known: one column has the names, a second may have deputies."""
    if {"given", "family"} <= set(kinds):
        return ["role" if kind == "name" else kind for kind in kinds]
    if "name" not in kinds:
        at = next((at for at, kind in enumerate(kinds) if kind), 0) if kinds[0] else 0
        kinds = [*kinds[:at], "name", *kinds[at + 1 :]]
    first = kinds.index("name")
    for at in range(first + 1, len(kinds)):
        if kinds[at] == "name" and _is_of_both(cells[at]):
            kinds[at] = "role"
        found = _head(cells[at]) if kinds[at] == "name" else None
        if not found or not found.is_deputies:
            continue
        has_marks = bool(_ATTENDANCE & set(kinds[at:]))
        if has_marks and _PERSONAL.match(cells[at]):
            kinds[at] = "personal" if _ATTENDANCE & set(kinds[first:at]) else "stand_in"
        elif _ATTENDANCE & set(kinds):
            kinds[at] = "stand_in" if not has_marks else kinds[at]
        else:
            is_each = _PERSONAL.match(cells[at]) or not column_names.BODIES.isdisjoint(kinds)
            kinds[at] = "standing" if is_each else "deputies"
    return kinds


def is_personal(cell: str) -> bool:
    """`Personlig ersättare`: a column of those who stand in each for one."""
    found = headings.of(cell) if _PERSONAL.match(cell) else None
    return bool(found and found.is_deputies)


def _is_head(cell: str) -> bool:
    return sheet_words.letters(cell) in _NAME


def _head(cell: str) -> Heading | None:
    """The heading of a column, the day behind it aside; a personal deputy's is a deputy's."""
    return headings.of(_PERSONAL.sub("", _DAY.sub("", cell)))


def _is_of_both(cell: str) -> bool:
    """`Ordinarie/ersättare`: which of them each is."""
    told = {*map(names.bare, cell.split("/"))}
    return not (words.DEPUTIES.isdisjoint(told) or words.MEMBERS.isdisjoint(told))


def _heading(title: str) -> Heading:
    """The table's heading but for its status, which the marks tell."""
    found = headings.of(title) or Heading()
    return Heading(is_deputies=found.is_deputies, note=found.note)


def cells_of(raw: str, mark: str) -> tuple[list[str], tuple[int, ...]]:
    if mark in _QUOTED_CELL and '"' in raw:
        found = _QUOTED_CELL[mark].findall(raw.rstrip("\r\n"))
        return [marks.clean(quoted or plain) for quoted, plain in found], ()
    if mark:
        text = raw.strip().strip("|") if mark == "|" else raw.rstrip("\r\n")
        return [marks.clean(cell) for cell in text.split(mark)], ()
    cells, starts, at = [], [], 0
    for gap in [*_GAP.finditer(raw), None]:
        end = gap.start() if gap else len(raw)
        if raw[at:end].strip():
            cells.append(marks.clean(raw[at:end]))
            starts.append(at)
        at = gap.end() if gap else at
    return cells, tuple(starts)


def kind(cell: str) -> str:
    """What a column called so holds; nothing where the words name none."""
    if not cell or len(cell) > LONGEST:
        return ""
    if "/" in cell and {"by", "deputy"} & {kind(part.strip()) for part in cell.split("/")}:
        return "by"  # "Anteckningar/Tjänstgörande ersättare"
    word = sheet_words.letters(cell)
    if word in column_names.KINDS:
        return column_names.KINDS[word]
    column = sheet_words.COLUMNS.get(word, "")
    if column in ("email", "phone", "organisation", "role", "given", "family"):
        return column
    found = _head(cell)
    if not found or found.is_other_matter:
        return "name" if column == "name" else ""
    if found.is_split:
        return "both"
    if found.is_deputies:
        return "deputy" if found.status else "name"
    if found.status is Attendance.ABSENT:
        return "absent"
    return "present" if found.status is Attendance.PRESENT else "name"
