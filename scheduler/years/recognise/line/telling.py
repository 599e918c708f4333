"""What in a sentence makes the day in it a meeting's: that somebody meets, whose day it is, what is held."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from itertools import pairwise

from scheduler.years.recognise.line import bodies, naming, shows
from scheduler.years.recognise.line.clauses import OPENERS, say
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.line.shows import TOLD
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text import verbs
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

# No more words are looked at behind the one that may tell.
REACH, REACH_OF_ALL, LED_WITHIN = 60, 12, 2
MEETING, BODY, ALL = Role.MEETING.value, Role.BODY.value, Role.ALL.value
BEGINS_OR_ENDS = (Role.BEGINS | Role.ENDS).value
# Before a meeting that something else is done around, and how the word for that meeting ends.
AROUND = small.PREPOSITIONS | listed("since sedan seit")
THE = (small.THE | small.THIS | small.LAST) | listed(
    "förra nästa next previous nächsten vorigen heutigen"
)
DEFINITE = ("et", "en", "na", "ene", "n")
AT_MEETING = ("kokouksessa", "kokouksessaan", "istunnossa", "istunnossaan")
# Words that say something of their own in front of a date.
SPEAKING = ~(
    Role.TO | Role.IN | Role.GENERIC | Role.SINCE | Role.UNTIL | Role.ENDS | Role.BEGINS
    | Role.YEARLY | Role.TERM | Role.PLACE | Role.BODY
).value  # fmt: skip
# Not "das" and "die": with them "Am 12.7. findet das Sommerfest statt" is long enough for a sentence.
SAY_LITTLE = small.IS | listed("den det der")
# What is done with meetings, also where they are called something else.
HELD = (verbs.HELD | verbs.PLANNED) | listed(
    "infaller bokat bokad ses syns välkomna välkommen tapaamme tavataan tervetuloa tagt velkommen welcome treffes"
    " trefft klausur klausurtagung retreat"
)
# What a club does on its days, said by itself.
WE_DO = listed(
    "inleder avslutar fortsätter avrundar startar continue finish fortsetter fortsætter avslutter afslutter jatkamme"
    " aloitamme lopetamme kokoonnumme"
)
SAME = listed("samma same samme sama samaan gleiche gleichen selbe selben")
HOURS = listed("tid klockslag time tidspunkt klokkeslett klokkeslæt aika aikaan zeit uhrzeit")
STEPS = frozenset(("tritt", "treten", "kommt", "kommen"))
# What a new body does at its first meeting: in Finnish in one word, in the others in two.
MEETS_FIRST = listed("järjestäytyy")
CONSTITUTES = listed("konstituiert konstituerar konstituerer constitutes")
ITSELF = listed("sich sig seg itself")
ELECTIONS = listed(
    "election elections valdagen valet valg valget wahl vaalit vaalipäivä referendum folkomröstning"
)
EVENTS = (*ELECTIONS, *shows.FEASTS)
# "Next", and the name of a body in two words at the most.
NEXT_BODY = 3


def is_told(parsed: Parsed, item: DateItem, first: int, last: int, *, held: bool) -> bool:
    tokens = parsed.tokens
    colon = next((n for n in range(item.first - 1, first - 1, -1) if tokens[n].low == ":"), None)
    if colon is not None and count(parsed, colon, item.first) < LED_WITHIN:
        return True  # "Utvalg for barn og kultur: 26.3., 17.11."
    at = bisect_left(parsed.times, first, key=lambda time: time.first)
    if at < len(parsed.times) and parsed.times[at].first < last:
        return True
    aside = _clauses(tokens, first, last, item)
    sentence = [n for n in range(first, last) if n not in aside]
    if any(
        tokens[n].sense.roles & TOLD and not _is_circumstance(tokens, n, item) for n in sentence
    ):
        return True
    lows = {tokens[n].low for n in sentence}
    if any(_constitutes(tokens, n) or _is_done_by_us(tokens, n, item) for n in sentence):
        return True
    if not lows.isdisjoint(SAME) and not lows.isdisjoint(HOURS):
        return True  # "15 september och 1 december, samma klockslag som på våren"
    if held and not lows.isdisjoint(HELD) and not any(low.endswith(EVENTS) for low in lows):
        return True
    if steps_together(lows):
        return True
    last = item.first
    while last > first and (tokens[last - 1].sense.weekday or tokens[last - 1].low in (",", ".")):
        last -= 1
    if bodies.name_in(tokens[first:last], parsed.text) is not None or gathers(tokens, item):
        return True
    if _has_name_of_its_own(parsed, first, last):
        return True
    if first < last and _are_several(tokens[last - 1]):
        return True
    # "Auf der anstehenden Gemeindevertretung am"
    told = [t for t in tokens[first:last] if t.low not in OPENERS][-NEXT_BODY:]
    return any(t.low in small.NEXT for t in told[:-1]) and bool(told[-1].sense.roles & BODY)


def _has_name_of_its_own(parsed: Parsed, first: int, last: int) -> bool:
    """A body's name alone stands before the day, and before the first one of its line: "Parish Council 11 January,
    Finance Committee 12 January", but not "Before Council 11 January and Board 12 January"."""
    begin, end = (bisect_left(parsed.dates, n, key=lambda d: d.first) for n in (first, last))
    before = parsed.dates[begin:end]
    if not before or parsed.tokens[first].low in AROUND | small.BEFORE:
        return False
    parts = parsed.tokens[first : before[0].first], parsed.tokens[before[-1].last : last]
    return all(bodies.name_in(part, parsed.text) is not None for part in parts)


