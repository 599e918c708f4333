"""Where all meetings are, or those of one body, as a line without days says it: "Plats: Rådhuset", "Alla möten hålls i
Rådhuset", "kl. 13–15 i Rådhuset"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from scheduler.years.recognise.line import places, provisos, said_of, sentences
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

AND, IN, PLACE, CLOCK, ALL, MEETING, BODY, EXCEPT, ASIDE, STALE = (
    Role.AND.value, Role.IN.value, Role.PLACE.value, Role.CLOCK.value, Role.ALL.value, Role.MEETING.value,
    Role.BODY.value, Role.EXCEPT.value, Role.ASIDE.value, Role.STALE.value,
)  # fmt: skip
LABEL_REACH = 5
# How far behind "hålls" it may begin: "hålls som vanligt via Teams".
FROM_VERB = 3
# No list of places has more days; a bound keeps a long line quick.
MOST_DAYS = 60
# Behind "we": "Vi ses i klubbstugan", "Vi sitter i Björken".
SITS = listed("ses sees sitter sitzen möts møtes mødes sidder")


class Told(NamedTuple):
    """A sentence, the places that it tells, and the days of which alone it is said."""

    part: Parsed
    places: list[str]
    days: frozenset[tuple[int, int]] = frozenset()


def told(parsed: Parsed, *, hours: bool) -> Iterator[Told]:
    """The sentences of the line that tell places; `hours`: the line tells hours too."""
    if not (hours or places.may_tell(parsed)):
        return
    if told_by_days := by_days(parsed):
        yield from told_by_days
        return
    for part in sentences.split(parsed):
        days = [item.start for item in part.items if isinstance(item, DateItem)]
        excepts = part.tokens[0].sense.roles & EXCEPT
        if days and excepts and (place := places.told_in(part.tokens, part.text)):
            # "…, utom den 14 juli då vi är i Kyrkstugan"
            yield Told(part, [place], frozenset((day.month, day.day) for day in days))
        other = excepts and not said_of.stars_of(part.tokens)  # "except those marked *"
        if days or part.months or other or _is_of_other(part):
            continue
        label = _behind_label(part)
        if found := [label] if label else _said(part, hours=hours):
            yield Told(part, found)


def by_days(parsed: Parsed) -> list[Told]:
    """Places each with its days in brackets, behind the word for them: "Plats: Stadshuset (9/2, 13/4), Folkets hus
    (8/6)". The days are told elsewhere too."""
    tokens, dates = parsed.tokens, parsed.dates
    colon = [t.low for t in tokens[1:2]] == [":"]
    if not (0 < len(dates) <= MOST_DAYS and colon and tokens[0].sense.roles & PLACE):
        return []
    found: list[Told] = []
    name: list[Token] = []
    opens: int | None = None
    for n, token in enumerate(tokens[2:], 2):
        if token.low == "(":
            opens = n
        elif token.low == ")" and opens is not None:
            days = {(d.start.month, d.start.day) for d in dates if opens < d.first < n}
            if place := places.labelled(name, parsed.text) if days else None:
                found.append(Told(parsed, [place], frozenset(days)))
            name, opens = [], None
        elif opens is None and (name or not (token.low == "," or token.sense.roles & AND)):
            name.append(token)
    return found if sum(len(told.days) for told in found) == len(dates) else []


def _is_of_other(part: Parsed) -> bool:
    """Coffee, a decision; but an office may be where they meet."""
    others = ASIDE | STALE
    return bool(part.roles & others) and any(
        t.sense.roles & others and not places.is_house(t) for t in part.tokens
    )


def _behind_label(part: Parsed) -> str | None:
    """ "Plats: Rådhuset", "Tid och plats: kl. 13, Rådhuset"."""
    tokens, inside = part.tokens, part.covered()
    for n, token in enumerate(tokens[:-1]):
        colon = n + 1
        if provisos.opens(tokens, colon):
            # "Plats om inget annat anges: Rådhuset"
            colon = next((i for i in range(n, len(tokens)) if tokens[i].low == ":"), colon)
        if not (token.sense.roles & PLACE and tokens[colon].low in (":", "\t", "|")):
            continue
        opens = n < LABEL_REACH or inside[n - 1]
        first = colon + 1
        while first < len(tokens) and (
            inside[first]
            or tokens[first].low in places.BEFORE_NAME
            or tokens[first].sense.roles & CLOCK
        ):
            first += 1
        if opens:
            return places.labelled(tokens[first:], part.text)
    return None


