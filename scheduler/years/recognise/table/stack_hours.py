"""Heads of stacked tables that tell an hour: in the cell, on the line below it, or in a row of hours below them all."""

from __future__ import annotations

from itertools import takewhile

from scheduler.years.recognise.line import grammar, parts, times
from scheduler.years.recognise.table import halves, stack_cells, stack_months
from scheduler.years.recognise.table.stack_cells import Numbered
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

CLOCK = Role.CLOCK.value
PARENTHESES, MONTHS = frozenset("()"), range(1, 13)
# Within a name: "Barn- och ungdomsnämnden", "Policy & Resources".
JOINS = frozenset("-&,/")


def with_heads(told: list[Numbered]) -> list[Numbered]:
    """The cells with each hour above the first row in one with its head: "Nämnd" / "kl. 13.15". Nothing where there
    is no such hour, or nobody can tell whose it is."""
    days = (n for n, line in enumerate(told) if line.has_number and not _is_of_head(line))
    begin = stack_months.first_above(told, next(days, 0))
    zone, below = told[:begin], told[begin:]
    if not any(line.has_number for line in zone):
        return []
    row = list(takewhile(_is_hour, reversed(zone)))
    if len(row) > 1:
        heads = zone[: -len(row)]
        if heads and stack_months.heads_hours(heads[-1]):
            heads.pop()  # "Tid" opens the row
        if len(heads) < len(row):
            return []
        timed = map(_with_hour, heads[-len(row) :], reversed(row))
        return [*heads[: -len(row)], *timed, *below]
    found: list[Numbered] = []
    for line in zone:
        if not _is_hour(line):
            found.append(line._replace(timed=names_hour(line.tokens)))
        elif not found or found[-1].timed or found[-1].has_number:
            return []
        else:
            found[-1] = stack_cells.joined(found[-1], line)._replace(timed=True)
    return [*found, *below]


def _with_hour(head: Numbered, hour: Numbered) -> Numbered:
    return stack_cells.joined(head, hour)._replace(timed=True, end=0)


def _is_of_head(line: Numbered) -> bool:
    """No day: an hour, a name with one, or a line that tells of a year or half of one."""
    told = [t for t in line.tokens if t.kind is NUMBER or t.sense.month]
    year = all(map(parts.is_year, told)) or any(map(halves.is_half, line.tokens))
    return year or _is_hour(line) or names_hour(line.tokens)


def _is_hour(line: Numbered) -> bool:
    """An hour and nothing else, which is no day: "kl. 13", "18.30", but not "12.10"."""
    return _are_hour(line.tokens)


def names_hour(tokens: list[Token]) -> bool:
    """A name and the hour behind it: "Hamnnämnden kl. 13", "Skogsnämnden (18.30)"."""
    opens = (n for n, t in enumerate(tokens) if t.kind is NUMBER or t.sense.roles & CLOCK)
    first = next(opens, 0)
    name = [t for t in tokens[:first] if t.low not in PARENTHESES]
    named = all(
        t.low in JOINS or (t.kind is WORD and not (t.sense.month or t.sense.weekday)) for t in name
    )
    return bool(name) and named and _are_hour(tokens[first:])


def _are_hour(told: list[Token]) -> bool:
    tokens = [t for t in told if t.low not in PARENTHESES]
    time = times.at([*tokens, *grammar.END], 0, after_date=False) if tokens else None
    if time is None or time.start is None or time.last < len(tokens):
        return False
    return time.marked or time.start.minute not in MONTHS
