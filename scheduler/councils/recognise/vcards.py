"""The people of vCards, as an address book exports them (RFC 6350)."""

from __future__ import annotations

import quopri
import re

from scheduler.councils.recognise import names
from scheduler.councils.recognise.values import Mention

_LINE = re.compile(r"(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)")
_ESCAPE = re.compile(r"\\([\\,;nN])")


def people(lines: list[str]) -> list[Mention]:
    """Everybody who has a card with a name, at the line where the card begins."""
    out: list[Mention] = []
    card: dict[str, str] = {}
    begun = 0
    for number, line in unfolded(lines):
        found = _LINE.fullmatch(line)
        if not found:
            continue
        key, value = found[1].upper(), found[3].strip()
        if key == "BEGIN":
            card, begun = {}, number
        elif key == "END" and begun:
            if mention := _person(card, begun):
                out.append(mention)
            begun = 0
        else:
            card.setdefault(key, _decoded(found[2], value))
    return out


def _decoded(options: str, value: str) -> str:
    """The value of version 2.1, whose letters may stand as `=C3=A4`."""
    if "QUOTED-PRINTABLE" not in options.upper():
        return value
    octets = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def unfolded(lines: list[str]) -> list[tuple[int, str]]:
    """The lines, those that go on in the next put together, each with the number it starts on."""
    out: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, start=1):
        before = out[-1][1] if out else None
        if before and before[-1].endswith("=") and "QUOTED-PRINTABLE" in before[0].upper():
            before[-1] = before[-1][:-1]
            before.append(line.lstrip(" \t"))
        elif line[:1] in (" ", "\t") and before:
            before.append(line[1:])
        else:
            out.append((number, [line]))
    return [(number, "".join(parts)) for number, parts in out]


def _person(card: dict[str, str], line: int) -> Mention | None:
    name = _text(card.get("FN", ""))
    if not name and "N" in card:
        family, given, *_ = [*map(_text, card["N"].split(";")), "", ""]
        name = f"{given} {family}".strip()
    if not name or ("N" not in card and _is_of_body(name, card)):
        return None
    before, plain, rest = names.split(name)
    mention = Mention(line, " ".join(name.split()) if before or rest or not plain else plain)
    mention.role = _text(card.get("ROLE", "") or card.get("TITLE", "")) or None
    if card.get("ROLE") and card.get("TITLE"):
        mention.notes.append(_text(card["TITLE"]))
    mention.organisation = _text(card.get("ORG", "").split(";")[0]) or None
    mention.email = _text(card.get("EMAIL", "")).removeprefix("mailto:") or None
    mention.phone = _text(card.get("TEL", "")).removeprefix("tel:") or None
    return mention


def _is_of_body(name: str, card: dict[str, str]) -> bool:
    """`Växeln Ekby kommun` at `Ekby kommun`: the card of an office, not of a person."""
    body = _text(card.get("ORG", "").split(";")[0])
    return bool(body) and body in name


def _text(value: str) -> str:
    return _ESCAPE.sub(lambda c: " " if c[1] in "nN" else c[1], value).strip()
