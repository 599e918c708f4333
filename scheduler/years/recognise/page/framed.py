"""What stands around a name in a heading: "Møder i …" before it, the year, the hour and the place behind it."""

from __future__ import annotations

from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

# What stands between a word for meetings and a name.
INTO_NAME = small.THE | small.OF | small.FOR | listed("i des")
DATES, LONGEST_LEAD = nouns.DATES | listed("termine"), 4


def lead(tokens: list[Token]) -> int:
    """How many tokens lead from a word for meetings to a name: "Møder i", "Mødeplan for", "Sitzungen der"."""
    n = 1
    opens = tokens[:1] and (tokens[0].sense.roles & Role.MEETING.value or tokens[0].low in DATES)
    while opens and n < min(len(tokens), LONGEST_LEAD) and tokens[n].low in INTO_NAME | DATES:
        n += 1
    return n if n > 1 and n < len(tokens) and tokens[n - 1].low in INTO_NAME else 0


def before_items(parsed: Parsed) -> list[Token]:
    """The name before the year, the hour and the place of a heading; nothing where it has a full stop behind them."""
    first = parsed.items[0].first
    ends = parsed.items[-1].last + (parsed.tokens[-1].low == ":") == len(parsed.tokens)
    if not first or not (ends or (parsed.times and parsed.tokens[-1].low != ".")):
        return []
    tokens = before_place(parsed.tokens[:first])
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
