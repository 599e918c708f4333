"""An attendance table: columns told by their headings, marks in them, one person on each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.councils.recognise import (
    answers,
    links,
    lists,
    names,
    person,
    remarks,
    turned,
    words,
)
from scheduler.councils.recognise.column_names import BODIES
from scheduler.councils.recognise.columns import Columns, cells_of
from scheduler.councils.recognise.presence import Letters, is_unmarked, is_yes
from scheduler.councils.recognise.values import Attendance, Link, Mention, Reading, Reason

# `Resurs (rum eller utrustning)`, as a program calls what is asked and no person.
_RESOURCE = re.compile(r"(?:resurs|resource|ressource|ressurs|resurssi)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.)]?")  # of the row
_DIGITS = re.compile(r"\+?\d[\d ()/-]{4,20}")
_WITH_PARTY = re.compile(r"(.+?)\s*\(([^()]{1,20})\)")  # `Kommunstyrelsen (S)`
_PHRASES = re.compile(r"[,;]\s+|(?<=\w{3})\.\s+")
_PARTICIPANTS = words.PRESENT | words.MEMBERS | {"attendee", "participant"}
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


def is_marked(raw: str, columns: Columns) -> bool:
    """The line is a row of the table, with somebody's name and a mark in a column of attendance."""
    found = row(raw, 0, columns) if columns.mark else None
    cells = dict(_cells(found)) if found else {}
    marked = [cell for kind in ("present", "absent", "both") if is_yes(cell := cells.get(kind, ""))]
    return bool(marked) and names.starts(turned.line(cells.get("name", "")))


def people(rows: list[Row], section: int) -> list[Mention]:
    """Everybody in the rows. An empty cell means absent only where others are marked present."""
    out: list[Mention] = []
    halves = _with_marks([half for r in rows for half in _halves(r)])
    halves = _spoken(halves)
    marks = [cell for r in halves for kind, cell in _cells(r) if kind in ("present", "both")]
    letters = Letters(marks)
    is_marked = any(map(is_yes, marks))
    for r in halves:
        out += _side_by_side(r, section)
        found = [] if _is_thing(r) else _persons(r, section)
        for mention in found:
            _attendance(mention, r, letters, is_marked=is_marked)
            _noted_deputy(mention, r)
            if mention.status is Attendance.ABSENT and "role" not in r.columns.kinds:
                person.excuse(mention)
            if "personal" in r.columns.kinds:
                _came_instead(mention, out[-1:])
            out.append(mention)
        out += _standing(r, section, found)
        if not found:
            out += _for_nobody(r, section)
    return out


def _spoken(halves: list[Row]) -> list[Row]:
    """The rows, names with the family name first put in the order they are spoken."""
    names_in = [(at, dict(_cells(r)).get("name", "").strip('"')) for at, r in enumerate(halves)]
    told = dict(turned.listed([(at, name) for at, name in names_in if "," in name]))
    out: list[Row] = []
    for at, r in enumerate(halves):
        named = r.columns.kinds.index("name") if at in told else -1
        cells = (told[at] if k == named else cell for k, cell in enumerate(r.cells))
        out.append(replace(r, cells=tuple(cells)))
    return out


def is_nobody(r: Row) -> bool:
    """A room, an office or a telephone among those asked or counted by a program."""
    cells = dict(_cells(r))
    name = cells.get("name", "")
    is_body = any(map(names.is_organisation, name.split())) or names.is_place(name)
    is_number = not any(c.isalpha() for c in name)
    return ("answer" in cells or "joined" in cells) and (is_body or is_number or _is_thing(r))


def _is_thing(r: Row) -> bool:
    """What a calendar program asks that is no person."""
    return "answer" in dict(_cells(r)) and any(map(_RESOURCE.match, r.cells))


def _came_instead(mention: Mention, before: list[Mention]) -> None:
    """A personal deputy came for the member on the same row, where that one did not come."""
    mention.is_deputy = True
    for member in before:
        is_instead = mention.status is Attendance.PRESENT and member.status is Attendance.ABSENT
        if is_instead and member.line == mention.line:
            mention.links.append(Link(Reading.CAME_FOR, member.name, member.party))


def _for_nobody(r: Row, section: int) -> Iterator[Mention]:
    """Who came where a place is vacant: a deputy, for nobody."""
    for kind, cell in _cells(r):
        if kind in ("deputy", "by") and (mention := person.begin(turned.line(cell), r.line)):
            mention.section, mention.is_deputy = section, True
            mention.status = Attendance.PRESENT
            yield mention


