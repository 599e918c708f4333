"""Places of which a line says for which meetings they are: "Alla möten i Rådhuset utom novembermötet (Campus)", "Plats:
Rådhuset (juni: Campus)", "Junimötet hålls på Campus"."""

from __future__ import annotations

from scheduler.years.recognise.line import places, said_for, scoped, where, whose
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

PLACE, MOVED, IN = Role.PLACE.value, Role.MOVED.value, Role.IN.value
SAYS_OF_MEETINGS = (Role.MEETING | Role.ALL | Role.PLACE).value
STALE = (Role.STALE | Role.DEADLINE).value
ONLINE = tuple(sorted((where.AT_A_DISTANCE | where.PROGRAMS) - {"meet", "länk", "link"}))
NEAR, SHORTEST = 3, 5
# Right before a name that nothing else leads to: "(juni: Campus)", "novembermötet (Campus)".
BEFORE_NAME = frozenset(":(")


def of_line(parsed: Parsed) -> list[tuple[Scope, str]]:
    """What a line without dates says so, and of all other meetings; empty where it says none so. A name of a body in it
    may be whose the place is."""
    if parsed.dates or not _is_of_meetings(parsed):
        return []
    found: list[tuple[Scope, str]] = []
    taken: set[int] = set()
    for first, last, part in scoped.ranges(parsed):
        if taken.isdisjoint(range(first, last)) and (told := _of_sentences(part)):
            found += told
            taken |= {*range(first, last)}
    return found


def _of_sentences(parsed: Parsed) -> list[tuple[Scope, str]]:
    if parsed.roles & STALE or not parsed.lows.isdisjoint(small.NOT) or whose.subjects(parsed):
        return []
    for lax in (False, True):
        told = scoped.pairs(parsed, _places(parsed, lax=lax))
        some = any(not (scope == EVERYBODYS or scope.rest) for scope, _ in told)
        if some and (len(told) > 1 or not lax):
            return [(scope._replace(rest=False), place) for scope, place in told]
    return []


def _places(parsed: Parsed, *, lax: bool) -> list[scoped.Value[str]]:
    """`lax`: any noun that "in" leads to is one, "i cafeterian"."""
    tokens, found = parsed.tokens, list[scoped.Value[str]]()
    scopes = {said.first for said in said_for.each(parsed)}
    n = 0
    while n < len(tokens):
        finnish = tokens[n].low.endswith(places.FINNISH)
        if finnish or tokens[n].low.startswith(ONLINE):
            told = places.in_finnish(tokens, n, parsed.text) if finnish else _online(tokens, n)
            if told and not (found and n - found[-1].last < NEAR):  # "online über Zoom"
                found.append(scoped.Value(n, n + 1, told))
            n += 1
            continue
        first = _begin(tokens, n)
        if first is None and lax and tokens[n].sense.roles & IN and _is_noun(tokens[n + 1 : n + 2]):
            first = n + 1
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
    moved = n > 0 and tokens[n].low in small.TO and tokens[n - 1].sense.roles & MOVED
    if (led := places.led(tokens, n)) is not None:
        return led
    if moved and n + 1 < len(tokens) and tokens[n + 1].text[:1].isupper():
        return n + 1  # "har flyttats till Brandstationen"
    labelled = n > 0 and tokens[n - 1].low == ":" and n > 1 and tokens[n - 2].sense.roles & PLACE
    if not labelled and not (n and tokens[n - 1].low in BEFORE_NAME):
        return None
    word = tokens[n]
    time = word.sense.month or word.sense.weekday or word.sense.roles
    named = word.kind is WORD and word.text[:1].isupper() and not time
    return n if named or places.is_house(word) else None


def _online(tokens: list[Token], n: int) -> str:
    """ "Digitalt", "via Teams"."""
    behind = tokens[n + 1 : n + 2] if tokens[n].low in places.VIA else []
    return " ".join(token.text for token in (tokens[n], *behind))


def _is_noun(word: list[Token]) -> bool:
    return any(t.kind is WORD and t.sense is NOTHING and len(t.low) >= SHORTEST for t in word)


def _is_of_meetings(parsed: Parsed) -> bool:
    if parsed.said & SAYS_OF_MEETINGS or not parsed.lows.isdisjoint(small.WE):
        return True
    # "Måndagar: Hälsocentralen. Onsdagar: Kommungården."
    plural = [item for item in parsed.weekdays if item.weekday.plural]
    return len(plural) > 1 and parsed.tokens[0] is parsed.tokens[plural[0].first]
