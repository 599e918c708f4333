"""A paragraph of several sentences with days, parted so that each is read by itself."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.years.recognise.line import compounds, grammar, roles
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page.run_on import plain
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.small_words import FROM
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

ALL, CLOCK = Role.ALL.value, Role.CLOCK.value
STOPS = frozenset(".!?")
CELLS = frozenset("\t|")
# Fewer words are the entry of a list, with a full stop behind it.
FEWEST_WORDS, SHORTEST_LAST_WORD = 2, 3


def of(parsed: Parsed, lexicon: Lexicon) -> Iterator[Parsed]:
    """The line's sentences with those without days beside them; the line itself where it is no prose."""
    if not parsed.dates or parsed.left < FEWEST_WORDS or parsed.lows.isdisjoint(STOPS):
        yield parsed
        return
    if not parsed.lows.isdisjoint(CELLS):
        yield parsed
        return
    first = 0
    for cut in [*_cuts(parsed), len(parsed.tokens)]:
        if first or cut < len(parsed.tokens):
            yield grammar.parse(parsed.text, parsed.tokens[first:cut], lexicon)
        else:
            yield parsed
        first = cut


def _cuts(parsed: Parsed) -> list[int]:
    """Where sentences begin that have a day, behind one that has, or behind the hour of all meetings."""
    covered = parsed.covered()
    ends = {time.last for time in parsed.times}
    tokens = range(len(parsed.tokens) - 1)
    starts = [0, *(n + 1 for n in tokens if _ends(parsed, covered, n, ends))]
    days = {item.first for item in parsed.dates}
    cuts: list[int] = []
    told = timed = of_all = False
    hours = {time.first for time in parsed.times}
    for first, last in zip(starts, [*starts[1:], len(parsed.tokens)], strict=True):
        has_day = any(n in days for n in range(first, last))
        is_prose = len(plain(parsed.tokens[first:last])) >= FEWEST_WORDS
        goes_on = told or of_all or (timed and _holds_none(parsed, first, last))
        if has_day and is_prose and goes_on:
            cuts.append(first)
        told = told or (has_day and is_prose)
        has_hour = is_prose and any(n in hours for n in range(first, last))
        timed = timed or has_hour
        of_all = of_all or (has_hour and _is_of_all(parsed.tokens[first:last]))
    return cuts


def _is_of_all(sentence: list[Token]) -> bool:
    """The sentence is about more than the meeting of the next one's day: "Mötena börjar kl. 18. Den 3 maj …"."""
    many = any(t.low.endswith(compounds.MEETINGS) for t in sentence)
    return many or any(t.sense.roles & ALL for t in sentence)


def _holds_none(parsed: Parsed, first: int, last: int) -> bool:
    """No day of the sentence is a meeting's, so that an hour told before it is of others."""
    jobs = roles.of_dates(parsed)
    days = [job for item, job in zip(parsed.dates, jobs, strict=True) if first <= item.first < last]
    return roles.A_MEETING not in days


def _ends(parsed: Parsed, covered: list[bool], n: int, hours: set[int]) -> bool:
    """A sentence ends with the sign at `n`: a capital follows, and no day or hour goes on. `hours`: where hours end."""
    tokens = parsed.tokens
    if tokens[n].low not in STOPS:
        return False
    following, before = tokens[n + 1], tokens[n - 1] if n else tokens[n]
    if not following.gap or not following.text[:1].isupper():
        return False
    if covered[n + 1] and not (following.sense.weekday or following.sense.month):
        return False
    hour = following.sense.roles & CLOCK and following.low not in FROM
    if following.kind is not WORD or hour:
        return False
    plain_word = before.kind is WORD and not covered[n - 1]
    if following.sense.month and not (plain_word or n in hours or n + 1 in hours):
        return False  # "3. Mai"
    return _is_last(before, covered[n - 1] or covered[n])


def _is_last(before: Token, covered: bool) -> bool:
    """Not "Nr." and not "3. Sitzung"."""
    if covered or before.low in (".", ")"):
        return True
    return before.kind is not NUMBER and len(before.low) >= SHORTEST_LAST_WORD
