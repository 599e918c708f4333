"""Names of bodies inside a sentence: where each begins and ends among other words."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line import bodies, naming
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

GENERIC, MEETING, AND, IN = (
    Role.GENERIC.value, Role.MEETING.value, Role.AND.value, Role.IN.value,
)  # fmt: skip

LONGEST_LIST, LONGEST_LEAD = 9, 3
LEADS = small.FOR | small.OF | {"i"}


def of(tokens: Sequence[Token], text: str) -> list[tuple[int, str]]:
    """Every body that the tokens mention: the number of its first token, and its name."""
    found: list[tuple[int, str]] = []
    i = 0
    while i < len(tokens):
        if not bodies.is_head(tokens[i]) or bodies.is_room(tokens, i):
            i += 1
            continue
        first = last = i
        while first and _leads(tokens[first - 1]) and (not found or first - 1 > found[-1][0]):
            first -= 1
        if first > 1 and tokens[first - 1].low == "-" and not tokens[first].gap:
            first = _past_hyphens(tokens, first)
        while first > 2 and (len_of_half := _half_before(tokens, first)):
            first -= len_of_half
        if _is_led(tokens, first):
            first -= 1
        while last + 1 < len(tokens) and bodies.is_head(tokens[last + 1]):
            last += 1
        if (
            last + 2 < len(tokens)
            and tokens[last + 1].low == "of"
            and bodies.is_head(tokens[last + 2])
        ):
            last += 2  # "Board of Trustees"
        if last + 1 < len(tokens) and bodies.names_field(tokens[last], tokens[last + 1]):
            last += 1  # "Ortsbeirat Mitte"
        elif last + 2 < len(tokens) and _names_field(tokens[last + 1], tokens[last + 2]):
            last += 2
            while last + 1 < len(tokens) and _goes_on(tokens[last + 1]):
                last += 1  # "Board of Zoning Appeals"
            last = _past_list(tokens, last)
        name = bodies.text_of(tokens[first], tokens[last], text)
        if first and tokens[first - 1].low == "des":
            name = naming.german_nominative(name)
        found.append((first, name))
        i = last + 1
    return found


def _half_before(tokens: Sequence[Token], first: int) -> int:
    """How many tokens of the name stand before, cut short by a hyphen: "Bau- und Planungsausschuss" has three."""
    joint, hyphen, word = tokens[first - 1], tokens[first - 2], tokens[first - 3]
    joins = joint.low == "," or joint.sense.roles & AND
    cut = hyphen.low == "-" and not hyphen.gap and joint.gap + (joint.low == ",") > 0
    return 3 if joins and cut and word.kind is WORD and word.text[:1].isalpha() else 0


def _past_hyphens(tokens: Sequence[Token], first: int) -> int:
    """Where a name with hyphens begins: "Finance sub-committee"."""
    if tokens[first - 1].gap or tokens[first - 2].kind is not WORD:
        return first
    first -= 2
    while first and _leads(tokens[first - 1]):
        first -= 1
    return first


def _names_field(preposition: Token, word: Token) -> bool:
    """What a body is for: "Rådet för funktionshinderfrågor"."""
    if preposition.sense.roles & IN and word.text[:1].isupper():
        return False  # "Stadsstyrelsen i Granby": where it is
    return preposition.low in bodies.PREPOSITIONS and word.kind is WORD and not word.sense.roles


def _is_led(tokens: Sequence[Token], first: int) -> bool:
    """An attribute in small letters stands before the head: "Møter i partssammensatt utvalg"."""
    if first < LONGEST_LEAD or tokens[first - 1].sense is not NOTHING:
        return False
    meetings, leads, attribute = tokens[first - LONGEST_LEAD : first]
    return meetings.sense.roles & MEETING > 0 and leads.low in LEADS and attribute.kind is WORD


def _past_list(tokens: Sequence[Token], last: int) -> int:
    """The end of what else the body is for: "Utvalg for helse, omsorg og velferd", "Ausschuss für Bau und Verkehr"."""
    at = last + 1
    while at + 1 < len(tokens) and at < last + LONGEST_LIST:
        joint, word = tokens[at], tokens[at + 1]
        if word.kind is not WORD or word.sense.roles or word.sense.month:
            return last
        if joint.sense.roles & AND:
            return at + 1
        if joint.low != ",":
            return last
        at += 2
    return last


def _goes_on(token: Token) -> bool:
    return token.kind is WORD and token.text[:1].isupper() and token.sense is NOTHING


def _leads(token: Token) -> bool:
    """The word before a head is part of its name: a genitive or a capitalised attribute."""
    if token.kind is not WORD or token.sense.roles & (GENERIC | MEETING) or token.sense.month:
        return False
    return bodies.is_head(token) or token.text[:1].isupper()
