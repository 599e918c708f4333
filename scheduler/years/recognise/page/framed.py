"""What stands around a name in a heading: "Møder i …" before it, the year, the hour and the place behind it."""

from __future__ import annotations

from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

# What stands between a word for meetings and a name.
INTO_NAME = small.THE | small.OF | small.FOR | listed("i")
DATES, LONGEST_LEAD = nouns.DATES, 5
KIND, CLOCK = Role.GENERIC.value, Role.CLOCK.value


def lead(tokens: list[Token]) -> int:
    """How many tokens lead from a word for meetings to a name: "Møder i", "Kommende møder i", "Sitzungen der"."""
    reach = tokens[:LONGEST_LEAD]
    n = next((n for n, token in enumerate(reach) if not _leads(token)), 0)
    return n if n and tokens[n - 1].low in INTO_NAME and any(map(_meets, tokens[:n])) else 0


def _leads(token: Token) -> bool:
    return bool(token.sense.roles & KIND) or token.low in INTO_NAME or _meets(token)


def _meets(token: Token) -> bool:
    return bool(token.sense.roles & Role.MEETING.value) or token.low in DATES


def around_items(parsed: Parsed) -> list[Token]:
    """The name before the place, the year and the hour of a heading, or behind the year that opens it; nothing where
    it has a full stop behind them. A dash or a bracket leads to the place: "Western District - Civic Offices,"."""
    tokens, first = parsed.tokens, parsed.items[0].first
    if not first and parsed.years:
        return tokens[parsed.items[0].last :]
    behind = [t.low for t in tokens[parsed.items[-1].last :]]
    ends = behind in ([], [":"]) or (behind[0] == "(" and behind[-1] == ")")
    if not ends and not (parsed.times and tokens[-1].low != "."):
        return []
    place = (n for n in range(1, first) if tokens[n].low == "(" or _is_dash(tokens[n]))
    name = tokens[: next(place, first)]
    while name and _leads_to_hour(name[-1]):
        name.pop()
    return name


def _leads_to_hour(token: Token) -> bool:
    """ "Gemeindeversammlungen, jeweils 20.00 Uhr": no part of the name."""
    return token.low in ",-(:;" or token.low in small.EACH or token.sense.roles & CLOCK > 0


def _is_dash(token: Token) -> bool:
    return token.low == "-" and token.gap > 0
