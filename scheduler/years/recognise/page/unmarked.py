"""Names that no word marks as a body's: "Demokratiforum", "Rektors beslutsmöten", "Gruppmöten inför fullmäktige"."""

from __future__ import annotations

import re

from scheduler.years.recognise.line import bodies, naming
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

LONGEST, MOST_WORDS = 60, 5
ALLOWED, MEETING = (Role.AND | Role.IN).value, Role.MEETING.value
JOINTS = frozenset("-,&/:")
# Inside a name: "Friends of the Library".
LEADING_ON = bodies.PREPOSITIONS | listed("the der die das dem den")
# Somebody whose meetings are a body's of their own, in the genitive.
OFFICERS = (
    "rektors", "direktörens", "direktörs", "dekans", "dekanens", "prefektens", "prefekts", "ordförandens", "rådets",
    "borgmästarens", "rektorens", "direktørens", "dekanens", "ordførerens", "borgmesterens", "rehtorin", "dekaanin",
    "johtajan", "principal's", "director's", "dean's", "mayor's",
)  # fmt: skip
# How the word for a meeting of a party's members begins.
OF_GROUPS = (
    "gruppmöte",
    "gruppemøte",
    "gruppemøde",
    "partigrupp",
    "fraktionssitzung",
    "ryhmäkoko",
    "valtuustoryhm",
)
# "Medborgarmöten" are nobody's but their own, "budgetmöten" are any body's.
COMPOUND = re.compile(
    r"(.{4,})(?:möten?|mötena|mötet|møter?|møtene|møde[rt]?|møderne|kokous|kokoukset|sitzung(?:en)?|sammanträden?)"
)
OF_ANY = (
    "extra", "ekstra", "ordinari", "ordinær", "budget", "budsjett", "budjetti", "bokslut", "höst", "sommar", "vinter",
    "styrelse", "bestyrelse", "nämnd", "utskott", "råd", "fullmäkt", "kommun", "månad", "arbets", "tema", "hallitu",
    "lautakun", "valtuusto", "neuvosto", "syys", "kevät", "sonder", "rats", "ausschuss", "gemeinderat", "vorstand",
    "konstituerande", "planerings", "strategi", "digital", "telefon", "lunch", "besluts", "upptakts", "avslutnings",
)  # fmt: skip
# What is done on a day beside the meetings, and how the word for it ends.
OCCASIONS = (
    "dag", "dagar", "dagen", "dagarna", "dager", "dage", "resa", "resor", "besök", "kurs", "kurser", "workshop",
    "workshops", "utbildning", "utbildningar", "konferens", "konferenser", "seminarium", "seminarier", "seminaari",
    "seminaarit", "koulutus", "retki", "päivä", "päivät", "tur", "befaring", "kursus", "uddannelse", "ausflug",
    "besichtigung", "klausur", "tagung", "schulung", "visit", "visits", "training", "retreat", "trip", "tour",
)  # fmt: skip


def name(text: str, tokens: list[Token], *, aim: bool = False) -> str | None:
    """The line as a name, when it is short, begins with a capital and says nothing of its own. `aim`: a year
    ends it and is part of it, "Vision 2035"."""
    if len(text) > LONGEST or len(tokens) > 3 * MOST_WORDS:
        return None
    words = [t for t in tokens if t.kind is WORD]
    if not 0 < len(words) <= MOST_WORDS or not words[0].text[:1].isupper():
        return None
    known = meets_alone(words)
    if aim:
        return " ".join(text[words[0].start : tokens[-1].end].split())
    for token in tokens[known:] if known else tokens:
        plain = token.kind is WORD and not token.sense.roles & ~ALLOWED and not token.sense.month
        joins = token.low in JOINTS or (token.low in LEADING_ON and token is not words[0])
        if not plain and not joins and not (known and bodies.is_head(token)):
            return None
    return " ".join(text[words[0].start : words[-1].end].split())


def before_place(tokens: list[Token]) -> list[Token]:
    """The name in front of a dash and the place, where an hour follows: "Western District - Civic Offices,"."""
    for n, token in enumerate(tokens):
        if token.low == "-" and n and token.gap and n + 1 < len(tokens) and tokens[n + 1].gap:
            return tokens[:n]
    return tokens


def meets_alone(words: list[Token]) -> int:
    """How many words say that somebody beside the bodies meets: "Rektors beslutsmöten", "Gruppmöten inför",
    "Medborgarmöten"; 0 where none do."""
    if not words:
        return 0
    if words[0].low.startswith(OF_GROUPS):
        return 1 + (len(words) > 1 and words[1].low in naming.BEFORE)
    if len(words) == 1 and (whose := COMPOUND.fullmatch(words[0].low)):
        return 0 if whose[1].startswith(OF_ANY) else 1
    officer = words[0].low.endswith(OFFICERS) and not bodies.is_head(words[0])
    return 2 if officer and len(words) > 1 and words[1].sense.roles & MEETING else 0


def is_occasion(name: str) -> bool:
    """ "Studieresa", "Utbildningsdagar": an occasion, and nobody who meets."""
    return any(word.endswith(OCCASIONS) for word in name.casefold().split())
