"""Where they meet: rooms called after a body, "Council Chamber", "in the vestry", "SU 109"; and what stands behind a
name, "via Teams", "i rådhuset", "at the Town Hall"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.text import nouns, plain_heads
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import END, NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

IN, PLACE, MEETS = Role.IN.value, Role.PLACE.value, (Role.MEETING | Role.BODY).value
DIGITS, WHERE_REACH = 3, 12
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
FINNISH_HOUSES = ("talossa", "salissa", "huoneessa", "talolla", "keskuksessa")
HOUSES = (*plain_heads.HOUSES, *FINNISH_HOUSES, "hus", "skolan", "skolen")
# Tell it without a noun behind them.
AT_A_DISTANCE = listed(
    "via online digitalt digital digitalkokous distans hybrid remotely remote virtually virtual etänä verkossa"
    " etäkokouksena fjernmøte nettmøte virtuelt virtuell"
)
PROGRAMS = listed(
    "teams zoom skype webex meet nätet nettet nett distans distanz teamsissa zoomissa"
)
LEADING = small.AT | listed("per över over")
FLOORS = listed("tr trappor vån våning etg etasje floor krs kerros og stock etage")
# A town may end in "hus", but no town's name in these.
SURE_HOUSES = ("huset", "salen", "gården", "skolan", "skolen", "kirken", "kyrkan", "hallen")
WITH_ARTICLE = frozenset(("im", "am"))


def is_room(tokens: Sequence[Token], i: int, *, letters: bool) -> bool:
    """Whether the word at `i`, which can name a body, tells where somebody meets and not who. `letters`: it is
    an abbreviation."""
    first, *rest = [*tokens[i + 1 : i + 6], END]
    hyphened = first.low == "-" and not rest[0].gap
    following = rest[0] if hyphened else first  # "NAV-møterommet"
    if following.low in ROOMS or following.low.endswith(ROOM_ENDINGS):
        return True
    if hyphened and letters and not following.sense.roles & MEETS:
        # "I ABF-huset", "SPR-talossa"
        led = i > 0 and tokens[i - 1].sense.roles & IN
        return bool(led) or following.low.endswith(FINNISH_WHERE)
    if first.low == "'" and any(t.low in ROOMS for t in rest):
        return True  # "at the Authority's offices"
    if [t.low for t in tokens[max(0, i - 2) : i]] in (["in", "the"], ["at", "the"]):
        # But "at the Council's meeting".
        return following.low not in ("'", "s") and not following.sense.roles & MEETS
    of_number = first.kind is NUMBER and len(first.low) == DIGITS
    return letters and of_number and not tokens[i].sense.roles


def tells(tokens: Sequence[Token], i: int) -> bool:
    """ "In the Parish Office", "på kansliet": somebody is there, and nothing is said of when it is open."""
    if tokens[i].low not in OFFICES:
        return False
    for token in reversed(tokens[max(0, i - WHERE_REACH) : i]):
        if token.sense.roles & IN or token.low in small.AT:
            return True
        if token.low in NO_PLACE or not (token.kind is WORD or token.low in INSIDE):
            return False
    return False


def begins(clause: Sequence[Token]) -> int | None:
    """Where the words of a clause begin to tell the place; None where they do not, or do from their beginning."""
    for n, token in enumerate(clause):
        if n and (
            token.low in AT_A_DISTANCE or _is_numbered(clause, n) or _leads_to_house(clause, n)
        ):
            return n
    return None


def _is_numbered(clause: Sequence[Token], n: int) -> bool:
    """ "Sal 3", "Room 12", "5 tr": a room or a floor by its number."""
    token, following = clause[n], [*clause[n + 1 : n + 2], END][0]
    if token.kind is NUMBER:
        return following.low in FLOORS
    led = clause[n - 1].low in LEADING
    return token.low in nouns.ROOMS and following.kind is NUMBER and not led


def _leads_to_house(clause: Sequence[Token], n: int) -> bool:
    """The word at `n` leads to a room or a house, or is one in Finnish."""
    leads = clause[n].low
    if leads.endswith(FINNISH_HOUSES):
        return True
    behind = [t for t in clause[n + 1 :] if t.kind is WORD] if leads in LEADING else []
    if len(behind) > 1 and behind[0].low in small.THE:
        behind = behind[1:]
        if behind[0].text[:1].isupper() and leads not in small.FOR:
            return True  # "at the Town Hall", but "for the Leisure Committee"
    if not behind:
        return False
    first = behind[0]
    if first.low in nouns.ROOMS | PROGRAMS or first.sense.roles & PLACE:
        return True
    if first.low.endswith(SURE_HOUSES):
        return True
    # "Styret i Trondheim", "Vorstand in Mannheim": a town; but "im Rathaus" has its article.
    town = first.text[:1].isupper() and leads not in WITH_ARTICLE
    return not town and first.low.endswith(HOUSES)
