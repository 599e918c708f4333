"""Places of which a line says for which meetings they are: "Alla möten i Rådhuset utom novembermötet (Campus)", "Plats:
Rådhuset (juni: Campus)", "Junimötet hålls på Campus"."""

from __future__ import annotations

from scheduler.years.recognise.line import places, said_for, scoped, whose
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

PLACE, SAYS_OF_MEETINGS, STALE = (
    Role.PLACE.value, (Role.MEETING | Role.ALL | Role.PLACE).value, (Role.STALE | Role.DEADLINE).value,
)  # fmt: skip
# Right before a name that nothing else leads to: "(juni: Campus)", "novembermötet (Campus)".
BEFORE_NAME = frozenset(":(")


def of_line(parsed: Parsed) -> list[tuple[Scope, str]]:
    """What a line without dates says so, and of all other meetings; empty where it says none so. A name of a body in it
    may be whose the place is."""
    if parsed.dates or parsed.roles & STALE or not _is_of_meetings(parsed):
        return []
    told = scoped.pairs(parsed, _places(parsed))
    if whose.subjects(parsed) or all(scope == EVERYBODYS or scope.rest for scope, _ in told):
        return []
    return [(scope._replace(rest=False), place) for scope, place in told]


def _places(parsed: Parsed) -> list[scoped.Value[str]]:
    tokens, found = parsed.tokens, list[scoped.Value[str]]()
    scopes = {said.first for said in said_for.each(parsed)}
    n = 0
    while n < len(tokens):
        first = _begin(tokens, n)
        place = places.name(tokens[first:], parsed.text) if first not in (None, *scopes) else None
        if first is None or place is None:
            n += 1
            continue
        last = next(
            (
                k
                for k in range(first + 1, len(tokens))
                if tokens[k].start >= tokens[first].start + len(place)
            ),
            len(tokens),
        )
        found.append(scoped.Value(n, last, place))
        n = last
    return found


def _begin(tokens: list[Token], n: int) -> int | None:
    """Where the name of a place begins that stands at `n` or that the word there leads to."""
    if (led := places.led(tokens, n)) is not None:
        return led
    labelled = n > 0 and tokens[n - 1].low == ":" and n > 1 and tokens[n - 2].sense.roles & PLACE
    if not labelled and not (n and tokens[n - 1].low in BEFORE_NAME):
        return None
    word = tokens[n]
    time = word.sense.month or word.sense.weekday or word.sense.roles
    named = word.kind is WORD and word.text[:1].isupper() and not time
    return n if named or places.is_house(word) else None


def _is_of_meetings(parsed: Parsed) -> bool:
    return bool(parsed.said & SAYS_OF_MEETINGS) or not parsed.lows.isdisjoint(small.WE)
