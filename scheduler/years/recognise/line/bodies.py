"""Names of councils, boards and committees: in a heading, in front of a date or behind it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from scheduler.years.recognise.line import inflections, where
from scheduler.years.recognise.text import plain_heads
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import DONE, SENDING
from scheduler.years.recognise.text.body_words import (
    COMPASS,
    ENGLISH_HEADS,
    FIELD_HEADS,
    HEADS_OF_DATES,
    LOCAL_HEADS,
    OCCASIONS,
    PLACES_OF_BODIES,
    PLAIN_HEADS,
    TOPICS,
    WHOLE_BODIES,
    YEARLY,
)
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import DECIDES, HOLDS, MEET_OR_HELD, MUST
from scheduler.years.recognise.text.words import NOT_LETTERS, Role, listed

BODY, GENERIC, MEETING, AND, CANCEL, ALL = (
    Role.BODY.value, Role.GENERIC.value, Role.MEETING.value, Role.AND.value, Role.CANCEL.value, Role.ALL.value,
)  # fmt: skip
# "All committees", and no more.
OF_ALL = 2
SEASON = (Role.AUTUMN | Role.SPRING).value
NOT_A_NAME = (
    Role.CANCEL | Role.CLOCK | Role.NONE | Role.OPEN | Role.WEEK | Role.DEADLINE | Role.STALE
    | Role.PLACE | Role.HOLIDAY | Role.MOVED
).value  # fmt: skip
LETTERS = re.compile(r"[A-ZÅÄÖÆØ]{2,6}(?:/[A-ZÅÄÖÆØ]{2,6})?")
LOWER_LETTERS = listed("Ks Kf Au Ksau Kfs Bun Kv Kh Khall Kvalt")
WELL_KNOWN = listed("ks kf ksau au bun sn vn kfn mbn byn kh khall kvalt")
PREPOSITIONS = small.FOR | listed("i in of on über til")
# "Commission on Aging", "Rat der Stadt".
INSIDE = PREPOSITIONS | {"der", "des"}
TOGETHER = listed(
    "joint jointly together gemensamt gemensam tillsammans felles sammen fælles gemeinsam zusammen yhdessä"
)
BREAKS = frozenset(",;()|\t:=*")
# "Dialogforum hålls efter nämndens": a sentence and no name.
NEVER_INSIDE = MEET_OR_HELD | HOLDS | small.BE | small.HAS | small.BEFORE | small.AFTER
# Words that are no letters of a body, but for REV, the auditors; ON, IN and AN are boards, "PLANER" is none.
LONGEST_SHORT = 3
NO_LETTERS = small.PLAIN | HEADS_OF_DATES | ((DONE | SENDING | plain_heads.NOTES) - {"in", "rev"})
# Heads behind a name without a role.
LATER_HEADS = ENGLISH_HEADS | PLAIN_HEADS
LEADING = small.THE | listed("am on vom")
BEFORE_DAY = LEADING | small.BECOMES
# What leads from a word for meetings into a name: "Sitzungen des", "Møter i".
ANY = listed("politiske politiska kommunale kommunala folkevalgte faste stående")
INTO_NAME = PREPOSITIONS | small.THE
REACH = 40
FINNISH_ADJECTIVES = ("inen", "isen")
# "poliittinen ohjausryhmä", "regionala rådet".
ADJECTIVES = (
    *FINNISH_ADJECTIVES, "iska", "iske", "ische", "ischer", "ischen", "ionala", "ionale", "ionella", "ionelle",
    "byggande", "byggende", "givande", "givende",
)  # fmt: skip
# "Uudistuksen ohjausryhmä" is one name; "huoneeseen" and "pidetään" are of none.
FINNISH_HEADS = (
    "ryhmä", "ryhmän", "kunta", "kunnan", "hallitus", "hallituksen", "valtuusto", "valtuuston", "neuvosto", "neuvoston",
    "jaosto", "jaoston",
)  # fmt: skip
FINNISH_GENITIVE = re.compile("(?:[^aeiouyäö][aeiouyäö]|[aou]i|[iu]e|[uy]o|ia|iä|ea|eä|oa)n$")
OF_FIELDS = FIELD_HEADS | LOCAL_HEADS
# "Lokal samverkansgrupp": as a noun it is a room.
LOCAL = listed("lokal lokala lokalt lokale")
OF_ENGLISH = frozenset(("of", "for"))
FEWEST_BEFORE_STOP, FEWEST_OF_OCCASION = 5, 2


def _ends_in_verb(words: Sequence[Token]) -> bool:
    """What they do stands behind the name: "Styrelsen för Stiftelsen Linden beslutar", "The Committee of the Whole
    shall" meet."""
    return len(words) > 1 and words[-1].low in DECIDES | MUST


