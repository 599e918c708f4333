"""An attendance table: columns told by their headings, marks in them, one person on each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.councils import words as sheet_words
from scheduler.councils.recognise import headings, lists, marks, person
from scheduler.councils.recognise.headings import Heading
from scheduler.councils.recognise.values import Attendance, Link, Mention, Reading, Reason

_YES = frozenset(
    ("x", "xx", "ja", "j", "1", "n", "närv", "närvarande", "yes", "y", "ok", *"✓✔☑✗✘•*■v")
)
_NO = frozenset(("nej", "f", "frånv", "frånvarande", "0", "no", "absent", "förhinder", *"-–—☐□u"))
MOST, MOST_ALIGNED = 60, 12
_READINGS = {"for": Reading.CAME_FOR, "stand_in": Reading.STAND_IN}
_GAP = re.compile(r"\s{2,}")
_QUOTED_CELL = re.compile(r'(?:^|,)\s*("[^"]*"|[^,]*)')
_PERSONAL = re.compile(r"^personliga?\s+(?=ers|suppl)", re.IGNORECASE)
_ADDRESSES = frozenset(("email", "phone", "given", "family"))
_ATTENDANCE = frozenset(("present", "absent", "both"))
_KINDS = {
    "parti": "party",
    "party": "party",
    "partibeteckning": "party",
    "funktion": "role",
    "titel": "role",
    "befattning": "role",
    "roll": "role",
    "uppdrag": "role",
    "title": "role",
    "function": "role",
    "verksamhet": "organisation",
    "arbetsplats": "organisation",
    "anm": "note",
    "anmärkning": "note",
    "anmärkningar": "note",
    "kommentar": "note",
    "notering": "note",
    "paragraf": "note",
    "note": "note",
    "ersätter": "for",
    "ersättareför": "for",
    "ersför": "for",
    "møttefor": "for",
    "varafor": "for",
    "varafør": "for",
    "insteadof": "for",
    "substitutingfor": "for",
    "nimi": "name",
    "navn": "name",
    "organisaatio": "organisation",
    "taho": "organisation",
    "puolue": "party",
    "organisasjon": "organisation",
    "verein": "organisation",
    "partei": "party",
    "tehtävä": "role",
    "rolle": "role",
    "funksjon": "role",
    "sähköposti": "email",
    "epost": "email",
    "puhelin": "phone",
    "tjgför": "for",
    "ersättsav": "by",
    "närvfrånv": "both",
    "närvarofrånvaro": "both",
    "närvarandefrånvarande": "both",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds. `starts` are where they begin, when only blanks part them."""

    mark: str
    kinds: tuple[str, ...]
    heading: Heading
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; where two people stand side by side, one row for each."""

    line: int
    cells: tuple[str, ...]
    columns: Columns


def header(raw: str, before: Columns | None) -> Columns | None:
    """The columns, when the line names at least two of them, or begins a new part of a table."""
    if before and before.mark and before.mark not in raw and _kind(raw.strip()) == "name":
        return replace(before, heading=_heading(raw.strip()))
    for mark in ("\t", "|", ";", ",", ""):
        if mark and mark not in raw:
            continue
        cells, starts = _cells(raw, mark)
        kinds = [_kind(cell) for cell in cells]
        known = [k for k in kinds if k]
        filled = [c for c in cells if c]
        if len(filled) == 1 and before and before.mark == mark and known == ["name"]:
            return Columns(mark, before.kinds, _heading(filled[0]), before.starts)
        if not 2 <= len(known) <= len(filled) <= (MOST if mark else MOST_ALIGNED):
            continue
        if mark == "," and not set(known) & _ADDRESSES:
            continue  # a line of people, not the head of a file
        is_all = len(known) == len(filled) or (
            # A column called something else is no matter beside names and marks.
            mark not in ("", ",") and "name" in known and set(known) & _ATTENDANCE
        )
        if is_all and (set(known) - {"name", "deputy"} or _is_roster(cells)):
            kinds = _settled(kinds, cells)
            title = cells[kinds.index("name")] if "name" in kinds else ""
            return Columns(mark, tuple(kinds), _heading(title), starts)
    return None


def _settled(kinds: list[str], cells: list[str]) -> list[str]:
    """The kinds, now that all are known: one column has the names, a second may have deputies."""
    if _is_roster(cells):
        return ["name", "deputy_people"]
    if sorted(kinds) == ["absent", "present"]:
        return [f"{kind}_people" for kind in kinds]
    if {"given", "family"} <= set(kinds):
        return kinds
    if "name" not in kinds:
        at = next((at for at, kind in enumerate(kinds) if kind), 0) if kinds[0] else 0
        kinds = [*kinds[:at], "name", *kinds[at + 1 :]]
    first = kinds.index("name")
    for at in range(first + 1, len(kinds)):
        found = headings.of(cells[at]) if kinds[at] == "name" else None
        has_marks = {"present", "absent", "both"} & set(kinds[at:])
        if found and found.is_deputies and not has_marks:
            kinds[at] = "stand_in" if _ATTENDANCE & set(kinds) else "deputy_people"
    return kinds


def _is_roster(cells: list[str]) -> bool:
    """`Ordinarie | Ersättare`: members in one column and deputies beside them, and no marks."""
    found = [_head(cell) for cell in cells]
    return [h and h.is_deputies and not h.status for h in found] == [False, True]


def _head(cell: str) -> Heading | None:
    """The heading of a column; a personal deputy's is a deputy's."""
    return headings.of(_PERSONAL.sub("", cell))


def _heading(title: str) -> Heading:
    """The table's heading but for its status, which the marks tell."""
    found = headings.of(title) or Heading()
    return Heading(is_deputies=found.is_deputies, note=found.note)


