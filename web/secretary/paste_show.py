"""From pasted rows to their preview: how each is read, and what it would do."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask import url_for

from scheduler.councils import members_file, pasted_people
from scheduler.councils.import_rules import DOUBT_TEXTS, Doubt
from scheduler.councils.member_import import Foreseen, Outcome
from scheduler.councils.members_csv import ROLE_WORDS
from scheduler.councils.members_file import Entry, Row
from scheduler.councils.members_file_words import ROLES, letters
from scheduler.councils.rows import MemberRole
from scheduler.errors import N_, Fault
from scheduler.language import LANGUAGES, Language
from web.language import next_year
from web.secretary.member_words import FIELD_WORDS, Option, Told
from web.secretary.paste_read import FIELDS

OUTCOME_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ADDED: (N_("Will be added"), "ok"),
    Outcome.UPDATED: (N_("Will be updated"), "ok"),
    Outcome.UNCHANGED: (N_("Is there already"), ""),
    Outcome.FAULTY: (N_("Correct the row"), "stop"),
}
"""The word and the class of its tag."""

_ALWAYS = ("name", "email", "role", "organisation")
_WHERE_TOLD = ("deputy_for", "phone", "note")
_TYPES = {"email": "email", "phone": "tel"}
_FIELD_LABELS = {
    "deputy_for": N_("Deputy for"),
    "seat": N_("Seat"),
    "since": N_("First day"),
    "until": N_("Last day"),
    "note": N_("Note"),
}
_ASKED = (N_("Is this right?"), "warn")
_KEPT = N_("Also belongs to another council: name, phone and language stay as they are.")


@dataclass(frozen=True, slots=True)
class Question:
    """What a person should say yes to; `url` leads to the page of the term it is about, where there is one."""

    text: str
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing of a row to mend. `name` is the field's in the form, and `options` are for a choice from a list."""

    name: str
    label: str
    value: str
    error: str
    type: str = "text"
    options: Sequence[Option] = ()


@dataclass(frozen=True, slots=True)
class Mending:
    """A row to mend. `faults` are of the whole row, `wrong` the fields with a fault and `others` the rest.

    `written` is the line that the row was made from, where it was not read.
    """

    number: int
    title: str
    faults: list[str]
    written: str
    wrong: list[Field]
    others: list[Field]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`told` are what changes, or what to correct. `mending` is of a row that is corrected in fields.

    `answer` is what a yes to all `questions` is sent as, and `is_yes` whether it was.
    """

    line: int
    entry: Entry
    role: str
    result: str
    tag: str
    told: list[str]
    is_faulty: bool
    mending: Mending | None = None
    questions: tuple[Question, ...] = ()
    answer: str = ""
    is_yes: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How the rows are read. `seen` is a digest of them; `button` is empty where there is nothing to do.

    `left` are the numbers of the rows that are not added: to correct, or with a question.
    """

    rows: list[PreviewRow]
    faults: list[Told]
    left: frozenset[int]
    error: str
    waiting: str
    button: str
    seen: str


def preview(
    rows: Sequence[Row],
    faulty: Sequence[Entry],
    foreseen: Sequence[Foreseen],
    says: Language,
    *,
    slug: str,
    yes: Container[str] = (),
) -> Preview:
    """`yes` are the answers given to questions, and `slug` is the council's."""
    shown = [_foreseen_row(one, rows, says, slug, yes) for one in foreseen]
    shown += [_faulty_row(entry, rows[entry.line - 1], says) for entry in faulty]
    shown.sort(key=lambda row: row.line)
    wrong = [row for row in shown if row.is_faulty]
    asked = {row.line for row in shown if row.questions and not row.is_yes}
    return Preview(
        rows=shown,
        faults=[Told(_where(row, text, says), _anchor(row)) for row in wrong for text in row.told],
        left=frozenset({row.line for row in wrong} | asked),
        error=_count_faulty(len(wrong), says),
        waiting=_waiting(bool(wrong), bool(asked), bool(_ready(foreseen, yes)), says),
        button=_button(foreseen, yes, says),
        seen=sha256(pasted_people.written_rows(rows).encode(errors="replace")).hexdigest()[:16],
    )


