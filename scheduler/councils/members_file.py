"""The members file: a pasted or saved sheet of people becomes entries, and faults by line."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from scheduler.councils import addresses, cells, vcard
from scheduler.councils.members_file_words import (
    COLUMNS,
    LANGUAGES,
    ROLES,
    day,
    has_left,
    letters,
    stands_for,
)
from scheduler.councils.recognise.person import turned
from scheduler.councils.rows import MemberRole

_BRACKETED = re.compile(r"<([^<>]*)>")
T = TypeVar("T")
Row = dict[str, str]
"""The cells of one person by column. `note`, `code`, `written` and `params` are of a row that waits: see `of_rows`."""

# Characters that cannot be seen and come along with a paste.
_INVISIBLE = dict.fromkeys(map(ord, "\0\u00ad\u200b\u2060\ufeff"))
_UNLABELLED = ("name", "email", "organisation", "role")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that can be taken as it stands; what the line leaves out is empty or None."""

    line: int
    name: str
    email: str
    role: MemberRole
    organisation: str
    seat: str
    deputy_for: str
    phone: str
    language: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a line out. `field` is a column, or empty for the whole line; `code` is a key of
    `sheet_faults.TEXTS`."""

    line: int
    name: str
    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file as read. `ignored` are headers that are not known; `faulty` what was read of the lines with faults."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]
    faulty: tuple[Entry, ...] = ()


def read_members(text: str) -> Sheet:
    """Everyone the text holds, in its order; what cannot be taken is a fault on its line.

    Never raises. Lines are counted from 1, blank ones too. Without headers, address cards, `Name <address>` and
    `Name; address; organisation; role` are understood.
    """
    lines, ignored = _lines(text)
    return _sheet(lines, ignored)


def rows_of(text: str) -> tuple[list[Row], tuple[str, ...]]:
    """The same as rows, for a page on which they are mended, and the headers that are not known."""
    lines, ignored = _lines(text)
    return [_as_row(line) for line in lines], ignored


def read_rows(rows: Sequence[Row]) -> Sheet:
    """The rows read; their lines are counted from 1.

    A row with a `code` waits until somebody has written it anew; `written` is the line that it was made from. One with
    words in its `note` that tell of somebody who has left waits too.
    """
    lines = [
        _Line(number, row, row.get("code", ""), json.loads(row.get("params", "{}")))
        for number, row in enumerate(rows, start=1)
    ]
    return _sheet((_waiting(line) for line in lines), ())


def _waiting(line: _Line) -> _Line:
    left = has_left(line.cells.get("note", ""))
    return dataclasses.replace(line, code="has_left", params={"value": left}) if left else line


def _lines(text: str) -> tuple[list[_Line], tuple[str, ...]]:
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    if vcard.is_cards(text):
        return [_of_card(card) for card in vcard.read_cards(text)], ()
    rows = [row for row in cells.rows(text) if any(row.cells)]
    columns = columns_of(rows[0].cells) if rows else []
    if not rows or (names_people(columns) and not rows[1:]):
        return [_Line(rows[0].line if rows else 1, {}, "empty")], ()
    if names_people(columns):
        ignored = [cell for cell, known in zip(rows[0].cells, columns, strict=True) if not known]
        return [_labelled(row, columns) for row in rows[1:]], tuple(filter(None, ignored))
    if "email" not in columns and any("@" in inside for inside in _BRACKETED.findall(text)):
        return [*_named_addresses(text)], ()
    if is_unlabelled(rows):
        return [_labelled(row, unlabelled(row.cells)) for row in rows], ()
    found = ", ".join(cell for cell in rows[0].cells if cell)
    return [_Line(rows[0].line, {}, "no_header", {"found": found})], ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One person's cells by column, or the code of what makes the whole line unreadable."""

    number: int
    cells: Mapping[str, str]
    code: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


def _of_card(card: vcard.Card) -> _Line:
    cells = {"name": card.name, "email": card.email, "organisation": card.organisation}
    role = "role" if _is_role(card.role) else "seat"
    return _Line(card.line, {**cells, role: card.role, "phone": card.phone})


def _as_row(line: _Line) -> Row:
    row = {column: cell for column, cell in line.cells.items() if cell}
    if line.code == "has_left":
        return row | {"note": str(line.params["value"])}
    return row | ({"code": line.code, "params": json.dumps(line.params)} if line.code else {})


def columns_of(headers: Sequence[str]) -> list[str]:
    """The key of each column, or empty. Only the first of a kind is read, but any telephone."""
    found: list[str] = []
    for header in headers:
        column = COLUMNS.get(letters(header), "")
        found.append("" if column in found and column != "phone" else column)
    return found


