"""Pasted text as rows of a members file: a table as it stands, in any other list the people recognised in it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.councils import cells, members_file, vcard
from scheduler.councils.members_file import Row
from scheduler.councils.members_file_words import ROLES, has_left, letters, name_key
from scheduler.councils.recognise import People, Reason, Seen, person, recognise, table, words
from scheduler.councils.rows import Member, MemberRole

MOST_LETTERS = 100_000
"""A longer text is not looked through for people: it would take longer than anybody waits for a page."""
MOST_ROWS = 5_000
_MOST_BEFORE = 10  # lines above the headings of a table: a title, a date
_MOST_OF_NAME = 4
_HEADS = (MemberRole.CHAIR, MemberRole.VICE_CHAIR)
_UNREAD = ("not_understood", "cells_do_not_count")
_STRUCK = re.compile(r"~~[^~]*~~")
_NO_NAME = re.compile(r"[\d,;:@]")
_EMAIL = re.compile(r"<?([^\s<>,;:@]+@[^\s<>,;:@]+)>?")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by name, of whom the first came for the other."""

    deputy: str
    other: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """`rows` are in the order of the text; `ignored` are columns that are not known.

    `people` are those recognised, None for a table. `pairs` are deputies as they were read, which may be the other way
    round; `served` are those whose place at a meeting says nothing of their own. `doubts` are by line of the text, and
    `struck` who is struck out in a table and left out. `fault` is what keeps all of the text from being read.
    """

    rows: tuple[Row, ...] = ()
    ignored: tuple[str, ...] = ()
    people: People | None = None
    pairs: tuple[Pair, ...] = ()
    served: tuple[Pair, ...] = ()
    doubts: tuple[tuple[int, Reason], ...] = ()
    struck: tuple[str, ...] = ()
    fault: Row | None = None


def read_people(text: str, terms: Iterable[Member]) -> Pasted:
    """Everybody in the text. `terms` are those that are not over: who is on the roll lends role and address.

    Never raises. A line that was not read is a row with a fault, in its place.
    """
    whole = _from_headings(text)
    if whole is None and len(text) <= MOST_LETTERS:
        people = recognise(text)
        if people.seen or "@" in text:
            return _listed(people, text, terms)
    rows, ignored = members_file.rows_of(whole or text)
    is_unread = bool(rows) and rows[0].get("code") in ("empty", "no_header")
    return Pasted(fault=rows[0]) if is_unread else Pasted(tuple(rows), ignored)


def _from_headings(text: str) -> str | None:
    """The text from the headings of a members file on, or all of plain rows; None where people are to be looked for."""
    lines = cells.lines(text)
    rows = [row for row in cells.rows(text) if any(row.cells)]
    if vcard.is_cards(text) or (
        rows and members_file.is_unlabelled(rows) and _are_plain(rows, text)
    ):
        return text
    for at in [at for at, line in enumerate(lines) if line.strip()][: _MOST_BEFORE + 1]:
        below = [row for row in cells.rows("\n".join(lines[at:])) if any(row.cells)]
        if members_file.names_people(members_file.columns_of(below[0].cells)):
            return "\n".join(lines[at:]) if _is_plain_table(below, text) else None
        if "@" in lines[at]:
            return None
    return None


def _are_plain(rows: Sequence[cells.Row], text: str) -> bool:
    """Whether each row is a name, an address and no more people: no heading, no name beside an address."""
    return person.STRUCK not in text and not any(_is_odd(row.cells) for row in rows)


def _is_odd(row: Sequence[str]) -> bool:
    is_alone = len([cell for cell in row if cell]) == 1
    has_more = any("@" in cell for cell in (*row[:1], *row[2:]))
    is_named = any(" " in cell and "@" in cell for cell in row[1:2])
    return is_alone or is_named or has_more or ":" in row[0] or "<" in "".join(row)


def _is_plain_table(rows: Sequence[cells.Row], text: str) -> bool:
    """Whether nothing parts the rows below the headings, none is struck, and no column names more people."""
    if person.STRUCK in text:
        return False
    alone = [row.cells[0] for row in rows[1:] if row.cells[0] and not any(row.cells[1:])]
    found = table.table("\t".join(rows[0].cells))
    at = found.kinds.index("deputy") if found and "deputy" in found.kinds else None
    named = [row.cells[at] for row in rows[1:] if at is not None and len(row.cells) > at]
    return not any(map(person.is_person, named)) and not any(
        words.heading(cell) or words.has(cell, "organisations") for cell in alone
    )


# people as rows


def _listed(people: People, text: str, terms: Iterable[Member]) -> Pasted:
    """Everybody in the list, those who were absent too: they are on the roll. Who came changes nobody's role."""
    known = _by_name(terms)
    struck = {
        r.params["name"] for why in people.reasons.values() for r in why if r.code == "struck_out"
    }
    seen = [one for one in people.seen if one.name not in struck]
    deputies = {name_key(one.name) for one in seen if one.deputy}
    bodies, of_members = _other_bodies(seen), {s.details.organisation for s in seen if not s.deputy}
    pairs: list[Pair] = []
    served: list[Pair] = []
    rows: list[Row] = []
    missed = deque(_missed(people, text))
    for one in seen:
        term = known.get(name_key(one.name))
        if (
            term
            and one.details.email
            and one.details.email.casefold() != term.person.email.casefold()
        ):
            term = None
        while missed and missed[0][0] < one.line:
            rows.append(missed.popleft()[1])
        row = _row(one, term, bodies)
        if other := one.deputy_for or one.substitutes_for:
            holder = known.get(name_key(other))
            is_told = not (one.listed or term or name_key(other) in deputies)
            if one.deputy_for or (is_told and not (holder and holder.is_deputy)):
                row |= {"role": MemberRole.DEPUTY, "deputy_for": other, "seat": ""}
                pairs.append(Pair(one.name, other))
            else:
                served.append(Pair(one.name, other))
        elif one.listed and one.details.organisation in of_members:
            row["deputy_for"] = one.details.organisation or ""
        rows.append(row)
    rows += [row for _, row in missed]
    rows += _addresses(text, rows, people)
    lines = {one.line for one in people.seen}
    doubts = [
        (line, r)
        for line, why in people.reasons.items()
        for r in why
        if line in lines or not r.is_error
    ]
    return Pasted(
        tuple(rows), (), people, tuple(pairs), tuple(served), tuple(doubts), tuple(map(str, struck))
    )


