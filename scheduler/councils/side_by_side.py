"""A table with a column for members and beside it one for their deputies, as a plain one with a person on each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from scheduler.councils import cells, struck
from scheduler.councils.listed import ROLE_WORDS
from scheduler.councils.recognise import columns as attendance
from scheduler.councils.recognise import headings, lists, names, remarks, turned, words
from scheduler.councils.recognise.values import Mention
from scheduler.councils.rows import MemberRole
from scheduler.councils.words import COLUMNS, ROLES, has_left, letters
from scheduler.errors import N_
from scheduler.language import Language

_OWN = ("name", "email", "phone")
_HEADS = (
    N_("Name"),
    N_("E-mail address"),
    N_("Role"),
    N_("Deputy for"),
    N_("Organisation"),
    N_("Phone"),
)
_ATTENDANCE = frozenset(("present", "absent", "both", "deputy", "by", "for", "answer", "joined"))
_MARK = ";"
MOST_BEFORE = 10
"""So many lines may stand above the headings: a title, a date."""
_PARTS = re.compile(r"[;,/]\s*|\s+och\s+")  # between the addresses of two who share a place


@dataclass(frozen=True, slots=True)
class _Columns:
    """The indexes of what is told of the member and of the deputy, and of where both are from."""

    member: dict[str, int]
    deputy: dict[str, int]
    organisations: tuple[int, ...]
    others: tuple[int, ...]


def plain(text: str, says: Language) -> str | None:
    """The table from its headings on, with each person on a row of their own.

    The deputy of a row stands in for the member of that row, and for the whole council where the member's place is
    vacant. A row with but one cell that is no person, `Polisen`, stays as it is. None where the text is no such table.
    """
    lines = cells.lines(text)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in filled[: MOST_BEFORE + 1]:
        found = _columns(next(cells.rows(lines[at])).cells)
        if found is None:
            continue
        rows = [row for row in cells.rows("\n".join(lines[at:])) if any(row.cells)]
        if not _are_people(rows[1:], found.deputy["name"]):
            return None
        return "\n".join(_written(rows, found, says))
    return None


def _columns(heads: Sequence[str]) -> _Columns | None:
    """What the columns hold; None where they are not those of members and deputies alone."""
    if len([head for head in heads if head]) < 2:
        return None
    kinds = [_kind(head) for head in heads]
    people = [at for at, kind in enumerate(kinds) if kind in ("member", "deputy")]
    if sorted(kinds[at] for at in people) != ["deputy", "member"] or "attendance" in kinds:
        return None
    owners: dict[str, dict[str, int]] = {kinds[at]: {"name": at} for at in people}
    for at, kind in enumerate(kinds):
        if kind in ("email", "phone"):
            owners[_owner(heads[at], at, kinds, people)].setdefault(kind, at)
    bodies = tuple(at for at, kind in enumerate(kinds) if kind == "organisation")
    others = tuple(at for at, kind in enumerate(kinds) if kind == "other" and heads[at])
    return _Columns(owners["member"], owners["deputy"], bodies, others)


def _kind(head: str) -> str:
    """Whom or what a column is of: `Ordinarie`, `Personlig ersättare`, `E-post ersättare`, `Organisation`."""
    column = COLUMNS.get(letters(head), "")
    if column in ("email", "phone", "organisation"):
        return column
    known = [COLUMNS.get(letters(word), "") for word in head.split()]
    if (whose := _whose(head)) and {"email", "phone"} & {*known}:
        return "email" if "email" in known else "phone"
    if column == "name" or (whose == "member" and headings.of(head)):
        return "member"
    if whose == "deputy" and column != "deputy_for" and attendance.kind(head) == "name":
        return "deputy"
    return "attendance" if attendance.kind(head) in _ATTENDANCE and head else "other"


def _whose(head: str) -> str:
    """Which of the two the words tell of: those for a deputy, as `E-post suppleanter`, or a member."""
    told = {form for word in head.split() for form in _forms(names.bare(word))}
    if not words.DEPUTIES.isdisjoint(told):
        return "deputy"
    return "" if words.MEMBERS.isdisjoint(told) else "member"


def _forms(word: str) -> tuple[str, str]:
    """The word, and the same without its genitive: `ersättares`."""
    return word, word.removesuffix("s")


def _owner(head: str, at: int, kinds: Sequence[str], people: Sequence[int]) -> str:
    """Whose address or number it is: of whom the words tell, else of the person before it, or behind where none is."""
    before = [k for k in people if k < at]
    return _whose(head) or kinds[before[-1] if before else people[0]]


def _are_people(rows: Sequence[cells.Row], at: int) -> bool:
    """Whether the column has names, and no marks that tell who is a deputy."""
    told = [row.cells[at] for row in rows if len(row.cells) > at and row.cells[at]]
    told = [cell for cell in told if not remarks.is_vacant(cell)]
    return bool(told) and sum(bool(_named(cell)) for cell in told) * 2 > len(told)


def _named(cell: str) -> list[Mention]:
    return [*lists.people(lists.pieces(turned.line(cell), 0), one_each=False)]


def _written(rows: Sequence[cells.Row], columns: _Columns, says: Language) -> Iterator[str]:
    """The columns that say something, and always the first four."""
    heads = [says(head) for head in _HEADS] + [rows[0].cells[at] for at in columns.others]
    below = [cells for row in rows[1:] for cells in _of_row(row, rows[0], columns, says)]
    told = [at for at in range(len(heads)) if at < 4 or any(r[at] for r in below if at < len(r))]
    yield cells.written([heads[at] for at in told], _MARK)
    for found in below:
        kept = [found[at] if at < len(found) else "" for at in told]
        yield cells.written([*kept, *found[len(heads) :]], _MARK)


def _of_row(
    row: cells.Row, head: cells.Row, columns: _Columns, says: Language
) -> Iterator[list[str]]:
    """The cells of the member, then of the deputy; headings that come again are left out."""
    width = len(head.cells)
    found = [*row.cells, *[""] * (width - len(row.cells))]
    told = [cell for cell in found if cell]
    if row.cells == head.cells:
        return
    if len(told) == 1 and not _named(told[0]):
        yield told
        return
    body = ", ".join(dict.fromkeys(found[at] for at in columns.organisations if found[at]))
    members = _people(found, columns.member)
    whom = (_named(members[0].name) or members)[0].name if len(members) == 1 else ""
    others = [*(found[at] for at in columns.others), *filter(None, found[width:])]
    for one in members:
        yield [*_cells(one, MemberRole.MEMBER, "", body, says), *others]
    for one in _people(found, columns.deputy):
        yield _cells(one, MemberRole.DEPUTY, whom, body, says)


def _cells(one: Mention, role: str, whom: str, body: str, says: Language) -> list[str]:
    """In the order of `_HEADS`. A member may be chair; what a deputy is besides is told nowhere."""
    if role == MemberRole.MEMBER:
        role = ROLES.get(letters(one.role or ""), role)
    body = body or one.organisation or one.party or ""
    return [one.name, one.email or "", says(ROLE_WORDS[role]), whom, body, one.phone or ""]


def _people(row: Sequence[str], own: dict[str, int]) -> list[Mention]:
    """Each in the cell, with their addresses; the cell as it stands where nobody is found in it."""
    name, email, phone = (struck.rest(row[own[kind]]) if kind in own else "" for kind in _OWN)
    if struck.is_struck(row[own["name"]]):
        return []
    if remarks.is_vacant(name):
        return [Mention(0, "", email=email, phone=phone)] if email else []
    # Of one who has left the words stay, so that the row waits.
    found = ([] if has_left(name) else _named(name)) or [Mention(0, name)]
    emails = _PARTS.split(email) if len(found) > 1 else [email]
    phones = _PARTS.split(phone) if len(found) > 1 else [phone]
    for one, address, number in zip_longest(found, emails[: len(found)], phones[: len(found)]):
        one.email, one.phone = address or one.email, number or one.phone
    return found
