"""Entries that open with a day and a colon, several on a line or behind their month: "May 2017 4th: Planning 8th: Full
Council"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from scheduler.years.recognise.line import grammar, parts
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

CLOCK = Role.CLOCK.value
LAST_DAY, FEWEST, LONGEST_OPENING = 31, 2, 6
MONTH_AND_YEAR = 2
JOINTS = frozenset(",;")


def open_lines(lines: Iterable[tuple[str, list[Token]]]) -> bool:
    """Some of the lines open with such a day, so that its month must stand above."""
    return any(
        _opens([*tokens[:LONGEST_OPENING], *grammar.END], 0)
        for _, tokens in lines
        if tokens and parts.small(tokens[0])
    )


def of(parsed: Parsed, lexicon: Lexicon, *, lines_open: bool) -> Iterator[Parsed]:
    """The line's entries, and before them the month they are of; the line itself where it has no such entries.

    `lines_open`: other lines lack their month, so that it heads them too.
    """
    cuts = _cuts(parsed) if ":" in parsed.lows else []
    headed = bool(cuts) and cuts[0] > 0 and (lines_open or cuts[0] == MONTH_AND_YEAR)
    if len(cuts) < FEWEST and not headed:
        yield parsed
        return
    for first, last in pairwise(sorted({0, *cuts, len(parsed.tokens)})):
        entry = parsed.tokens[first:last]
        while entry[-1].low in JOINTS:
            entry.pop()
        yield grammar.parse(parsed.text, entry, lexicon)


def _cuts(parsed: Parsed) -> list[int]:
    """Where the entries begin; none where anything but a month, and perhaps its year, stands before the first."""
    tokens = parsed.tokens
    first = 0
    if tokens[0].sense.month:
        first = 1 + (len(tokens) > 1 and parts.is_year(tokens[1]))
    padded = [*tokens, *grammar.END]
    if not _opens(padded, first):
        return []
    return [n for n in range(first, len(tokens)) if n == first or _goes_on(padded, n)]


def _goes_on(tokens: list[Token], n: int) -> bool:
    """A further entry begins, and no hour or room behind its word: "kl. 9: Aulan", "Room 4: Planning"."""
    before = tokens[n - 2 if tokens[n - 1].low == "." else n - 1]
    counted = before.low in nouns.COUNTED or before.low in nouns.NUMBERED_ROOMS
    return not (counted or before.sense.roles & CLOCK) and _opens(tokens, n)


def _opens(tokens: list[Token], n: int) -> bool:
    """A day, perhaps with its month, and a colon with a word in capitals behind it: "4th: Planning"."""
    if not parts.small(tokens[n]) or not 1 <= tokens[n].value <= LAST_DAY:
        return False
    colon = parts.past_ordinal(tokens, n + 1)
    colon += tokens[colon].sense.month > 0
    name = tokens[colon + 1]
    return tokens[colon].low == ":" and name.kind is WORD and name.text[:1].isupper()