def fault(row: Row, says: Language) -> str:
    """What keeps a whole text from being read, as a sentence."""
    (entry,) = members_file.read_rows([row]).faulty
    return _sentence(entry.faults[""], says)


def _sentence(found: Fault, says: Language) -> str:
    return says(found.text, **{"year": next_year(), **found.params})


def _anchor(row: PreviewRow) -> str:
    return f"row-{row.line}" if row.mending else "h-read"


def _foreseen_row(
    one: Foreseen, rows: Sequence[Row], says: Language, slug: str, yes: Container[str]
) -> PreviewRow:
    entry, told = one.entry, _told(one, says)
    errors = {one.field: told[0]} if one.field else {}
    questions = () if one.fault else tuple(_question(d, says, slug) for d in one.doubts)
    is_yes = one.answer in yes
    word, tag = _ASKED if questions and not is_yes else OUTCOME_WORDS[one.outcome]
    return PreviewRow(
        line=entry.line,
        entry=entry,
        role=_duty(one.role, one.stands_for, says),
        result=says(word),
        tag=tag,
        told=told,
        is_faulty=one.outcome is Outcome.FAULTY,
        mending=_mending(entry.line, rows[entry.line - 1], errors, says) if errors else None,
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
            what=says(FIELD_WORDS[name]),
            before=_value(name, before, says),
            after=_value(name, after, says),
        )
        for name, before, after in one.differences
        if name != "deputy_for_id"
    ]
    if "deputy_for_id" in one.of_term:
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
    if role != MemberRole.DEPUTY:
        return says(ROLE_WORDS[role])
    return says("Deputy for %(name)s", name=whom) if whom else says("Deputy for the whole council")


def _faulty_row(entry: Entry, row: Row, says: Language) -> PreviewRow:
    """What could be read of it, and fields to mend it in."""
    word, tag = OUTCOME_WORDS[Outcome.FAULTY]
    errors = {name: _sentence(found, says) for name, found in entry.faults.items()}
    is_read = entry.name and "" not in entry.faults
    return PreviewRow(
        line=entry.line,
        entry=entry,
        role=_duty(entry.role, entry.deputy_for, says) if is_read else "",
        result=says(word),
        tag=tag,
        told=[*errors.values()],
        is_faulty=True,
        mending=_mending(entry.line, row, errors, says),
    )


def _mending(number: int, row: Row, errors: Mapping[str, str], says: Language) -> Mending:
    """The fields of the row: those with a fault first, and the rest that is told or asked of everybody."""
    of_row = [text for field, text in errors.items() if not field]
    asked = [n for n in FIELDS if n in _ALWAYS or n in errors or (row.get(n) and n in _WHERE_TOLD)]
    fields = {name: _field(number, name, row, errors.get(name, ""), says) for name in asked}
    wrong = [name for name in asked if of_row or name in errors]
    title = says("Row %(line)s", line=number)
    return Mending(
        number=number,
        title=f"{title}, {row['name']}" if row.get("name") else title,
        faults=of_row,
        written=row.get("written", ""),
        wrong=[fields[name] for name in wrong],
        others=[fields[name] for name in asked if name not in wrong],
    )


def _field(number: int, name: str, row: Row, error: str, says: Language) -> Field:
    value = row.get(name, "")
    options: tuple[Option, ...] = ()
    if name == "role":
        chosen = ROLES.get(letters(value), "" if value else MemberRole.MEMBER)
        words = {"": says("Choose")} | {role: says(word) for role, word in ROLE_WORDS.items()}
        options = tuple(
            Option(role, word, role == chosen) for role, word in words.items() if role or not chosen
        )
    label = says(_FIELD_LABELS.get(name) or FIELD_WORDS[name])
    return Field(f"{name}-{number}", label, value, error, _TYPES.get(name, "text"), options)


def _value(field: str, value: object, says: Language) -> str:
    if value is None or value == "":
        return says("empty")
    if field == "role":
        return says(ROLE_WORDS[str(value)])
    if field == "language":
        return LANGUAGES.get(str(value), str(value))
    return says.show(value)


def _where(row: PreviewRow, text: str, says: Language) -> str:
    if name := row.entry.name:
        return says("Row %(line)s, %(name)s: %(text)s", line=row.line, name=name, text=text)
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
