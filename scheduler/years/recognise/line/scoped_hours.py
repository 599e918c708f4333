"""Hours of which a line says for which meetings they are: "Tisdagar kl. 17, torsdagar kl. 12", "All meetings begin at 3
pm except the last, which begins at noon", "Fram till sommaren kl. 15, därefter kl. 16"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from scheduler.years.recognise.line import said_for, sentences, starts, whose
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import Scope
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

EXCEPT, SAYS_OF_MEETINGS = (
    Role.EXCEPT.value, (Role.MEETING | Role.ALL | Role.BEGINS).value,
)  # fmt: skip
APART = small.BUT | {"(", ";", ",", "."}
FEWEST = 2
# A line with no other words than these tells of nothing else.
PLAIN = (
    small.PREPOSITIONS | small.AND | small.THE | small.AT | said_for.REST | said_for.FIRST | said_for.LAST
    | said_for.SUMMER | said_for.EVERY_OTHER.keys() | said_for.MONTH_OR_MONTHS | said_for.COUNTS.keys()
    | listed("respektive dagar days så de fram")
)  # fmt: skip
# How scopes (S), those of all others (R) and hours (H) follow each other, and which of the pairs stands first.
SCOPE_FIRST = re.compile(r"(?:RH)?(?:SH)+(?:RH)?")
HOUR_FIRST = re.compile(r"(?:HS)+(?:HR|RH)?")
EXCEPTIONS = re.compile(r"H(?:SH)+")


class _Run(NamedTuple):
    """A scope or an hour: token numbers, `last` not included."""

    first: int
    last: int
    sign: str
    scope: Scope
    hour: starts.Pairs


def of_line(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """What a line without dates says so, and of all other meetings; empty where it says none so. A name of a body in it
    may be whose the hour is."""
    if not parsed.times or whose.subjects(parsed):
        return []
    runs = _runs(parsed)
    told = _paired(parsed, runs)
    if not told or not _is_of_meetings(parsed):
        return []
    plain = Default(line, section, None, None, body)
    return [
        replace(
            plain, time=start, end_time=end, on=scope.weekdays, months=scope.months, season=scope.season,
            nth=scope.nth, until=scope.until, since_month=scope.since,
        )
        for scope, pairs in told
        for start, end in pairs
    ]  # fmt: skip


def behind(parsed: Parsed) -> Parsed | None:
    """What stands behind the last date of a line, where it tells hours so; None where it does not."""
    last = parsed.dates[-1].last
    if not parsed.times or parsed.times[-1].first < last or len(parsed.tokens) - last < FEWEST:
        return None
    tail = sentences.behind(parsed, last)
    return tail if len(of_line(tail, 0, 0, None)) >= FEWEST else None


def _runs(parsed: Parsed) -> list[_Run]:
    """Scopes that stand together, and hours, in order; empty where scopes contradict each other."""
    hours: list[_Run] = []
    for start, end in starts.of_sentence(parsed):
        both = [time for time in (start, end) if time]
        hours.append(_Run(both[0].first, both[-1].last, "H", Scope(), [(start, end)]))
    said = [
        _Run(s.first, s.last, "R" if s.scope.rest else "S", s.scope, [])
        for s in said_for.each(parsed)
    ]
    found: list[_Run] = []
    for sign, group in groupby(
        sorted(hours + said, key=lambda run: run.first), key=lambda r: r.sign
    ):
        runs = list(group)
        if sign != "S":
            found += runs
            continue
        scope = said_for.joined([said_for.Said(*run[:2], run.scope) for run in runs], parsed.tokens)
        if scope is None:
            return []
        found.append(_Run(runs[0].first, runs[-1].last, sign, scope, []))
    return found


def _paired(parsed: Parsed, runs: list[_Run]) -> list[tuple[Scope, starts.Pairs]]:
    """Each scope with its hour, before it or behind it; empty where that cannot be told, or is no more than halves of
    the year and months, which sentences tell."""
    signs = "".join(run.sign for run in runs)
    if not any(map(_is_own, runs)):
        return []
    if EXCEPTIONS.fullmatch(signs) and _is_apart(parsed, runs[0], runs[1]):
        runs = [_Run(0, 0, "R", Scope(), []), *runs]
    elif not (SCOPE_FIRST.fullmatch(signs) or HOUR_FIRST.fullmatch(signs)):
        return []
    pairs = zip(runs[::2], runs[1::2], strict=True)
    told = [(b.scope, a.hour) if a.hour else (a.scope, b.hour) for a, b in pairs]
    told = [(scope._replace(rest=False), hour) for scope, hour in told]
    sole = len(told) == 1 and not (signs == "SH" and told[0][0].nth)
    return (
        [] if sole or not all(h[0][0] for _, h in told) or _overlap([s for s, _ in told]) else told
    )


def _is_own(run: _Run) -> bool:
    """It is said of other meetings than a half of the year's or a month's."""
    scope = run.scope
    several = len(scope.months) > 1
    return (
        bool(scope.weekdays or scope.nth or scope.until or scope.since or several)
        or run.sign == "R"
    )


def _overlap(scopes: list[Scope]) -> bool:
    """Two of them speak of the same meetings, or all of them of all."""
    days = [day for scope in scopes for day in scope.weekdays]
    months = [month for scope in scopes for month in scope.months]
    others = [s for s in scopes if not (s.weekdays or s.months)]
    sets = (days, months, others)
    return any(len(set(told)) < len(told) for told in sets) or all(s == Scope() for s in scopes)


def _is_apart(parsed: Parsed, before: _Run, after: _Run) -> bool:
    """What follows is said of some only: "kl. 17, utom på torsdagar", "kl. 17 (torsdagar kl. 12)"."""
    between = parsed.tokens[before.last : after.first]
    return any(t.low in APART or t.sense.roles & EXCEPT for t in between)


def _is_of_meetings(parsed: Parsed) -> bool:
    """A word says so, or hardly any word stands there: "Telefontid: tisdagar 9–11, torsdagar 13–15" is of none."""
    if parsed.said & SAYS_OF_MEETINGS or not parsed.lows.isdisjoint(small.WE):
        return True
    told = zip(parsed.tokens, parsed.covered(), strict=True)
    return not any(_is_strange(token) for token, covered in told if not covered)


def _is_strange(token: Token) -> bool:
    known = token.sense.roles or token.sense.weekday or token.low in PLAIN
    return token.kind is WORD and not known