def _row(seen: Seen, term: Member | None, bodies: set[str]) -> Row:
    told = seen.details
    role = str(ROLES.get(letters(told.role or ""), ""))
    seat = (told.role or "") if not role else ""
    if role in _HEADS and (told.organisation or "").casefold() in bodies:
        role, seat = "", told.role or ""
    if seen.deputy:
        role, seat = MemberRole.DEPUTY, ""
    row = {
        "name": term.person.name if term else seen.name,
        "email": told.email or (term.person.email if term else ""),
        "organisation": told.organisation or told.party or "",
        "role": role or (term.role if term else MemberRole.MEMBER),
        "seat": "" if term else seat,
        "phone": told.phone or "",
        "note": next(filter(None, map(has_left, (told.note or "").split(", "))), ""),
    }
    if term and term.organisation and not told.organisation:
        row["organisation"] = ""  # `(S)` is no new name for what the roll has
    return {column: cell for column, cell in row.items() if cell}


def _missed(people: People, text: str) -> Iterator[tuple[int, Row]]:
    """The lines that were not read, as rows to mend; not those that are addresses alone."""
    lines, with_people = cells.lines(text), {one.line for one in people.seen}
    for number, reasons in people.reasons.items():
        written = cells.flat(lines[number - 1].replace(person.STRUCK, ""))
        name = _EMAIL.sub(" ", written).strip(" ,;:-\t")
        is_read = number in with_people or not any(reason.code in _UNREAD for reason in reasons)
        if name and not is_read:
            is_name = len(name.split()) <= _MOST_OF_NAME and not _NO_NAME.search(name)
            email = _EMAIL.search(written)
            row = {"email": email[1] if email else "", "name": name if is_name else ""}
            yield number, row | {"code": "not_read", "written": written}


def _addresses(text: str, rows: Sequence[Row], people: People) -> Iterator[Row]:
    """Addresses alone, that no name was found for: a row asks for one, so that nobody is lost."""
    taken = {row.get("email", "").casefold() for row in rows}
    taken |= {(one.details.email or "").casefold() for one in people.seen}
    written = " ".join(row.get("written", "") for row in rows).casefold()
    for email in dict.fromkeys(_EMAIL.findall(_STRUCK.sub(" ", text))):
        if email.casefold() not in taken and email.casefold() not in written:
            yield {"email": email}


def _other_bodies(everyone: Iterable[Seen]) -> set[str]:
    """Whose chair is named beside the council's own: `Anna Ek, ordförande` and `Bo Al, ordförande SDN Öster`."""
    chairs = [s for s in everyone if ROLES.get(letters(s.details.role or "")) == MemberRole.CHAIR]
    named = {s.details.organisation.casefold() for s in chairs if s.details.organisation}
    return named if any(not s.details.organisation for s in chairs) else set()


def _by_name(terms: Iterable[Member]) -> dict[str, Member]:
    """The first term of each person whose name nobody else on the roll has."""
    found: dict[str, list[Member]] = {}
    for term in terms:
        found.setdefault(name_key(term.person.name), []).append(term)
    return {name: of[0] for name, of in found.items() if len({m.person_id for m in of}) == 1}


# rows that wait


def written_rows(rows: Sequence[Row]) -> str:
    """The rows as the text of a hidden field."""
    return json.dumps(rows, ensure_ascii=False)


def kept_rows(text: str) -> list[Row]:
    """The rows of such a field; none where it is something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    rows = found[:MOST_ROWS] if isinstance(found, list) else []
    return [_strings(row) for row in rows if isinstance(row, dict)]


def _strings(row: Mapping[object, object]) -> Row:
    return {k: v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}


def turned_round(rows: Sequence[Row], pair: Pair) -> list[Row]:
    """The rows with the other as the deputy, or back again; as they are where neither is the other's deputy."""
    found = {name_key(row.get("name", "")): at for at, row in reversed([*enumerate(rows)])}
    deputy, other = found.get(name_key(pair.deputy)), found.get(name_key(pair.other))
    if deputy is None or other is None or not _is_for(rows[deputy], rows[other]):
        return [*rows]
    out = [dict(row) for row in rows]
    out[other] |= {"role": MemberRole.DEPUTY, "deputy_for": rows[deputy]["name"]}
    out[deputy] |= {"role": rows[other].get("role", ""), "deputy_for": ""}
    return out


def _is_for(row: Row, other: Row) -> bool:
    return name_key(row.get("deputy_for", "")) == name_key(other["name"])


def current_pairs(rows: Sequence[Row], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """How the rows have each pair now; without those of whom neither is the other's deputy in them."""
    told = {(name_key(row.get("name", "")), name_key(row.get("deputy_for", ""))) for row in rows}
    for pair in pairs:
        both = (pair, Pair(pair.other, pair.deputy))
        yield from [p for p in both if (name_key(p.deputy), name_key(p.other)) in told][:1]
