"""Names of bodies in columns whose head does not say that they are: "Möte", "Typ", "Vem", or nothing."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import bodies, labels, nobodys
from scheduler.years.recognise.line.drafts import CellName, Draft
from scheduler.years.recognise.text.head_words import PEOPLE
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

REMARK = (Role.CANCEL | Role.MEETING | Role.GENERIC | Role.OPEN | Role.MOVED).value
BODY_OR_OFF = (Role.BODY | Role.CANCEL | Role.MOVED).value
AND, BODY, MEETING = Role.AND.value, Role.BODY.value, Role.MEETING.value
MOST_OF_ALL, FEWEST = 0.5, 2


def of(cell: list[Token], text: str, head: str, *, told: bool) -> CellName | None:
    """The words of a cell as a name, without a remark in brackets or a tail behind it."""
    named, _ = without_remark(cell)
    if not told and named and all(t.sense.weekday for t in named):
        return None  # "TI", "ON": letters of a body too
    if name := _before_tail(named, text) or bodies.name_in(named, text):
        return CellName(head, name, sure=True, told=told)
    plain = any(t.kind is WORD for t in named) and all(t.kind is not NUMBER for t in named)
    if not plain or named[-1].sense.roles & MEETING:
        return None  # "Annual meeting"
    words = [t for t in named if t.kind is WORD]
    if nobodys.name_nobody(words) or nobodys.is_occasion(written(named, text)):
        return None  # "Bokslut"
    return CellName(head, written(named, text), sure=False, told=told)


def are_people(cell: list[Token], head: str) -> bool:
    """Who comes or is in charge, and no body among them: letters are a person's."""
    return head.lower() in PEOPLE and not any(t.sense.roles & BODY_OR_OFF for t in cell)


def _before_tail(cell: list[Token], text: str) -> str | None:
    """The name of a body that a cell opens with, where a dash or a colon parts it from what else it says:
    "SEC meeting - webinar"; or another thing that is done at its meeting: "Senate & annual meeting of the faculty"."""
    first = labels.before_remark(next(bodies.clauses(cell), []))
    if name := bodies.name_in(first, text):
        return name
    joined = next((n for n, t in enumerate(first) if t.sense.roles & AND), 0)
    if any(t.sense.roles & MEETING for t in first[joined:]):
        return bodies.name_in(first[:joined], text)
    return None


def parted(cell: list[Token], text: str) -> tuple[str, str | None]:
    """The name in a cell of a column of names, and what stands behind it."""
    whole = written(cell, text)
    name = _before_tail(cell, text) or whole
    return name, whole.partition(name)[2].strip(" .,;:|–-*") or None


def before_glued(cell: list[Token]) -> int:
    """Where what the next cell held is glued to a name, "GemeinderatRathaus"; the end of the cell where nothing is."""
    for n, (name, other) in enumerate(pairwise(cell), 1):
        glued = name.end == other.start and other.text[:1].isupper()
        if glued and name.sense.roles & BODY and not other.sense.roles & BODY:
            return n
    return len(cell)


def without_remark(cell: list[Token]) -> tuple[list[Token], list[Token]]:
    """A name and what stands in brackets behind it, where that is no part of it: "Styrelse (budget 2027)"."""
    opens = next((n for n, t in enumerate(cell) if t.low == "("), len(cell))
    inside = cell[opens + 1 :]
    remark = any(t.kind is NUMBER or t.sense.roles & REMARK for t in inside)
    return (cell[:opens], [t for t in inside if t.low != ")"]) if remark else (cell, [])


def written(cell: list[Token], text: str) -> str:
    return bodies.text_of(cell[0], cell[-1], text) if cell else ""


def settle(drafts: list[Draft], named: set[str], beside: list[set[str]]) -> None:
    """Where the cells below such a head are bodies' names for some rows, they are for all; else they are remarks.

    `beside` takes the names of each such column, which are of different bodies.
    """
    by_head: dict[str, list[CellName]] = {}
    for draft in drafts:
        for cell in draft.cell_names:
            by_head.setdefault(cell.head, []).append(cell)
    beside += [{cell.name for cell in told if cell.sure} for told in by_head.values()]
    heads = [head for head, told in by_head.items() if _are_names(told)]
    for draft in drafts if by_head else ():
        chosen = next((cell for cell in draft.cell_names if cell.head in heads[:1]), None)
        for cell in draft.cell_names:
            if cell is chosen:
                _name(draft, cell.name)
                named.add(cell.name)
            elif cell.told and cell.name not in (draft.note or ""):
                draft.note = " ".join(filter(None, (cell.name, draft.note)))


def _are_names(told: list[CellName]) -> bool:
    sure = sum(cell.sure for cell in told)
    if told[0].told:
        return sure > 0
    return sure > MOST_OF_ALL * len(told) and len(told) >= FEWEST


def _name(draft: Draft, name: str) -> None:
    draft.body = name
    if draft.note:
        draft.note = draft.note.removeprefix(name).strip(" ,;:|–-") or None