def _cells(raw: str, mark: str) -> tuple[list[str], tuple[int, ...]]:
    if mark == "," and '"' in raw:
        return [marks.clean(cell) for cell in _QUOTED_CELL.findall(raw)], ()
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


def _kind(cell: str) -> str:
    if not cell or len(cell) > 40:
        return ""
    word = sheet_words.letters(cell)
    if word in _KINDS:
        return _KINDS[word]
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


def row(raw: str, line: int, columns: Columns) -> Row | None:
    """The line's cells by the table's columns; None when the line is not of the table."""
    if columns.mark:
        if columns.mark not in raw:
            return None
        cells, _ = _cells(raw, columns.mark)
        return Row(line, tuple(cells), columns)
    cells, starts = _cells(raw, "")
    if not cells:
        return None
    placed = [""] * len(columns.kinds)
    for cell, start in zip(cells, starts, strict=True):
        at = min(range(len(placed)), key=lambda k: abs(columns.starts[k] - start))
        placed[at] = f"{placed[at]} {cell}".strip()
    return Row(line, tuple(placed), columns)


def people(rows: list[Row], section: int) -> list[Mention]:
    """Everybody in the rows. An empty cell means absent only where others are marked present."""
    out: list[Mention] = []
    halves = [half for r in rows for half in _halves(r)]
    is_marked = any(
        marks_yes(cell)
        for r in halves
        for kind, cell in zip(r.columns.kinds, r.cells, strict=False)
        if kind == "present"
    )
    n_is_no = _is_yes_or_no(halves)
    for r in halves:
        out += _side_by_side(r, section)
        mention = _person(r, section)
        if mention:
            _attendance(mention, r, is_marked=is_marked, n_is_no=n_is_no)
            out.append(mention)
    return out


def _halves(r: Row) -> Iterator[Row]:
    """The row once for each column of names in it, with the columns up to the next."""
    kinds = r.columns.kinds
    begins = [at for at, kind in enumerate(kinds) if kind == "name"]
    if len(begins) < 2:
        yield r
        return
    for begin, end in pairwise([*begins, len(kinds)]):
        columns = replace(r.columns, kinds=kinds[begin:end])
        yield Row(r.line, r.cells[begin:end], columns)


