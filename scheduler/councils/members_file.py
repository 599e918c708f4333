"""The members file: rows of people become entries, each with what is wrong in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from scheduler.councils import cells
from scheduler.councils.members_file_words import LANGUAGES, ROLES, has_left, letters
from scheduler.councils.recognise.person import turned
from scheduler.councils.rows import MemberRole
from scheduler.councils.term_rules import TermDetails, checked_details, parse_day
from scheduler.errors import N_, Fault, InvalidInput

Row = dict[str, str]
"""The cells of one person by column, without empty ones.

A row that was not read has a `code` of _ROW_TEXTS, and perhaps the line as it was `written`. It waits until somebody
has written it anew, and so does one whose `note` tells of somebody who has left.
"""

_ROW_TEXTS: Mapping[str, str] = {
    "too_many_cells": N_(
        "The line has more cells than there are columns. "
        "Put quotation marks around a cell that holds a separator."
    ),
    "not_read": N_("No person was found here. Write the name, or leave the row out."),
}
_HAS_LEFT = N_(
    "The row says “%(value)s”. Leave the row out, or take away those words if the person should be added."
)
_DOUBLE = N_("%(address)s is also on line %(first)s. Keep one of the lines.")
_NO_NAME = N_("“%(value)s” is more than a name. Write the name alone.")
_NEARLY = 0.75


@dataclass(frozen=True, slots=True)
class Entry(TermDetails):
    """One person as a row tells of them; what it leaves out is empty or None.

    `deputy_for` is a member or an organisation, as written. `faults` are what keeps the row out, by column; empty for
    the whole row.
    """

    line: int = 0
    deputy_for: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict, hash=False)


def read_rows(numbered: Iterable[tuple[int, Row]]) -> list[Entry]:
    """The rows read, each with its line. Never raises."""
    entries, first = list[Entry](), dict[str, int]()
    for line, row in numbered:
        entry = _entry(line, row)
        earlier = first.setdefault(entry.email.casefold(), line) if entry.email else line
        if earlier != line:
            double = Fault(_DOUBLE, {"address": entry.email, "first": earlier})
            entry = replace(entry, faults={**entry.faults, "email": double})
        entries.append(entry)
    return entries


def _entry(line: int, row: Row) -> Entry:
    texts = defaultdict(str, {column: cells.flat(cell) for column, cell in row.items()})
    faults = dict[str, Fault]()

    def day(column: str) -> date | None:
        try:
            return parse_day(texts[column], column)
        except InvalidInput as error:
            faults.update(error.fields)
            return None

    if not texts["seat"] and _is_title(texts["role"]):
        texts["seat"] = texts.pop("role")
    preset = MemberRole.DEPUTY if texts["deputy_for"] else MemberRole.MEMBER
    entry = Entry(
        name=turned(texts["name"]),
        email=texts["email"],
        phone=texts["phone"],
        language=LANGUAGES.get(letters(texts["language"]), texts["language"]),
        role=ROLES.get(letters(texts["role"]), texts["role"] or preset),
        organisation=texts["organisation"],
        title=texts["seat"],
        since_on=day("since"),
        until_on=day("until"),
        line=line,
        deputy_for=turned(texts["deputy_for"]),
    )
    try:
        entry = checked_details(entry)
    except InvalidInput as error:
        faults = error.fields | faults
    if set(":@") & set(entry.name):  # a heading before it, as `Närvarande: Anna Ek`, or an address
        faults["name"] = Fault(_NO_NAME, {"value": entry.name})
    return replace(entry, faults=_row_faults(row) or faults)


def _is_title(cell: str) -> bool:
    """A word that is no role, and that is not nearly one, names the seat: `kommunpolis`."""
    word = letters(cell)
    return word not in ROLES and bool(word) and not get_close_matches(word, ROLES, 1, _NEARLY)


def _row_faults(row: Row) -> dict[str, Fault]:
    """What is wrong with all of the row."""
    if left := has_left(row.get("note", "")):
        return {"": Fault(_HAS_LEFT, {"value": left})}
    text = _ROW_TEXTS.get(row.get("code", ""))
    return {"": Fault(text)} if text else {}
