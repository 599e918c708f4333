"""The members file: a pasted or saved sheet of people becomes rows, and rows become entries or faults."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from scheduler.councils import cells, vcard
from scheduler.councils.addresses import checked_address
from scheduler.councils.members_file_words import (
    COLUMNS,
    LANGUAGES,
    ROLES,
    has_left,
    is_role,
    letters,
    parse_day,
    stands_for,
)
from scheduler.councils.recognise.person import turned
from scheduler.councils.rows import MemberRole
from scheduler.errors import N_, Fault, InvalidInput, invalid

Row = dict[str, str]
"""The cells of one person by column, without empty ones.

A row that was not read has a `code` of ROW_TEXTS with what that sentence names, and perhaps the line as it was
`written`. It waits until somebody has written it anew, and so does one whose `note` tells of somebody who has left.
"""
T = TypeVar("T")

ROW_TEXTS: Mapping[str, str] = {
    "empty": N_("There is no one in the list. Write one person per line."),
    "no_header": N_(
        "The first line should name the columns, and name and e-mail are needed. It has: %(found)s."
    ),
    "too_many_cells": N_(
        "The line has %(count)s cells but there are %(headers)s columns. "
        "Put quotation marks around a cell that holds a separator."
    ),
    "not_read": N_("No person was found here. Write the name, or leave the row out."),
    "open_quote": N_("A quotation mark is opened but never closed. Close it or take it away."),
}
_HAS_LEFT = N_(
    "The row says “%(value)s”. Leave the row out, or take away those words if the person should be added."
)
# Characters that cannot be seen and come along with a paste.
_INVISIBLE = dict.fromkeys(map(ord, "\0\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as a line tells of them; what the line leaves out is empty or None.

    `faults` are what keeps the line out, by column; empty for the whole line.
    """

    line: int
    name: str = ""
    email: str = ""
    role: MemberRole = MemberRole.MEMBER
    organisation: str = ""
    seat: str = ""
    deputy_for: str = ""
    phone: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows as read; `faulty` have faults."""

    entries: tuple[Entry, ...]
    faulty: tuple[Entry, ...]


def read_rows(numbered: Iterable[tuple[int, Row]]) -> Sheet:
    """The rows read, each with its line. Never raises."""
    first: dict[str, int] = {}
    everyone = [_entry(line, row, first) for line, row in numbered]
    return Sheet(
        tuple(entry for entry in everyone if not entry.faults),
        tuple(entry for entry in everyone if entry.faults),
    )


# the text as rows


def numbered_rows(text: str) -> tuple[list[tuple[int, Row]], tuple[str, ...]]:
    """The rows of cards, below headers or in the usual order, each with its line, and the headers that are not known.

    Lines are counted from 1, blank ones too. One row with a `code` where there are none.
    """
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    if vcard.is_cards(text):
        return [(line, _filled(card)) for line, card in vcard.read_cards(text)], ()
    rows = [row for row in cells.rows(text) if any(row.cells)]
    columns = columns_of(rows[0].cells) if rows else []
    if not rows or (names_people(columns) and not rows[1:]):
        return [(rows[0].line if rows else 1, {"code": "empty"})], ()
    if names_people(columns):
        ignored = [cell for cell, known in zip(rows[0].cells, columns, strict=True) if not known]
        return [(row.line, _row(row, columns)) for row in rows[1:]], tuple(filter(None, ignored))
    if is_unlabelled(rows):
        return [(row.line, _row(row, _unlabelled(row.cells))) for row in rows], ()
    found = ", ".join(cell for cell in rows[0].cells if cell)
    return [(rows[0].line, {"code": "no_header", "found": found})], ()


def _filled(row: Row) -> Row:
    return {column: cell for column, cell in row.items() if cell}


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


def _unlabelled(row: Sequence[str]) -> Sequence[str]:
    """Name and address, then the organisation and the role, which a word of `ROLES` tells apart."""
    third, fourth = (*map(is_role, row[2:4]), False, False)[:2]
    last = ("role", "organisation") if third and not fourth else ("organisation", "role")
    return "name", "email", *last


def _row(found: cells.Row, columns: Sequence[str]) -> Row:
    row: Row = {}
    for column, cell in zip(columns, found.cells, strict=False):
        if column and cell and cell not in ("-", "–", "—"):
            row.setdefault(column, cell)
    given, family = row.pop("given", ""), row.pop("family", "")
    row.setdefault("name", f"{given} {family}".strip())
    whom = stands_for(row.get("role", ""))
    if whom is not None:
        row = {"deputy_for": whom, **row, "role": MemberRole.DEPUTY}
    row = _filled(row)
    more = found.cells[len(columns) :]
    if not found.is_closed:
        return row | {"code": "open_quote"}
    of_own = [c for c, of in zip(found.cells, columns, strict=False) if of != "deputy_for"]
    if left := next(filter(None, map(has_left, (*of_own, *more))), ""):
        return row | {"note": left}
    if any(more):
        counts = {"count": str(len(found.cells)), "headers": str(len(columns))}
        return row | {"code": "too_many_cells", **counts}
    return row


# the rows as entries


def _entry(line: int, row: Row, first: dict[str, int]) -> Entry:
    """The row read. `first` remembers on which line each address stood first."""
    texts = defaultdict(str, {column: cells.flat(cell) for column, cell in row.items()})
    if fault := _row_fault(row):
        return Entry(line, texts["name"], faults={"": fault})
    faults: dict[str, Fault] = {}

    def take(column: str, reader: Callable[[str], T], otherwise: T) -> T:
        try:
            return reader(row.get(column, ""))
        except InvalidInput as error:
            faults[column] = next(iter(error.fields.values()))
            return otherwise

    role = MemberRole.DEPUTY if texts["deputy_for"] else MemberRole.MEMBER
    if not texts["seat"] and _is_title(texts["role"]):
        texts["seat"] = row.pop("role")
    entry = Entry(
        line=line,
        name=take("name", _name, ""),
        email=take("email", checked_address, ""),
        role=take("role", _role, MemberRole.MEMBER) if "role" in row else role,
        organisation=texts["organisation"],
        seat=texts["seat"],
        deputy_for=turned(texts["deputy_for"]),
        phone=texts["phone"],
        language=take("language", _language, ""),
        since=take("since", _date, None),
        until=take("until", _date, None),
        faults=faults,
    )
    earlier = first.setdefault(entry.email.casefold(), line) if entry.email else line
    if earlier != line:
        faults["email"] = Fault(_DOUBLE, {"address": entry.email, "first": earlier})
    if entry.since and entry.until and entry.until < entry.since:
        faults["until"] = Fault(_ENDS_EARLY, {"since": entry.since, "until": entry.until})
    return entry


def _row_fault(row: Row) -> Fault | None:
    if left := has_left(row.get("note", "")):
        return Fault(_HAS_LEFT, {"value": left})
    text = ROW_TEXTS.get(row.get("code", ""))
    return Fault(text, row) if text else None


_DOUBLE = N_("%(address)s is also on line %(first)s. Keep one of the lines.")
_ENDS_EARLY = N_("The last day, %(until)s, is before the first day, %(since)s.")
_NEARLY = 0.75
_NO_NAME = N_("Add a name.")
_COLON = N_("“%(value)s” has a colon in it. Write the name alone.")
_ADDRESS = N_(
    "“%(value)s” has an address in it. Write the name alone, and the address in its own column."
)
_ROLE = N_(
    "The role “%(value)s” is not known. "
    "Write member, deputy, chair, vice chair or secretary, or leave it empty."
)
_LANGUAGE = N_("The language “%(value)s” is not known. Write sv or en, or leave it empty.")
_DATE = N_("The date “%(value)s” cannot be read. Write it as %(year)s-01-31.")


def _name(cell: str) -> str:
    """The name, `Ek, Anna` too, as it is spoken."""
    name = turned(cells.flat(cell))
    if not name or ("@" in name and " " not in name):
        raise invalid("", _NO_NAME)
    if "@" in name:
        raise invalid("", _ADDRESS, value=name)
    if ":" in name:  # a heading that stands before the name: `Närvarande: Anna Ek`
        raise invalid("", _COLON, value=name)
    return name


def _is_title(cell: str) -> bool:
    """A word that is no role, and that is not nearly one, names the seat: `kommunpolis`."""
    word = letters(cell)
    return bool(word) and not is_role(cell) and not get_close_matches(word, ROLES, 1, _NEARLY)


def _role(cell: str) -> MemberRole:
    return MemberRole(_known_word(cell, {"": MemberRole.MEMBER} | ROLES, _ROLE))


def _language(cell: str) -> str:
    return _known_word(cell, LANGUAGES, _LANGUAGE)


def _known_word(cell: str, words: Mapping[str, str], fault: str) -> str:
    if (word := letters(cell)) not in words:
        raise invalid("", fault, value=cells.flat(cell))
    return words[word]


def _date(cell: str) -> date | None:
    try:
        return parse_day(cell) if cell else None
    except ValueError as error:
        raise invalid("", _DATE, value=cells.flat(cell)) from error
