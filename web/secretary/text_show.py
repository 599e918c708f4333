"""From letters' texts to their pages: the list, and one text with its fields and a preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from scheduler.councils.rows import Council, Person
from scheduler.errors import N_, Fault
from scheduler.language import Language
from scheduler.mail import html
from scheduler.meetings.rows import Meeting
from scheduler.notices import fields
from scheduler.notices.kinds import LETTERS, Letter, letter_name
from scheduler.notices.render import RenderedLetter as Made
from scheduler.notices.rows import CouncilText
from scheduler.notices.texts import Words

LANGUAGE_WORDS: Mapping[str, str] = {"sv": N_("Swedish"), "en": N_("English")}


@dataclass(frozen=True, slots=True)
class Version:
    """One letter in one language."""

    name: str
    code: str
    url: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Listed:
    title: str
    when: str
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as it is written, what it becomes, and what that is in the letter shown."""

    written: str
    about: str
    value: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The letter as it would be, as it looks and as text; both empty where a fault keeps it from being made."""

    subject: str
    looks: Markup
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One text being written."""

    title: str
    language: str
    code: str
    words: Words
    is_own: bool
    faults: list[dict[str, str]]
    errors: Mapping[str, str]
    fields: list[FieldLine]
    shown: Shown | None
    occasions: list[Option]
    people: list[Option]
    nonce: str
    restore_url: str
    others: list[Version]
    done: str = ""


def listed(council: Council, own: Sequence[CouncilText], says: Language) -> list[Listed]:
    """Every letter in both languages; `is_own` where the council has words of its own."""
    have = {(text.letter, text.language) for text in own}
    return [
        Listed(
            says(letter_name(text)),
            says(LETTERS[text].purpose),
            versions(council, text, have, says),
        )
        for text in Letter
    ]


def versions(
    council: Council, text: Letter, own: set[tuple[str, str]], says: Language
) -> list[Version]:
    return [
        Version(
            says(word),
            code,
            url_for("texts.edit", slug=council.slug, letter=text.value, code=code),
            (text, code) in own,
        )
        for code, word in LANGUAGE_WORDS.items()
    ]


def field_lines(
    text: Letter, code: str, values: Mapping[str, str], says: Language
) -> list[FieldLine]:
    needed = fields.required_fields(text)
    return [
        FieldLine(
            f"{{{fields.field_name(field, code)}}}",
            says(fields.ABOUT[field]),
            _short(values.get(field, "")),
            field in needed,
        )
        for field in sorted(fields.offered_fields(text), key=lambda field: field not in needed)
    ]


def _short(value: str) -> str:
    """The first line, at most 80 characters: a whole letter or list of dates is not repeated here."""
    first, _, rest = value.partition("\n")
    return f"{first[:79]}…" if rest or len(first) > 80 else first


def shown(made: Made) -> Shown:
    return Shown(made.subject, Markup(html.render_body(made.text)), made.text)


def told(
    faults: Mapping[str, Fault], says: Language
) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The faults for the summary and for the fields."""
    errors = {name: says(fault.text, **fault.params) for name, fault in faults.items()}
    listed = [{"anchor": name, "text": error} for name, error in errors.items()]
    return listed, {"subject": "", "body": ""} | errors


def meetings(found: Sequence[Meeting], chosen: str, says: Language) -> list[Option]:
    return [
        Option(f"m{m.number}", says.span(m.starts, m.ends), f"m{m.number}" == chosen) for m in found
    ]


def people(found: Sequence[Person], chosen: Person) -> list[Option]:
    return [Option(str(p.id), p.name or p.email, p.id == chosen.id) for p in found]
