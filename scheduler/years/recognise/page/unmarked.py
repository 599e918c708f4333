"""Names that no word marks as a body's: "Demokratiforum", "Rektors beslutsmöten", "Gruppmöten inför fullmäktige"."""

from __future__ import annotations

import re
from typing import NamedTuple

from scheduler.years.recognise.line import bodies, divisions, nobodys
from scheduler.years.recognise.page import framed
from scheduler.years.recognise.text import nouns, plain_heads, plain_stems
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

# "Town Council and Planning Committee Meetings" names two.
LONGEST, MOST_WORDS, LONGEST_JOINT = 60, 5, 8
LONGEST_DIVISION, MOST_OF_DIVISION = 100, 12
LAST_NUMBER = 20
MEETING = Role.MEETING.value
# A heading with one of these is about something else; with one of the others it is not sure what it names.
NEVER = (
    Role.CANCEL | Role.MOVED | Role.INSTEAD | Role.STALE | Role.DEADLINE | Role.HOLIDAY | Role.NONE | Role.OPEN
    | Role.RESERVE | Role.UNTIL | Role.EXCEPT | Role.TERM | Role.USUALLY | Role.WEEK
).value  # fmt: skip
# What a division is for may be anything else: "Avdelningen för granskning".
HAPPENS = (Role.CANCEL | Role.MOVED | Role.INSTEAD).value
UNSURE = (
    Role.PLACE | Role.PAPERS | Role.CLOCK | Role.RECORD | Role.ASIDE | Role.ALL | Role.TO | Role.OR
    | Role.AUTUMN | Role.SPRING | Role.ENDS | Role.BEGINS
).value  # fmt: skip
JOINTS = frozenset("-,&/'")
MARKS = frozenset("-•·▪◦‣*●○#–—►▶»>")
# Somebody whose meetings are a body's of their own, in the genitive.
OFFICERS = (
    "rektors", "direktörens", "direktörs", "dekans", "dekanens", "prefektens", "prefekts", "ordförandens", "rådets",
    "borgmästarens", "rektorens", "direktørens", "ordførerens", "borgmesterens", "rehtorin", "dekaanin",
    "johtajan", "principal's", "director's", "dean's", "mayor's",
)  # fmt: skip
# How the word for a meeting of a party's members begins.
OF_GROUPS = (
    "gruppmöte", "gruppemøte", "gruppemøde", "partigrupp", "förmöte", "formøte", "formøde", "vorbesprechung",
    "fraktionsvorbesprechung", "fraktionssitzung", "ryhmäkoko", "valtuustoryhm",
)  # fmt: skip
# "Medborgarmöten" are nobody's but their own, "budgetmöten" are any body's.
COMPOUND = re.compile(
    r"(.{4,})(?:möten?|mötena|mötet|møter?|møtene|møde[rt]?|møderne|kokous|kokoukset|sitzung(?:en)?|sammanträden?"
    r"|versammlung(?:en)?)"
)
# Who comes together: all of them, the members, the parents.
OF_MANY = (
    "stor", "allmän", "medlem", "medborgar", "föräld", "elev", "student", "personal", "borger", "innbygger", "foreldre",
    "forældre", "mitglied", "bürger", "eltern", "schüler", "jäsen", "kuntalais", "vanhempain",
)  # fmt: skip
MOST_WORDS_OF_ASSEMBLY, ENGLISH_MEETINGS = 4, frozenset(("meeting", "meetings"))
OF_MEMBERS = listed("annual members member public residents parents")
ORDINARY = listed(
    "ordinarie extra ordinær ordinært ekstraordinær ekstraordinært ordinary extraordinary general varsinainen"
    " ylimääräinen ordentliche außerordentliche"
)
WHICH_OF_THEM = OF_MEMBERS | ORDINARY
ASSEMBLIES = (
    *nouns.ASSEMBLIES, "årsmöte", "årsmötet", "årsmøte", "årsmøtet", "generalforsamling", "generalforsamlingen",
    "vuosikokous",
)  # fmt: skip
PLANNING = "planerings", "planlegging", "planlægning", "planungs", "suunnittelu"


