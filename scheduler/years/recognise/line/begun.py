"""Names that a remark follows: "12 januari Kulturnämnden 5 tr" beside "9 mars Kulturnämnden"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from scheduler.years.recognise.line import bodies, inflections
from scheduler.years.recognise.line.drafts import Said
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

AND = Role.AND.value
REACH, LONGEST_NAME, FIRST = 14, 9, 3
SIGNS = frozenset("-–,:")
ENDS = frozenset("(|\t;")
# Behind these another body is told of: "gemensamt med styrelsen", "inför fullmäktige".
BESIDE_OTHERS = small.WITH | small.AROUND | small.FROM | small.IN_STEAD
# What goes on with a name: "Utvalg for plan", "Board of Trustees", "Council's".
GOES_ON = small.FOR | small.OF | small.AND | frozenset("'’/&-–,")
GENITIVES = ("s", "ksen", "nnan", "ston")


def behind(parsed: Parsed) -> Said | None:
    """What is said right behind the one day of a line, or its hour."""
    tokens, covered = parsed.tokens, parsed.covered()
    first = parsed.dates[0].last
    while first < len(tokens) and (covered[first] or tokens[first].low in SIGNS):
        first += 1
    last = first
    while last < min(len(tokens), first + REACH) and not covered[last]:
        if tokens[last].low in ENDS:
            break
        last += 1
    told = tuple(tokens[first:last])
    return Said(told, parsed.text) if told and told[0].kind is WORD else None


def known(names: Iterable[str]) -> dict[str, str]:
    """Names by what they are without their inflections."""
    return {inflections.stem(name): name for name in names}


def name(said: Said, names: dict[str, str], *, plainly: bool = False) -> str | None:
    """The longest of the `names` with which the words begin, and behind which a remark follows; `plainly`: one that
    by its small letter is no part of a name."""
    for n in range(min(len(said.tokens) - 1, LONGEST_NAME), 0, -1):
        if not said.tokens[n].gap:
            continue
        written = bodies.text_of(said.tokens[0], said.tokens[n - 1], said.text)
        told = names.get(inflections.stem(written))
        if told is None or not _is_remark(said.tokens[n:]):
            continue
        of_field = said.tokens[n - 1].low in bodies.OF_FIELDS
        if plainly and (of_field or not said.tokens[n].text[:1].islower()):
            continue
        if inflections.fold(told) == inflections.fold(written) or not written.endswith(GENITIVES):
            return told
    return None


def body(said: Said) -> str | None:
    """What may be a body, with which the words begin, whatever follows it: "Tekniska nämnden besöker verket"."""
    for token in takewhile(lambda t: t.low not in small.PREPOSITIONS, said.tokens[:FIRST]):
        if token.low in bodies.WELL_KNOWN or token.sense.roles & Role.BODY.value:
            return bodies.text_of(said.tokens[0], token, said.text)
    return None


def _is_remark(rest: Sequence[Token]) -> bool:
    """What stands behind a name does not make it another's: "Council Tax Working Group"."""
    if rest[0].low in GOES_ON or rest[0].sense.roles & AND:
        return False
    for token in rest:
        if token.low in BESIDE_OTHERS:
            return True
        if bodies.is_head(token) and token.low not in small.NOTICE:
            return False
    return True