def _side_by_side(r: Row, section: int) -> Iterator[Mention]:
    """Those who came in one column, those who did not in another."""
    for kind, cell in zip(r.columns.kinds, r.cells, strict=False):
        if kind.endswith("_people") and (mention := person.begin(cell, r.line)):
            mention.section = section
            mention.is_deputy = kind == "deputy_people"
            if not mention.is_deputy:
                mention.status = Attendance(kind.removesuffix("_people"))
            yield mention


def marks_yes(cell: str) -> bool:
    return cell.casefold().strip(" .") in _YES


def _person(r: Row, section: int) -> Mention | None:
    cells = dict(zip(r.columns.kinds, r.cells, strict=False))
    text = cells.get("name", "")
    if "given" in cells and "family" in cells:
        text = f"{cells['given']} {cells['family']}"
    mention = next(lists.people(lists.pieces(text, r.line), one_each=True), None)
    if not mention:
        return None
    mention.section = section
    for kind, cell in zip(r.columns.kinds, r.cells, strict=False):
        if not cell or cell in ("-", "–"):
            continue
        if kind in ("organisation", "note", "", "email", "phone", "party"):
            _take(mention, kind, cell)
        elif kind == "role":
            person.add(mention, cell)
        elif kind in ("deputy", "by", "for", "stand_in"):
            _deputy(mention, kind, cell)
    return mention


def _take(mention: Mention, kind: str, cell: str) -> None:
    if kind == "organisation" and not mention.organisation:
        mention.organisation = cell
    elif kind == "party" and len(cell) < 40:
        mention.party = mention.party or cell.strip("()")
    elif kind == "note":
        mention.notes.append(cell)
    elif not marks_yes(cell):
        person.add(mention, cell)


def _deputy(mention: Mention, kind: str, cell: str) -> None:
    other = person.begin(cell, mention.line)
    if not other:
        if not marks_yes(cell):
            mention.notes.append(cell)
        return
    reading = _READINGS.get(kind, Reading.REPLACED_BY)
    mention.links.append(Link(reading, other.name, other.party))


def _is_yes_or_no(halves: list[Row]) -> bool:
    """Whether N stands for no, beside J or Y, and not for "närvarande"."""
    words = {cell.casefold().strip(" .") for r in halves for cell in r.cells if len(cell) < 5}
    return bool(words & {"j", "ja", "y", "yes"}) and "n" in words


def _attendance(mention: Mention, r: Row, *, is_marked: bool, n_is_no: bool) -> None:
    present: Attendance | None = None
    absent = False
    kinds = r.columns.kinds
    for kind, cell in zip(kinds, r.cells, strict=False):
        word = cell.casefold().strip(" .")
        if kind in ("present", "both") and word:
            is_no = word in _NO or (n_is_no and word == "n")
            present = Attendance.ABSENT if is_no else Attendance.PRESENT
            if word not in _YES | _NO:
                mention.notes.append(cell)
        elif kind == "absent" and word and word not in ("-", "–", "—", "nej", "0", "no"):
            absent = True
            if word not in _YES | _NO:
                mention.notes.append(cell)
    if present is Attendance.PRESENT and absent:
        mention.reasons.append(Reason("both_marks", {"name": mention.name}))
        mention.status = Attendance.PRESENT
    elif absent or present:
        mention.status = Attendance.ABSENT if absent else present
    elif any(link.reading is not Reading.CAME_FOR for link in mention.links):
        mention.status = Attendance.ABSENT
    elif "absent" in kinds and "present" in kinds:
        mention.reasons.append(Reason("no_mark", {"name": mention.name}))
        mention.status = Attendance.CALLED
    elif "present" in kinds and is_marked:
        mention.status = Attendance.ABSENT
    elif "absent" in kinds:
        mention.status = Attendance.PRESENT
