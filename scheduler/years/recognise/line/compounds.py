"""Meetings and their body in one word: "Økonomiudvalgsmøder", "fullmäktigemöten"."""

from __future__ import annotations

import re

from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import ENDINGS, Role

AND, GENERIC, BODY = Role.AND.value, Role.GENERIC.value, Role.BODY
MEETINGS = ("møder", "møter", "möten", "mötena", "sammanträden", "sitzungen", "meetings")
COMPOUND = re.compile(f"(.{{4,}}?)s?(?:{'|'.join(MEETINGS)})$")
BODY_ENDINGS = tuple(ENDINGS[BODY].split())
MOST_WORDS = 9


def of_heading(tokens: list[Token], text: str) -> str | None:
    """The body of a heading that is such a word, with the words before it that are part of the name."""
    words = [t for t in tokens if t.kind is WORD]
    for i, word in enumerate(words[:MOST_WORDS]):
        if stem := of_word(word):
            first = i
            while first and not words[first - 1].sense.roles & GENERIC & ~AND:
                first -= 1
            while words[first].sense.roles & AND:
                first += 1
            return " ".join(text[words[first].start : word.start + len(stem)].split())
    return None


def of_word(token: Token) -> str | None:
    """The body in such a word, as it is written there."""
    stem = COMPOUND.match(token.text) if token.low.endswith(MEETINGS) else None
    return stem[1] if stem and stem[1].lower().endswith(BODY_ENDINGS) else None