def steps_together(lows: Set[str]) -> bool:
    """ "Der Rat tritt am 8. April zusammen"; alone "tritt" is said of what comes into force."""
    return "zusammen" in lows and not lows.isdisjoint(STEPS)


def without_step(lows: Set[str], before: list[Token]) -> list[Token]:
    """The words before a day without that "tritt", where it is part of "tritt zusammen"."""
    return [t for t in before if t.low not in STEPS] if steps_together(lows) else before


def _are_several(token: Token) -> bool:
    """Bodies without names of their own: "Park Renovation Work Groups, March 11"."""
    plural = token.low.endswith("s") and token.text[:1].isupper()
    return plural and token.low.removesuffix("s") in naming.BARE


def _constitutes(tokens: list[Token], n: int) -> bool:
    """ "Am 24. August konstituiert sich der Rat", "Valtuusto järjestäytyy 24.8."; not "hat sich konstituiert"."""
    if tokens[n].low in MEETS_FIRST:
        return True
    behind = tokens[n + 1 : n + 2]
    return tokens[n].low in CONSTITUTES and any(t.low in ITSELF for t in behind)


def gathers(tokens: list[Token], item: DateItem) -> bool:
    """The day is that of something for all of several bodies, who meet there: "Regionting for alle formannskap blir
    12. februar"."""
    before = [t for t in tokens[max(0, item.first - REACH_OF_ALL) : item.first] if t.kind is WORD]
    told = [t for t in before if not t.sense.weekday and t.low not in OPENERS]
    if not told or told[-1].low not in small.BE:
        return False
    return any(a.sense.roles & ALL and say(told[n : n + 3], BODY) for n, a in enumerate(told))


def _is_done_by_us(tokens: list[Token], n: int, item: DateItem) -> bool:
    """ "Vi börjar torsdagen den 6 september", "då avslutar vi med middag den 8 maj"; but not "Vi börjar insamlingen
    den 8 maj"."""
    if not (tokens[n].low in WE_DO or tokens[n].sense.roles & BEGINS_OR_ENDS) or n > item.first:
        return False
    if not any(t.low in small.WE for t in tokens[max(0, n - 1) : n + 2]):
        return False
    before_day = [t for t in tokens[n + 1 : item.first] if t.low not in small.WE | OPENERS]
    told = [t for t in before_day if not t.sense.weekday]
    return not told or told[0].low in small.WITH


def _clauses(tokens: list[Token], first: int, last: int, item: DateItem) -> set[int]:
    """The tokens of clauses between two commas that do not hold the day, and only say more of a place or a person:
    "Lokalen, där mötena hålls, öppnar den 2 maj"."""
    # Not that of "Freitag, den 14. Mai".
    commas = [
        n for n in range(first, last) if tokens[n].low == "," and not tokens[n - 1].sense.weekday
    ]
    found: set[int] = set()
    for opens, closes in pairwise(commas):
        leads = any(t.low in small.WHO for t in tokens[opens + 1 : opens + 1 + LED_WITHIN])
        if leads and not opens < item.first < closes:
            found.update(range(opens, closes))
    return found


def _is_circumstance(tokens: list[Token], n: int, item: DateItem) -> bool:
    """The meeting only says when or for what something else is done: "skickas efter mötet den 5 mars"
    is about the meeting's day, "skickas efter mötet, den 5 mars" is not."""
    meeting, between = tokens[n], tokens[n + 1 : item.first]
    if meeting.low in verbs.MEETS and meeting.text.islower():
        return False  # "is going to meet on 1 March and 3 May"
    if meeting.low == "statt":
        return True  # "findet … statt": what is held, tells
    if meeting.low.endswith(AT_MEETING):
        return between != []  # "kokouksessa keskusteltiin 10.1. pidetystä juhlasta"
    if meeting.sense.roles & TOLD != MEETING:
        return False
    article = n > 0 and tokens[n - 1].low in THE
    leads = {t.low for t in tokens[max(0, n - 1 - article - 1) : n]}
    if leads.isdisjoint(AROUND) or not (article or meeting.low.endswith(DEFINITE)):
        return False
    return item.first < n or not all(
        t.text[:1].isupper() or t.sense.weekday or t.low in OPENERS for t in between[:REACH]
    )


def count(parsed: Parsed, first: int, last: int) -> int:
    """How many words there say something of their own."""
    covered = parsed.covered()
    return sum(
        token.kind is WORD and not covered[n]
        and not token.sense.roles & SPEAKING and token.low not in SAY_LITTLE
        for n, token in enumerate(parsed.tokens[first:last], first)
    )  # fmt: skip
