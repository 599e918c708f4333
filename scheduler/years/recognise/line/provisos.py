"""What a sentence says of cases it does not tell: "unless otherwise posted", "om inte annat anges", "sofern die
Einladung nichts anderes bestimmt". What stands there is said of no meeting."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import listed

UNLESS = listed("unless ellei elleivät jollei jolleivät sofern soweit såvida såfremt medmindre")
IF = small.IF | listed("med so")
NOT = small.NOT | small.NO | listed("annat otherwise mindre anders")
BEFORE_IF, CLOSES = frozenset(",(;-–"), frozenset(",.;()|\t:")
LONGEST, NEAR = 14, 8


def inside(tokens: Sequence[Token]) -> set[int]:
    """The tokens that stand in such a clause."""
    found: set[int] = set()
    for n in range(len(tokens) - 1):
        if n not in found and opens(tokens, n):
            end = n + 1
            while end < min(len(tokens), n + LONGEST) and tokens[end].low not in CLOSES:
                end += 1
            found.update(range(n, end))
    return found


def without(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in none."""
    aside = inside(tokens)
    return [token for n, token in enumerate(tokens) if n not in aside] if aside else tokens


def opens(tokens: Sequence[Token], n: int) -> bool:
    """Whether a clause of the kind opens at `n`: "om" does behind a sign, where a "not" follows in it."""
    if tokens[n].low in UNLESS:
        return True
    if tokens[n].low not in IF:
        return False
    if any(t.low in NOT for t in tokens[n + 1 : n + 2]):
        return True
    if n and tokens[n - 1].low in small.ONLY:
        return True  # "only if there are applications to consider"
    if tokens[n].low not in small.IF or not n or tokens[n - 1].low not in BEFORE_IF:
        return False
    behind = tokens[n + 1 : n + 1 + NEAR]
    closed = next((i for i, t in enumerate(behind) if t.low in CLOSES), len(behind))
    return any(t.low in NOT for t in behind[:closed])
