"""Rule: finds the words of a letter and fills their fields."""

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from importlib import resources
from typing import NamedTuple

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import language, plain
from scheduler.links import Links
from scheduler.notices import field_values, plan
from scheduler.notices.fields import FIELD, FIELDS
from scheduler.notices.kinds import KIND_OF, Kind, Letter
from scheduler.notices.situation import OneLetter, PlannedNotice, Situation

_BLANKS = re.compile(r" {2,}")
_UNKNOWN = N_("The text has {%(field)s}, which is no field. The fields are: %(fields)s.")


class RenderedLetter(NamedTuple):
    """What a person reads: `subject` on one line, `text` with LF line ends and none at its end."""

    subject: str
    text: str
    language: str


def render_letter(letter: OneLetter, links: Links) -> RenderedLetter:
    """In the language of the person, else the council's."""
    s, code = letter.situation, letter.language
    template = find_template(s, letter.notice, letter.to.letter, code)
    return fill_template(template, letter_values(letter, links), code)


def find_template(s: Situation, notice: PlannedNotice, text: Letter, code: str) -> str:
    """The words for this one mail where a person has edited it, else the council's own, else those we ship.

    A kallelse that goes with a change has the words that were written for the kallelse.
    """
    edit = s.edited(notice.kind, notice.occasion, text, code)
    if edit is None and s.meeting and notice.kind is Kind.CHANGE:
        edit = s.edited(KIND_OF[text], f"@{s.meeting.starts.text()}", text, code)
    own = (words for words in s.texts if (words.letter, words.language) == (text, code))
    words = edit or next(own, None)
    return words.template if words else standard_template(text, code)


def letter_values(letter: OneLetter, links: Links, code: str = "") -> dict[str, str]:
    """Every field that has something to say in this letter, in its language unless `code` is given."""
    values = field_values.field_values(letter, links, language(code or letter.language))
    is_review = letter.notice.kind is Kind.KALLELSE_REVIEW
    return values | _of_review(letter, links) if is_review else values


def fill_template(template: str, values: Mapping[str, str], code: str) -> RenderedLetter:
    """The template with its fields put in; a line whose fields are all empty falls away, with its heading.

    The first line is the subject, which never falls away: one that comes out empty is the council's name.
    Raises: InvalidInput where the template names a field that does not exist.
    """
    names = {FIELDS[key] if code == "sv" else key: key for key in FIELDS}
    lines: list[str] = []
    dropped = False
    for line in template.split("\n"):
        fields = FIELD.findall(line)
        unknown = [name for name in fields if name not in names]
        if unknown:
            raise InvalidInput(
                {"text": Fault(_UNKNOWN, {"field": unknown[0], "fields": ", ".join(names)})}
            )
        if lines and fields and not any(values.get(names[name]) for name in fields):
            if _is_heading(lines[-1]):
                lines.pop()
            dropped = True
            continue
        if not line and dropped and not lines[-1]:
            continue  # one blank line between what is left
        dropped = dropped and not line
        filled = FIELD.sub(lambda match: values.get(names[match[1]], ""), line)
        if not lines:
            filled = " ".join(filled.split())
        lines.append(
            _BLANKS.sub(" ", filled).strip(" ") if fields and "\n" not in filled else filled
        )
    subject, _, text = plain("\n".join(lines)).partition("\n")
    return RenderedLetter(
        subject or values.get("council", ""), re.sub(r"\n{3,}", "\n\n", text).strip("\n"), code
    )


@lru_cache(maxsize=64)
def standard_template(text: str, code: str) -> str:
    """The text as we ship it: the first line is the subject. One file per letter and language."""
    file = resources.files("scheduler.notices") / "templates" / code / f"{text}.txt"
    return file.read_text(encoding="utf-8").strip("\n")


def _is_heading(line: str) -> bool:
    return bool(line) and not line.endswith((".", "!", ",")) and ":" not in line and "–" not in line


def _of_review(letter: OneLetter, links: Links) -> dict[str, str]:
    """The kallelse as its first recipient will have it, their link left out, and how many get it."""
    s = letter.situation
    code, speak = s.council.language, language(s.council.language)
    people = partial(speak.count, "%(n)s person", "%(n)s people")
    kallelse = next((n for n in plan.planned_notices(s) if n.kind is Kind.KALLELSE), None)
    if kallelse is None or not kallelse.audience:
        return {"recipients": people(0)}
    first = OneLetter(s, kallelse, kallelse.audience[0], letter.at)
    values = field_values.field_values(first, links, speak)
    values |= field_values.hidden_links(values) | {"other_language": ""}
    shown = fill_template(find_template(s, kallelse, Letter.KALLELSE, code), values, code)
    return {
        "hold_link": links.mail(s.council.slug, kallelse.key),
        "recipients": people(len(kallelse.audience)),
        "kallelse_text": f"{shown.subject}\n\n{shown.text}",
    }
