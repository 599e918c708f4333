"""From pasted rows to their preview: how each is read, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from scheduler.councils import cells, sheet
from scheduler.councils.foresee import Foreseen, Outcome
from scheduler.councils.listed import ROLE_WORDS
from scheduler.councils.sheet import Sheet
from scheduler.errors import N_
from scheduler.language import LANGUAGES, Language
from web.language import next_year
from web.secretary.member_words import FIELD_WORDS, Told

OUTCOME_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ADDED: (N_("Will be added"), "ok"),
    Outcome.UPDATED: (N_("Will be updated"), "ok"),
    Outcome.UNCHANGED: (N_("Is there already"), ""),
    Outcome.FAULTY: (N_("Correct the row"), "stop"),
}
"""The word and the class of its tag."""

_KEPT = N_("Also belongs to another council: name, phone and language stay as they are.")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`told` are what changes, or what to correct; `written` is the row as it stands, where it was not understood."""

    line: int
    name: str
    email: str
    organisation: str
    result: str
    tag: str
    told: list[str]
    is_faulty: bool
    written: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """How the rows are read. `seen` is a digest of the text; `button` is empty where there is nothing to do."""

    rows: list[PreviewRow]
    faults: list[Told]
    faulty_lines: frozenset[int]
    error: str
    ignored: str
    waiting: str
    button: str
    seen: str


def preview(text: str, read: Sheet, foreseen: Sequence[Foreseen], says: Language) -> Preview:
    rows = [_foreseen_row(one, says) for one in foreseen]
    told: dict[int, tuple[str, list[str]]] = {}
    for fault in read.faults:
        message = says(sheet.FAULT_TEXTS[fault.code], **{"year": next_year(), **fault.params})
        told.setdefault(fault.line, (fault.name, []))[1].append(message)
    written = {row.line: " · ".join(filter(None, row.cells)) for row in cells.rows(text)}
    for line, (name, texts) in told.items():
        rows.append(_faulty_row(line, name, texts, written.get(line, ""), says))
    rows.sort(key=lambda row: row.line)
    faulty = [row for row in rows if row.is_faulty]
    faults = [Told(_where(row, text, says), "text") for row in faulty for text in row.told]
    return Preview(
        rows=rows,
        faults=faults,
        faulty_lines=frozenset(row.line for row in faulty),
        error=_count_faulty(len(faulty), says),
        ignored=_ignored(read, says),
        waiting=_waiting(bool(faulty), bool(_ready(foreseen)), says),
        button=_button(foreseen, says),
        seen=sha256("\n".join(cells.lines(text)).encode(errors="replace")).hexdigest()[:16],
    )


def with_headers(text: str, says: Language) -> str:
    """Rows without headers are known by an address in the first of them; where that one is faulty, headers tell."""
    if any(fault.code == "no_header" for fault in sheet.read(text).faults):
        mark = cells.separator(text)
        names = (says(FIELD_WORDS[name]) for name in ("name", "email", "organisation", "role"))
        return f"{mark.join(names)}\n{text}"
    return text


def _foreseen_row(one: Foreseen, says: Language) -> PreviewRow:
    entry = one.entry
    word, tag = OUTCOME_WORDS[one.outcome]
    told = [
        says(
            "%(what)s: %(before)s becomes %(after)s",
            what=says(FIELD_WORDS[d.field]),
            before=_value(d.field, d.before, says),
            after=_value(d.field, d.after, says),
        )
        for d in one.differences
        if d.field != "deputy_for_id"
    ]
    if any(d.field == "deputy_for_id" for d in one.differences):
        told.append(says("Becomes a deputy for someone else"))
    if one.is_kept:
        told.append(says(_KEPT))
    if one.fault is not None:
        told = [says(one.fault.text, **one.fault.params)]
    return PreviewRow(
        line=entry.line,
        name=entry.name,
        email=entry.email,
        organisation=entry.organisation,
        result=says(word),
        tag=tag,
        told=told,
        is_faulty=one.outcome is Outcome.FAULTY,
    )


def _faulty_row(line: int, name: str, texts: list[str], written: str, says: Language) -> PreviewRow:
    word, tag = OUTCOME_WORDS[Outcome.FAULTY]
    return PreviewRow(line, name, "", "", says(word), tag, texts, is_faulty=True, written=written)


def _value(field: str, value: object, says: Language) -> str:
    if value is None or value == "":
        return says("empty")
    if field == "role":
        return says(ROLE_WORDS[str(value)])
    if field == "language":
        return LANGUAGES.get(str(value), str(value))
    return says.show(value)


def _where(row: PreviewRow, text: str, says: Language) -> str:
    if row.name:
        return says("Row %(line)s, %(name)s: %(text)s", line=row.line, name=row.name, text=text)
    return says("Row %(line)s: %(text)s", line=row.line, text=text)


def _count_faulty(n: int, says: Language) -> str:
    if not n:
        return ""
    return says.count("%(n)s row needs to be corrected.", "%(n)s rows need to be corrected.", n)


def _ready(foreseen: Sequence[Foreseen]) -> list[Outcome]:
    """What is to be done, one for each person."""
    return [f.outcome for f in foreseen if f.outcome in (Outcome.ADDED, Outcome.UPDATED)]


def _button(foreseen: Sequence[Foreseen], says: Language) -> str:
    ready = _ready(foreseen)
    if not ready:
        return ""
    if Outcome.UPDATED in ready:
        return says.count("Add or update %(n)s person", "Add or update %(n)s people", len(ready))
    return says.count("Add %(n)s person", "Add %(n)s people", len(ready))


def _waiting(has_faulty: bool, has_ready: bool, says: Language) -> str:
    if has_ready and has_faulty:
        return says("The rows to correct are left out, and the others can be added now.")
    return "" if has_ready or has_faulty else says("Everyone in the list is there already.")


def _ignored(read: Sheet, says: Language) -> str:
    if not read.ignored:
        return ""
    return says("Columns that are not used: %(columns)s.", columns=", ".join(read.ignored))
