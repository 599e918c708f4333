"""Pasted text as rows of a members file: a table as it stands, in any other list the people recognised in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

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
    """`numbered` are the rows with their lines, in the order of the text; `ignored` are columns that are not known.

    `people` are those recognised, None for a table. `pairs` are deputies as they were read, which may be the other way
    round; `served` are those whose place at a meeting says nothing of their own. `doubts` are by line of the text, and
    `struck` who is struck out in a table and left out. `fault` is what keeps all of the text from being read.
    """

    numbered: tuple[tuple[int, Row], ...] = ()
    ignored: tuple[str, ...] = ()
    people: People | None = None
    pairs: tuple[Pair, ...] = ()
    served: tuple[Pair, ...] = ()
    doubts: tuple[tuple[int, Reason], ...] = ()
    struck: tuple[str, ...] = ()
    fault: Row | None = None

    @property
    def rows(self) -> list[Row]:
        return [row for _, row in self.numbered]


def read_people(text: str, terms: Iterable[Member]) -> Pasted:
    """Everybody in the text. `terms` are those that are not over: who is on the roll lends role and address.

    Never raises. A line that was not read is a row with a fault, in its place.
    """
    whole = _from_headings(text)
    if whole is None and len(text) <= MOST_LETTERS:
        people = recognise(text)
        if people.seen or "@" in text:
            return _listed(people, text, terms)
    numbered, ignored = members_file.numbered_rows(whole or text)
    is_unread = bool(numbered) and numbered[0][1].get("code") in ("empty", "no_header")
    return Pasted(tuple(numbered), ignored, fault=numbered[0][1] if is_unread else None)


def _from_headings(text: str) -> str | None:
    """The text from the headings of a members file on, or all of plain rows; None where people are to be looked for."""
    if vcard.is_cards(text):
        return text
    if person.STRUCK in text:
        return None
    lines, rows = cells.lines(text), [row for row in cells.rows(text) if any(row.cells)]
    if rows and members_file.is_unlabelled(rows) and not any(_is_odd(row.cells) for row in rows):
        return text
    for at in [at for at, line in enumerate(lines) if line.strip()][: _MOST_BEFORE + 1]:
        below = [row for row in cells.rows("\n".join(lines[at:])) if any(row.cells)]
        if below and members_file.names_people(members_file.columns_of(below[0].cells)):
            return "\n".join(lines[at:]) if _is_plain_table(below) else None
        if "@" in lines[at]:
            return None
    return None


def _is_odd(row: Sequence[str]) -> bool:
    """Whether the row is more than a name, an address and what follows: a heading, a name beside an address, others."""
    is_alone = len([cell for cell in row if cell]) == 1
    has_more = any("@" in cell for cell in (*row[:1], *row[2:]))
    is_named = any(" " in cell and "@" in cell for cell in row[1:2])
    return is_alone or is_named or has_more or ":" in row[0] or "<" in "".join(row)


def _is_plain_table(rows: Sequence[cells.Row]) -> bool:
    """Whether nothing parts the rows below the headings, and no column names more people."""
    alone = [row.cells[0] for row in rows[1:] if row.cells[0] and not any(row.cells[1:])]
    found = table.table_head("\t".join(rows[0].cells))
    at = found.kinds.index("deputy") if found and "deputy" in found.kinds else None
    named = [row.cells[at] for row in rows[1:] if at is not None and len(row.cells) > at]
    return not any(map(person.is_person, named)) and not any(
        words.heading(cell) or words.has_word_of(cell, "organisations") for cell in alone
    )


# people as rows


def _listed(people: People, text: str, terms: Iterable[Member]) -> Pasted:
    """Everybody in the list, those who were absent too: they are on the roll. Who came changes nobody's role."""
    known = _by_name(terms)
    reasons = [(line, reason) for line, of_line in people.reasons.items() for reason in of_line]
    struck = [str(r.params["name"]) for _, r in reasons if r.code == "struck_out"]
    seen = [one for one in people.seen if one.name not in struck]
    bodies, of_members = _other_bodies(seen), {s.details.organisation for s in seen if not s.deputy}
    deputies = {name_key(one.name) for one in seen if one.deputy}
    pairs: list[Pair] = []
    served: list[Pair] = []
    numbered = [*_missed(people, text)]
    for one in seen:
        term = _term_of(one, known)
        row = _row(one, term, bodies)
        numbered.append((one.line, row))
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
    numbered += _addresses(text, [row for _, row in numbered], people)
    numbered.sort(key=itemgetter(0))
    lines = {one.line for one in people.seen}
    doubts = tuple((line, r) for line, r in reasons if line in lines or not r.is_error)
    return Pasted(
        tuple(numbered),
        (),
        people,
        tuple(pairs),
        tuple(served),
        doubts,
        tuple(dict.fromkeys(struck)),
    )


def _by_name(terms: Iterable[Member]) -> dict[str, Member]:
    """The first term of each person whose name nobody else on the roll has."""
    found: dict[str, list[Member]] = {}
    for term in terms:
        found.setdefault(name_key(term.person.name), []).append(term)
    return {name: of[0] for name, of in found.items() if len({m.person_id for m in of}) == 1}


def _term_of(seen: Seen, known: Mapping[str, Member]) -> Member | None:
    """The term of who has the name, but not with another address."""
    term, email = known.get(name_key(seen.name)), seen.details.email
    is_other = term and email and email.casefold() != term.person.email.casefold()
    return None if is_other else term


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


def _addresses(text: str, rows: Sequence[Row], people: People) -> Iterator[tuple[int, Row]]:
    """Addresses alone, that no name was found for: a row asks for one, so that nobody is lost."""
    taken = {row.get("email", "").casefold() for row in rows}
    taken |= {(one.details.email or "").casefold() for one in people.seen}
    written = " ".join(row.get("written", "") for row in rows).casefold()
    for number, line in enumerate(cells.lines(_STRUCK.sub(" ", text)), 1):
        for email in _EMAIL.findall(line):
            if email.casefold() not in taken and email.casefold() not in written:
                taken.add(email.casefold())
                yield number, {"email": email}


def _other_bodies(everyone: Iterable[Seen]) -> set[str]:
    """Whose chair is named beside the council's own: `Anna Ek, ordförande` and `Bo Al, ordförande SDN Öster`."""
    chairs = [s for s in everyone if ROLES.get(letters(s.details.role or "")) == MemberRole.CHAIR]
    named = {s.details.organisation.casefold() for s in chairs if s.details.organisation}
    return named if any(not s.details.organisation for s in chairs) else set()


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


def turned_round(rows: Sequence[Row], pair: Pair) -> list[Row]:
    """The rows with the other as the deputy, or back again; as they are where neither is the other's deputy."""
    out = [dict(row) for row in rows]
    named = {name_key(row.get("name", "")): row for row in reversed(out)}
    deputy, other = named.get(name_key(pair.deputy), {}), named.get(name_key(pair.other), {})
    if deputy and other and name_key(deputy.get("deputy_for", "")) == name_key(pair.other):
        deputy |= {"role": other.get("role", ""), "deputy_for": ""}
        other |= {"role": MemberRole.DEPUTY, "deputy_for": deputy.get("name", "")}
    return out


def current_pairs(rows: Sequence[Row], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """How the rows have each pair now; without those of whom neither is the other's deputy in them."""
    told = {(name_key(row.get("name", "")), name_key(row.get("deputy_for", ""))) for row in rows}
    for pair in pairs:
        both = (pair, Pair(pair.other, pair.deputy))
        yield from [p for p in both if (name_key(p.deputy), name_key(p.other)) in told][:1]
