"""Sentences that say when a body meets by another body's meeting: "to meet before each council meeting, at 4 pm"."""

from __future__ import annotations

from scheduler.years.recognise.line import sentences
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.small_words import AROUND
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role

MEETING = Role.MEETING.value
VERB_REACH, MEETING_REACH = 6, 8


def without(parsed: Parsed) -> Parsed:
    """The line without the words that are about the other meeting; the line itself where it has none."""
    if parsed.dates or parsed.lows.isdisjoint(AROUND) or parsed.lows.isdisjoint(MEET_OR_HELD):
        return parsed
    span = _span(parsed)
    if span is None:
        return parsed
    first, last = span
    kept = Parsed(parsed.text, parsed.tokens[:first] + parsed.tokens[last:])
    for item in parsed.items:
        sentences.move_in(kept, item, 0 if item.first < first else last - first)
    for token, taken in zip(kept.tokens, kept.covered(), strict=True):
        if token.kind is WORD:
            kept.said |= token.sense.roles
            kept.roles |= 0 if taken else token.sense.roles
    kept.lows = frozenset(token.low for token in kept.tokens)
    return kept


def _span(parsed: Parsed) -> tuple[int, int] | None:
    """From "before" to the word for a meeting, where a verb for meeting stands in front and neither a
    date nor an hour between."""
    tokens = parsed.tokens
    starts = {item.first for item in parsed.items}
    for n, token in enumerate(tokens):
        if token.low not in AROUND or not any(
            t.low in MEET_OR_HELD for t in tokens[max(0, n - VERB_REACH) : n]
        ):
            continue
        last = _end(tokens, n + 1, starts)
        if last is not None:
            return n, last
    return None


def _end(tokens: list[Token], first: int, starts: set[int]) -> int | None:
    for n in range(first, min(len(tokens), first + MEETING_REACH)):
        if n in starts or tokens[n].kind is not WORD:
            return None
        if tokens[n].sense.roles & MEETING:
            # "before the council meeting at 4 pm": perhaps that is the council's hour.
            return None if n + 1 in starts else n + 1
    return None
