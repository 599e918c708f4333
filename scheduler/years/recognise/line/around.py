"""Sentences that say when a body meets by another body's meeting: "to meet before each council meeting, at 4 pm"."""

from __future__ import annotations

from scheduler.years.recognise.line import sentences
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.small_words import AROUND
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role

MEETING = Role.MEETING.value
MEETING_REACH = 8


def without(parsed: Parsed) -> Parsed:
    """The line without the words that are about the other meeting; the line itself where it has none."""
    if parsed.dates or parsed.lows.isdisjoint(AROUND) or parsed.lows.isdisjoint(MEET_OR_HELD):
        return parsed
    starts = {item.first for item in parsed.items}
    for n, token in enumerate(parsed.tokens):
        if token.low in AROUND and (last := _end(parsed.tokens, n + 1, starts)):
            return _cut(parsed, n, last)
    return parsed


def _cut(parsed: Parsed, first: int, last: int) -> Parsed:
    kept = Parsed(parsed.text, parsed.tokens[:first] + parsed.tokens[last:])
    for item in parsed.items:
        sentences.move_in(kept, item, 0 if item.first < first else last - first)
    for token, taken in zip(kept.tokens, kept.covered(), strict=True):
        kept.said |= token.sense.roles
        kept.roles |= 0 if taken else token.sense.roles
    kept.lows = frozenset(token.low for token in kept.tokens)
    return kept


def _end(tokens: list[Token], first: int, starts: set[int]) -> int | None:
    """Behind the word for a meeting, where neither a sign nor an hour stands before it."""
    for n in range(first, min(len(tokens), first + MEETING_REACH)):
        if n in starts or tokens[n].kind is not WORD:
            return None
        if tokens[n].sense.roles & MEETING:
            # "before the council meeting at 4 pm": perhaps that is the council's hour.
            return None if n + 1 in starts else n + 1
    return None
