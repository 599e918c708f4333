"""Lists that run on, with a line that ends within what is said of one person: its rest is moved up.

`Lars Erik` / `Ek (M), Bo Al` becomes `Lars Erik Ek (M),` / `Bo Al`.
"""

from __future__ import annotations

import re

from scheduler.councils.recognise import given, links, lists, names, words

_FIRST = re.compile(r"[^,;(]*(?:\([^()]*\)[^,;(]*)*")
_AND = re.compile(rf"\s+{words.ANY_CONJUNCTION}(?=\s)")
MOST_LINES, LOOKED_AT = 5, 300
_OPEN_ENDS = (",", ";", "(", "-", ":")


def whole(lines: list[tuple[int, str]], begun: set[int]) -> list[tuple[int, str]]:
    """The lines, where one of them names somebody further on; other lists have one on each line.

    Those `begun` with a label of their own go on with nothing.
    """
    if len(lines) < 2 or not any(_runs_on(text) for _, text in lines):
        return lines
    out = lines[:1]
    for number, text in lines[1:]:
        at, before = out[-1]
        if number not in begun and number - at < MOST_LINES:
            before, text = _moved(before, text)
            out[-1] = at, before
        if text:
            out.append((number, text))
    return out


def _runs_on(text: str) -> bool:
    return "," in text and any(map(lists.is_person, lists.pieces(text, 0)[1:]))


def _moved(before: str, text: str) -> tuple[str, str]:
    """The two lines, the rest of what the first breaks off in at its end."""
    if before.endswith(_OPEN_ENDS) or not before or not text:
        return before, text
    last = next((piece.text for piece in lists.pieces(before[-LOOKED_AT:], 0)[-1:]), "")
    first = _FIRST.match(text)
    piece = first[0] if first and len(first[0]) < LOOKED_AT else ""
    end = before.rpartition(" ")[2]
    if end in words.CONJUNCTIONS and names.starts(lists.plain(piece)):
        return f"{before[: -len(end)].rstrip()},", text
    if (found := _AND.search(piece)) and names.is_name_word(piece[: found.start()]):
        piece = piece[: found.start()]
    if not _is_rest(last, piece.strip(), end):
        return before, text
    rest = text[len(piece) :].lstrip(" ,;")
    return f"{before} {piece.strip()}{',' if rest else ''}", rest


def _is_rest(last: str, piece: str, end: str) -> bool:
    """Whether the piece goes on with what the line before ends in, whose last word is `end`."""
    first = piece.partition(" ")[0]
    is_lower = first in words.JOINING and first not in words.CONJUNCTIONS
    if is_lower or end in words.JOINING:
        return not names.starts(piece) or end in words.JOINING  # `på grund` / `av jäv`
    if end in words.PARTICLES or _is_given_alone(last):
        return names.is_name_word(first)  # `Anna af` / `Ek (S)`
    plain = lists.plain(piece)
    is_half = names.is_name_word(plain) and not (
        names.is_organisation(plain) or names.is_title(plain)
    )
    return is_half and _lacks_family_name(last, has_party="(" in piece)


def _is_given_alone(last: str) -> bool:
    """`Anna Ek (C), ersättare för Sten`: of the one replaced only a given name."""
    link = links.find(last) or links.find(names.split(lists.plain(last))[2])
    return bool(link and link.name.casefold() in given.NAMES)


def _lacks_family_name(last: str, *, has_party: bool) -> bool:
    """`Lars Erik`, or `miljöchef Anna`, which a family name is to follow."""
    if "(" in last:
        return False
    tokens = last.split()
    if len(tokens) > 1 and names.is_name_word(tokens[-1]) and not names.starts(last):
        return names.is_title(tokens[-2]) and not names.is_title(tokens[-1])
    _, name, rest = names.split(last)
    is_given = all(word.casefold() in given.NAMES for word in name.split())
    return bool(name) and not rest and (has_party or is_given)
