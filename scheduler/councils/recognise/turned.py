"""Names with the family name first, `Ek, Anna`, put in the order they are spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scheduler.councils.recognise import given, names, words

_WORD = r"[^\W\d_](?:[\w'’.-]{0,30}[\w.])?"
_NAME = rf"{_WORD}(?:[ -]{_WORD}){{0,2}}"
_ADDRESSED = re.compile(
    rf"(^|[;>]\s*|,\s+)[\"']?({_NAME}),\s*({_NAME})(\s*\([^()<>]{{0,60}}\))?[\"']?\s*(?=<[^<>@]{{0,64}}@)"
)
_SPOKEN_IN_ADDRESS = re.compile(
    rf"(?<![^\s;,\"'])({_WORD}) ({_WORD})(?:\s*\([^()<>]{{0,60}}\))?[\"']?\s*<({_WORD})\.({_WORD})@"
)
_LISTED = re.compile(
    rf"({_NAME}),[ \t]*({_WORD}(?:[ -]{_WORD})?)(?=$|\s{{2,}}|\t|\s*[,;(\[]|\s[-–]\s|\s<?[^\s<>@]{{1,64}}@)"
)

_CAME = re.compile(
    r"(?P<told>(?i:för|for|für|i\s?stället\s+för|i\s?stedet\s+for|istedenfor|i\s+staden\s+for|anstelle\s+von|statt"
    r"|in\s+place\s+of|instead\s+of)\s+(?P<other>[^\W\d_][^,;:()]{3,60}(?:\s\([^()]{1,12}\))?),?)\s+"
    r"(?P<verb>tjänstgjorde|tjänstgör|deltog|deltar|kom|kommer|mötte|möter|inträdde|inträder|närvarade|kallades"
    r"|inkallades|møtte|møter|mødte|møder|deltok|deltager|tiltrådte|trådte|kam|kommt|erschien|nahm|came|attended)\s+"
    r"(?:in\s+|i\s+stället\s+|ersättaren?\s+|varamedlem\s+|suppleant\s+)?(?P<deputy>[^\W\d_][^,;:]{3,60}?)\.?"
)
_CAME_FINNISH = re.compile(
    r"(?P<told>(?P<other>[^\W\d_][^,;:()]{3,60}n)\s+(?:tilalla|sijaan|sijasta|sijaisena))\s+"
    r"(?P<verb>oli|on|osallistui|tuli|saapui|toimi)\s+"
    r"(?:läsnä\s+|paikalla\s+|varajäsen\s+)?(?P<deputy>[^\W\d_][^,;:]{3,60}?)\.?"
)
# `Under punkt 3 deltog även Bo Al`
_CAME_TO = re.compile(
    r"(?P<part>(?:under|vid|för|i|på|ved|for|during|zu|bei)\s+(?:§{1,2}|punkt(?:erna|en)?|pkt\.?|ärendet?|sak|items?|TOP)"
    r"\s*\d[\d\s,–-]*)\s+(?:deltog|medverkade|närvarade|deltok|deltager|mødte|møtte|attended|nahm|war)\s+"
    r"(?:(?:även|också|også|also|auch)\s+)?(?P<who>[^\W\d_].{3,200}?)(?:\s+(?:teil|anwesend))?\.?",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"\s+{words.ANY_CONJUNCTION}\s+")
# The one replaced, behind somebody whose name is turned: `Dal, Bo, ersättare för Ek, Anna`.
_REPLACED = re.compile(
    rf"(\b(?:för|for|für|av|af|by|of)\s+)({_NAME}),\s*({_WORD}(?:[ -]{_WORD})?)(?=$|\s*[,;(]|\s{{2,}})"
)


def addressed(text: str) -> str:
    """`Ek, Anna <anna@example.org>` as Anna Ek, the way address books give names.

    So too `Ek Anna <anna.ek@example.org>`, whose address tells the order.
    """
    if "@" not in text or "<" not in text:
        return text
    return _SPOKEN_IN_ADDRESS.sub(_as_in_address, _ADDRESSED.sub(r"\1\3 \2\4 ", text))


def _as_in_address(found: re.Match[str]) -> str:
    family, first, given_name, family_name = map(_ascii, found.groups())
    is_turned = (first, family) == (given_name, family_name) and first != family
    return (
        f"{found[2]} {found[1]}{found[0][found.end(2) - found.start() :]}"
        if is_turned
        else found[0]
    )


def _ascii(word: str) -> str:
    """The letters as an address has them: `Sören` and `soren` are one."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("æ", "ae"))
    return "".join(c for c in plain if c.isalnum())


