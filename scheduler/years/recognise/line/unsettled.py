"""Words that say together that a day or an hour is not settled yet: "datum ej satt", "date to follow", "Termin noch
offen", "time and place to be determined"."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.head_words import DATE_WORDS
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

NONE, OPEN, AND = Role.NONE.value, Role.OPEN.value, Role.AND.value
REACH, MOST_BETWEEN = 2, 3
DAYS = DATE_WORDS | listed("ajankohta ajankohtaa päivää päivämäärää tidpunkt tidspunkt zeitpunkt")
YET = listed("yet still ännu ännå ennå enno endnu vielä noch")
BESIDE_NOT = YET | small.AUXILIARIES | listed("ole på")
# Before a word for time that is the present: "zum jetzigen Zeitpunkt noch".
PRESENT = small.THIS | listed(
    "jetzigen gegenwärtigen derzeitigen aktuellen nuvarande nåværende nuværende present current"
)
# Behind "no": "ingen fastställd dag".
FIXED = (
    "fasts", "fastla", "fastle", "bestäm", "bestem", "beslut", "klar", "avgjor", "afgjor", "satt", "fixed", "decided",
    "set", "vahvist", "päätet", "sovit", "fest",
)  # fmt: skip
# Behind "not", which may be said of what "no" is said of, and of these.
SETTLED = (
    *FIXED, "bestim", "sett", "sat", "fix", "spik", "bok", "known", "bekannt", "tiedossa", "agreed", "arranged",
    "scheduled", "avtal", "aftal", "avklar", "afklar", "planl", "vereinbart", "plads", "plass",
)  # fmt: skip
# Behind a word for days.
TO_COME = listed(
    "kommer kjem folgt folgen follow follows følger come avoin avoinna auki offen open öppen öppet saknas fehlt mangler"
    " manglar puuttuu tulossa tarkentuu tarkentuvat oklar oklart uklar uklart unklar unclear unknown okänd okänt ukjent"
    " ukendt unbekannt obestämd obestämt vereinbarung planung avtales avtalast aftales afklares uafklaret uavklart"
)
WILL_BE = small.WILL | listed("wird blir bliver vert")
# Behind a word for the hour, and behind "to be".
TOLD_LATER = TO_COME | listed("bekannt bekanntgegeben mitgeteilt")
TO_BE = listed(
    "confirmed announced determined decided set fixed arranged advised notified agreed scheduled"
)
# Without that they leave nothing open: "time confirmed", "tid preliminär".
LEAVE_NOTHING = TO_BE | listed("confirm preliminär preliminärt")
MOST_BEFORE_TOLD = 4
# Those who write come back with the day.
RETURNS = listed("återkommer tilbake tilbage")


def tells(tokens: list[Token]) -> bool:
    """Whether the words leave the day open."""
    for n, token in enumerate(tokens):
        behind = tokens[n + 1 : n + 2]
        if token.sense.roles & NONE and any(t.low.startswith(FIXED) for t in behind):
            return True
        if token.low in small.NOT and _is_settled(tokens[n + 1 : n + 2 + MOST_BETWEEN]):
            return True
        present = n and tokens[n - 1].low in PRESENT
        if token.low in DAYS and not present and _is_to_come(tokens, n):
            return True
    return False


def _is_settled(behind: list[Token]) -> bool:
    """ "ännu spikat", "yet been fixed"."""
    word = next((t for t in behind if t.low not in BESIDE_NOT), None)
    return word is not None and word.kind is WORD and word.low.startswith(SETTLED)


def _is_to_come(tokens: list[Token], n: int) -> bool:
    """What stands around the word for a day at `n` tells that it will be settled."""
    behind = [t.low for t in tokens[n + 1 : n + 1 + REACH]]
    around = [t.low for t in tokens[max(0, n - REACH) : n]] + behind
    if (
        not TO_COME.isdisjoint(behind)
        or not YET.isdisjoint(around)
        or not RETURNS.isdisjoint(around)
    ):
        return True
    return behind == ["to", "be"] or not WILL_BE.isdisjoint(behind[:1])


def leaves_hour_open(tokens: list[Token], n: int) -> bool:
    """Whether the words behind a word for the hour at `n` do: "Uhrzeit wird noch bekannt gegeben", "time and place to
    be determined"."""
    first = n + 1 + (tokens[n + 1].low in (".", ":"))
    if tokens[first].sense.roles & AND and tokens[first + 1].kind is WORD:
        first += 2
    first += tokens[first].low in YET
    if [t.low for t in tokens[first : first + 2]] == ["to", "be"]:
        return tokens[first + 2].low in TO_BE
    for before, word in pairwise(tokens[first - 1 : first + MOST_BEFORE_TOLD]):
        negated = before.low in small.NOT | YET and word.low.startswith(SETTLED)
        opens = word.sense.roles & OPEN and word.low not in LEAVE_NOTHING
        if negated or opens or word.low in TOLD_LATER:
            return True
        if word.low not in BESIDE_NOT and word.low not in small.NOT:
            break
    return False
