"""Names that no word marks as a body's: "Demokratiforum", "Rektors beslutsmöten", "Gruppmöten inför fullmäktige"."""

from __future__ import annotations

import re
from typing import NamedTuple

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.page import framed
from scheduler.years.recognise.text import nouns, plain_heads, plain_stems
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

LONGEST, MOST_WORDS = 60, 5
LAST_NUMBER, LONGEST_CUT = 20, 4
AND, IN, MEETING, GENERIC = Role.AND.value, Role.IN.value, Role.MEETING.value, Role.GENERIC.value
SEASON = (Role.AUTUMN | Role.SPRING).value
# A heading with one of these is about something else; with one of the others it is not sure what it names.
NEVER = (
    Role.CANCEL | Role.MOVED | Role.INSTEAD | Role.STALE | Role.DEADLINE | Role.HOLIDAY | Role.NONE | Role.OPEN
    | Role.RESERVE | Role.UNTIL | Role.EXCEPT | Role.TERM | Role.USUALLY | Role.WEEK
).value  # fmt: skip
UNSURE = (
    Role.PLACE | Role.PAPERS | Role.CLOCK | Role.RECORD | Role.ASIDE | Role.ALL | Role.TO | Role.OR
    | Role.AUTUMN | Role.SPRING | Role.ENDS | Role.BEGINS
).value  # fmt: skip
JOINTS = frozenset("-,&/'")
MARKS = frozenset("-•·▪◦‣*●○#–—►▶»>")
# Inside a name: "Friends of the Library".
LEADING_ON = small.PREPOSITIONS | small.THE
# A heading that one of these opens tells when or where.
OPENING = small.AROUND | small.AT | listed("via during während über med")
# Somebody whose meetings are a body's of their own, in the genitive.
OFFICERS = (
    "rektors", "direktörens", "direktörs", "dekans", "dekanens", "prefektens", "prefekts", "ordförandens", "rådets",
    "borgmästarens", "rektorens", "direktørens", "dekanens", "ordførerens", "borgmesterens", "rehtorin", "dekaanin",
    "johtajan", "principal's", "director's", "dean's", "mayor's",
)  # fmt: skip
# How the word for a meeting of a party's members begins.
OF_GROUPS = (
    "gruppmöte", "gruppemøte", "gruppemøde", "partigrupp", "förmöte", "formøte", "formøde", "vorbesprechung",
    "fraktionsvorbesprechung", "fraktionssitzung", "ryhmäkoko", "valtuustoryhm",
)  # fmt: skip
# "Medborgarmöten" are nobody's but their own, "budgetmöten" are any body's.
COMPOUND = re.compile(
    r"(.{4,})(?:möten?|mötena|mötet|møter?|møtene|møde[rt]?|møderne|kokous|kokoukset|sitzung(?:en)?|sammanträden?)"
)
OF_ANY = (
    "extra", "ekstra", "ordinari", "ordinær", "budget", "budsjett", "budjetti", "bokslut", "höst", "sommar", "vinter",
    "styrelse", "bestyrelse", "nämnd", "utskott", "råd", "fullmäkt", "kommun", "månad", "arbets", "tema", "hallitu",
    "lautakun", "valtuusto", "neuvosto", "syys", "kevät", "sonder", "rats", "ausschuss", "gemeinderat", "vorstand",
    "kväll", "kveld", "aften", "abend", "heldag", "halvdag", "dag", "morgon", "morgen", "vuosi", "jahres", "års",
    "online", "haushalts", "klausur", "video", "web", "tertial", "kvartal", "quartals",
    "konstituerande", "strategi", "digital", "telefon", "lunch", "besluts", "hybrid", "teams", "zoom", "distans",
    "fjern", "fysisk",
    "präsenz", "auftakt", "abschluss", "start", "oppstart", "opstart", "uppstart", "avslutning", "afslutning", "ilta",
    "etä", "lähi", "verkko", "talousarvio", "aloitus", "avaus",
    "haste", "krise", "akut", "eil", "dringlichkeits", "kiire", "päätös", "avajais", "upptakts", "avslutnings",
)  # fmt: skip
# "Lokal samverkan": no room.
ADJECTIVES = frozenset({"lokal"})
PLANNING = "planerings", "planlegging", "planlægning", "planungs", "suunnittelu"
# What is done on a day beside the meetings, and how the word for it ends.
OCCASIONS = (
    "dag", "dagar", "dagen", "dagarna", "dager", "dage", "resa", "resor", "besök", "kurs", "kurser", "workshop",
    "workshops", "utbildning", "utbildningar", "konferens", "konferenser", "seminarium", "seminarier", "seminaari",
    "seminaarit", "koulutus", "retki", "päivä", "päivät", "tur", "befaring", "kursus", "uddannelse", "ausflug",
    "besichtigung", "klausur", "tagung", "schulung", "session", "sessionen", "sessioner",
    "istunto", "istunnot", "visit", "visits", "training", "retreat", "trip", "tour",
)  # fmt: skip
# "Kultur" is no "tur".
NO_TRIPS = "kultur", "natur", "struktur", "litteratur", "arkitektur"


