"""What a line says of some meetings and what of others: of those on Tuesdays, of the last, of all others. What it says,
an hour or a place, stands before or behind the words for the meetings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import Generic, NamedTuple, TypeVar

from scheduler.years.recognise.line import said_for, sentences
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.words import Role

EXCEPT = Role.EXCEPT.value
APART = small.BUT | {"(", ";", ",", "."}
# How scopes (S), those of all others (R) and what is said (V) follow each other, and which of the pairs stands first.
SCOPE_FIRST = re.compile(r"(?:RV)?(?:SV)+(?:RV)?")
VALUE_FIRST = re.compile(r"(?:VS)+(?:VR|RV)?")
EXCEPTIONS = re.compile(r"V(?:SV)+")
# A bound keeps a long line quick.
MOST_SENTENCES = 6
T = TypeVar("T")


class Value(NamedTuple, Generic[T]):
    """What is said, and where: token numbers, `last` not included."""

    first: int
    last: int
    told: T


class _Run(NamedTuple, Generic[T]):
    first: int
    last: int
    scope: Scope
    value: Value[T] | None = None

    @property
    def sign(self) -> str:
        return "V" if self.value else "R" if self.scope.rest else "S"


def pairs(parsed: Parsed, values: Iterable[Value[T]]) -> list[tuple[Scope, T]]:
    """Each scope with what is said of it, `rest` that of all others. Nothing where it cannot be told which is which."""
    runs = _runs(parsed, values)
    signs = "".join(run.sign for run in runs)
    if EXCEPTIONS.fullmatch(signs) and _is_apart(parsed, runs[0], runs[1]):
        runs = [_Run(0, 0, EVERYBODYS), *runs]
    elif not (SCOPE_FIRST.fullmatch(signs) or VALUE_FIRST.fullmatch(signs)):
        return []
    found: list[tuple[Scope, T]] = []
    for one, other in zip(runs[::2], runs[1::2], strict=True):
        scope, value = (one.scope, other.value) if other.value else (other.scope, one.value)
        if value:
            found.append((scope, value.told))
    sole = len(found) == 1 and signs != "SV"
    return [] if sole or _overlap([scope for scope, _ in found]) else found


def ranges(parsed: Parsed) -> Iterator[tuple[int, int, Parsed]]:
    """The line, and then its sentences that follow each other, the longest runs of them first: "Tisdagar kl. 15,
    torsdagar kl. 13. Alla möten i Rådhuset utom det sista". With the numbers of the first and behind the last of them.
    """
    parts = sentences.split(parsed)
    yield 0, len(parts), parsed
    if not 1 < len(parts) <= MOST_SENTENCES:
        return
    ends = [0, *accumulate(len(part.tokens) for part in parts)]
    for length in range(len(parts) - 1, 0, -1):
        for first in range(len(parts) - length + 1):
            last = first + length
            yield first, last, sentences.part(parsed, ends[first], ends[last])


def excepted(parsed: Parsed, values: Iterable[Value[T]]) -> Scope | None:
    """The meetings of which what is said of all others is not: "alla möten kl. 15 utom det första"."""
    runs = _runs(parsed, values)
    if "".join(run.sign for run in runs) != "VS":
        return None
    between = parsed.tokens[runs[0].last : runs[1].first]
    return runs[1].scope if any(t.sense.roles & EXCEPT for t in between) else None


def _runs(parsed: Parsed, values: Iterable[Value[T]]) -> list[_Run[T]]:
    """Scopes that stand together, and values, in order; empty where scopes contradict each other."""
    marks: list[_Run[T]] = [_Run(v.first, v.last, EVERYBODYS, v) for v in values]
    taken = {n for run in marks for n in range(run.first, run.last)}
    marks += [_Run(*said) for said in said_for.each(parsed) if said.first not in taken]
    marks.sort(key=lambda run: run.first)
    found: list[_Run[T]] = []
    for sign, group in groupby(marks, key=lambda run: run.sign):
        runs = list(group)
        if sign != "S":
            found += runs
            continue
        scope = said_for.joined([said_for.Said(*run[:3]) for run in runs], parsed.tokens)
        if scope is None:
            return []
        found.append(_Run(runs[0].first, runs[-1].last, scope))
    return found


def _overlap(scopes: list[Scope]) -> bool:
    """Two of them speak of the same meetings, or all of them of all."""
    days = [day for scope in scopes for day in scope.weekdays]
    months = [month for scope in scopes for month in scope.months]
    others = [s for s in scopes if not (s.weekdays or s.months)]
    sets = (days, months, others)
    of_all = all(scope.rest or scope == EVERYBODYS for scope in scopes)
    return of_all or any(len(set(told)) < len(told) for told in sets)


def _is_apart(parsed: Parsed, before: _Run[T], after: _Run[T]) -> bool:
    """What follows is said of some only: "kl. 17, utom på torsdagar", "kl. 17 (torsdagar kl. 12)"."""
    between = parsed.tokens[before.last : after.first]
    return any(t.low in APART or t.sense.roles & EXCEPT for t in between)
