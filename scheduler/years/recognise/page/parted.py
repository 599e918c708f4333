"""A paragraph of several sentences with days, parted so that each is read by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from scheduler.years.recognise.line import compounds, grammar, roles
from scheduler.years.recognise.line.items import Job, Parsed
from scheduler.years.recognise.page.run_on import REACH, plain
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import YEAR
from scheduler.years.recognise.text.small_words import EACH
from scheduler.years.recognise.text.tokens import SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

ALL, EXCEPT, MEETING, OPENING = Role.ALL.value, Role.EXCEPT.value, Role.MEETING.value, 3
STOPS = frozenset(".!?")
CELLS = frozenset("\t|")
# Fewer words are the entry of a list, with a full stop behind it.
FEWEST_WORDS, SHORTEST_LAST_WORD = 2, 3


def of(parsed: Parsed, lexicon: Lexicon) -> Iterator[Parsed]:
    """The line's sentences with those without days beside them; the line itself where it is no prose."""
    prose = parsed.dates and parsed.left >= FEWEST_WORDS and not parsed.lows.isdisjoint(STOPS)
    cuts = _cuts(parsed) if prose and parsed.lows.isdisjoint(CELLS) else []
    if not cuts:
        yield parsed
        return
    for first, last in pairwise([0, *cuts, len(parsed.tokens)]):
        yield grammar.parse(parsed.text, parsed.tokens[first:last], lexicon)


def _cuts(parsed: Parsed) -> list[int]:
    """Where sentences begin that have a day, behind one that has, or behind the hour of all meetings. A list without
    words is one only beside an exception: "Datum: 3 mars, 5 maj. Mötena börjar kl. 13, utom den 5 maj …"."""
    covered = parsed.covered()
    starts = [n + 1 for n in range(len(parsed.tokens) - 1) if _ends(parsed.tokens, covered, n)]
    days, hours = ([i.first for i in items] for items in (parsed.dates, parsed.times))
    jobs: list[Job] = []
    cuts: list[int] = []
    told = timed = of_all = listed = excepted = False
    for first, last in pairwise([0, *starts, len(parsed.tokens)]):
        sentence = parsed.tokens[first:last]
        inside = slice(bisect_left(days, first), bisect_left(days, last))
        has_day = bool(days[inside])
        if max(len(plain(end)) for end in (sentence[:REACH], sentence)) < FEWEST_WORDS:
            cuts += [first] if has_day and excepted else []
            listed = listed or has_day
            continue  # words stand at its beginning or its end
        if has_day and timed and not (told or of_all):
            jobs = jobs or roles.of_dates(parsed)
            # No day of the sentence is a meeting's: the hour told before it is of others.
            of_all = roles.A_MEETING not in jobs[inside]
        excepts = has_day and any(t.sense.roles & EXCEPT for t in sentence)
        if has_day and (told or of_all or (listed and (excepts or _is_of_meeting(sentence)))):
            cuts.append(first)
        excepted = excepted or excepts
        told = told or has_day
        if bisect_left(hours, first) < bisect_left(hours, last):
            timed, of_all = True, of_all or _is_of_all(sentence)
    return cuts


def _is_of_meeting(sentence: list[Token]) -> bool:
    """ "Die Sitzung am 7. Mai beginnt um 9 Uhr": one of those listed before it."""
    return any(t.sense.roles & MEETING for t in sentence[:OPENING])


def _is_of_all(sentence: list[Token]) -> bool:
    """The sentence is about more than the meeting of the next one's day: "Mötena börjar kl. 18. Den 3 maj …"."""
    many = any(t.low.endswith(compounds.MEETINGS) for t in sentence)
    return many or any(t.sense.roles & ALL or t.low in EACH for t in sentence)


def _ends(tokens: list[Token], covered: list[bool], n: int) -> bool:
    """A sentence ends with the sign at `n`: a capital follows, and neither "Nr." nor "3. Sitzung" nor "3. Mai"."""
    before, stop, following = tokens[n - 1], tokens[n], tokens[n + 1]
    if stop.low not in STOPS or not following.text[:1].isupper():
        return False
    if following.sense.month and before.kind is not WORD:
        return False
    long = before.kind is WORD and len(before.low) >= SHORTEST_LAST_WORD
    long = long or before.low in YEAR  # "30 mars i år."
    return long or before.kind is SIGN or covered[n - 1]
