"""Meetings that only prepare another one: "förmöte", "gruppmöten", "presidieberedning"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from scheduler.years.recognise.line import asides, bodies
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.deadlines import MONTH, days_between
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import (
    PREPARING,
    PREPARING_OR_BODIES,
    PREPARING_PAIRS,
)
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

MEETING = Role.MEETING.value
MOST_WORDS, FEWEST = 5, 2
TELLING = PREPARING | PREPARING_OR_BODIES | {second for _, second in PREPARING_PAIRS}
# How bodies are called that meet for themselves, whatever they prepare.
OF_THEMSELVES = listed("forum forums committee committees panel panels")
STOPS = frozenset(",;(|\t.-)")


def names(told: Sequence[Token]) -> bool:
    """The words name such a meeting, "Gruppmöten", "Agenda setting meeting", and no body: "Agenda Briefing Forum"."""
    if not 0 < len(told) <= MOST_WORDS:
        return False
    lows = [t.low for t in told]
    pairs = itertools.pairwise(lows)
    if not PREPARING.isdisjoint(lows):
        return True
    return not PREPARING_PAIRS.isdisjoint(pairs) and lows[-1] not in OF_THEMSELVES


def is_of(parsed: Parsed, i: int) -> bool:
    """Date `i` is that of such a meeting, and one beside it that of the meeting which it prepares: "12 mars, gruppmöte
    8 mars", "Förmöte 8 mars – sammanträde 12 mars"."""
    if len(parsed.dates) < 2 or parsed.lows.isdisjoint(TELLING):
        return False
    told = asides.label(parsed, i) or _behind(parsed, i)
    sure = names(told)
    if not sure and not any(t.low in PREPARING_OR_BODIES for t in told[:1]):
        return False
    return any(_is_for(parsed, i, n, sure=sure) for n in (i - 1, i + 1))


def opens_with_prepared(parsed: Parsed) -> bool:
    """The line opens with the meeting that another one is held before, and its day: "Inför KS 24 oktober"."""
    if parsed.lows.isdisjoint(small.BEFORE):
        return False
    before = parsed.tokens[: parsed.dates[0].first]
    told = words(before)
    if not 1 < len(told) <= MOST_WORDS or told[0].low not in small.BEFORE:
        return False
    named = say(told, MEETING) or any(map(bodies.is_head, told))
    return named and ":" not in [t.low for t in before]


def is_prepared(parsed: Parsed, i: int) -> bool:
    """Date `i` is that of the meeting before which the one on the next date is held: "Inför KS 24/10: 19/10 kl. 19"."""
    if i or len(parsed.dates) < FEWEST:
        return False
    return opens_with_prepared(parsed) and days_between(parsed.dates[1], parsed.dates[0]) > 0


def without_names(parsed: Parsed, named: list[str | None]) -> list[str | None]:
    """The names of the meetings' bodies, but for those that only tell what prepares them: "12/1, presidieberedning
    4/1"."""
    dates = range(len(parsed.dates)) if not parsed.lows.isdisjoint(TELLING) else range(0)
    steps = {t.low for i in dates if is_of(parsed, i) for t in asides.label(parsed, i)}
    return [None if name and steps.issuperset(name.casefold().split()) else name for name in named]


def _is_for(parsed: Parsed, i: int, n: int, *, sure: bool) -> bool:
    """The meeting on date `n` is the one that is prepared on date `i`."""
    if not 0 <= n < len(parsed.dates):
        return False
    if not 0 < days_between(parsed.dates[i], parsed.dates[n]) <= MONTH:
        return False
    other = asides.label(parsed, n) or _behind(parsed, n)
    # "Beredning 4/1, nämnd 12/1" are two bodies.
    return not names(other) and (sure or n < i or not any(map(bodies.is_head, other)))


def _behind(parsed: Parsed, i: int) -> list[Token]:
    ends = parsed.dates[i + 1].first if i + 1 < len(parsed.dates) else len(parsed.tokens)
    rest = parsed.tokens[parsed.dates[i].last : ends]
    said = itertools.takewhile(lambda t: t.low not in STOPS, rest)
    return words(list(said))


def tells(parsed: Parsed) -> bool:
    """The line tells of nothing but such meetings: "Gruppmöte 8 mars", "8 mars förmöte", "Förmöten: 8/3, 12/4"."""
    if parsed.lows.isdisjoint(TELLING) or not asides.are_listed(parsed):
        return False
    first, last = parsed.dates[0].first, parsed.dates[-1].last
    before, after = words(parsed.tokens[:first]), parsed.tokens[last:]
    if before:
        return _names_or_body(before)
    if parsed.times or len(parsed.dates) > 1:
        return False  # an hour beside it may be that of the same day's: "9 mars, gruppmöte kl. 16"
    if _is_before_something(words(after)):
        return False
    return _names_or_body(words(after)) and all(t.kind is WORD or t.low in "-:." for t in after)


def _is_before_something(told: list[Token]) -> bool:
    """ "Avstämning inför EU-valet": before something that is no meeting and nobody's."""
    n = next((n for n, t in enumerate(told) if t.low in small.BEFORE), len(told))
    rest = told[n + 1 :]
    return bool(rest) and not say(rest, MEETING) and not bodies.is_head(rest[-1])


def _names_or_body(told: list[Token]) -> bool:
    return names(told) or (bool(told) and told[0].low in PREPARING_OR_BODIES)
