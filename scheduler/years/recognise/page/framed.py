"""What stands around a name in a heading: "Møder i …" before it, the year, the hour and the place behind it."""

from __future__ import annotations

from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

# What stands between a word for meetings and a name.
INTO_NAME = small.THE | small.OF | small.FOR | listed("i des")
DATES, LONGEST_LEAD = nouns.DATES | listed("termine"), 5
KIND = Role.GENERIC.value


def lead(tokens: list[Token]) -> int:
    """How many tokens lead from a word for meetings to a name: "Møder i", "Kommende møder i", "Sitzungen der"."""
    n = 0
    while (
        n < min(len(tokens), LONGEST_LEAD)
        and tokens[n].sense.roles & KIND
        and not _meets(tokens[n])
    ):
        n += 1
    opens = n < len(tokens) and _meets(tokens[n])
    n += 1
    while opens and n < min(len(tokens), LONGEST_LEAD) and tokens[n].low in INTO_NAME | DATES:
        n += 1
    return n if opens and n < len(tokens) and tokens[n - 1].low in INTO_NAME else 0


def _meets(token: Token) -> bool:
    return bool(token.sense.roles & Role.MEETING.value) or token.low in DATES


def around_items(parsed: Parsed) -> list[Token]:
    """The name before the year, the hour and the place of a heading, or behind the year that opens it; nothing where
    it has a full stop behind them."""
    tokens, first = parsed.tokens, parsed.items[0].first
    if not first and len(parsed.items) == 1 and parsed.years:
        return tokens[parsed.items[0].last :]
    behind = [t.low for t in tokens[parsed.items[-1].last :]]
    ends = behind in ([], [":"]) or (behind[0] == "(" and behind[-1] == ")")
    if not first or not (ends or (parsed.times and tokens[-1].low != ".")):
        return []
    tokens = before_place(tokens[:first])
    while tokens and (tokens[-1].low in ",-(:;" or tokens[-1].sense.roles & Role.CLOCK.value):
        tokens = tokens[:-1]
    return tokens


def before_place(tokens: list[Token]) -> list[Token]:
    """The name in front of a dash or a bracket and the place, where an hour follows: "Western District - Civic
    Offices,", "Northern District (Civic Offices,"."""
    for n, token in enumerate(tokens):
        if token.low == "(" and n:
            return tokens[:n]
        if token.low == "-" and n and token.gap and n + 1 < len(tokens) and tokens[n + 1].gap:
            return tokens[:n]
    return tokens
