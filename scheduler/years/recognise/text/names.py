"""Names of months and weekdays in the languages of the service, from CLDR, with their inflections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from babel import Locale

T = TypeVar("T")

LANGUAGES = ("sv", "en", "fi", "nb", "da", "de")

# Shorter than this a name is also an ordinary word ("to", "man", "so"), and only counts beside a date.
SURE_LENGTH = 4
LONGEST_SHORT_FORM = 3

MONTH_ENDINGS = {"fi": ("n", "ta", "ssa", "lla", "lle"), "de": ("s",), "sv": ("s",)}
DAY_ENDINGS = {
    "sv": ("en", "s", "ens"),
    "en": (),
    "fi": ("na", "ta"),
    "nb": ("en", "ens"),
    "da": ("en", "ens"),
    "de": (),
}
# A weekday in the plural says on which days meetings fall, not on which day one does.
DAY_PLURALS = {
    "sv": ("ar", "arna", "arnas"),
    "en": ("s",),
    "nb": ("er", "ene", "ar", "ane"),
    "da": ("e", "ene"),
    "de": ("s", "e", "en"),
}
# "Tisdagsmötena" are those on Tuesdays.
DAY_MEETINGS = {
    "sv": ("smöten", "smötena", "ssammanträden", "ssammanträdena"),
    "nb": ("smøter", "smøtene", "smøta"),
    "da": ("smøder", "smøderne"),
    "de": ("ssitzungen", "stermine"),
}
EXTRA_MONTHS = {"de": {"jänner": 1, "jän": 1, "feber": 2, "mrz": 3}, "en": {"sept": 9}}
# Short forms of another language that are ordinary words in this one: a greeting, "whole".
NO_MONTHS = {
    "de": ("des", "hei"), "sv": ("hei", "hel"), "nb": ("hei", "hel"), "da": ("hei", "hel"), "en": ("hei",),
}  # fmt: skip
EXTRA_DAYS = {
    "de": {"sonnabend": 6},
    "nb": {"måndag": 1, "tysdag": 2, "laurdag": 6, "sundag": 7},  # as in Nynorsk
}
# "Ty. 12.1.", "må. 18.1.", as in Nynorsk; "Weds 12 May".
EXTRA_SHORT_DAYS = {"nb": {"ty": 2, "må": 1, "la": 6, "su": 7}, "en": {"weds": 3}}


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by its ISO number. `plural`: "Wednesdays"; `sure`: not an ordinary word as well."""

    number: int
    plural: bool = False
    sure: bool = True


def in_order(language: str) -> tuple[str, ...]:
    """All languages, the given one first; an unknown one is read as Swedish."""
    first = {"no": "nb", "nn": "nb"}.get(language, language)
    return tuple(sorted(LANGUAGES, key=lambda code: code != first))


@cache
def months(language: str) -> dict[str, int]:
    """Every way to write a month, lower case without the final dot, to its number."""
    words = NO_MONTHS.get(in_order(language)[0], ())
    return {name: n for name, n in _merge(_months_of, language).items() if name not in words}


@cache
def weekdays(language: str) -> dict[str, Weekday]:
    """Every way to write a weekday, lower case without the final dot."""
    return _merge(weekdays_of, language)


def _merge(read: Callable[[str], dict[str, T]], language: str) -> dict[str, T]:
    merged: dict[str, T] = {}
    for code in in_order(language):
        for name, value in read(code).items():
            merged.setdefault(name, value)
    return merged


def full_months(code: str) -> dict[str, int]:
    """The months' names in full, as they stand alone and in a date."""
    months = Locale.parse(code).months
    return {
        name.lower(): number
        for context in ("stand-alone", "format")
        for number, name in months[context]["wide"].items()
    }


# Short forms that people use though CLDR has others.
USUAL_STARTS = frozenset(("sept", "febr", "septem", "novem", "decem", "octob"))


