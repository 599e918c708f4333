"""Pasted text as rows of a members file: cards and tables as they stand, of any other list the people in it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from scheduler.councils import cells, vcard
from scheduler.councils.members_file import Row
from scheduler.councils.members_file_words import COLUMNS, ROLES, has_left, letters, name_key
from scheduler.councils.recognise import People, Reason, Seen, person, recognise, table, words
from scheduler.councils.rows import Member, MemberRole
from scheduler.errors import N_

NOBODY = N_(
    "No one was found here. Write one person per line: name, e-mail address, organisation, role."
)
MOST_LETTERS = 100_000
"""A longer text is not looked through for people: it would take longer than anybody waits for a page."""
MOST_ROWS = 5_000
_MOST_BEFORE = 10  # rows above the headings of a table: a title, a date
_MOST_OF_NAME = 4
_UNREAD = ("not_understood", "cells_do_not_count")
_STANDS_FOR = ("tie: stands for", "tie: personal deputy for")
_WHOLE = ("rådet", "helarådet", "nämnden", "styrelsen", "alla", "thecouncil", "thewholecouncil")
_STRUCK = re.compile(r"~~[^~]*~~")
_NO_NAME = re.compile(r"[\d,;:@]")
_EMAIL = re.compile(r"<?([^\s<>,;:@]+@[^\s<>,;:@]+)>?")
# Characters that cannot be seen and come along with a paste.
_INVISIBLE = dict.fromkeys(map(ord, "\0\u00ad\u200b\u2060\ufeff"))

Numbered = list[tuple[int, Row]]


class Pasted(NamedTuple):
    """`numbered` are the rows with their lines, in the order of the text; none where nobody was found.

    `ignored` are columns of a table that are not used. `doubts`, by line, are of a list in which people were
    recognised (`is_list`); who is struck out in it is left out.
    """

    numbered: Sequence[tuple[int, Row]] = ()
    ignored: Sequence[str] = ()
    is_list: bool = False
    doubts: Sequence[tuple[int, Reason]] = ()

    @property
    def rows(self) -> list[Row]:
        return [row for _, row in self.numbered]


def read_people(text: str, terms: Iterable[Member]) -> Pasted:
    """Everybody in the text. `terms` are those that are not over: who is on the roll lends role and address.

    Never raises. A line that was not read is a row with a fault, in its place.
    """
    text = unicodedata.normalize("NFC", "\n".join(cells.lines(text.translate(_INVISIBLE))))
    if vcard.BEGIN.search(text):
        return Pasted([(line, _filled(card)) for line, card in vcard.read_cards(text)])
    rows = [*cells.rows(text)] if person.STRUCK not in text else []
    if found := _table(rows):
        return found
    people = recognise(text if len(text) <= MOST_LETTERS else "")
    return _listed(people, text, terms) if people.seen or "@" in text else Pasted()


# a table


def _table(rows: Sequence[cells.Row]) -> Pasted | None:
    """The rows below the headings of a members file, or in the usual order; None where people are to be looked for."""
    if rows and _is_usual(rows):
        return Pasted([(row.line, _row(row.cells, _usual_columns(row.cells))) for row in rows])
    for at, head in enumerate(rows[: _MOST_BEFORE + 1]):
        columns = _columns_of(head.cells)
        if "email" in columns and ("name" in columns or {"given", "family"} <= {*columns}):
            below = rows[at + 1 :]
            ignored = [c for c, known in zip(head.cells, columns, strict=True) if c and not known]
            numbered = [(row.line, _row(row.cells, columns)) for row in below]
            return Pasted(numbered, ignored) if _is_plain(head.cells, below) else None
        if "@" in "".join(head.cells):
            return None
    return None


def _columns_of(headers: Sequence[str]) -> list[str]:
    """The key of each column, or empty. Only the first of a kind is read, but any telephone."""
    found: list[str] = []
    for header in headers:
        column = COLUMNS.get(letters(header), "")
        found.append("" if column in found and column != "phone" else column)
    return found


def _is_usual(rows: Sequence[cells.Row]) -> bool:
    """Whether these are rows of name and address without headers; the first address may be faulty."""
    has_head = _columns_of(rows[0].cells)[0]
    has_address = any("@" in cell for row in rows[:2] for cell in row.cells[1:2])
    return has_address and not has_head and not any(_is_odd(row.cells) for row in rows)


def _is_odd(row: Sequence[str]) -> bool:
    """Whether the row is more than a name, an address and what follows: a heading, a name beside an address, others."""
    is_alone = len([cell for cell in row if cell]) == 1
    has_more = any("@" in cell for cell in (*row[:1], *row[2:]))
    is_named = any(" " in cell and "@" in cell for cell in row[1:2])
    return is_alone or is_named or has_more or ":" in row[0] or "<" in "".join(row)


def _is_plain(head: Sequence[str], rows: Sequence[cells.Row]) -> bool:
    """Whether nothing parts the rows below the headings, and no column names more people."""
    alone = [row.cells[0] for row in rows if row.cells[0] and not any(row.cells[1:])]
    found = table.table_head("\t".join(head))
    at = found.kinds.index("deputy") if found and "deputy" in found.kinds else None
    named = [row.cells[at] for row in rows if at is not None and len(row.cells) > at]
    return not any(map(person.is_person, named)) and not any(
        words.heading(cell) or words.has_word_of(cell, "organisations") for cell in alone
    )


def _usual_columns(row: Sequence[str]) -> Sequence[str]:
    """Name and address, then the organisation and the role, which a word of `ROLES` tells apart."""
    third, fourth = (*(letters(cell) in ROLES for cell in row[2:4]), False, False)[:2]
    last = ("role", "organisation") if third and not fourth else ("organisation", "role")
    return "name", "email", *last


def _row(found: Sequence[str], columns: Sequence[str]) -> Row:
    row: Row = {}
    for column, cell in zip(columns, found, strict=False):
        if column and cell and cell not in ("-", "–", "—"):
            row.setdefault(column, cell)
    given, family = row.pop("given", ""), row.pop("family", "")
    row.setdefault("name", f"{given} {family}".strip())
    if length := max(words.starts(row.get("role", ""), tie) for tie in _STANDS_FOR):
        whom = row["role"][length:].strip()
        row = {
            "deputy_for": "" if letters(whom) in _WHOLE else whom,
            **row,
            "role": MemberRole.DEPUTY,
        }
    of_own = (c for c, of in zip(found, columns, strict=False) if of != "deputy_for")
    more = found[len(columns) :]
    row["note"] = next(filter(None, map(has_left, (*of_own, *more))), "")
    return _filled(row | ({"code": "too_many_cells"} if any(more) else {}))


def _filled(row: Row) -> Row:
    return {column: cell for column, cell in row.items() if cell}


# a list


def _listed(people: People, text: str, terms: Iterable[Member]) -> Pasted:
    """Everybody in the list, those who were absent too: they are on the roll. Who came changes nobody's role."""
    known: dict[str, Member | None] = {}
    for member in terms:  # which of two with one name is meant nobody can know
        first = known.setdefault(name_key(member.person.name), member)
        if first and first.person_id != member.person_id:
            known[name_key(member.person.name)] = None
    reasons = [(line, reason) for line, of_line in people.reasons.items() for reason in of_line]
    struck = [str(r.params["name"]) for _, r in reasons if r.code == "struck_out"]
    seen = [one for one in people.seen if one.name not in struck]
    has_chair = any(
        _role_of(one) == MemberRole.CHAIR and not one.details.organisation for one in seen
    )
    of_members = {one.details.organisation for one in seen if not one.deputy}
    deputies = {name_key(one.name) for one in seen if one.deputy}
    numbered: Numbered = []
    for one in seen:
        term, email = known.get(name_key(one.name)), (one.details.email or "").casefold()
        if term and email not in ("", term.person.email.casefold()):
            term = None  # somebody else of that name
        row = _person_row(one, term, has_chair=has_chair)
        if other := one.deputy_for or one.substitutes_for:
            holder = known.get(name_key(other))
            is_told = not (one.listed or term or name_key(other) in deputies)
            if one.deputy_for or (is_told and not (holder and holder.is_deputy)):
                row |= {"role": MemberRole.DEPUTY, "deputy_for": other, "seat": ""}
        elif one.listed and one.details.organisation in of_members:
            row["deputy_for"] = one.details.organisation or ""
        numbered.append((one.line, _filled(row)))
    numbered += [*_unread(people, text)]
    numbered.sort(key=itemgetter(0))
    lines = {one.line for one in people.seen}
    doubts = [(line, r) for line, r in reasons if line in lines or not r.is_error]
    return Pasted(numbered, (), True, doubts)


