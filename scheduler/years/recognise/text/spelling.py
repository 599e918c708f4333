"""Misspelt month and weekday names: one letter too many, too few, wrong, or two swapped."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import takewhile

from scheduler.years.recognise.text import names

SHORT_FORM, SHORTEST = 3, 4
# So many of the letters of both are the same, whatever their order.
ALIKE = 0.7
LONGEST = 14
REMEMBERED_WORDS = 20_000
# What a scanner makes of letters, and what people type for them.
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "5": "s", "|": "l", "!": "i"})


@lru_cache(REMEMBERED_WORDS)
def month(word: str, language: str) -> str | None:
    """The month name that `word` almost is, or None when it is none or several."""
    full, short = _months(language)
    if len(word) == SHORT_FORM:
        # "mas" lacks a letter, "agu" has two swapped.
        near = {n for n in full if len(n) == SHORTEST and n[0] == word[0] and _one_apart(word, n)}
        near |= {n for n in short if n == word[0] + word[2] + word[1]}
        return near.pop() if len(near) == 1 else None
    return _nearest(word, {name for name in full | short if len(name) >= SHORTEST})


@lru_cache(REMEMBERED_WORDS)
def resembles_month(word: str, language: str) -> bool:
    """Whether `word` may have been meant for a month, though nobody can tell for which."""
    full, short = _months(language)
    return any(
        2 * sum(min(word.count(c), name.count(c)) for c in set(name)) >= ALIKE * len(word + name)
        for name in full | short
        if name[0] == word[0]
    )


@lru_cache(REMEMBERED_WORDS)
def weekday(word: str, language: str) -> str | None:
    """The weekday name that `word` almost is, or None."""
    return _nearest(word, _weekdays(language))


def letters(word: str) -> tuple[str, str]:
    """`word` with digits read as the letters they look like, the digit 1 as l and as i, and I among small letters as
    l."""
    meant = word if word.isupper() else word[:1] + word[1:].replace("I", "l")
    low = meant.lower()
    return low.translate(LOOKALIKES), low.replace("1", "i").translate(LOOKALIKES)


@lru_cache(REMEMBERED_WORDS)
def is_meant_for(word: str, known: frozenset[str]) -> bool:
    """Whether `word` is a known one with two letters swapped, or a longer one that lacks a letter: "atl", "elelr"."""
    lacks = (n for n in known if len(n) == len(word) + 1 > SHORTEST and _one_apart(word, n))
    return any(len(n) == len(word) and _swapped(word, n) for n in known) or any(lacks)


@cache
def _months(language: str) -> tuple[set[str], set[str]]:
    """The names in full and short."""
    code = names.in_order(language)[0]
    return set(names.full_months(code)), names.short_months(code)


@cache
def _weekdays(language: str) -> set[str]:
    return set(names.full_weekdays(names.in_order(language)[0]))


def _nearest(word: str, known: set[str]) -> str | None:
    if not SHORTEST <= len(word) <= LONGEST:
        return None
    # "rn" is what a scanner makes of "m", two letters for one.
    for meant in (word, word.replace("rn", "m", 1)):
        if meant in known:
            return meant
        if near := [name for name in known if _one_apart(meant, name)]:
            alike = len({name[:SHORT_FORM] for name in near}) == 1
            return min(near, key=lambda name: (len(name), name)) if alike else None
    return None


def _one_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    a, b = _from_difference(one, other)
    return a[1:] in (b, b[1:]) or a == b[1:] or _swapped(a, b)


def _swapped(one: str, other: str) -> bool:
    a, b = _from_difference(one, other)
    return len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]


def _from_difference(one: str, other: str) -> tuple[str, str]:
    """What is left of both words where they begin to differ."""
    start = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    return one[start:], other[start:]
