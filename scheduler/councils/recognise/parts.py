"""A line in its lists: `Närvarande: Anna Ek. Frånvarande: Bo Al` is two."""

from __future__ import annotations

import re

from scheduler.councils.recognise import headings, lists, names, words

_FORESEEN = 400
_MIDLINE = re.compile(r"(?<=[.;,)~\w])[ \t]+(?=([^\W\d_][^:.;,()\t]{2,40}):(?!\d))")
# `Bo Al Frånvarande Cia Dal`: a list run on after another without a sign.
_BARE = re.compile(
    r"(?<=\w)[ \t]+(?=(?:Frånvarande|Förhinder|Apologies|Absent|Poissa|Forfall|Fraværende|Afbud)"
    r"[ \t]+[A-ZÅÄÖÆØ][a-zåäöæø])"
)
_OF_HEADING = words.HEADINGS | words.FILLERS | words.GONE
_PERSONAL = re.compile(r"person(?:lig|al|ligt|lich)", re.IGNORECASE)
_STOP = re.compile(r"(?<=[a-zåäöæø)]{2})\.[ \t]+(?=[A-ZÅÄÖÆØ][a-zåäöæø]{1,2})")


def of(text: str) -> list[str]:
    """`Närvarande: Anna Ek. Frånvarande: Bo Al` as two."""
    if len(bare := _BARE.split(text)) > 1:
        return [part for piece in bare for part in of(piece)]
    if (sentences := _sentences(text)) != [text]:
        return [part for sentence in sentences for part in of(sentence)]
    if text.count(":") < 1:
        return [text]
    out, start = [], 0
    for found in _MIDLINE.finditer(text):
        heading = headings.of(found[1])
        is_apart = text[found.start() - 1] in ".;,)~" or _is_fresh(text[: found.start()], found[1])
        if _PERSONAL.match(found[1]):
            continue  # `Anna Ek; personlig ersättare: Bo Al`: hers alone
        if heading and heading.is_deputies and _is_of_one(text, found.start()):
            continue
        if heading and not heading.is_other_matter and is_apart:
            out.append(text[start : found.start()])
            start = found.end()
    return [*out, text[start:]]


def _sentences(text: str) -> list[str]:
    """`Närvarande var Anna Ek. Förhinder hade anmälts av Bo Al. Mötet var öppet för alla.`

    A part for each list, those sentences left out that name nobody.
    """
    out, start = [], 0
    is_list = headings.find(text[:_FORESEEN]) is not None
    for found in _STOP.finditer(text):
        after = text[found.end() : found.end() + _FORESEEN]
        headed = headings.find(after)
        is_next = bool(headed and headed.heading.status and headed.rest)
        if is_next or (is_list and not headed and _names_nobody(after)):
            out.append(text[start : found.end()].strip())
            start = found.end()
    out.append(text[start:])
    return out[:1] + [part for part in out[1:] if not (is_list and _names_nobody(part))]


def _names_nobody(text: str) -> bool:
    """`Det har inte gått att kalla ersättare`: a sentence without a name."""
    tokens = text.split(None, 30)
    small = sum(token.islower() and len(token) > 1 for token in tokens)
    is_named = any(names.length(tokens[at : at + 3]) for at in range(len(tokens)))
    return small > 2 and not is_named


def _is_of_one(text: str, at: int) -> bool:
    """`Polisen: Anna Ek, ersättare: Bo Al`: one person, and nobody else, before who stands in."""
    before, after = text[:at], text[at:]
    headed = headings.find(before)
    if headed and not headed.heading.role:
        return False
    rows = [lists.pieces(part.rpartition(": ")[2], 0) for part in (before, after)]
    return [sum(map(lists.is_person, row)) for row in rows] in ([1, 1], [1, 0])


def _is_fresh(before: str, title: str) -> bool:
    """A capitalised heading after a word that is no part of one: `Bo Al Frånvarande: ...`."""
    last = names.bare(before[-40:].rpartition(" ")[2])
    return title[:1].isupper() and last not in _OF_HEADING
