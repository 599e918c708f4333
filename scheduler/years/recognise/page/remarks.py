"""A remark that tells another day, on the line of a meeting whose own day stands below its month or in its week: "9
Kulturnämnd (flyttat från 3 mars)", "Tisdag v. 12, ej 17 mars"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line import grammar, roles
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import below_month, open_days
from scheduler.years.recognise.text.small_words import NOT
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

SAYS_OF_OLD_DAY, IN, WEEK = (Role.MOVED | Role.INSTEAD).value, Role.IN.value, Role.WEEK.value
SIGNS = frozenset("(,")
REACH = 8


def passed_over(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes in the meeting of a line on which nothing but such a remark has a date."""
    opening = _opening(parsed.tokens, parsed.dates[0].first)
    tokens = parsed.tokens[:opening]
    jobs = set(roles.of_dates(parsed))
    # "Tisdag v. 20, handlingar senast 3 maj"
    of_week = tokens and parsed.tokens[opening].low in SIGNS and _is_of_week(tokens[0])
    if jobs != {roles.REPLACED} and not (of_week and jobs == {roles.NO_MEETING}):
        return False
    if not any(t.kind is NUMBER for t in tokens):
        return False
    own = grammar.parse(parsed.text[: tokens[-1].end], tokens, walk.lexicon)
    if own.weeks:
        return open_days.week(walk, own, number)
    return below_month.days(walk, own, number)


def _is_of_week(token: Token) -> bool:
    return token.sense.weekday is not None or token.sense.roles & WEEK > 0


def _opening(tokens: list[Token], date: int) -> int:
    """Where the remark before a date opens."""
    near = range(date - 1, max(0, date - REACH), -1)
    sign = next((n for n in near if tokens[n].low in SIGNS), 0)
    first = next((n for n in reversed(near) if _says(tokens[n])), date)
    first -= tokens[first - 1].sense.roles & IN > 0  # "i stället"
    return sign or first


def _says(token: Token) -> bool:
    return token.sense.roles & SAYS_OF_OLD_DAY > 0 or token.low in NOT