def is_letters(token: Token) -> bool:
    """KS, KSAU, BUN: letters that stand for a body."""
    text = token.text
    fits = text in LOWER_LETTERS or (text.isupper() and LETTERS.fullmatch(text) is not None)
    return (
        fits
        and token.text not in NOT_LETTERS
        and token.low not in NO_LETTERS
        and not _is_of_calendar(token)
        and not token.sense.roles & (NOT_A_NAME | MEETING | SEASON)
        and (len(token.low) <= LONGEST_SHORT or not token.sense.roles & GENERIC)
    )


def _is_of_calendar(token: Token) -> bool:
    """ "MONDAY", "APRIL"; "ON" and "TO" are boards as well."""
    weekday = token.sense.weekday
    return token.sense.month > 0 or (weekday is not None and weekday.sure)


def is_head(token: Token) -> bool:
    if token.sense.roles & BODY:
        # "planerat" is no German council.
        return not (token.low.endswith("rat") and token.text[:1].islower())
    return is_letters(token)


def is_room(tokens: Sequence[Token], i: int) -> bool:
    return is_head(tokens[i]) and where.is_room(tokens, i, letters=is_letters(tokens[i]))


def name_in(tokens: Sequence[Token], text: str) -> str | None:
    """The body that these tokens name and nothing else, or None.

    Words that only say "meetings of" or "cancelled" are left out; a word that is neither part of a name nor such
    a word makes it something else ("möte med kommunstyrelsen").
    """
    tokens = _without_prepared(tokens)
    words = [t for t in tokens[:REACH] if t.kind is WORD]
    hyphened = {id(a) for a, b in itertools.pairwise(tokens) if b.low == "-" and not b.gap}
    if len(words) == OF_ALL and words[0].sense.roles & ALL and heads_in(words[1:]):
        return text_of(words[0], words[1], text)  # "Alla nämnder": no one of them
    words, led = _opened(words, hyphened)
    whole = len(words)
    _close(words)
    heads = heads_in(words)
    if not heads or are_listed(tokens):
        return None
    # "Ph.d.-utvalget" is one word too
    hyphened |= {id(a) for a, b in itertools.pairwise(words) if " " not in text[a.end : b.start]}
    # "Finance and general purposes committee": what stands before the head has no capitals of its own.
    english = words[heads[0]].low in ENGLISH_HEADS and words[0].text[:1].isupper()
    plain = english or led in INTO_NAME
    for i, word in enumerate(words):
        attribute = plain and i < heads[0] and _may_describe(word)
        if id(word) not in hyphened and not attribute and not _belongs(words, i, heads):
            return None
    if words[-1].low in PLAIN_HEADS and any(w.low in ANY for w in words[-2:-1]):
        return None  # "Politiske utvalg": of all of them
    name = text_of(words[0], words[-1], text)
    if led == "des":
        return inflections.german_nominative(name)
    return inflections.nominative(name) if len(words) < whole else name


def _without_prepared(tokens: Sequence[Token]) -> Sequence[Token]:
    """Who meets, without those before whose meetings they do: "Talousjaosto kokoontuu ennen valtuuston kokouksia"."""
    verb = next((n for n, t in enumerate(tokens[:REACH]) if t.low in MEET_OR_HELD), 0)
    if not verb or not heads_in([t for t in tokens[:verb] if t.kind is WORD]):
        return tokens
    before = next((n for n, t in enumerate(tokens) if n > verb and t.low in small.BEFORE), None)
    return tokens[:before]