def held(text: str, *, is_first: bool) -> str:
    """`The Chancellor (Dr Anna Ek) in the Chair` as Anna Ek, who holds the office before her.

    An office without an article is one at the beginning of a line or behind another, for behind a
    name whoever stands in parentheses is somebody else.
    """
    spans = list(_outermost(text)) if "(" in text else []
    for begin, end in reversed(spans):
        office, holder = text[:begin].strip(), text[begin + 1 : end]
        if _is_office(office, is_first=is_first) and not names.split(holder)[2]:
            return f"{holder} ({office}){text[end + 1 :]}"
    return text


def replaced(text: str) -> str:
    """`För Anna Ek tjänstgjorde Bo Al` as Bo Al, who came for her; `Under § 3 deltog Bo Al` likewise."""
    came = _CAME_TO.fullmatch(text)
    if came and names.starts(came["who"]):
        return f"{came['who']} (deltog {came['part'][0].lower()}{came['part'][1:]})"
    found = _CAME.fullmatch(text) or _CAME_FINNISH.fullmatch(text)
    if not found or not names.starts(found["deputy"]) or names.split(found["other"])[2]:
        return text
    serves = found["verb"] if found["verb"].startswith("tjän") else ""
    return f"{found['deputy']} ({serves} {found['told']})".replace("( ", "(")


def _is_office(text: str, *, is_first: bool) -> bool:
    tokens = text.split()
    if not tokens or names.starts(text):
        return False
    is_deputy = not words.DEPUTIES.isdisjoint(map(names.bare, tokens))
    is_told = is_first and names.is_title(tokens[-1]) and not is_deputy
    return tokens[0].casefold() == "the" or is_told


def _outermost(text: str) -> Iterator[tuple[int, int]]:
    """Where each outermost pair of parentheses begins and ends."""
    depth = start = 0
    for at, c in enumerate(text):
        if c == "(":
            start, depth = start if depth else at, depth + 1
        elif c == ")" and depth:
            depth -= 1
            if not depth:
                yield start, at


def listed(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines of a list. A family name of two words is one where the list has others turned."""
    out = [(number, line(text)) for number, text in lines]
    turned = sum(a != b for a, b in zip(lines, out, strict=True))
    if turned < 2 or turned * 2 < len(lines):
        return out
    return [(number, _line(text, most=3)) for number, text in lines]


def line(text: str) -> str:
    """One line of a list or cell of a table: `Ek, Anna, ordförande`, or several with semicolons."""
    return _line(text, most=1)


def _line(text: str, *, most: int) -> str:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > 1:
        # One whose family name is a single word tells how the others are meant.
        is_told = any(_one(part, 1) for part in parts)
        whole = [_one(part, 3) if "," in part else part for part in parts]
        return "; ".join(whole) if is_told and all(whole) else text
    both = [_one(part, most) for part in _JOINED.split(text)]
    if len(both) > 1 and all(both):
        return " och ".join(both)  # `Ek, Anna och Dal, Bo`
    return _one(text, most) or text


def _one(text: str, most: int) -> str:
    """The text with its name turned, or nothing where it does not begin with a turned name."""
    found = _LISTED.match(text)
    if not found:
        return ""
    family, first = found[1].split(), found[2].split()
    whole = [word for word in family if word not in words.PARTICLES]
    if len(whole) == 2 and all(map(_is_given, first)) and not _is_given(family[0]):
        most = 2  # `Tallrot Ek, Anna`
    if not 1 <= len(whole) <= most or not all(map(_is_name, [*whole, *first])):
        return ""
    if len(family) == 1 and _is_given(family[0]) and not _is_given(first[0]):
        return ""  # `Anna, Ek`: called by their first names
    after = re.split(r"[,(]", text[found.end() :].lstrip(" ,"), maxsplit=1)[0].split()
    after = [word for word in after if word not in words.PARTICLES]
    if text[found.end() : found.end() + 1] == "," and after and all(map(_is_name, after)):
        return ""  # `Anna, Bo, Cia`
    rest = _REPLACED.sub(r"\1\3 \2", text[found.end() :])
    return f"{found[2]} {found[1]}{rest}"


def _is_given(word: str) -> bool:
    return word.split("-")[0].casefold() in given.NAMES


def _is_name(word: str) -> bool:
    is_other = names.is_organisation(word) or names.is_title(word) or names.is_abbreviation(word)
    return names.is_name_word(word) and not is_other
