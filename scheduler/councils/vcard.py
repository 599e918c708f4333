"""Address cards, as an address book exports them (RFC 6350, and version 2.1 of old)."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from scheduler.councils import cells
from scheduler.councils.members_file_words import is_role

_LINE = re.compile(r"(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)")
_ESCAPE = re.compile(r"\\([\\,;nN])")
_LONGEST = 10_000


def is_cards(text: str) -> bool:
    return bool(re.search(r"^\ufeff?BEGIN:VCARD\s*$", text, re.IGNORECASE | re.MULTILINE))


def read_cards(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Every card of a person by column, with the line where it begins; one of an organisation alone is left out."""
    card: dict[str, str] = {}
    begun = 0
    for number, line in _unfolded(text.lstrip("\ufeff")):
        found = _LINE.fullmatch(line[:_LONGEST])
        if not found:
            continue
        key, value = found[1].upper(), found[3].strip()
        if key == "BEGIN":
            card, begun = {}, number
        elif key == "END" and begun:
            if person := _card(card):
                yield begun, person
            begun = 0
        else:
            card.setdefault(key, _decoded(found[2], value))


def _unfolded(text: str) -> list[tuple[int, str]]:
    """The lines, those that go on in the next put together, each with the number it starts on."""
    out: list[tuple[int, list[str]]] = []
    for number, line in enumerate(cells.lines(text), start=1):
        before = out[-1][1] if out else [""]
        if before[-1].endswith("=") and "QUOTED-PRINTABLE" in before[0].upper():
            before[-1] = before[-1][:-1]
            before.append(line.lstrip(" \t"))
        elif line[:1] in (" ", "\t") and out:
            before.append(line[1:])
        else:
            out.append((number, [line]))
    return [(number, "".join(parts)) for number, parts in out]


def _decoded(options: str, value: str) -> str:
    """The value of version 2.1, whose letters may stand as `=C3=A4`."""
    if "QUOTED-PRINTABLE" not in options.upper():
        return value
    octets = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _card(card: dict[str, str]) -> dict[str, str]:
    """Empty where the card is of nobody."""
    family, given, *_ = [*map(_text, card.get("N", "").split(";")), "", ""]
    name = _text(card.get("FN", "")) or f"{given} {family}".strip()
    organisation = _text(card.get("ORG", "").split(";")[0])
    if not name or (not given and not family and organisation and organisation in name):
        return {}
    role = _text(card.get("ROLE", "") or card.get("TITLE", ""))
    return {
        "name": name,
        "email": _text(card.get("EMAIL", "")).removeprefix("mailto:"),
        "organisation": organisation,
        "role" if is_role(role) else "seat": role,
        "phone": _text(card.get("TEL", "")).removeprefix("tel:"),
    }


def _text(value: str) -> str:
    return " ".join(_ESCAPE.sub(lambda c: " " if c[1] in "nN" else c[1], value).split())