@cache
def cut_months(language: str) -> dict[str, str]:
    """Beginnings of month names that nobody uses as short forms, with the whole name."""
    cut: dict[str, str] = {}
    proper = {name for code in LANGUAGES for name in _proper_months(code)}
    for code in in_order(language):
        wide = full_months(code)
        for start, number in _starts(wide).items():
            if len(start) > LONGEST_SHORT_FORM and start not in proper | USUAL_STARTS:
                whole = min((n for n in wide if wide[n] == number and n.startswith(start)), key=len)
                cut.setdefault(start, whole)
    every = months(language)
    return {start: whole for start, whole in cut.items() if every[start] == every[whole]}


def full_weekdays(code: str) -> dict[str, int]:
    """The weekdays' names in full with their ISO numbers, and in the definite where one is used."""
    days = Locale.parse(code).days
    names = {
        name.lower(): number + 1
        for context in ("stand-alone", "format")
        for number, name in days[context]["wide"].items()
    }
    if code in ("sv", "nb", "da"):
        names |= {name + "en": number for name, number in names.items()}
    return names


def short_months(code: str) -> set[str]:
    """The months' usual short forms, also those that CLDR does not have."""
    starts = _starts(full_months(code))
    return _proper_months(code).keys() - full_months(code).keys() | (USUAL_STARTS & starts.keys())


@cache
def every_short_month() -> frozenset[str]:
    """The usual short forms of all languages that are whole names in none, behind which a point closes no sentence."""
    whole = {name for code in LANGUAGES for name in full_months(code)}
    short = {name for code in LANGUAGES for name in short_months(code)} - whole
    return frozenset(name for name in short if any(w.startswith(name) for w in whole))


def _months_of(code: str) -> dict[str, int]:
    names = _proper_months(code)
    for start, number in _starts(full_months(code)).items():
        names.setdefault(start, number)
    return names


def _proper_months(code: str) -> dict[str, int]:
    """Names in full and short, and their inflections."""
    names: dict[str, int] = {}
    wide = full_months(code)
    for context in ("stand-alone", "format"):
        for number, name in Locale.parse(code).months[context]["abbreviated"].items():
            names[name.lower().rstrip(".")] = number
    names |= wide | EXTRA_MONTHS.get(code, {})
    for name, number in wide.items():
        for ending in MONTH_ENDINGS.get(code, ()):
            names.setdefault(name + ending, number)
    return names


def weekdays_of(code: str) -> dict[str, Weekday]:
    """Every way to write a weekday in one language."""
    wide: dict[str, int] = {}
    short: dict[str, int] = {}
    days = Locale.parse(code).days
    for context in ("stand-alone", "format"):
        for number, name in days[context]["wide"].items():
            wide[name.lower()] = number + 1
        for width in ("abbreviated", "short"):
            for number, name in days[context].get(width, {}).items():
                short[name.lower().rstrip(".")] = number + 1
    wide |= EXTRA_DAYS.get(code, {})
    names = {name: Weekday(number) for name, number in wide.items()}
    for name, number in wide.items():
        for ending in DAY_ENDINGS[code]:
            names.setdefault(name + ending, Weekday(number))
        for ending in _plurals(code, name):
            names.setdefault(ending, Weekday(number, plural=True))
    short |= EXTRA_SHORT_DAYS.get(code, {})
    for name, number in (short | _starts(wide)).items():
        names.setdefault(name, Weekday(number, sure=len(name) >= SURE_LENGTH))
    return names


def _plurals(code: str, name: str) -> tuple[str, ...]:
    if code != "fi":
        endings = DAY_PLURALS[code] + DAY_MEETINGS.get(code, ())
        return tuple(name + ending for ending in endings)
    # maanantai → maanantaisin, keskiviikko → keskiviikkoisin
    return (name + "sin", name + "isin")


def _starts(wide: dict[str, int]) -> dict[str, int]:
    """Beginnings of three letters and more that only one of the names has."""
    found: dict[str, set[int]] = {}
    for name, number in wide.items():
        for length in range(3, len(name)):
            found.setdefault(name[:length], set()).add(number)
    return {start: numbers.pop() for start, numbers in found.items() if len(numbers) == 1}