def _opened(words: list[Token], hyphened: set[int]) -> tuple[list[Token], str]:
    """The words from the first on that may be of a name, and the one before it. "Kunta- ja hyvinvointiryhmä" begins
    with a word of its own, "Extra-ordinary Council" with half of one."""
    led = ""
    while words and _says_little(words[0]) and _is_apart(words[0], hyphened):
        if words[0].low in TOPICS and words[1:] and words[1].low in ENGLISH_HEADS:
            break  # "Budget Committee"
        led = words.pop(0).low
    if opens_with_occasion(words):
        words.pop(0)
    return words, led


def _close(words: list[Token]) -> None:
    """Drops what stands behind a name: "meetings", "on", "meets"."""
    while words and (
        _says_little(words[-1]) or words[-1].text in BEFORE_DAY or _ends_in_verb(words)
    ):
        if words[-1].low in TOPICS and any(w.low in small.FOR for w in words[:-1]):
            return  # "Utvalg for plan"
        if is_of_town(words[-3:]):
            return
        words.pop()


def _is_apart(word: Token, hyphened: set[int]) -> bool:
    return id(word) not in hyphened or word.low == "extra"


def opens_with_occasion(words: Sequence[Token]) -> bool:
    """Whether the first word but tells which meeting of the body it is: "Annual Council"."""
    if len(words) < FEWEST_OF_OCCASION:
        return False
    low, *rest = [word.low for word in words[: FEWEST_OF_OCCASION + 1]]
    of_place = rest[0] in PLACES_OF_BODIES and not WHOLE_BODIES.isdisjoint(rest[1:])
    return low in OCCASIONS or (low in YEARLY and (rest[0] in WHOLE_BODIES or of_place))


def is_of_town(words: Sequence[Token]) -> bool:
    """ "Rat der Stadt", "Rat der Gemeinde": the whole of a name."""
    return [w.low for w in words] in (["rat", "der", "stadt"], ["rat", "der", "gemeinde"])


def heads_in(tokens: Sequence[Token]) -> list[int]:
    """Where words stand that name a body. Beside such a word in capitals short ones are no letters: "PLAN OG
    MILJØ"."""
    heads = [i for i, token in enumerate(tokens) if is_head(token)]
    told = [i for i in heads if tokens[i].sense.roles & BODY]
    spelt = any(tokens[i].text.isupper() for i in told)
    return told if spelt else heads


def _may_describe(word: Token) -> bool:
    """An attribute in small letters, where the words before lead to a name: "Møte i kirkelig fellesråd"."""
    said = word.low in small.PLAIN or word.low in plain_heads.IN_SENTENCES
    return not said and not word.sense.roles & ~(GENERIC | AND)


def are_listed(tokens: Sequence[Token]) -> bool:
    """Two bodies in a row with a comma or "and" between: the text is about both."""
    for before, head in itertools.pairwise(heads_in(tokens[:REACH])):
        between = tokens[before + 1 : head]
        # "Barn-, kultur- och" goes on, "-hallituksen" is another's
        goes_on = any(t.low == "-" for t in between[:-1])
        if any(map(_parts_names, between[:1] if goes_on else between)):
            return True
    return False


def _parts_names(token: Token) -> bool:
    return token.low == "," or token.sense.roles & AND > 0 or (token.low == "/" and token.gap > 0)


def _says_little(token: Token) -> bool:
    said = token.sense.roles & (GENERIC | MEETING | SEASON | CANCEL) or token.low in small.ONLY
    return bool(said) and not is_head(token)


