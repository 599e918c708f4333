"""Letters that stand for a body's name: "SR" for "Brookby Seniorråd", "BUN" for "Barn- och utbildningsnämnden"."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

MOST_LETTERS = 5
# The same few names stand on line after line.
REMEMBERED_NAMES = 1024


def stand_for(letters: str, folded: str, heads: Set[str]) -> bool:
    """Whether letters are those of the last words of a name, in small letters. `heads`: what such names end in, behind
    other letters, "Seniorråd", or as a word, "Teknisk utvalg"."""
    if not letters.isupper() or not letters.isalpha() or not 1 < len(letters) <= MOST_LETTERS:
        return False
    *attributes, last = folded.split()
    ends = [n for n in range(1, len(last) - 2) if last[n:] in heads][:1]
    ends += [0] if attributes and last in heads else []
    return any(_are_of(letters.casefold(), (*attributes, last[: n + 1])) for n in ends)


def are_in(letters: str, word: str) -> bool:
    """Whether letters are the first and some others of one word, in their order: "rf" of "rektorsföredragning"."""
    return letters[:1] == word[:1] and len(word) > 2 * len(letters) and _in_order(letters, word)


@lru_cache(REMEMBERED_NAMES)
def _are_of(low: str, words: tuple[str, ...]) -> bool:
    """The first letter opens a word, the last opens the head, which ends the words, and the others come between."""
    tails = (" ".join(words[n:]) for n in range(len(words)))
    return words[-1][-1] == low[-1] and any(t[0] == low[0] and _in_order(low, t) for t in tails)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