def _said(part: Parsed, *, hours: bool) -> list[str]:
    """ "Alla möten hålls i Rådhuset", "kl. 13–15 i Rådhuset"."""
    tokens = part.tokens
    we = any(t.low in small.WE_OR_IT for t in tokens[:-1])
    if not (hours or we or part.roles & (MEETING | BODY | ALL)):
        return []
    verb = next((n for n in range(len(tokens)) if _says_held(tokens, n)), len(tokens))
    if part.roles & ALL and part.roles & MEETING:
        # "Alla möten är i Rådhuset"
        verb = min(verb, next((n for n, t in enumerate(tokens) if t.low in small.IS), verb))
    ends = {item.last for item in part.times}
    # "Yhdistyksen kokoukset seurakuntatalolla:" leads to them.
    leads = tokens[-1].low == ":" and part.roles & MEETING
    found: list[str] = []
    if any(t.low in small.NOT for t in tokens[verb + 1 : verb + 2]):
        return []  # "Mötena hålls inte i Rådhuset"
    if hours or verb < len(tokens) or leads:
        found = [name for n in range(len(tokens)) if (name := _at(part, n, verb, ends))]
    return found or _online(part, verb)


def _online(part: Parsed, verb: int) -> list[str]:
    """ "Alla via Teams", "Mötena hålls digitalt", "Mötestider 2028 (Zoom)": behind the words for the meetings, or where
    it says that they are held, and nothing else; "Ledamöter kan delta via Teams" is said of some."""
    tokens, inside, aside = part.tokens, part.covered(), provisos.inside(part.tokens)
    numbers = {n for n, t in enumerate(tokens) if inside[n] or t.kind is NUMBER}
    spoken = [
        n
        for n, t in enumerate(tokens)
        if not (n in aside or t.sense.roles & CLOCK or (n > verb and t.low in MEET_OR_HELD))
    ]
    for sign, group in groupby(spoken, lambda n: tokens[n].low in places.PARTS):
        words = [] if sign else [n for n in group if tokens[n].kind is WORD and n not in numbers]
        first = len(words)
        while first and _may_be_online(tokens[words[first - 1]]):
            first -= 1
        told = _without_led([tokens[n] for n in words[first:]])
        if not any(t.low in places.ONLINE for t in told):
            continue
        # What stands before the part, where it has no words of its own: "Mötestider 2028 (Teams)", not "Bo (Teams)".
        back = range(words[first] - 1, -1, -1)
        before = next((n for n in back if tokens[n].low not in places.PARTS), None)
        of_whom = words[:first] or ([] if before is None else [before])
        if 0 < words[first] - verb <= FROM_VERB or all(
            n in numbers or tokens[n].sense.roles & (MEETING | BODY | ALL) for n in of_whom
        ):
            return [part.text[told[0].start : told[-1].end]]
    return []


def _without_led(told: list[Token]) -> list[Token]:
    """ "På Teams" is in "Teams", and "at" in "via Zoom at 7 pm" leads to the hour."""
    named = [n for n, token in enumerate(told) if not token.sense.roles & IN]
    return told[named[0] : named[-1] + 1] if named else []


def _may_be_online(token: Token) -> bool:
    return token.low in places.ONLINE | places.VIA or bool(token.sense.roles & IN)


def _says_held(tokens: list[Token], n: int) -> bool:
    """ "Hålls", "sammanträder", "har møte", "vi ses"."""
    if tokens[n].low in MEET_OR_HELD or (
        tokens[n].low in SITS and tokens[n - 1].low in small.WE_OR_IT
    ):
        return True
    return tokens[n].low in small.HAS and any(
        t.sense.roles & MEETING for t in tokens[n + 1 : n + 2]
    )


def _at(part: Parsed, n: int, verb: int, ends: set[int]) -> str | None:
    """The place that the token at `n` opens or leads to. `verb`: where it says that meetings are held; `ends`: where
    hours end."""
    tokens, text = part.tokens, part.text
    if tokens[n].low.endswith(places.FINNISH):
        return places.in_finnish(tokens, n, text)
    # "kl. 13, Rådhuset"
    behind_sign = n - 1 in ends and tokens[n - 1].low in places.SIGNS_BEFORE
    if behind_sign and tokens[n].low in places.ONLINE:
        return tokens[n].text
    if behind_sign and any(map(places.is_house, tokens[n : n + 1 + places.NEAR])):
        return places.name(tokens[n:], text)
    first = places.led(tokens, n)
    if first is None:
        return None
    sure = n in ends or behind_sign or verb < n or places.is_house(tokens[first])
    return places.name(tokens[first:], text) if sure else None