def _cells(r: Row) -> Iterator[tuple[str, str]]:
    """The row's cells, each with the kind of its column."""
    return zip(r.columns.kinds, r.cells, strict=False)


def _halves(r: Row) -> Iterator[Row]:
    """The row once for each column of names in it, with the columns up to the next.

    What stands before the first and so before each is each one's own, else it is of all in the row.
    """
    kinds = r.columns.kinds
    begins = [at for at, kind in enumerate(kinds) if kind in ("name", "personal")]
    if len(begins) < 2:
        yield r
        return
    cells = (*r.cells, *[""] * (len(kinds) - len(r.cells)))
    lead = begins[0]
    is_own = all(kinds[at - lead : at] == kinds[:lead] for at in begins)
    begins = [at - lead for at in begins] if is_own else begins
    shared = [at for at in range(begins[0]) if kinds[at] in {*BODIES, "party"}]
    for begin, end in pairwise([*begins, len(kinds)]):
        places = (*shared, *range(begin, end))
        columns = replace(r.columns, kinds=tuple(kinds[at] for at in places))
        yield Row(r.line, tuple(cells[at] for at in places), columns)


def _with_marks(halves: list[Row]) -> list[Row]:
    """The rows, a column with nothing but marks under a date taken as that of attendance."""
    kinds = halves[0].columns.kinds if halves else ()
    if {"present", "absent", "both"} & set(kinds):
        return halves
    marked = [at for at, kind in enumerate(kinds) if kind == "" and _is_marks(halves, at)]
    if len(marked) != 1:
        return halves
    (at,) = marked
    changed = (*kinds[:at], "both", *kinds[at + 1 :])
    return [replace(r, columns=replace(r.columns, kinds=changed)) for r in halves]


def _is_marks(halves: list[Row], at: int) -> bool:
    cells = [r.cells[at] for r in halves if len(r.cells) > at and r.cells[at].strip("-:")]
    letters = Letters(cells)
    return len(cells) > 1 and all(letters.told(cell)[0] for cell in cells)


def _side_by_side(r: Row, section: int) -> Iterator[Mention]:
    """The deputies who have a column beside the members."""
    for kind, cell in _cells(r):
        for mention in _named(cell, r) if kind == "deputies" else ():
            mention.section = section
            mention.is_deputy = True
            yield mention


def _standing(r: Row, section: int, members: list[Mention]) -> Iterator[Mention]:
    """The deputies of the one member on the row; where two share the place, of neither alone."""
    cells = dict(_cells(r))
    for mention in _named(cells.get("standing", ""), r):
        mention.section, mention.is_deputy = section, True
        body = cells.get("organisation") or cells.get("unit")
        mention.organisation = mention.organisation or body or None
        if len(members) == 1:
            members[0].links.append(Link(Reading.HAS_DEPUTY, mention.name))
        yield mention


def _named(cell: str, r: Row) -> Iterator[Mention]:
    """Everybody in a cell: one, `Anna Ek och Bo Al`, or with a comma where bodies have a column."""
    row = lists.pieces(turned.line(cell), r.line)
    return lists.people(row, one_each=BODIES.isdisjoint(r.columns.kinds))


def _persons(r: Row, section: int) -> list[Mention]:
    """Who has the row: one, or two who share the place."""
    cells = dict(_cells(r))
    text = cells.get("name", "") or cells.get("personal", "")
    if "given" in cells and "family" in cells:
        text = f"{cells['given']} {cells['family']}"
    found = list(_named(text, r))
    for mention in found:
        mention.section = section
        _describe(mention, r)
    return found


def _describe(mention: Mention, r: Row) -> None:
    """Takes up what the other cells of the row say of the person."""
    for at, (kind, cell) in enumerate(_cells(r)):
        is_number = at == 0 and not kind and bool(_NUMBER.fullmatch(cell))
        if not cell or cell in ("-", "–") or is_number:
            continue
        if kind in {*BODIES, "note", "", "email", "phone", "party"}:
            _take(mention, kind, cell)
        elif kind == "role" and "joined" in r.columns.kinds:
            mention.notes += [cell] * (not _is_participant(cell))
        elif kind == "role":
            person.fill(mention, cell)
        elif kind in ("deputy", "by", "for", "stand_in"):
            _deputy(mention, kind, cell)


