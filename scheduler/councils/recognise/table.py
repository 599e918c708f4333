"""A table of people: its columns told by the head, each row read by itself."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from scheduler.councils import cells
from scheduler.councils.members_file_words import COLUMNS, letters
from scheduler.councils.recognise import listing, person, words
from scheduler.councils.recognise.listing import Line, Section
from scheduler.councils.recognise.model import Attendance, Fact, LineRead, Mention, Reason

_OWN = ("tie: replaced by", "deputy", "party", "attendance", "role")
_OTHERS = {"seat": "note", "deputy_for": "tie: stands for"}
_UNUSED = ("language", "since", "until")
_MARKS = ("present", "absent", "attendance")
_CROSS = re.compile(r"[xX✓✔☒](?=$|\W)\s*")


class Table(NamedTuple):
    """`kinds` are a kind of fact, name, given, present ... by column; empty for one that is not used."""

    kinds: tuple[str, ...]
    unused: str
    is_deputies: bool
    has_commas: bool


def row_of(text: str, *, has_commas: bool = False) -> list[str]:
    """The cells of the line; one where nothing parts it."""
    if text.count("|") > 1 or " | " in text:
        return [cell.strip() for cell in text.strip().strip("|").split("|")]
    if "\t" in text or ";" in text or has_commas:
        return [*next((row.cells for row in cells.rows(text)), ("",))]
    return [cell.strip() for cell in re.split(r"\s{3,}", text.strip())]


def alone(text: str) -> str:
    """The only cell of a row that has one, if it names nobody: a heading, or an organisation, within the table."""
    first, *others = row_of(text)
    is_person = bool(person.read_person(first).name) or words.tells(first, "vacant")
    return first if others and not any(others) and not is_person else ""


def table_head(text: str) -> Table | None:
    """The columns, where the line is the head of a table of people."""
    has_commas = "," in text and not row_of(text)[1:]
    heads = row_of(text, has_commas=has_commas)
    kinds: list[str] = []
    for head in heads if "@" not in text else ():
        kind, is_members = _kind(head), words.tells(head.split(" ")[-1], "members")
        is_deputys = {"name", "deputy"} <= {*kinds} and not is_members
        kinds.append(f"deputy {kind}" if is_deputys and kind in ("email", "phone") else kind)
    kinds = ["" if kind in _MARKS and kinds.count(kind) > 1 else kind for kind in kinds]
    is_deputies = kinds[:1] == ["deputy"] and "name" not in kinds
    kinds = ["name", *kinds[1:]] if is_deputies else kinds
    unused = [head for head, kind in zip(heads, kinds, strict=False) if head and not kind]
    has_names = "name" in kinds or {"given", "family"} <= {*kinds}
    known = sum(map(bool, kinds))
    if not has_names or known < 2 or known + 1 < len(unused) or (has_commas and unused):
        return None
    return Table(tuple(kinds), ", ".join(unused), is_deputies, has_commas)


def _kind(head: str) -> str:
    """What a column holds by its head; empty where no word tells."""
    plain = re.sub(r"\s*\([^)]*\)", "", head).strip(" :")
    if own := next((kind for kind in _OWN if words.tells(plain, f"column {kind}")), ""):
        return own
    for contact in ("email", "phone"):
        if any(COLUMNS.get(letters(word)) == contact for word in plain.split()[:3]):
            return f"deputy {contact}" if words.tells(plain.split()[-1], "deputies") else contact
    if column := COLUMNS.get(letters(plain), ""):
        return "" if column in _UNUSED else _OTHERS.get(column, column)
    heading = words.heading(plain)
    if heading and Fact("deputy") in heading.facts:
        return "tie: replaced by" if heading.status else "deputy"
    return str(heading.status or "name") if heading and heading.is_list else ""


def row(line: Line, found: Table, section: Section) -> LineRead:
    """Everybody on the row; none where its cells do not count."""
    given, width = row_of(line.text, has_commas=found.has_commas), len(found.kinds)
    is_short = len(given) < width and not any(mark in line.text for mark in "\t|;,")
    if is_short or any(given[width:]):
        params = {"count": len(given), "headers": width}
        return LineRead(line.number, (), (Reason("cells_do_not_count", params),))
    told = {k: v for k, v in reversed([*zip(found.kinds, given, strict=False)]) if k and v}
    parts = f"{told.pop('given', '')} {told.pop('family', '')}".strip()
    name, others = told.pop("name", parts), listing.split(told.pop("deputy", ""))
    is_vacant = not name or words.tells(name.partition("(")[0], "vacant")
    facts = [Fact("deputy"), Fact("listed")] if found.is_deputies else []
    facts += [fact for kind, cell in told.items() for fact in _facts(kind, cell)]
    member = _person(line, name, [*facts, *_unmarked(facts, found)], section)
    own = [Fact("deputy"), *(fact for fact in facts if fact.kind == "organisation")]
    own += [Fact(kind[7:], told[kind]) for kind in told if kind.startswith("deputy ")]
    if member:
        tie = "came for" if member.status is Attendance.ABSENT else "personal deputy for"
        own += [Fact(f"tie: {tie}", member.name)]
    below = section._replace(heading=words.Heading())
    deputies = [_person(line, cell, own, below) for cell in others if person.person_facts(cell)]
    if (member is None and (not is_vacant or "tie: replaced by" in told)) or None in deputies:
        return LineRead(line.number, (), (Reason("not_understood"),))
    people = tuple(one for one in (member, *deputies) if one)
    is_roll = not {*_MARKS} & {*found.kinds}
    return LineRead(line.number, people, listing.doubts(people, is_roll=is_roll))


def _person(line: Line, cell: str, facts: Sequence[Fact], section: Section) -> Mention | None:
    """Who is named in the cell, alone."""
    part, *behind = map(person.read_person, listing.split(person.turned(cell)))
    if not part.name or any(piece.name for piece in behind):
        return None
    own = [*part.facts, *(fact for piece in behind for fact in piece.facts)]
    return listing.mention(line, part.name, [*own, *facts], section)


def _facts(kind: str, cell: str) -> list[Fact]:
    """What the cell of a column tells."""
    cell = re.sub(r"~~[^~]*~~", "", cell).strip(" <>")
    heading = words.heading(cell) if kind == "role" else None
    if kind in _MARKS:
        return _marks(kind, cell)
    if kind in ("organisation", "party") and cell.isupper() and words.tells(cell, "parties"):
        return [Fact("party", cell)]
    if heading and not words.tells(cell, "offices"):
        return [fact for fact in heading.facts if fact.kind == "deputy"]
    if kind in words.TIES:
        parts = [
            part
            for part in map(person.read_person, listing.split(cell))
            if person.person_facts(part.text)
        ]
        names = [(part.name, part.text) for part in parts]
        return [Fact(kind if name else "part_not_read", name or text) for name, text in names]
    return [Fact(kind, words.spelled(cell))] if not kind.startswith("deputy ") else []


def _marks(kind: str, cell: str) -> list[Fact]:
    """What a mark tells, and what stands behind it: `X §§ 4-5`, `Nej, ersätts av Bo Al`."""
    cross = _CROSS.match(cell)
    first, _, rest = (cross[0], "", cell[cross.end() :]) if cross else cell.partition(",")
    if words.tells(first, "no"):
        return [*([] if kind == "absent" else [Fact("absent")]), *person.person_facts(rest)]
    if words.tells(first, "yes"):
        return [Fact("absent" if kind == "absent" else "present"), *person.person_facts(rest)]
    facts = person.person_facts(cell.replace("(", ", ").replace(")", ""))
    is_odd = any(fact.kind in ("role", "organisation", "name_or_body") for fact in facts)
    return [Fact("part_not_read", cell)] if is_odd else [*facts, Fact(kind)]


def _unmarked(facts: Sequence[Fact], found: Table) -> list[Fact]:
    """What it tells that there is no mark, or too many."""
    told = {*Attendance} & {fact.kind for fact in facts}
    columns = {*_MARKS} & {*found.kinds}
    if len(told) > 1:
        return [Fact("both_marks")]
    if told or not columns:
        return []
    if len(columns) == 1 and "attendance" not in columns:
        return [Fact("absent" if "present" in columns else "present")]
    return [Fact("called"), Fact("no_mark")]