class Named(NamedTuple):
    """A heading that may be a name. `sure`: by its words it names somebody, where it stands as names do; `division`: it
    names one of several like it; `assembly`: all members come together there."""

    text: str
    sure: bool
    division: bool = False
    assembly: bool = False


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
    joint, division = bodies.are_listed(tokens), divisions.names_one(tokens)
    if not _is_short(tokens, words, joint=joint, division=division):
        return None
    if words[0].low in small.BOTH or not (led or words[0].text[:1].isupper()):
        return None  # "Sammanträden i både nämnd och utskott", below the name of the two
    known = meets_alone(words)
    last = tokens[-1] if tokens[-1].kind is NUMBER else words[-1]
    said = " ".join(text[words[0].start : last.end].split())
    if aim:
        return Named(said, sure=True)
    if is_assembly(words):
        return Named(said, sure=True, assembly=True)
    if not known and nobodys.name_nobody(words):
        return None
    tokens = tokens[known:]
    never = HAPPENS if division else NEVER
    if not all(_may_stand(tokens, n, never, opens=not known) for n in range(len(tokens))):
        return None
    if known:
        # The chairs may plan there, or the body itself.
        return Named(said, sure=not words[0].low.startswith(PLANNING))
    if division:
        return Named(said, sure=True, division=True)
    sure = _names_somebody(words) and not plain_stems.is_beside(words[-1].low)
    sure = sure and (joint or not led)
    if words[-1].sense.roles & MEETING and len(words) > 2:
        said = " ".join(text[words[0].start : words[-2].end].split())
    return Named(said, sure)


def _is_short(tokens: list[Token], words: list[Token], *, joint: bool, division: bool) -> bool:
    most, longest = LONGEST_JOINT if joint else MOST_WORDS, LONGEST
    if division:
        most, longest = MOST_OF_DIVISION, LONGEST_DIVISION
    return 0 < len(words) <= most and tokens[-1].end - tokens[0].start <= longest


def _bare(tokens: list[Token]) -> list[Token]:
    """Without the sign or number of a list before it ("•", "##", "3."), and without a colon, something in
    parentheses or a dash and "meetings" behind it."""
    first = next((n for n, token in enumerate(tokens) if token.low not in MARKS), 0)
    if (
        tokens[first].kind is NUMBER
        and "".join(t.low for t in tokens[first + 1 : first + 2]) in ".)"
    ):
        first += 2
    last = len(tokens) - (tokens[-1].low == ":")
    if tokens[last - 1].low == ")":
        last = next((n for n in range(last - 1, first, -1) if tokens[n].low == "("), last)
    dash = next((n for n in range(first + 1, last - 1) if tokens[n].low in "-:"), last)
    if nobodys.name_nobody([t for t in tokens[dash:last] if t.kind is WORD]):
        last = dash
    return tokens[first:last] or tokens


def _may_stand(tokens: list[Token], n: int, never: int, *, opens: bool) -> bool:
    """Whether the token can stand in a name at all."""
    token = tokens[n]
    if token.kind is WORD:
        in_sentence = token.low in plain_heads.IN_SENTENCES - nobodys.LEADING_ON
        return not in_sentence and not token.sense.roles & never
    if token.kind is NUMBER:
        return n == len(tokens) - 1 and token.value <= LAST_NUMBER
    inside = 0 < n < len(tokens) - 1 or not opens
    return token.low in JOINTS and (inside or token.low == "&")


def _names_somebody(words: list[Token]) -> bool:
    """No word says something else, and none before the last speaks of meetings."""
    unsure = any(w.sense.roles & UNSURE and w.low not in nobodys.LEADING_ON for w in words)
    return not unsure and not any(w.sense.roles & MEETING for w in words[:-1])


def meets_alone(words: list[Token]) -> int:
    """How many words say that somebody beside the bodies meets: "Rektors beslutsmöten", "Gruppmöten inför",
    "Medborgarmöten"; 0 where none do."""
    if not words:
        return 0
    if words[0].low.startswith(OF_GROUPS):
        return 1 + (len(words) > 1 and words[1].low in small.BEFORE)
    if COMPOUND.fullmatch(words[0].low):
        return len(words) == 1 and not plain_stems.is_thing(words[0].low)  # "Frammøte"
    officer = words[0].low.endswith(OFFICERS) and not bodies.is_head(words[0])
    return 2 if officer and len(words) > 1 and words[1].sense.roles & MEETING else 0


def is_assembly(words: list[Token]) -> bool:
    """ "Årsstämma", "Ordinarie föreningsstämma", "Annual Members' Meeting": others than a body's members come."""
    lows = [t.low for t in words]
    if len(lows) > MOST_WORDS_OF_ASSEMBLY or not all(map(_says_which, words[:-1])):
        return False
    english = lows[-1] in ENGLISH_MEETINGS and not OF_MEMBERS.isdisjoint(lows)
    return english or lows[-1] == "agm" or lows[-1].endswith(ASSEMBLIES)


def _says_which(word: Token) -> bool:
    return plain_stems.says_which(word.low) or word.low in WHICH_OF_THEM


def gathers(name: str) -> bool:
    """ "Stormöten", "Medlemsmöten", "Gruppmöten": who comes together, and not when or for what a body meets."""
    return name.casefold().startswith(OF_MANY + OF_GROUPS)


def is_beside(name: str) -> bool:
    """ "Evenemang", "Kurser våren 2027": done beside the meetings, by its first or its last word."""
    words = name.casefold().split()
    return plain_stems.is_beside(words[0]) or plain_stems.is_beside(words[-1])
