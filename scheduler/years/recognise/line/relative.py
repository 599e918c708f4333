"""Clauses that only say more of a place or a person in a sentence: "Lokalen, där mötena hålls, öppnar den 2 maj"."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line.items import DateItem
from scheduler.years.recognise.text.nouns import ROOM_ENDINGS
from scheduler.years.recognise.text.small_words import WHO
from scheduler.years.recognise.text.tokens import Token

REACH = 2
# Where meetings are held, and no meetings.
ROOMS = (
    *ROOM_ENDINGS, "sal", "tila", "tilan", "tilat", "huoneen", "plats", "platsen", "utrustning", "teknik",
)  # fmt: skip


def within(tokens: list[Token], first: int, last: int, item: DateItem) -> frozenset[int]:
    """The token numbers of such clauses between `first` and `last`, each closed by a comma, that do not hold
    the day."""
    commas = [n for n in range(first, last) if tokens[n].low == ","]
    found: set[int] = set()
    for opens, closes in pairwise(commas):
        leads = any(t.low in WHO for t in tokens[opens + 1 : opens + 1 + REACH])
        if leads and not opens < item.first < closes:
            found.update(range(opens, closes))
    return frozenset(found)


def is_room(token: Token) -> bool:
    """ "Kokoustila", "möteslokalen": a word for meetings is only part of it."""
    return len(token.low) > len("kokous") and token.low.endswith(ROOMS)
