"""Address cards, as an address book exports them (RFC 6350, and version 2.1 of old)."""

import quopri
import re
from collections import defaultdict
from collections.abc import Iterator

from scheduler.councils import cells
from scheduler.councils.members_file_words import ROLES, letters
from scheduler.files import decode

BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
# A value goes on in a line that begins with a blank, and behind a `=` in one that names no property.
_PROPERTY = re.compile(
    r"^(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:\n]*)?):(.*(?:\n[ \t].*|(?<==)\n(?![A-Z-]+[;:]).*)*)",
    re.MULTILINE,
)


def read_cards(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Every card of a person by column, with the line where it begins; one of an organisation alone is left out."""
    before, *cards = BEGIN.split(text)
    line = 1 + before.count("\n")
    for card in cards:
        if person := _person(card):
            yield line, person
        line += card.count("\n")


def _person(card: str) -> dict[str, str]:
    """Empty where the card is an organisation's."""
    told = defaultdict[str, str](str)
    for key, options, value in _PROPERTY.findall(card):
        told.setdefault(key.upper(), _decoded(options, value))
    family, given, *_ = [*map(str.strip, told["N"].split(";")), ""]
    organisation = told["ORG"].partition(";")[0]
    if not (given or family) and organisation and organisation in told["FN"]:
        return {}
    role = told["ROLE"] or told["TITLE"]
    return {
        "name": told["FN"] or f"{given} {family}".strip(),
        "email": told["EMAIL"].removeprefix("mailto:"),
        "organisation": organisation,
        "role" if letters(role) in ROLES else "seat": role,
        "phone": told["TEL"].removeprefix("tel:"),
    }


def _decoded(options: str, value: str) -> str:
    """The value on one line; that of version 2.1, whose letters may stand as `=C3=A4`, in letters."""
    if "QUOTED-PRINTABLE" in options.upper():
        value = decode(
            quopri.decodestring(re.sub(r"=\n[ \t]*", "", value).encode("utf-8", "replace"))
        )
    value = re.sub(r"\n[ \t]", "", value)
    return cells.flat(re.sub(r"\\([,;\\])|\\[nN]", lambda mark: mark[1] or " ", value))
