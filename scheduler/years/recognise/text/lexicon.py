"""What one word can mean, looked up once: a month, a weekday, and its roles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from scheduler.years.recognise.text import aside_words, names, words
from scheduler.years.recognise.text.names import Weekday


@dataclass(frozen=True, slots=True)
class Sense:
    """A word's meanings. `roles` is an int of `words.Role` bits: testing it must cost next to nothing."""

    month: int = 0
    weekday: Weekday | None = None
    roles: int = 0


NOTHING = Sense()
REMEMBERED_WORDS = 50_000
# Words that mean something else in these languages: "By, Erhverv og Natur".
OWN = {"da": ("by",), "nb": ("by",), "no": ("by",), "nn": ("by",)}


class Lexicon:
    """The words of all languages, read with one of them first."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.first = names.in_order(language)[0]
        self.months = names.months(language)
        self.cut_months = names.cut_months(language)
        self.short_months = names.every_short_month()
        self.weekdays = names.weekdays(language)
        self.own_weekdays = names.weekdays_of(self.first)
        # What the tokeniser has made of a run of letters before; `runs.tokenise` fills it.
        self.runs: dict[str, tuple[Any, ...]] = {}
        self.sense = lru_cache(REMEMBERED_WORDS)(self._sense)

    def _sense(self, low: str) -> Sense:
        month = self.months.get(low, 0)
        weekday = self.weekdays.get(low)
        roles = 0 if low in OWN.get(self.first, ()) else roles_of(low)
        if weekday and roles and not weekday.sure and low not in self.own_weekdays:
            weekday = None  # "to" is Thursday in Swedish only
        return Sense(month, weekday, roles) if month or weekday or roles else NOTHING


@cache
def of(language: str) -> Lexicon:
    """The lexicon of a language; unknown ones share the Swedish one's order."""
    return Lexicon(language)


def roles_of(low: str) -> int:
    """All that a word in small letters can mean, as bits."""
    roles = _EXACT.get(low, 0)
    for length in range(3, min(len(low), words.LONGEST_STEM) + 1):
        roles |= _STEMS.get(low[:length], 0)
    for length in range(3, min(len(low), _LONGEST_ENDING) + 1):
        if len(low) - length != 1:  # one letter before it is no word: "mrats"
            roles |= _ENDINGS.get(low[-length:], 0)
    if low in words.NOT_BODY or low.endswith(words.NO_BODY_ENDINGS):
        return roles & ~words.Role.BODY.value
    if roles & words.Role.BODY:
        return roles & ~words.Role.MOVED.value  # "Udsatterådet"
    return roles


def _with_genitives(source: dict[words.Role, str]) -> dict[words.Role, str]:
    """The endings with those of bodies in the genitive too: "presidiet" and "presidiets"."""
    listed = source[words.Role.BODY].split()
    genitives = [end + "s" for end in listed if not end.endswith("s")]
    return {**source, words.Role.BODY: " ".join(listed + genitives)}


def _table(*sources: dict[words.Role, str], longest: int | None = None) -> dict[str, int]:
    table: dict[str, int] = {}
    for role, listed in (entry for source in sources for entry in source.items()):
        for word in listed.split():
            table[word[:longest]] = table.get(word[:longest], 0) | role.value
    return table


_EXACT = _table(words.EXACT, aside_words.EXACT)
_STEMS = _table(words.STEMS, aside_words.STEMS, longest=words.LONGEST_STEM)
_ENDINGS = _table(_with_genitives(words.ENDINGS))
_LONGEST_ENDING = max(map(len, _ENDINGS))