def _role_of(seen: Seen) -> str:
    return ROLES.get(letters(seen.details.role or ""), "")


def _person_row(seen: Seen, term: Member | None, *, has_chair: bool) -> Row:
    """Where the council `has_chair`, the chair of an organisation is not the council's."""
    told, role = seen.details, _role_of(seen)
    if role == MemberRole.CHAIR and told.organisation and has_chair:
        role = ""
    seat = (told.role or "") if not (role or term or seen.deputy) else ""
    role = MemberRole.DEPUTY if seen.deputy else role
    # `(S)` is no new name for the organisation that the roll has
    organisation = told.organisation or ("" if term and term.organisation else told.party) or ""
    return {
        "name": term.person.name if term else seen.name,
        "email": told.email or (term.person.email if term else ""),
        "organisation": organisation,
        "role": role or (term.role if term else MemberRole.MEMBER),
        "seat": seat,
        "phone": told.phone or "",
        "note": next(filter(None, map(has_left, (told.note or "").split(", "))), ""),
    }


def _unread(people: People, text: str) -> Iterator[tuple[int, Row]]:
    """A row to mend for each line that was not read, and for each address that is nobody's, so that no one is lost."""
    with_people = {one.line for one in people.seen}
    taken = {(one.details.email or "").casefold() for one in people.seen}
    for number, line in enumerate(cells.lines(text), 1):
        reasons = () if number in with_people else people.reasons.get(number, ())
        written = cells.flat(line.replace(person.STRUCK, ""))
        name = _EMAIL.sub(" ", written).strip(" ,;:-\t")
        emails = [e for e in _EMAIL.findall(_STRUCK.sub(" ", line)) if e.casefold() not in taken]
        if name and any(reason.code in _UNREAD for reason in reasons):
            is_name = len(name.split()) <= _MOST_OF_NAME and not _NO_NAME.search(name)
            row = {"email": emails.pop(0) if emails else "", "name": name if is_name else ""}
            yield number, _filled(row | {"code": "not_read", "written": written})
        for email in emails:
            yield number, {"email": email}
        taken |= {email.casefold() for email in _EMAIL.findall(line)}


# rows that wait


def written_rows(rows: Sequence[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False)


def kept_rows(text: str) -> list[Row]:
    """The rows of such a field; none where it is something else."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [
        {column: cell for column, cell in row.items() if isinstance(cell, str)}
        for row in (rows[:MOST_ROWS] if isinstance(rows, list) else ())
        if isinstance(row, dict)
    ]


def turned_round(rows: Sequence[Row], number: int) -> list[Row]:
    """The rows with whom the deputy of that row stands for as the deputy; as they are where that one is not in them."""
    out = [dict(row) for row in rows]
    deputy = out[number - 1] if 0 < number <= len(out) else {}
    named = {name_key(row["name"]): row for row in reversed(out) if row.get("name")}
    if other := named.get(name_key(deputy.get("deputy_for", ""))):
        deputy |= {"role": other.get("role", ""), "deputy_for": ""}
        other |= {"role": MemberRole.DEPUTY, "deputy_for": deputy.get("name", "")}
    return out