def _belongs(words: list[Token], i: int, heads: list[int]) -> bool:
    word = words[i]
    if i in heads or (word.low in LOCAL and i + 1 in heads):
        return True
    if word.sense.roles & (MEETING | NOT_A_NAME):
        return False
    joins = word.sense.roles & AND > 0
    if i > heads[0]:
        # "Kulturnämnden med Kommunstyrelsen": two of them meet.
        if _is_never_inside(word, words[heads[0]]) or (word.low in small.WITH and i < heads[-1]):
            return False
        after = any(w.low in INSIDE for w in words[heads[0] + 1 : i + 1])
        listed = any(w.sense.roles & AND for w in words)
        after = after or names_field(words[0], word, listed=listed)
        after = after or (word.low in COMPASS and i == heads[-1] + 1)  # "Area Committee North"
        # "arbetsutskott" after a genitive, "Council Planning" before another head
        return after or joins or i < heads[-1]
    capital = word.text[:1].isupper()
    if word.low in OF_ENGLISH and words[heads[0]].low in ENGLISH_HEADS:
        # "College of Education Faculty", but not "Meetings of the Board"
        return i > 0 and words[i - 1].text[:1].isupper() and not words[i - 1].sense.roles
    if word.sense is NOTHING and (words[i + 1].low in LATER_HEADS or word.low.endswith(ADJECTIVES)):
        return True
    if words[heads[0]].low.endswith(FINNISH_HEADS) and FINNISH_GENITIVE.search(word.low):
        return word.low not in NEVER_INSIDE
    return capital or joins or word.low.endswith(("s", "-"))


def _is_never_inside(word: Token, head: Token) -> bool:
    """ "On" is Finnish for "is": "Valtuusto on …", but "Commission on Aging"."""
    return word.low in NEVER_INSIDE and not (word.low == "on" and head.low in ENGLISH_HEADS)


def names_field(head: Token, word: Token, *, listed: bool = False) -> bool:
    """ "Arbeitskreis Soziales", "Utvalg Helse og omsorg", "Referensgrupp skola"; `listed`: other such words are joined
    to it."""
    named = (
        listed
        or word.text[:1].isupper()
        or word.low in COMPASS
        or head.low.endswith(("grupp", "hovedutvalg"))
    )
    return named and head.low in OF_FIELDS and word.kind is WORD and word.sense is NOTHING


def inside_name(words: Sequence[Token]) -> set[int]:
    """Which of the words of a heading are but a part of a body's name and say nothing else: "Nominations" of the
    "Nominations Committee", "saker" of the "Utvalg for tekniske saker"."""
    first = next((n for n, word in enumerate(words) if is_head(word)), len(words))
    opens = first + 1 < len(words) and words[first + 1].low in small.FOR
    later = range(first, len(words)) if opens else range(first, first + 1)
    before = (n for n, word in enumerate(words[1:]) if word.low in ENGLISH_HEADS)
    return {*later, *before}


def text_of(first: Token, last: Token, text: str) -> str:
    """What is written from one token to another, with single blanks."""
    return " ".join(text[first.start : last.end].split())


def may_name(token: Token) -> bool:
    """Whether the token can be what makes other words a body's name. Cheap, and true too often."""
    if token.sense.roles & (BODY | MEETING):
        return True
    return token.kind is WORD and (token.text.isupper() or token.text in LOWER_LETTERS)


def outside_parentheses(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.low == "(":
            depth += 1
        elif token.low == ")":
            depth = max(0, depth - 1)
        elif not depth:
            yield token


def _parts(tokens: list[Token], i: int) -> bool:
    """A dash with a blank before it; "Barn– och" has none, and "IT–nämnden" is one word. Or the full stop of a
    sentence. Or "together" and "with": another's name follows."""
    if tokens[i].low in TOGETHER:
        return any(t.low in small.WITH for t in tokens[i + 1 : i + 2])
    if tokens[i].low == "." and i and i + 1 < len(tokens):
        ends = tokens[i + 1].gap and tokens[i + 1].text[:1].isupper()
        return bool(ends) and len(tokens[i - 1].low) >= FEWEST_BEFORE_STOP
    return tokens[i].low == "-" and tokens[i].gap > 0


def clauses(tokens: list[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for i, token in enumerate(tokens):
        if token.low in BREAKS or _parts(tokens, i):
            if clause:
                yield clause
            clause = []
        else:
            clause.append(token)
    if clause:
        yield clause
