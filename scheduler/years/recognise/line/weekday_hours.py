"""Hours that go by the weekday: "Tisdagar kl. 17, torsdagar kl. 12", "All meetings begin at 5 pm except on Thursdays,
when they begin at noon"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from scheduler.years.recognise.line import sentences, starts, whose
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

FEWEST = 2
EXCEPT, SAYS_OF_MEETINGS = (
    Role.EXCEPT.value, (Role.MEETING | Role.ALL | Role.BEGINS).value,
)  # fmt: skip
OTHERWISE = small.OTHERS | listed("annars otherwise ellers muuten muulloin sonst else")
APART = small.BUT | {"(", ";", ","}
# A line with no other words than these tells of nothing else.
PLAIN = (
    small.PREPOSITIONS
    | small.AND
    | small.THE
    | small.AT
    | OTHERWISE
    | listed("respektive dagar days")
)


class _Run(NamedTuple):
    """Weekdays that follow each other, or an hour: token numbers, `last` not included."""

    first: int
    last: int
    days: frozenset[int]
    hour: starts.Pairs


def of_line(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """What a line without dates says so, and of all other meetings; empty where it says none so. A name of a body in it
    may be whose the hour is, and not the weekday's."""
    if not parsed.times or not parsed.weekdays or whose.subjects(parsed):
        return []
    runs = _runs(parsed)
    told = _paired(parsed, runs)
    days = [day for run in told for day in run.days]
    if len(told) < FEWEST or not days or len(set(days)) < len(days) or not _is_of_meetings(parsed):
        return []
    plain = Default(line, section, None, None, body)
    return [
        replace(plain, time=start, end_time=end, on=run.days)
        for run in told
        for start, end in run.hour
    ]


def behind(parsed: Parsed) -> Parsed | None:
    """What stands behind the last date of a line, where weekdays do; None where none does."""
    last = parsed.dates[-1].last
    if not parsed.weekdays or parsed.weekdays[-1].first < last:
        return None
    tail = sentences.behind(parsed, last)
    return tail if of_line(tail, 0, 0, None) else None


def _runs(parsed: Parsed) -> list[_Run]:
    """Weekdays and hours by turns, and hours of all others where it says so."""
    runs = [_Run(d.first, d.last, frozenset({d.weekday.number}), []) for d in parsed.weekdays]
    for start, end in starts.of_sentence(parsed):
        both = [time for time in (start, end) if time]
        runs.append(_Run(both[0].first, both[-1].last, frozenset(), [(start, end)]))
    found: list[_Run] = []
    for run in sorted(runs, key=lambda run: run.first):
        if not found or bool(found[-1].days) != bool(run.days):
            found.append(run)
        elif run.days:
            found[-1] = found[-1]._replace(last=run.last, days=found[-1].days | run.days)
        elif _says(parsed, found[-1], run, OTHERWISE):
            found.append(run)
    return found


def _paired(parsed: Parsed, runs: list[_Run]) -> list[_Run]:
    """Each run of weekdays with its hour, before it or behind it; what holds for all others has no weekdays."""
    general: list[_Run] = []
    for at in (0, -1):
        if len(runs) % 2 and not runs[at].days:
            near = runs[:2] if at == 0 else runs[-2:]
            if _says(parsed, near[0], near[1], OTHERWISE if at else APART, but=not at):
                general = [runs.pop(at)]
    if len(runs) % 2 or any(bool(a.days) == bool(b.days) for a, b in pairwise(runs)):
        return []
    found: list[_Run] = []
    for one, other in zip(runs[::2], runs[1::2], strict=True):
        day, hour = (one, other) if one.days else (other, one)
        found.append(day._replace(hour=hour.hour))
    return found + general


def _says(
    parsed: Parsed, before: _Run, after: _Run, words: frozenset[str], *, but: bool = False
) -> bool:
    """One of the words stands between them, or with `but` one for an exception."""
    between = parsed.tokens[before.last : after.first]
    return any(t.low in words or (but and t.sense.roles & EXCEPT) for t in between)


def _is_of_meetings(parsed: Parsed) -> bool:
    """A word says so, or hardly any word stands there: "Telefontid: tisdagar 9–11, torsdagar 13–15" is of none."""
    if parsed.said & SAYS_OF_MEETINGS or not parsed.lows.isdisjoint(small.WE):
        return True
    told = zip(parsed.tokens, parsed.covered(), strict=True)
    return not any(_is_strange(token) for token, covered in told if not covered)


def _is_strange(token: Token) -> bool:
    known = token.sense.roles or token.sense.weekday or token.low in PLAIN
    return token.kind is WORD and not known