class Named(NamedTuple):
    """A heading that may be a name. `sure`: by its words it names somebody, where it stands as names do."""

    text: str
    sure: bool


def name(text: str, tokens: list[Token]) -> str | None:
    """The line as a name, when it is short, begins with a capital and says nothing of its own."""
    named = heading(text, tokens)
    return named.text if named and named.sure else None


def heading(text: str, tokens: list[Token], *, aim: bool = False) -> Named | None:
    """The line as a heading that names somebody, without the marks around it. `aim`: a year ends it and is part
    of it, "Vision 2035"."""
    tokens = _bare(tokens)
    led = framed.lead(tokens)
    tokens = tokens[led:]
    words = [t for t in tokens if t.kind is WORD]
    if not 0 < len(words) <= MOST_WORDS or not (led or words[0].text[:1].isupper()):
        return None
    if tokens[-1].end - tokens[0].start > LONGEST or len(tokens) > 3 * MOST_WORDS:
        return None
    known = meets_alone(words)
    last = tokens[-1] if aim or tokens[-1].kind is NUMBER else words[-1]
    said = " ".join(text[words[0].start : last.end].split())
    if aim:
        return Named(said, sure=True)
    beside = plain_stems.is_beside(words[-1].low)
    if not known and not beside and _is_plain(words):
        return None
    tokens = tokens[known:]
    if not all(_may_stand(tokens, n, opens=not known) for n in range(len(tokens))):
        return None
    if known:
        # The chairs may plan there, or the body itself.
        return Named(said, sure=not words[0].low.startswith(PLANNING))
    sure = _names_somebody(words) and tokens[-1].kind is not NUMBER and not is_of_several(words)
    if words[-1].sense.roles & MEETING and len(words) > 2:
        said = " ".join(text[words[0].start : words[-2].end].split())
    if led and not sure:
        return None
    return Named(said, sure and not beside and not led)


def _bare(tokens: list[Token]) -> list[Token]:
    """Without the sign or number of a list before it ("•", "##", "3."), and without a colon, something in
    parentheses or a dash and "meetings" behind it."""
    first = 0
    while first < len(tokens) and tokens[first].low in MARKS:
        first += 1
    if len(tokens) > first + 2 and tokens[first].kind is NUMBER and tokens[first + 1].low in ".)":
        first += 2
    last = len(tokens)
    if last > first and tokens[last - 1].low == ":":
        last -= 1
    if last > first and tokens[last - 1].low == ")":
        last = next((n for n in range(last - 1, first, -1) if tokens[n].low == "("), last)
    dash = next((n for n in range(first + 1, last - 1) if tokens[n].low in "-:"), None)
    if (
        dash
        and (tokens[dash].gap or tokens[dash].low == ":")
        and _is_plain([t for t in tokens[dash:last] if t.kind is WORD])
    ):
        last = dash
    return tokens[first:last] or tokens


def _is_plain(words: list[Token]) -> bool:
    """Nothing but words that name nobody stands there, or before a preposition: "Nya datum", "Möten i Norrby"."""
    if words and (words[0].sense.roles & IN or words[0].low in OPENING):
        return True
    if words and (_is_place(words[-1].low) or _is_room(words[0].low)):
        return True
    if _is_of_things(words):
        return True
    for n, word in enumerate(words):
        if n and word.low in LEADING_ON:
            return True
        if word.low in plain_heads.GROUPS:
            return False
        plain = plain_heads.says(word.low) or word.sense.month or word.sense.weekday
        plain = plain or plain_stems.is_thing(word.low)
        if not plain and (not word.sense.roles or bodies.is_head(word) or _is_company(words, n)):
            return bool(n == 0 and len(words) == 1 and _is_of_any(word))
    return True


def _is_place(low: str) -> bool:
    return low in plain_heads.PLACES or plain_stems.is_house(low)


def _is_room(low: str) -> bool:
    return low.endswith(nouns.ROOM_ENDINGS) and low not in ADJECTIVES


