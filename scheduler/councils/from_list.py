"""People recognised in a list, an attendance list or address cards, as the rows of a members file."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.councils import cells, sheet
from scheduler.councils.listed import ROLE_WORDS
from scheduler.councils.recognise import People, Seen, marks, names
from scheduler.councils.rows import Member, MemberRole
from scheduler.councils.same_name import key
from scheduler.councils.words import ROLES, has_left, letters
from scheduler.errors import N_
from scheduler.language import Language

MOST_LETTERS = 100_000
"""A longer text is not looked through: it would take longer than anybody waits for a page."""

COLUMN_WORDS: Mapping[str, str] = {
    "name": N_("Name"),
    "email": N_("E-mail address"),
    "organisation": N_("Organisation"),
    "role": N_("Role"),
    "deputy_for": N_("Deputy for"),
    "seat": N_("Seat"),
    "phone": N_("Phone"),
}
_ALWAYS = ("name", "email", "organisation", "role")
_MARK = ";"
_ALONE = re.compile(r"(?:^|[,;\t])\s*<?([^\s<>,;:@]+@[^\s<>,;:@]+)>?\s*(?=[,;\t]|$)", re.MULTILINE)
# `Berg, Anna anna@example.org`: the second cell has a name before the address.
_NAMED = re.compile(r"[A-ZÅÄÖ][^\s@]*\s+<?[^\s@]+@[^\s@]+")
_ADDRESS = re.compile(r"<?([^\s<>,;:@]+@[^\s<>,;:@]+)>?")
MOST_WORDS = 4
_HEADS = (MemberRole.CHAIR, MemberRole.VICE_CHAIR)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by name, of whom the first came for the other."""

    deputy: str
    other: str


@dataclass(frozen=True, slots=True)
class Listed:
    """`rows` are cells by column, in the list's order. `pairs` are deputies as they were read, which may be the other
    way round; `served` are those whose place at a meeting says nothing of their own.
    """

    rows: tuple[Mapping[str, str], ...]
    pairs: tuple[Pair, ...]
    served: tuple[Pair, ...]


def is_list(text: str) -> bool:
    """Whether the text, which has no headings of a table, is to be looked through for people.

    False for plain rows of name and address, and for what is too long.
    """
    if len(text) > MOST_LETTERS:
        return False
    rows = [row for row in cells.rows(text) if any(row.cells)]
    if not rows or not sheet.is_unlabelled(rows):
        return bool(rows)
    return any(_is_no_row(row.cells) for row in rows)


def _is_no_row(row: Sequence[str]) -> bool:
    """A heading or a name alone, a heading before the name, a name or "<" beside an address, or several on a row."""
    is_alone = len([cell for cell in row if cell]) == 1
    has_more = any("@" in cell for cell in (*row[:1], *row[2:]))
    is_named = any(map(_NAMED.fullmatch, row[1:2]))
    return is_alone or is_named or ":" in row[0] or "<" in "".join(row) or has_more


def listed(people: People, text: str, terms: Iterable[Member]) -> Listed:
    """Everybody in the list, those who were absent too: they are on the roll. `terms` are those that are not over.

    Who came or not changes nobody's role; who is on the roll keeps what stands there, and lends their address. A line
    that looks to be of a person, and was not read, is a row to correct in its place.
    """
    known = _by_name(terms)
    bodies = _other_bodies(people.seen)
    deputies = {key(s.name) for s in people.seen if s.deputy}
    pairs: list[Pair] = []
    served: list[Pair] = []
    rows: list[dict[str, str]] = []
    missed = deque(_missed(people, text))
    for seen in people.seen:
        term = known.get(key(seen.name))
        if term and seen.email and seen.email.casefold() != term.person.email.casefold():
            term = None
        while missed and missed[0][0] < seen.line:
            rows.append(missed.popleft()[1])
        row = _row(seen, term, bodies)
        if other := seen.deputy_for or seen.substitutes_for:
            holder = known.get(key(other))
            is_told = not (seen.listed or term or key(other) in deputies)
            if seen.deputy_for or (is_told and not (holder and holder.is_deputy)):
                row |= {"role": MemberRole.DEPUTY, "deputy_for": other, "seat": ""}
                pairs.append(Pair(seen.name, other))
            else:
                served.append(Pair(seen.name, other))
        rows.append(row)
    rows += [row for _, row in missed]
    taken = {row["email"].casefold() for row in rows}
    if "BEGIN:V" not in text.upper():
        alone = dict.fromkeys(_ALONE.findall(text))
        rows += [_nobody(email) for email in alone if email.casefold() not in taken]
    return Listed(tuple(rows), tuple(pairs), tuple(served))


