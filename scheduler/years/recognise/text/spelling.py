"""Misspelt month and weekday names: one letter too many, too few, wrong, or two swapped."""

from __future__ import annotations

from functools import cache, lru_cache

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
    if len(word) == SHORT_FORM:
        return _swapped(language).get(word)
    return _nearest(word, _index(language, "month"))


@lru_cache(REMEMBERED_WORDS)
def resembles_month(word: str, language: str) -> bool:
    """Whether `word` may have been meant for a month, though nobody can tell for which."""
    return any(
        2 * sum(min(word.count(c), name.count(c)) for c in set(name)) >= ALIKE * len(word + name)
        for name in _by_first_letter(language).get(word[:1], ())
    )


@cache
def _by_first_letter(language: str) -> dict[str, list[str]]:
    code = names.in_order(language)[0]
    found: dict[str, list[str]] = {}
    for name in (*names.full_months(code), *names.short_months(code)):
        found.setdefault(name[0], []).append(name)
    return found


@cache
def _swapped(language: str) -> dict[str, str]:
    """Months by three letters that were meant for them: "agu" has two swapped, "mas" lacks one."""
    known = names.months(language)
    short = [name for name in names.short_months(names.in_order(language)[0]) if len(name) == 3]
    swapped = {name[0] + name[2] + name[1]: name for name in short}
    left_out: dict[str, set[str]] = {}
    for name in names.full_months(names.in_order(language)[0]):
        for i in range(1, len(name)) if len(name) == SHORTEST else ():
            left_out.setdefault(name[:i] + name[i + 1 :], set()).add(name)
    swapped |= {wrote: meant.pop() for wrote, meant in left_out.items() if len(meant) == 1}
    return {wrote: name for wrote, name in swapped.items() if wrote not in known}


@lru_cache(REMEMBERED_WORDS)
def weekday(word: str, language: str) -> str | None:
    """The weekday name that `word` almost is, or None."""
    return _nearest(word, _index(language, "weekday"))


def letters(word: str) -> tuple[str, str]:
    """`word` with digits read as the letters they look like, the digit 1 as l and as i."""
    first = word.translate(LOOKALIKES)
    return first, word.replace("1", "i").translate(LOOKALIKES)


@cache
def _index(language: str, kind: str) -> dict[str, frozenset[str]]:
    """Names by each of their spellings with at most one letter left out."""
    code = names.in_order(language)[0]
    if kind == "month":
        every = {*names.full_months(code), *names.short_months(code)}
        known = {name for name in every if len(name) >= SHORTEST}
    else:
        known = set(names.full_weekdays(code))
    index: dict[str, set[str]] = {}
    for name in known:
        for short in _shortened(name):
            index.setdefault(short, set()).add(name)
    return {short: frozenset(found) for short, found in index.items()}


def _nearest(word: str, index: dict[str, frozenset[str]]) -> str | None:
    if not SHORTEST <= len(word) <= LONGEST:
        return None
    # "rn" is what a scanner makes of "m", two letters for one.
    for spelling in (word, word.replace("rn", "m", 1)):
        near = {n for short in _shortened(spelling) for n in index.get(short, ())}
        near = {name for name in near if _one_apart(spelling, name)}
        if near:
            return spelling if spelling in near else _agreed(near)
    return None


def _agreed(near: set[str]) -> str | None:
    starts = {name[:3] for name in near}
    return min(near, key=lambda name: (len(name), name)) if len(starts) == 1 else None


def _shortened(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _one_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    swapped = len(a) == len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a == b or a[1:] == b or a == b[1:] or a[1:] == b[1:] or swapped
