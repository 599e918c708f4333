"""Names of bodies inside a sentence: where each begins and ends among other words."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line import bodies, inflections, naming
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.body_words import ENGLISH_HEADS, OCCASIONS, TOPICS
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import END, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

GENERIC, MEETING, AND, IN = (
    Role.GENERIC.value, Role.MEETING.value, Role.AND.value, Role.IN.value,
)  # fmt: skip

LONGEST_LIST, LONGEST_LEAD = 9, 3
# "Both Town Council meetings", "Our Town Council meetings".
SAYS_WHICH = (small.BOTH | small.EACH | small.THIS | small.OTHERS | small.ONLY) | listed(
    "our these those vår våra våre vores unsere diese"
)
LEADS = small.FOR | small.OF | {"i"}


def of(tokens: Sequence[Token], text: str) -> list[tuple[int, str]]:
    """Every body that the tokens mention: the number of its first token, and its name."""
    found: list[tuple[int, str]] = []
    padded = [*tokens, END, END]
    last = -1
    for i in range(len(tokens)):
        if i <= last or not bodies.is_head(tokens[i]) or bodies.is_room(tokens, i):
            continue
        if tokens[i].text.isupper() and _is_cut(*padded[i + 1 : i + 3]):
            continue
        first, last = _begin(tokens, i, last + 1), _end(padded, i)
        name = bodies.text_of(tokens[first], tokens[last], text)
        if first and tokens[first - 1].low == "des":
            name = inflections.german_nominative(name)
        found.append((first, name))
    return found


def _is_cut(hyphen: Token, following: Token) -> bool:
    """Letters before these are but the beginning of a name: "BARN-, KULTUR- OCH FRITIDSNÄMNDEN", "SLT-rådet"."""
    glued = hyphen.low == "-" and not hyphen.gap
    whole = not following.gap and following.text.islower() and bodies.is_head(following)
    return glued and (following.low == "," or whole)


def _begin(tokens: Sequence[Token], first: int, least: int) -> int:
    """Where the name begins whose head is at `first`; `least`: where it may at the earliest."""
    while step := _step_back(tokens, first, least):
        first -= step
    return first - _is_led(tokens, first)


def _step_back(tokens: Sequence[Token], first: int, least: int) -> int:
    """How many tokens that stand before are of the name."""
    if first > least and (_leads(tokens[first - 1]) or _describes(tokens, first - 1)):
        return 1
    if first < least + 2:
        return 0
    word, joint = tokens[first - 2], tokens[first - 1]
    if joint.low == "-" and not (joint.gap or tokens[first].gap) and word.kind is WORD:
        return 2  # "Finance sub-committee"
    joined = joint.low == "&" or (joint.sense.roles & AND and _is_english(tokens, first))
    if joined and _leads(word) and not bodies.is_head(word) and not word.sense.weekday:
        return 2  # "Finance & General Purposes Committee"
    # Cut short by a hyphen: "Bau- und Planungsausschuss".
    joins = joint.low == "," or joint.sense.roles & AND
    cut = word.low == "-" and not word.gap and joint.gap + (joint.low == ",") > 0
    return 3 if joins and cut and first > 2 and tokens[first - 3].kind is WORD else 0


def _is_english(tokens: Sequence[Token], first: int) -> bool:
    """Capitalised words up to an English head: "Environment Committee"."""
    heads = (t for t in tokens[first:] if t.low in ENGLISH_HEADS or not _leads(t))
    head = next(heads, END)
    return head.low in ENGLISH_HEADS and tokens[first].low not in ENGLISH_HEADS


def _leads(token: Token) -> bool:
    """The word before a head is part of its name: a genitive or a capitalised attribute."""
    if token.kind is not WORD or token.sense.roles & (GENERIC | MEETING) or token.sense.month:
        return False
    if token.low in OCCASIONS or token.low in SAYS_WHICH:
        return False
    return bodies.is_head(token) or token.text[:1].isupper()


def _describes(tokens: Sequence[Token], n: int) -> bool:
    """An adjective in small letters that parts a body from others: "teknisen lautakunnan", "samiska rådet", "lokala
    brottsförebyggande rådet"."""
    word, head = tokens[n : n + 2]
    if word.sense is not NOTHING:
        return False
    bare = inflections.fold(head.low) in naming.BARE or head.low.endswith(bodies.FINNISH_HEADS)
    local = word.low in bodies.LOCAL and head.low.endswith(bodies.ADJECTIVES)
    return local or (word.low.endswith(bodies.ADJECTIVES) and bare)


def _is_led(tokens: Sequence[Token], first: int) -> bool:
    """An attribute in small letters stands before the head: "Møter i partssammensatt utvalg"."""
    if first < LONGEST_LEAD:
        return False
    meetings, leads, attribute = tokens[first - LONGEST_LEAD : first]
    led = meetings.sense.roles & MEETING > 0 and leads.low in LEADS
    return led and attribute.kind is WORD and attribute.sense is NOTHING


def _end(tokens: Sequence[Token], last: int) -> int:
    """The last token of the name whose head is at `last`, with what the body is for."""
    while bodies.is_head(tokens[last + 1]):
        last += 1
    if bodies.is_of_town(tokens[last : last + 3]):
        return last + 2
    if bodies.names_field(tokens[last], tokens[last + 1]):
        return last + 1  # "Ortsbeirat Mitte"
    preposition, word = tokens[last + 1 : last + 3]
    if preposition.low == "of" and bodies.is_head(word):
        return last + 2  # "Board of Trustees"
    if not _names_field(preposition, word):
        return last
    last += 2
    while tokens[last + 1].text[:1].isupper() and tokens[last + 1].sense is NOTHING:
        last += 1  # "Board of Zoning Appeals"
    return _past_list(tokens, last)


def _names_field(preposition: Token, word: Token) -> bool:
    """What a body is for: "Rådet för funktionshinderfrågor"."""
    if preposition.sense.roles & IN and word.text[:1].isupper():
        return False  # "Stadsstyrelsen i Granby": where it is
    said = (word.sense.roles and word.low not in TOPICS) or word.sense.weekday or word.sense.month
    said = said or word.low in bodies.NEVER_INSIDE  # "rådet i 2027 holder møde"
    return preposition.low in bodies.PREPOSITIONS and word.kind is WORD and not said


def _past_list(tokens: Sequence[Token], last: int) -> int:
    """The end of what else the body is for: "Utvalg for helse, omsorg og velferd", "Ausschuss für Bau und Verkehr"."""
    for at in range(last + 1, min(last + LONGEST_LIST, len(tokens) - 1), 2):
        joint, word = tokens[at : at + 2]
        if word.kind is not WORD or word.sense.roles or word.sense.month:
            return last
        if joint.sense.roles & AND:
            return at + 1
        if joint.low != ",":
            return last
    return last
