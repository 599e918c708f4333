"""Days of something else in parentheses behind a meeting's day: "12 mars (studiebesök 10 mars)"."""

from __future__ import annotations

from scheduler.years.recognise import bodies
from scheduler.years.recognise.items import Parsed
from scheduler.years.recognise.tokens import WORD, Token
from scheduler.years.recognise.words import Role, listed

AND = Role.AND.value
# What may be said of another event.
PLAIN = (Role.IN | Role.GENERIC | Role.PLACE | Role.OPEN | Role.USUALLY | Role.PAPERS).value
LONGEST = 12
# The day in the parenthesis is one more of the same meeting.
ALSO = listed(
    "även också myös också auch også samt fortsättning forts fortsätter jatkuu fortsetzung fortsat fortsettelse"
    " continued continues cont dag day tag päivä plus alt alternativt extra den the am on der d kl"
)


def is_of_another(parsed: Parsed, i: int) -> bool:
    """Whether date `i` stands in a parenthesis behind another date, with words of its own before it that
    name neither a meeting nor a body."""
    if not i or "(" not in parsed.lows:
        return False
    between = parsed.tokens[parsed.dates[i - 1].last : parsed.dates[i].first][-LONGEST:]
    opens = next((n for n in range(len(between) - 1, -1, -1) if between[n].low in ("(", ")")), None)
    if opens is None:
        joined = bool(between) and all(_joins(token) for token in between)
        return joined and is_of_another(parsed, i - 1)
    if between[opens].low == ")":
        return False
    words = [t for t in between[opens:] if t.kind is WORD and not t.sense.weekday]
    told = [t for t in words if t.low not in ALSO]
    plain = not any(t.sense.roles & ~PLAIN or bodies.is_head(t) for t in told)
    return len(told) > 0 and told[0] is words[0] and plain


def _joins(token: Token) -> bool:
    return token.low in (",", ".", "den", "am") or token.sense.roles & AND > 0
