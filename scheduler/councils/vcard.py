"""Address cards, as an address book exports them (RFC 6350, and version 2.1 of old)."""

import quopri
import re
from collections.abc import Iterator

from scheduler.councils import cells
from scheduler.councils.members_file_words import ROLES, letters

_BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^END:VCARD", re.IGNORECASE | re.MULTILINE)
# A value goes on in a line that begins with a blank, and behind a `=` in one that names no property.
_PROPERTY = re.compile(
    r"^(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:\n]*)?):(.*(?:\n[ \t].*|(?<==)\n(?![A-Z-]+[;:]).*)*)",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"\\([\\,;nN])")


def is_cards(text: str) -> bool:
    return bool(_BEGIN.search("\n".join(cells.lines(text))))


def read_cards(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Every card of a person by column, with the line where it begins; one of an organisation alone is left out."""
    before, *cards = _BEGIN.split("\n".join(cells.lines(text)))
    line = 1 + before.count("\n")
    for card in cards:
        properties, *end = _END.split(card)
        if end and (person := _person(properties)):
            yield line, person
        line += card.count("\n")


def _person(card: str) -> dict[str, str]:
    """Empty where the card is of nobody."""
    told: dict[str, str] = {}
    for key, options, value in _PROPERTY.findall(card):
        told.setdefault(key.upper(), _decoded(options, value).strip())
    family, given, *_ = [*map(_text, told.get("N", "").split(";")), "", ""]
    name = _text(told.get("FN", "")) or f"{given} {family}".strip()
    organisation = _text(told.get("ORG", "").split(";")[0])
    if not name or (not given and not family and organisation and organisation in name):
        return {}
    role = _text(told.get("ROLE", "") or told.get("TITLE", ""))
    return {
        "name": name,
        "email": _text(told.get("EMAIL", "")).removeprefix("mailto:"),
        "organisation": organisation,
        "role" if letters(role) in ROLES else "seat": role,
        "phone": _text(told.get("TEL", "")).removeprefix("tel:"),
    }


def _decoded(options: str, value: str) -> str:
    """The value on one line; that of version 2.1, whose letters may stand as `=C3=A4`, in letters."""
    if "QUOTED-PRINTABLE" not in options.upper():
        return re.sub(r"\n[ \t]", "", value)
    octets = quopri.decodestring(re.sub(r"=\n[ \t]*", "", value).encode("utf-8", "replace"))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _text(value: str) -> str:
    return " ".join(_ESCAPE.sub(lambda c: " " if c[1] in "nN" else c[1], value).split())