def names_people(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a members file: a name and an address at least."""
    return "email" in columns and ("name" in columns or {"given", "family"} <= {*columns})


def is_unlabelled(rows: Sequence[cells.Row]) -> bool:
    """Whether these are rows of name and address without headers; the first address may be faulty."""
    columns = columns_of(rows[0].cells)
    second = [cell for row in rows[: 1 if any(columns) else 2] for cell in row.cells[1:2]]
    return "email" not in columns and "@" in "".join(second)


def unlabelled(row: Sequence[str]) -> Sequence[str]:
    """Name and address, then the organisation and the role, which a word of `ROLES` tells apart."""
    third, fourth = (*map(_is_role, row[2:4]), False, False)[:2]
    is_turned = third and not fourth
    return ("name", "email", "role", "organisation") if is_turned else _UNLABELLED


def _is_role(cell: str) -> bool:
    return letters(cell) in ROLES or stands_for(cell) is not None


def _labelled(row: cells.Row, columns: Sequence[str]) -> _Line:
    by_column: dict[str, str] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if column and cell and cell not in ("-", "–", "—"):
            by_column.setdefault(column, cell)
    given, family = by_column.pop("given", ""), by_column.pop("family", "")
    by_column.setdefault("name", f"{given} {family}".strip())
    whom = stands_for(by_column.get("role", ""))
    if whom is not None:
        by_column = {"deputy_for": whom, **by_column, "role": MemberRole.DEPUTY}
    if not row.is_closed:
        return _Line(row.line, by_column, "open_quote")
    of_own = (
        c for at, c in enumerate(row.cells) if at >= len(columns) or columns[at] != "deputy_for"
    )
    if left := next(filter(None, map(has_left, of_own)), ""):
        return _Line(row.line, by_column, "has_left", {"value": left})
    if any(row.cells[len(columns) :]):
        params = {"count": len(row.cells), "headers": len(columns)}
        return _Line(row.line, by_column, "too_many_cells", params)
    return _Line(row.line, by_column)


def _named_addresses(text: str) -> Iterator[_Line]:
    """A list as a mail program copies it: several on a line, or one on each."""
    for number, line in enumerate(cells.lines(text), start=1):
        *pairs, rest = _BRACKETED.split(line)
        for name, address in zip(pairs[::2], pairs[1::2], strict=True):
            yield _Line(number, {"name": _turned(name), "email": address})
        if rest := rest.strip(" \t,;"):
            is_address = "@" in rest and len(rest.split()) == 1
            yield _Line(number, {"email" if is_address else "name": rest})


def _turned(name: str) -> str:
    """`"Ek, Anna"` as Anna Ek: address books put the family name first and quote the whole."""
    name = name.strip(" \t,;")
    if name.startswith('"') and name.endswith('"'):
        family, comma, given = name.strip('" ').partition(",")
        return f"{given.strip()} {family.strip()}" if comma else family
    return name


def _sheet(lines: Iterable[_Line], ignored: tuple[str, ...]) -> Sheet:
    entries: list[Entry] = []
    faulty: list[Entry] = []
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for line in lines:
        entry, found = _entry(line, first)
        faults += found
        (faulty if found else entries).append(entry)
    return Sheet(tuple(entries), tuple(faults), ignored, tuple(faulty))


class _Reading:
    """The cells of one line and the faults found in them so far."""

    def __init__(self, line: _Line):
        self._line = line
        self.faults: list[Fault] = []

    def fault(self, column: str, code: str, **params: object) -> None:
        name = cells.flat(self._line.cells.get("name", ""))
        self.faults.append(Fault(self._line.number, name, column, code, params))

    def take(self, column: str, reader: Callable[[str], T], otherwise: T) -> T:
        """What `reader` makes of the cell, or `otherwise` and a fault."""
        try:
            return reader(self._line.cells.get(column, ""))
        except cells.Unreadable as error:
            self.fault(column, error.code, **error.params)
            return otherwise


def _entry(line: _Line, first: dict[str, int]) -> tuple[Entry, list[Fault]]:
    """The line and its faults. `first` remembers on which line each address stood first."""
    reading = _Reading(line)
    if line.code:
        reading.fault("", line.code, **line.params)
        return dataclasses.replace(_NOBODY, line=line.number), reading.faults
    entry = Entry(
        line=line.number,
        name=reading.take("name", _name, ""),
        email=reading.take("email", addresses.read_address, ""),
        role=reading.take("role", _role, MemberRole.MEMBER),
        organisation=cells.flat(line.cells.get("organisation", "")),
        seat=cells.flat(line.cells.get("seat", "")),
        deputy_for=turned(cells.flat(line.cells.get("deputy_for", ""))),
        phone=cells.flat(line.cells.get("phone", "")),
        language=reading.take("language", _language, ""),
        since=reading.take("since", _date, None),
        until=reading.take("until", _date, None),
    )
    earlier = first.setdefault(entry.email.casefold(), line.number) if entry.email else line.number
    if earlier != line.number:
        reading.fault("email", "double_address", address=entry.email, first=earlier)
    if entry.since and entry.until and entry.until < entry.since:
        reading.fault("until", "until_before_since", since=entry.since, until=entry.until)
    if entry.deputy_for and "role" not in line.cells:
        entry = dataclasses.replace(entry, role=MemberRole.DEPUTY)
    return entry, reading.faults


_NOBODY = Entry(0, "", "", MemberRole.MEMBER, "", "", "", "", "", None, None)


def _name(cell: str) -> str:
    """The name, `Ek, Anna` too, as it is spoken."""
    name = turned(cells.flat(cell))
    if not name or ("@" in name and " " not in name):
        raise cells.Unreadable("no_name")
    if "@" in name:
        raise cells.Unreadable("address_in_name", value=name)
    if ":" in name:  # a heading that stands before the name: `Närvarande: Anna Ek`
        raise cells.Unreadable("colon", value=name)
    return name


def _role(cell: str) -> MemberRole:
    word = letters(cell)
    if word and word not in ROLES:
        raise cells.Unreadable("unknown_role", value=cells.flat(cell))
    return MemberRole(ROLES[word]) if word else MemberRole.MEMBER


def _language(cell: str) -> str:
    try:
        return LANGUAGES[letters(cell)]
    except KeyError as error:
        raise cells.Unreadable("unknown_language", value=cells.flat(cell)) from error


def _date(cell: str) -> date | None:
    try:
        return day(cell) if cell else None
    except ValueError as error:
        raise cells.Unreadable("unreadable_date", value=cells.flat(cell)) from error
