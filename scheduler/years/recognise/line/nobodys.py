"""Words that name nobody who meets: "Nya datum", "Budget", "Studieresa"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.text import plain_heads, plain_stems
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

AND, IN, MEETING = Role.AND.value, Role.IN.value, Role.MEETING.value
# Inside a name: "Friends of the Library".
LEADING_ON = small.PREPOSITIONS | small.THE
# A heading that one of these opens tells when or where.
OPENING = small.AROUND | small.AT | listed("via during während über med")
# What is done on a day beside the meetings, and how the word for it ends.
OCCASIONS = (
    "dag", "dagar", "dagen", "dagarna", "dager", "dage", "resa", "resor", "besök", "kurs", "kurser", "workshop",
    "workshops", "utbildning", "utbildningar", "konferens", "konferenser", "seminarium", "seminarier", "seminaari",
    "seminaarit", "koulutus", "retki", "päivä", "päivät", "tur", "befaring", "kursus", "uddannelse", "ausflug",
    "besichtigung", "klausur", "tagung", "schulung", "session", "sessionen", "sessioner",
    "istunto", "istunnot", "visit", "visits", "training", "retreat", "trip", "tour",
    "day", "days", "avslutning", "avslutningen", "afslutning", "fika", "julbord", "julebord", "julefrokost", "kväll",
    "marknad", "opplæring", "besigtigelse", "ortstermin", "feier", "fest", "pikkujoulut", "juhla", "juhlat", "matka",
    "vierailu", "dinner", "lunch", "fair", "agm",
)  # fmt: skip
# "Kultur" is no "tur".
NO_TRIPS = "kultur", "natur", "struktur", "litteratur", "arkitektur"
# Those who chair a body meet.
OF_CHAIRS = "presidie", "präsidiums", "presidents"


def name_nobody(words: Sequence[Token]) -> bool:
    """Nothing but words that name nobody stands there, "Nya datum", or the first or the last names nobody whatever
    stands beside it: "Relaterade länkar", "Hej alla", "Planerade möten"."""
    if not words:
        return True
    first, last = words[0], words[-1]
    second = words[1].low if len(words) > 1 else ""
    if first.sense.roles & IN or first.low in OPENING or last.low in plain_heads.PLACES:
        return True
    if plain_stems.is_house(last.low) or (second and plain_stems.opens(first.low, second)):
        return True
    if second in LEADING_ON and plain_stems.says(first.low):
        return True  # "Information från styrelsen"
    if any(map(bodies.is_head, words)):
        return False
    if plain_stems.is_thing(last.low) and not any(w.sense.roles & AND for w in words):
        return True
    if second and last.sense.roles & MEETING:
        words = [word for word in words if not plain_stems.says_which(word.low)]
    said = (plain_heads.says, plain_stems.says, plain_stems.is_thing)
    return all(word.sense.roles or any(says(word.low) for says in said) for word in words)


def is_occasion(name: str) -> bool:
    """ "Studieresa", "Utbildningsdagar": an occasion, and nobody who meets."""
    words = name.casefold().split()
    occasions = [w for w in words if w.endswith(OCCASIONS) and not w.endswith(NO_TRIPS)]
    return any(not word.startswith(OF_CHAIRS) for word in occasions)
