"""Rooms called after a body: "Council Chamber", "styrelsens sessionssal", "in the vestry", "SU 109"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

MEETS = (Role.MEETING | Role.BODY).value
IN, DIGITS, WHERE_REACH = Role.IN.value, 3, 12
ROOMS = nouns.ROOMS | listed("office offices building kontor kontoret kansli kansliet")
# Also places, of which one may tell when they are open.
OFFICES = ROOMS | listed(
    "reception büro geschäftsstelle borgerservice servicetorget innbyggertorget"
)
# What stands inside "at the District's head-office".
INSIDE, NO_PLACE = frozenset("'-"), small.BE | MEET_OR_HELD
ROOM_ENDINGS = (
    "srum", "srummet", "ssal", "ssalen", "ssaal", "slokal", "slokalen", "erom", "erommet", "elokale", "elokaler",
    "shuone", "shuoneessa", "ssali", "ssalissa", "zimmer",
)  # fmt: skip
FINNISH_WHERE = ("ssa", "ssä", "lla", "llä")


def at(tokens: Sequence[Token], i: int, *, letters: bool) -> bool:
    """Whether the word at `i`, which can name a body, tells where somebody meets and not who. `letters`: it is
    an abbreviation."""
    hyphened = i + 2 < len(tokens) and tokens[i + 1].low == "-" and not tokens[i + 2].gap
    behind = i + 1 + hyphened  # "NAV-møterommet"
    following = tokens[behind] if behind < len(tokens) else None
    if following and (following.low in ROOMS or following.low.endswith(ROOM_ENDINGS)):
        return True
    if hyphened and letters and following and not following.sense.roles & MEETS:
        # "I ABF-huset", "SPR-talossa"
        where = i > 0 and tokens[i - 1].sense.roles & IN
        return bool(where) or following.low.endswith(FINNISH_WHERE)
    if following and following.low == "'" and any(t.low in ROOMS for t in tokens[i + 2 : i + 6]):
        return True  # "at the Authority's offices"
    inside = i > 1 and tokens[i - 1].low == "the" and tokens[i - 2].low in ("in", "at")
    if inside and not (following and _goes_on(following)):
        return True
    if tokens[i].kind is not WORD or following is None or following.kind is not NUMBER:
        return False
    return letters and len(following.low) == DIGITS and not tokens[i].sense.roles


def is_where(tokens: Sequence[Token], i: int) -> bool:
    """ "In the Parish Office", "på kansliet": somebody is there, and nothing is said of when it is open."""
    if tokens[i].low not in OFFICES:
        return False
    for token in reversed(tokens[max(0, i - WHERE_REACH) : i]):
        if token.sense.roles & IN or token.low in small.AT:
            return True
        if token.low in NO_PLACE or not (token.kind is WORD or token.low in INSIDE):
            return False
    return False


def _goes_on(token: Token) -> bool:
    """ "At the Council's meeting"."""
    return token.low in ("'", "s") or bool(token.sense.roles & MEETS)
