"""Rooms called after a body: "Council Chamber", "styrelsens sessionssal", "in the vestry", "SU 109"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

MEETS = (Role.MEETING | Role.BODY).value
IN, DIGITS, WHERE_REACH = Role.IN.value, 3, 3
ROOMS = nouns.ROOMS | listed("office offices building kontor kontoret kansli kansliet")
ROOM_ENDINGS = (
    "srum", "srummet", "ssal", "ssalen", "ssaal", "slokal", "slokalen", "erom", "erommet", "elokale", "elokaler",
    "shuone", "shuoneessa", "ssali", "ssalissa", "zimmer",
)  # fmt: skip


def at(tokens: Sequence[Token], i: int, *, letters: bool) -> bool:
    """Whether the word at `i`, which can name a body, tells where somebody meets and not who. `letters`: it is
    an abbreviation."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following and (following.low in ROOMS or following.low.endswith(ROOM_ENDINGS)):
        return True
    inside = i > 1 and tokens[i - 1].low == "the" and tokens[i - 2].low in ("in", "at")
    if inside and not (following and _goes_on(following)):
        return True
    if tokens[i].kind is not WORD or following is None or following.kind is not NUMBER:
        return False
    return letters and len(following.low) == DIGITS and not tokens[i].sense.roles


def is_where(tokens: Sequence[Token], i: int) -> bool:
    """ "In the Parish Office", "på kansliet": somebody is there, and nothing is said of when it is open."""
    if tokens[i].low not in ROOMS:
        return False
    return any(token.sense.roles & IN for token in tokens[max(0, i - WHERE_REACH) : i])


def _goes_on(token: Token) -> bool:
    """ "At the Council's meeting"."""
    return token.low in ("'", "s") or bool(token.sense.roles & MEETS)
