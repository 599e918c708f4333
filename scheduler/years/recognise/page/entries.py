"""Entries of a list with bullets that were broken into two lines: "• Board Thurs 30th" and "September, 6 pm"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.years.recognise.line import grammar, parts
from scheduler.years.recognise.page.headings import BULLETS
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, Token

LAST_DAY, FEWEST = 31, 2
Line = tuple[str, list[Token]]


def rests(lines: Sequence[Line], lexicon: Lexicon) -> frozenset[int]:
    """Which lines, counted from 0, go on with the entry above them. Only where a day is parted from its month
    somewhere is the list one that was broken: else a bullet may stand before the name above a list."""
    if not any(_is_torn(lines[n][1], lines[n + 1][1]) for n in _open(lines)):
        return frozenset()
    found = [n + 1 for n in _open(lines) if _lacks_day(lines, n, lexicon)]
    if len(found) < FEWEST or any(_goes_on(lines, n + 1, lexicon) for n in found):
        return frozenset()
    return frozenset(found)


def _open(lines: Sequence[Line]) -> Iterator[int]:
    """The lines with a bullet that have one without below them."""
    for n, (_, tokens) in enumerate(lines[:-1]):
        below = lines[n + 1][1]
        if len(tokens) > 1 and below and tokens[0].low in BULLETS and not _opens(below):
            yield n


def _opens(tokens: list[Token]) -> bool:
    return tokens[0].low in BULLETS


def _is_torn(above: list[Token], below: list[Token]) -> bool:
    """A day and its month, or a weekday and its day, stand on two lines."""
    first = below[0]
    *_, before, last = above
    if (last.low in parts.APART or last.low == ".") and not last.gap:
        last = before
    if last.kind is NUMBER and 0 < last.value <= LAST_DAY:
        return first.sense.month > 0
    leads = last.sense.month or last.sense.weekday or last.low in parts.ARTICLES
    return bool(leads) and first.kind is NUMBER and 0 < first.value <= LAST_DAY


def _lacks_day(lines: Sequence[Line], n: int, lexicon: Lexicon) -> bool:
    """The line has no day, and the one below it has the whole or the rest of one."""
    below = lines[n + 1]
    return not _days(lines[n], lexicon) and (
        _is_torn(lines[n][1], below[1]) or _days(below, lexicon) == 1
    )


def _goes_on(lines: Sequence[Line], n: int, lexicon: Lexicon) -> bool:
    """A second day below the entry: what stands beside the bullet is the name above a list."""
    if n >= len(lines) or not lines[n][1] or _opens(lines[n][1]):
        return False
    return _days(lines[n], lexicon) > 0


def _days(line: Line, lexicon: Lexicon) -> int:
    return len(grammar.parse(*line, lexicon).dates)
