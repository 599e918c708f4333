"""An attendance table: columns told by their headings, marks in them, one person on each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.councils.recognise import lists, person
from scheduler.councils.recognise.columns import Columns, cells_of
from scheduler.councils.recognise.values import Attendance, Link, Mention, Reading, Reason

_YES = frozenset(
    ("x", "xx", "ja", "j", "1", "n", "närv", "närvarande", "yes", "y", "ok", *"✓✔☑✗✘•*■v")
)
_NO = frozenset(("nej", "f", "frånv", "frånvarande", "0", "no", "absent", "förhinder", *"-–—☐□u"))
_READINGS = {"for": Reading.CAME_FOR, "stand_in": Reading.STAND_IN}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; where two people stand side by side, one row for each."""

    line: int
    cells: tuple[str, ...]
    columns: Columns


def row(raw: str, line: int, columns: Columns) -> Row | None:
    """The line's cells by the table's columns; None when the line is not of the table."""
    if columns.mark:
        if columns.mark not in raw:
            return None
        cells, _ = cells_of(raw, columns.mark)
        return Row(line, tuple(cells), columns)
    cells, starts = cells_of(raw, "")
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
