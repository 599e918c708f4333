"""From pasted rows to their preview: how each is read, and what it would do."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask import url_for

from scheduler.councils import cells, sheet, sheet_faults
from scheduler.councils.foresee import Foreseen, Outcome
from scheduler.councils.listed import ROLE_WORDS
from scheduler.councils.second_look import DOUBT_TEXTS, Doubt
from scheduler.councils.sheet import Fault, Role, Sheet
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

_ASKED = (N_("Is this right?"), "warn")
_KEPT = N_("Also belongs to another council: name, phone and language stay as they are.")


@dataclass(frozen=True, slots=True)
class Question:
    """What a person should say yes to; `url` leads to the page of the term it is about, where there is one."""

    text: str
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`told` are what changes, or what to correct; `written` is the row as it stands, where it was not understood.

    `answer` is what a yes to all `questions` is sent as, and `is_yes` whether it was.
    """

    line: int
    name: str
    email: str
    organisation: str
    role: str
    result: str
    tag: str
    told: list[str]
    is_faulty: bool
    written: str = ""
    questions: tuple[Question, ...] = ()
    answer: str = ""
    is_yes: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How the rows are read. `seen` is a digest of the text; `button` is empty where there is nothing to do.

    `left` are the lines of the rows that are not added: to correct, or with a question.
    """

    rows: list[PreviewRow]
    faults: list[Told]
    left: frozenset[int]
    error: str
    ignored: str
    waiting: str
    button: str
    seen: str


def preview(
    text: str,
    read: Sheet,
    foreseen: Sequence[Foreseen],
    says: Language,
    *,
    slug: str,
    yes: Container[str] = (),
) -> Preview:
    """`yes` are the answers given to questions, and `slug` is the council's."""
    rows = [_foreseen_row(one, says, slug, yes) for one in foreseen]
    rows += _faulty_rows(text, read, says)
    rows.sort(key=lambda row: row.line)
    faulty = [row for row in rows if row.is_faulty]
    asked = {row.line for row in rows if row.questions and not row.is_yes}
    faults = [Told(_where(row, text, says), "text") for row in faulty for text in row.told]
    return Preview(
        rows=rows,
        faults=faults,
        left=frozenset({row.line for row in faulty} | asked),
        error=_count_faulty(len(faulty), says),
        ignored=_ignored(read, says),
        waiting=_waiting(bool(faulty), bool(asked), bool(_ready(foreseen, yes)), says),
        button=_button(foreseen, yes, says),
        seen=sha256("\n".join(cells.lines(text)).encode(errors="replace")).hexdigest()[:16],
    )


def with_headers(text: str, says: Language) -> str:
    """Rows without headers are known by an address in the first of them; where that one is faulty, headers tell."""
    if any(fault.code == "no_header" for fault in sheet.read(text).faults):
        mark = cells.separator(text)
        first = next(row.cells for row in cells.rows(text) if any(row.cells))
        names = (says(FIELD_WORDS[name]) for name in sheet.unlabelled(first))
        return f"{mark.join(names)}\n{text}"
    return text


def _foreseen_row(one: Foreseen, says: Language, slug: str, yes: Container[str]) -> PreviewRow:
    entry = one.entry
    questions = () if one.fault else tuple(_question(d, says, slug) for d in one.doubts)
    is_yes = one.answer in yes
    word, tag = _ASKED if questions and not is_yes else OUTCOME_WORDS[one.outcome]
    return PreviewRow(
        line=entry.line,
        name=entry.name,
        email=entry.email,
        organisation=entry.organisation,
        role=_duty(one.role, one.stands_for, says),
        result=says(word),
        tag=tag,
        told=_told(one, says),
        is_faulty=one.outcome is Outcome.FAULTY,
        questions=questions,
        answer=one.answer,
        is_yes=is_yes,
    )


def _told(one: Foreseen, says: Language) -> list[str]:
    """What changes, or what is to be corrected."""
    if one.fault is not None:
        return [says(one.fault.text, **one.fault.params)]
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
    return [*told, says(_KEPT)] if one.is_kept else told


def _question(doubt: Doubt, says: Language, slug: str) -> Question:
    text = says(DOUBT_TEXTS[doubt.code], **doubt.params)
    if doubt.member is None:
        return Question(text, "", "")
    url = url_for("members.member", slug=slug, member_id=doubt.member.id)
    return Question(text, url, doubt.member.person.name)


def _duty(role: str, whom: str, says: Language) -> str:
    """What somebody is on the council, and a deputy for whom."""
    if role != Role.DEPUTY:
        return says(ROLE_WORDS[role])
    return says("Deputy for %(name)s", name=whom) if whom else says("Deputy for the whole council")


def _faulty_rows(text: str, read: Sheet, says: Language) -> Iterator[PreviewRow]:
    """Each with what could be read of it, and as it stands where that is not all."""
    word, tag = OUTCOME_WORDS[Outcome.FAULTY]
    written = {row.line: " · ".join(filter(None, row.cells)) for row in cells.rows(text)}
    entries = {entry.line: entry for entry in read.faulty}
    by_line: dict[int, list[Fault]] = {}
    for fault in read.faults:
        by_line.setdefault(fault.line, []).append(fault)
    for line, faults in by_line.items():
        entry = entries.get(line)
        is_whole = {fault.code for fault in faults} == {"no_address"}
        yield PreviewRow(
            line=line,
            name=faults[0].name,
            email=entry.email if entry else "",
            organisation=entry.organisation if entry else "",
            role=_duty(entry.role, entry.deputy_for, says) if entry and entry.name else "",
            result=says(word),
            tag=tag,
            told=[
                says(sheet_faults.TEXTS[f.code], **{"year": next_year(), **f.params})
                for f in faults
            ],
            is_faulty=True,
            written="" if is_whole else written.get(line, ""),
        )


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


def _ready(foreseen: Sequence[Foreseen], yes: Container[str]) -> list[Outcome]:
    """What is to be done, one for each person."""
    done = (Outcome.ADDED, Outcome.UPDATED)
    return [f.outcome for f in foreseen if f.outcome in done and not f.waits(yes)]


def _button(foreseen: Sequence[Foreseen], yes: Container[str], says: Language) -> str:
    ready = _ready(foreseen, yes)
    if not ready:
        is_asked = any(one.doubts and one.fault is None for one in foreseen)
        return says("Add the rows you have ticked") if is_asked else ""
    if Outcome.UPDATED in ready:
        return says.count("Add or update %(n)s person", "Add or update %(n)s people", len(ready))
    return says.count("Add %(n)s person", "Add %(n)s people", len(ready))


def _waiting(has_faulty: bool, has_asked: bool, has_ready: bool, says: Language) -> str:
    told = []
    if has_ready and has_faulty:
        told.append(says("The rows to correct are left out, and the others can be added now."))
    if has_asked:
        told.append(says("A row with a question is added only where you have ticked its box."))
    if not (has_ready or has_faulty or has_asked):
        told.append(says("Everyone in the list is there already."))
    return " ".join(told)


def _ignored(read: Sheet, says: Language) -> str:
    if not read.ignored:
        return ""
    return says("Columns that are not used: %(columns)s.", columns=", ".join(read.ignored))
