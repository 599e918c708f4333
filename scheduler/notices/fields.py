"""The fields of letters: their names, what each becomes, which letter has which, and which it cannot do without."""

import difflib
import re
from collections.abc import Mapping

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import language
from scheduler.notices.kinds import LETTERS, Letter, read_table

FIELD = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")

_FIELDS = read_table("fields.toml")
FIELDS: Mapping[str, str] = {field: row["sv"] for field, row in _FIELDS.items()}
"""Every field: its name in English texts and in Swedish ones."""
ABOUT: Mapping[str, str] = {field: row["about"] for field, row in _FIELDS.items() if "about" in row}
"""What each becomes, of those that an editor offers."""

PERSONAL = tuple(field for field, row in _FIELDS.items() if row.get("personal"))
"""The links that let one in as the person whose letter it is."""

_UNKNOWN = N_("The text has {%(field)s}, which is no field of this mail.")
_NEAR = N_("The text has {%(field)s}, which is no field of this mail. Did you mean {%(near)s}?")
_LOOSE = N_("The text has a brace that belongs to no field. Write fields as {%(field)s}.")
_EMPTY_SUBJECT = N_("Write a subject.")
_EMPTY_TEXT = N_("Write a text.")
_LONG = N_("Write at most %(n)s characters.")
MOST_SUBJECT, MOST_TEXT = 200, 10_000


def letter_fields(letter: Letter) -> tuple[str, ...]:
    """The letter's fields, by their English names."""
    record = LETTERS[letter]
    common = ("every", "meeting") if record.of_meeting else ("every",)
    return (*(field for field, row in _FIELDS.items() if row.get("in") in common), *record.fields)


def field_name(field: str, code: str) -> str:
    """The field as it is written in texts of that language."""
    return FIELDS[field] if code == "sv" else field


def examples(letter: Letter, code: str) -> dict[str, str]:
    """What a sample says in the fields that only an event fills: a change, a reply, a mishap."""
    speak = language(code)
    found = {field: _FIELDS[field].get("example", "") for field in LETTERS[letter].fields}
    return {field: speak(example) for field, example in found.items() if example}


def check_text(letter: Letter, code: str, subject: str, body: str) -> None:
    """Raises: InvalidInput (`subject`, `body`): a field that is missing or unknown is named."""
    faults: dict[str, Fault] = {}
    for part, text, most, empty in (
        ("subject", subject, MOST_SUBJECT, _EMPTY_SUBJECT),
        ("body", body, MOST_TEXT, _EMPTY_TEXT),
    ):
        if not text.strip():
            faults[part] = Fault(empty)
        elif len(text) > most:
            faults[part] = Fault(_LONG, {"n": most})
        elif fault := _wrong(letter, code, text):
            faults[part] = fault
    if not faults:
        there = set(FIELD.findall(f"{subject}\n{body}"))
        needs = {field_name(field, code): field for field in LETTERS[letter].needs}
        if name := next((name for name in needs if name not in there), None):
            faults["body"] = Fault(_FIELDS[needs[name]]["without"], {"field": name})
    if faults:
        raise InvalidInput(faults)


def _wrong(letter: Letter, code: str, text: str) -> Fault | None:
    known = [field_name(field, code) for field in letter_fields(letter)]
    for name in FIELD.findall(text):
        if name in known:
            continue
        in_other = next((f for f in FIELDS if name.strip().lower() in (f, FIELDS[f])), None)
        near = [field_name(in_other, code)] if in_other else []
        near = [n for n in near if n in known] or difflib.get_close_matches(name, known, 1, 0.7)
        if near:
            return Fault(_NEAR, {"field": name, "near": near[0]})
        return Fault(_UNKNOWN, {"field": name})
    if _BRACE.search(FIELD.sub("", text)):
        return Fault(_LOOSE, {"field": known[0]})
    return None