def _is_participant(cell: str) -> bool:
    """`Deltagare`, `Attendee`: what a program calls everybody who is nothing else."""
    return names.bare(cell) in _PARTICIPANTS


def _take(mention: Mention, kind: str, cell: str) -> None:
    if kind == "organisation" and not mention.party and links.is_party_name(cell):
        mention.party = cell  # `Representerer` "AP"
    elif kind in BODIES and not mention.organisation:
        with_party = _WITH_PARTY.fullmatch(cell)
        if with_party and links.is_party_name(with_party[2]):
            cell, mention.party = with_party[1], mention.party or with_party[2]
        mention.organisation = cell
    elif kind == "phone" and not mention.phone and _DIGITS.fullmatch(cell):
        mention.phone = cell
    elif kind == "party" and len(cell) < 40:
        mention.party = mention.party or cell.strip("()")
    elif kind == "note" and not links.find(cell):
        phrases = _PHRASES.split(cell)
        if any(map(links.find, phrases)):  # `Afbud, stedfortræder Anna Ek deltog`
            for phrase in phrases:
                person.add(mention, phrase)
        else:
            mention.notes.append(cell)
    elif not is_yes(cell) and not _is_small_mark(cell):
        person.add(mention, cell)


def _is_small_mark(cell: str) -> bool:
    """`f` under the day of some other meeting: that somebody did not come, and no party."""
    return cell.islower() and len(cell) < 3 and bool(Letters(()).told(cell)[0])


def _deputy(mention: Mention, kind: str, cell: str) -> None:
    other = person.begin(turned.line(cell), mention.line)
    if not other:
        if not is_yes(cell):
            person.add(mention, cell)
        return
    reading = _READINGS.get(kind, Reading.REPLACED_BY)
    mention.links.append(Link(reading, other.name, other.party))


def _noted_deputy(mention: Mention, r: Row) -> None:
    """A remark beside somebody absent that is but a name: who came instead."""
    for kind, cell in _cells(r):
        spoken = turned.line(cell)
        other = person.begin(spoken, r.line) if kind == "note" else None
        is_alone = (
            cell in mention.notes
            and not remarks.is_away(cell)
            and names.is_name(lists.plain(spoken))
        )
        if other and is_alone and mention.status is Attendance.ABSENT:
            mention.notes.remove(cell)
            mention.links.append(Link(Reading.REPLACED_BY, other.name, other.party))


def _attendance(mention: Mention, r: Row, letters: Letters, *, is_marked: bool) -> None:
    """What the row's marks tell, or that they tell nothing where the table has such columns."""
    told: set[Attendance] = set()
    unclear = False
    for kind, cell in _cells(r):
        if kind in ("present", "both") and cell:
            status, rest = letters.told(cell)
            if status is None and remarks.tells_part(cell):
                status = Attendance.PRESENT
            unclear = unclear or status is None
            told |= {status} if status else set()
            is_excuse = status is Attendance.ABSENT and rest == cell and " " not in cell
            if rest and ("answer" in r.columns.kinds or is_excuse):
                mention.notes.append(rest)  # `Obligatorisk deltagare`, `entschuldigt`
            elif rest:
                person.add(mention, rest)
        elif kind == "absent" and not is_unmarked(cell):
            told.add(Attendance.ABSENT)
            status, rest = letters.told(cell)
            if rest:
                mention.notes.append(rest)
    kinds = r.columns.kinds
    if len(told) > 1:
        mention.reasons.append(Reason("both_marks", {"name": mention.name}))
        mention.status = Attendance.PRESENT
    elif told:
        (mention.status,) = told
    elif "joined" in kinds:
        mention.status = Attendance.PRESENT  # a program lists those who came
    elif any(link.reading is not Reading.CAME_FOR for link in mention.links):
        mention.status = Attendance.ABSENT
    elif answer := next((cell for kind, cell in _cells(r) if kind == "answer" and cell), ""):
        mention.status = answers.status(answer)
    elif unclear or ("absent" in kinds and "present" in kinds):
        mention.reasons.append(Reason("no_mark", {"name": mention.name}))
        mention.status = Attendance.CALLED
    elif "present" in kinds and letters.has_negative:
        mention.status = Attendance.CALLED
    elif "present" in kinds and is_marked:
        mention.status = Attendance.ABSENT
    elif "absent" in kinds:
        mention.status = Attendance.PRESENT