def _is_of_things(words: list[Token]) -> bool:
    """ "Relaterade länkar", "Hej alla", "Planerade möten": by its first word or its last it names nobody."""
    if len(words) > 1 and plain_stems.opens(words[0].low, words[1].low):
        return True
    if len(words) > 1 and plain_stems.says(words[0].low) and words[1].low in LEADING_ON:
        return True  # "Information från styrelsen"
    if not words or any(
        bodies.is_head(word) or _is_company(words, n) for n, word in enumerate(words)
    ):
        return False
    last = words[-1]
    if last.low in plain_stems.LAST:
        return True
    if plain_stems.is_thing(last.low) and not any(w.sense.roles & AND for w in words):
        return True
    if len(words) > 1 and last.sense.roles & (MEETING | GENERIC):
        before = words[:-1]
        return all(plain_stems.says_which(w.low) or w.sense.roles & SEASON for w in before)
    return all(
        w.sense.roles & AND or plain_heads.says(w.low) or plain_stems.says(w.low) for w in words
    )


def is_of_several(words: list[Token]) -> bool:
    """ "Kommunala bolag": the name of each stands below."""
    return any(t.low in plain_heads.GROUPS for t in words[-2:])


def _is_company(words: list[Token], n: int) -> bool:
    """ "Energi AB", "AB Energi", "Kiinteistö Oy Koivula"."""
    word = words[n]
    return len(words) > 1 and word.low in plain_heads.COMPANIES and word.text[:1].isupper()


def _is_of_any(word: Token) -> bool:
    """ "Budgetmöten": any body may have them."""
    whose = COMPOUND.fullmatch(word.low)
    return whose is not None and whose[1].startswith(OF_ANY)


def _may_stand(tokens: list[Token], n: int, *, opens: bool) -> bool:
    """Whether the token can stand in a name at all."""
    token = tokens[n]
    if token.kind is WORD:
        words = [t for t in tokens if t.kind is WORD]
        if token.low in plain_heads.IN_SENTENCES - LEADING_ON:
            return False
        if _is_company(words, words.index(token)):
            return True
        half = n + 1 < len(tokens) and tokens[n + 1].low == "-" and not tokens[n + 1].gap
        if token.sense.month or (token.sense.weekday and not half):  # "Keski-Uusimaa"
            return False
        return not token.sense.roles & NEVER
    if token.kind is NUMBER:
        return n == len(tokens) - 1 and n > 0 and token.value <= LAST_NUMBER
    if token.low == ".":  # "Inc.", "St. Martin"
        return n > 0 and not token.gap and len(tokens[n - 1].low) <= LONGEST_CUT
    inside = 0 < n < len(tokens) - 1 or not opens
    return token.low in JOINTS and (inside or token.low == "&")


def _names_somebody(words: list[Token]) -> bool:
    """No word says something else, none of the vocabulary stands in small letters, and no body is named behind
    a preposition ("Dialog med styrelsen")."""
    behind = False
    joined = any(w.sense.roles & AND for w in words)  # "Plan, bygg och miljö"
    for n, word in enumerate(words):
        roles, last = word.sense.roles, n == len(words) - 1
        if word.low in LEADING_ON:
            behind = n > 0
            continue
        if roles & AND or _is_company(words, n):
            continue
        if bodies.is_head(word):
            if behind:
                return False
            continue
        if roles & UNSURE or (roles & MEETING and not last):
            return False
        if roles & MEETING and n < 2:
            return False
        if roles & GENERIC and not word.text[:1].isupper() and n and not joined:
            return False
    opening = words[0].sense.roles & (GENERIC | MEETING) and not bodies.is_head(words[0])
    if opening and not joined and not all(w.text[:1].isupper() for w in words):
        return False
    return not _is_of_any(words[0]) and not words[0].low.endswith(plain_heads.HOUSES)


def meets_alone(words: list[Token]) -> int:
    """How many words say that somebody beside the bodies meets: "Rektors beslutsmöten", "Gruppmöten inför",
    "Medborgarmöten"; 0 where none do."""
    if not words:
        return 0
    if words[0].low.startswith(OF_GROUPS):
        return 1 + (len(words) > 1 and words[1].low in small.BEFORE)
    if len(words) == 1 and (whose := COMPOUND.fullmatch(words[0].low)):
        of_any = whose[1].startswith(OF_ANY) or plain_stems.is_thing(words[0].low)  # "Frammøte"
        return 0 if of_any else 1
    officer = words[0].low.endswith(OFFICERS) and not bodies.is_head(words[0])
    return 2 if officer and len(words) > 1 and words[1].sense.roles & MEETING else 0


def is_occasion(name: str) -> bool:
    """ "Studieresa", "Utbildningsdagar": an occasion, and nobody who meets."""
    words = name.casefold().split()
    return any(word.endswith(OCCASIONS) and not word.endswith(NO_TRIPS) for word in words)
