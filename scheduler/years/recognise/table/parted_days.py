"""Days that stand in a cell of their own before that of their month: "8<tab>June" below "2026"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.text.tokens import END, Token

Line = tuple[str, list[Token]]
FEWEST, SHORTEST = 2, 3


def joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, without the tab between a day and its month, where two lines or more are so and do not but count."""
    found = [n for n, (_, tokens) in enumerate(lines) if _is_parted(tokens)]
    days = [lines[n][1][0].value for n in found]
    if len(found) < FEWEST or days == list(range(days[0], days[0] + len(days))):
        return list(lines)
    kept = list(lines)
    for n in found:
        text, tokens = lines[n]
        kept[n] = text, [tokens[0], *tokens[2:]]
    return kept


def _is_parted(tokens: list[Token]) -> bool:
    """The line opens with a day and a month in two cells, and has no other day: a number before a month may be that
    of the row."""
    if len(tokens) < SHORTEST or tokens[1].low != "\t":
        return False
    day, _, month, *rest = tokens
    if not parts.small(day) or not month.sense.month:
        return False
    padded = [*rest, END, END]
    clocks = {k for n in range(len(rest)) if parts.is_clock(padded, n) for k in (n, n + 2)}
    return all(not parts.small(t) or n in clocks for n, t in enumerate(rest))
