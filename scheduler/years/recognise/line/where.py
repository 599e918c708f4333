"""Where they meet, behind a name: "via Teams", "in Room 2", "i rådhuset", "at the Town Hall", "online"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

PLACE = Role.PLACE.value
# Tell it without a noun behind them.
AT_A_DISTANCE = listed(
    "via online digitalt digital digitalkokous distans hybrid remotely remote virtually virtual etänä verkossa"
    " etäkokouksena fjernmøte nettmøte virtuelt virtuell"
)
PROGRAMS = listed("teams zoom skype webex meet nätet nettet nett distans distanz")
WITH_ARTICLE = frozenset(("im", "am"))
# How words for houses and rooms end in the Nordic languages, where they have no article.
HOUSES = (
    "huset", "hus", "salen", "rummet", "rommet", "hemmet", "gården", "lokalen", "lokalet", "hallen", "kyrkan", "kirken",
    "skolan", "skolen", "stugan", "talossa", "salissa", "huoneessa", "talolla", "keskuksessa", "haus", "saal", "heim",
)  # fmt: skip


def begins(clause: Sequence[Token]) -> int | None:
    """Where the words of a clause begin to tell the place; None where they do not, or do from their beginning."""
    for n, token in enumerate(clause):
        if n and (token.low in AT_A_DISTANCE or _is_room(clause, n)):
            return n
    return None


def _is_room(clause: Sequence[Token], n: int) -> bool:
    """The word at `n` leads to a room or a house, or is one in Finnish."""
    if clause[n].low.endswith(HOUSES) and clause[n].low.endswith(("ssa", "lla")):
        return True
    if clause[n].low not in small.AT or n + 1 >= len(clause):
        return False
    article = clause[n + 1].low in small.THE
    behind = [t for t in clause[n + 1 + article :] if t.kind is WORD]
    if not behind:
        return False
    if article and behind[0].text[:1].isupper():
        return True  # "at the Town Hall"
    first = behind[0]
    known = first.low in nouns.ROOMS or first.low in PROGRAMS or first.sense.roles & PLACE
    # "Styret i Trondheim", "Vorstand in Mannheim": a town; but "im Rathaus" has its article.
    town = first.text[:1].isupper() and clause[n].low not in WITH_ARTICLE
    return bool(known) or (not town and first.low.endswith(HOUSES + nouns.ROOM_ENDINGS))
