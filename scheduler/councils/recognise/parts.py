"""A line in its lists: `Närvarande: Anna Ek. Frånvarande: Bo Al` is two."""

from __future__ import annotations

import re

from scheduler.councils.recognise import (
    headings,
    links,
    lists,
    names,
    person,
    remarks,
    turned,
    words,
)
from scheduler.councils.recognise.values import Attendance

_FORESEEN = 400
_MIDLINE = re.compile(r"(?<=[.;,)~\w])[ \t]+(?=([^\W\d_][^:.;,()\t]{2,40}):(?!\d))")
# `Bo Al Frånvarande Cia Dal`: a list run on after another without a sign.
_BARE = re.compile(
    r"(?<=\w)[ \t]+(?=(?:Frånvarande|Förhinder|Apologies|Absent|Poissa|Forfall|Fraværende|Afbud)"
    r"[ \t]+[A-ZÅÄÖÆØ][a-zåäöæø])"
)
_OF_HEADING = words.HEADINGS | words.FILLERS | words.GONE
_LEADING = words.MODIFIERS | words.COURTESIES
_DASH = re.compile(r"\s[-–—]\s")
_PERSONAL = re.compile(r"person(?:lig|al|ligt|lich)", re.IGNORECASE)
# `Bo Al (sekr.).` ends a sentence as `Bo Al.` does.
_STOP = re.compile(
    r"(?:(?<=[A-ZÅÄÖÆØÜa-zåäöæøüß)]{2})|(?<=[.\d]\)))\.[ \t]+(?=[A-ZÅÄÖÆØÜ](?:[a-zåäöæøü]| st))"
)
SHORTEST_LAST = 4  # `Dr. Anna Ek` and `Bo St. Clair` end no sentence
SHORTEST_OFFICE = 6  # `ordf. Anna Ek` neither, but `Bo Al, sekreterare.` does


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
        if " " not in text[start : found.start()].strip():
            continue  # `Town Clerk: Anna Ek`
        before = text[: found.start()]
        if _PERSONAL.match(found[1]) or before.count("(") > before.count(")"):
            continue  # `Anna Ek; personlig ersättare: Bo Al`, `(NAV, vara: Bo Al)`: hers alone
        if _DASH.search(found[1]):
            continue  # `Anna Ek, ordförande – ersättare: Bo Al`
        is_deputy = bool(heading and heading.is_deputies) or links.is_office(f"{found[1]}: ")
        if is_deputy and _is_of_one(text, found.start()):
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
        before = text[start : found.start()][-120:]
        if is_list and not is_next and not _is_open(before):
            is_next = bool(headed and headed.heading.role and headed.rest)
            is_next = is_next or (not headed and _is_other(before, after))
        if is_next:
            out.append(text[start : found.end()].strip())
            start = found.end()
    out.append(text[start:])
    return out[:1] + [part for part in out[1:] if not (is_list and _is_told(part))]


def _is_open(text: str) -> bool:
    """The text breaks off in a parenthesis or behind a short word: `Anna Ek (Hon`, `stellv`."""
    last = text.rpartition(" ")[2].casefold().lstrip("(")
    return text.count("(") > text.count(")") or last in _LEADING


def _is_other(before: str, after: str) -> bool:
    """Whether a sentence ends between the two, and the next is no part of the list.

    It names nobody, tells who came for whom or to which part of the meeting somebody came, or
    begins with somebody, behind somebody's name.
    """
    if _names_nobody(after):
        return True
    sentence = _STOP.split(after, maxsplit=1)[0]
    if turned.replaced(sentence) != sentence:
        return True
    last = before.rpartition(" ")[2]
    _, name, rest = names.split(sentence.rstrip(" ."))
    is_end = last[-1:] == ")" or (len(last) >= SHORTEST_LAST and last[0].isupper())
    if name and (is_end or len(last) >= SHORTEST_OFFICE) and remarks.tells_attendance(rest):
        return True
    if not is_end or not name or (names.is_title(last) and last[-1] != ")"):
        return False
    is_body = names.is_organisation(last)
    is_person = names.is_name(" ".join(lists.plain(before).split()[-2:]))
    return last.casefold() not in words.COURTESIES and (is_person or is_body)


def _is_told(text: str) -> bool:
    """`Bo Al hälsade alla välkomna`: a sentence that lists nobody."""
    if headings.find(text[:_FORESEEN]):
        return False
    _, name, rest = names.split(text.rstrip(" ."))
    return _names_nobody(text) or bool(name and person.is_sentence(rest))


def _names_nobody(text: str) -> bool:
    """`Det har inte gått att kalla ersättare`: a sentence without a name."""
    tokens = [token.rstrip(".,;") for token in text.split(None, 30)]
    small = sum(token.islower() and len(token) > 1 for token in tokens)
    is_named = any(names.length(tokens[at : at + 3]) for at in range(len(tokens)))
    return small > 2 and not is_named


def _is_of_one(text: str, at: int) -> bool:
    """`Polisen: Anna Ek, ersättare: Bo Al`: one person, and nobody else, before who stands in."""
    before, after = text[:at], text[at:]
    headed = headings.find(before)
    is_listed = bool(headed and not headed.heading.role)
    is_absent = bool(headed and headed.heading.status is Attendance.ABSENT)
    if is_listed and (not is_absent or before.endswith(".")):
        return False
    if ";" in text and not before.endswith(";"):
        before, after = before.rpartition(";")[2], after.partition(";")[0]
    rows = [lists.pieces(part.rpartition(": ")[2], 0) for part in (before, after)]
    return [sum(map(lists.is_person, row)) for row in rows] in ([1, 1], [1, 0])


def _is_fresh(before: str, title: str) -> bool:
    """A capitalised heading after a word that is no part of one: `Bo Al Frånvarande: ...`."""
    last = names.bare(before[-40:].rpartition(" ")[2])
    return title[:1].isupper() and last not in _OF_HEADING
