"""Names with the family name first and in capitals, `EK Anna`, written as they are spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.councils.recognise import given, names, words

FEWEST = 2
SHORTEST, SHORTEST_ALONE = 2, 5
_OTHERS = words.HEADINGS | words.OTHER_MATTERS
_WORD = r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*"
_NAME = re.compile(
    rf"(?:(?<=^)|(?<=[\t|;:])|(?<=\s\s)|(?<=[\t|;:,.)•*–-]\s))({_WORD}(?: {_WORD}){{1,3}})"
    r"(?=$|\s*[\t|,;(]|\s\s|\s[-–]|(?P<address>\s<?[^\s<>@]{1,64}@))",
    re.MULTILINE,
)


def spoken(lines: Sequence[str]) -> list[str]:
    """The lines, `AF EK Anna` as "Anna af Ek" where the text has several such names, or an address stands behind one.

    Abbreviations of bodies look alike, so some of the given names must be common ones. The names
    keep their length, for columns that only blanks part.
    """
    text = "\n".join(lines)
    turned = {found[1]: name for found in _NAME.finditer(text) if (name := _turned(found[1]))}
    common = [name for name in turned.values() if _is_common(name)]
    is_told = len(common) >= FEWEST or any(map(_is_alone, _NAME.finditer(text)))
    if not is_told or len(common) * 3 < len(turned):
        return [*lines]
    return _NAME.sub(lambda found: turned.get(found[1], found[1]), text).split("\n")


def _turned(text: str) -> str:
    """The name in the other order; nothing where the text is no name of that kind."""
    tokens = text.split(" ")
    size = next((at for at, token in enumerate(tokens) if not token.isupper()), 0)
    family, first = tokens[:size], tokens[size:]
    if not family or len(family[-1]) < SHORTEST or not 1 <= len(first) <= 2:
        return ""
    if any(map(_is_other, tokens)) or not all(map(names.is_name_word, first)):
        return ""
    particles = [token.casefold() in words.PARTICLES for token in family[:-1]]
    spelled = [
        token.casefold() if is_particle else token.title()
        for token, is_particle in zip(family, [*particles, False], strict=True)
    ]
    return " ".join((*first, *spelled))


def _is_alone(found: re.Match[str]) -> bool:
    """`LINDQVIST Karin karin@example.org`: too long for the letters of a body, and an address behind."""
    name = _turned(found[1])
    is_long = len(found[1].partition(" ")[0]) >= SHORTEST_ALONE
    return bool(found["address"] and name and is_long and _is_common(name))


def _is_other(word: str) -> bool:
    is_told = names.bare(word) in _OTHERS
    return is_told or names.is_organisation(word) or names.is_title(word)


def _is_common(name: str) -> bool:
    return name.split(" ")[0].split("-")[0].casefold() in given.NAMES