def _row(seen: Seen, term: Member | None, bodies: set[str]) -> dict[str, str]:
    role = ROLES.get(letters(seen.role or ""), "")
    seat = (seen.role or "") if not role else ""
    if role in _HEADS and (seen.organisation or "").casefold() in bodies:
        role, seat = "", seen.role or ""
    if seen.deputy:
        role, seat = MemberRole.DEPUTY, ""
    left = next(filter(None, map(has_left, (seen.note or "").split(", "))), "")
    row = {
        "name": term.person.name if term else seen.name,
        "email": seen.email or (term.person.email if term else ""),
        "organisation": seen.organisation or seen.party or "",
        "role": role or (term.role if term else MemberRole.MEMBER),
        "deputy_for": "",
        "seat": left or ("" if term else seat),  # so that the row waits
        "phone": seen.phone or "",
    }
    if term and term.organisation and not seen.organisation:
        row["organisation"] = ""  # `(S)` is no new name for what the roll has
    return row


def _missed(people: People, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that were not read and have an address, or but a few words that may be a name, as rows."""
    lines = marks.lines(text)
    for number, reasons in people.reasons.items():
        if not any(reason.code == "not_understood" for reason in reasons):
            continue
        line = marks.clean(lines[number - 1]).replace(marks.STRUCK, "")
        found = _ADDRESS.search(line)
        # The address stays beside what may be a name, so that the row waits until somebody has looked.
        name = cells.flat(line.replace(";", ",").replace(":", " "))
        words = name.split()
        is_name = 0 < len(words) <= MOST_WORDS and all(map(names.is_name_word, words))
        is_told = any(c.isalpha() for c in _ADDRESS.sub(" ", line))
        if is_name or (found and is_told):
            yield number, _nobody(found[1] if found else "") | {"name": name}


def _nobody(email: str) -> dict[str, str]:
    """An address that no name was found for: the row asks for one, so that nobody is lost."""
    return dict.fromkeys(COLUMN_WORDS, "") | {"email": email}


def _other_bodies(everyone: Iterable[Seen]) -> set[str]:
    """Whose chair is named beside the council's own: `Anna Ek, ordförande` and `Bo Al, ordförande SDN Öster`."""
    chairs = [s for s in everyone if ROLES.get(letters(s.role or "")) == MemberRole.CHAIR]
    of_council = [s for s in chairs if not s.organisation]
    return {s.organisation.casefold() for s in chairs if s.organisation} if of_council else set()


def _by_name(terms: Iterable[Member]) -> dict[str, Member]:
    """The first term of each person whose name nobody else on the roll has."""
    found: dict[str, list[Member]] = {}
    for term in terms:
        found.setdefault(key(term.person.name), []).append(term)
    return {name: of[0] for name, of in found.items() if len({m.person_id for m in of}) == 1}


def as_text(rows: Sequence[Mapping[str, str]], says: Language) -> str:
    """The rows under headings, with semicolons; only the columns that say something, and always the first four."""
    has_deputies = any(row["role"] == MemberRole.DEPUTY for row in rows)
    told = {name for row in rows for name, cell in row.items() if cell}
    columns = [
        name
        for name in COLUMN_WORDS
        if name in told or name in _ALWAYS or (name == "deputy_for" and has_deputies)
    ]
    lines = [cells.written([says(COLUMN_WORDS[name]) for name in columns], _MARK)]
    for row in rows:
        role = row["role"]
        shown = {**row, "role": says(ROLE_WORDS[role]) if role else ""}
        lines.append(cells.written([shown[name] for name in columns], _MARK))
    return "\n".join(lines)


def turned(text: str, pair: Pair) -> str:
    """The table with the other as the deputy, or back again; as it is where neither is the other's deputy."""
    rows = [row for row in cells.rows(text) if any(row.cells)]
    columns = sheet.columns_of(rows[0].cells) if rows else []
    if not {"name", "role", "deputy_for"} <= {*columns}:
        return text
    name, role, whom = (columns.index(at) for at in ("name", "role", "deputy_for"))
    found = {key(row.cells[name]): row for row in reversed(rows[1:]) if len(row.cells) > name}
    first, second = found.get(key(pair.deputy)), found.get(key(pair.other))
    if first is None or second is None:
        return text
    a, b = ([*row.cells, *[""] * (len(columns) - len(row.cells))] for row in (first, second))
    if key(a[whom]) != key(b[name]):
        first, second, a, b = second, first, b, a
    if key(a[whom]) != key(b[name]):
        return text
    a[role], b[role] = b[role], a[role]
    a[whom], b[whom] = "", a[name]
    mark = cells.separator(text)
    changed = {first.line: cells.written(a, mark), second.line: cells.written(b, mark)}
    return cells.with_rows(text, changed)


def ways(text: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """How the table has each pair now; without those of whom neither is the other's deputy in it."""
    read = sheet.read(text)
    told = {(key(e.name), key(e.deputy_for)) for e in (*read.entries, *read.faulty)}
    for pair in pairs:
        for one in (pair, Pair(pair.other, pair.deputy)):
            if (key(one.deputy), key(one.other)) in told:
                yield one
                break
