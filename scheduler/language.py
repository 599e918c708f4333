"""One language: its catalogue, its way of writing dates, and the order of its alphabet."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from importlib import resources
from typing import Any

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scheduler.clock import Wall

LANGUAGES: Mapping[str, str] = {"sv": "Svenska", "en": "English"}
NB = "\N{NO-BREAK SPACE}"

# "the second Tuesday": from the first to the fourth, then the last.
_ORDINALS = {
    "sv": ("första", "andra", "tredje", "fjärde", "sista"),
    "en": ("the first", "the second", "the third", "the fourth", "the last"),
}
_AND = {"sv": "och", "en": "and"}


class Weekday(int):
    """A day of the week, 1 = Monday, that is shown by its name."""


class Word(str):
    """A word of the catalogue, shown in the language; one that it does not hold is shown as it stands."""


class Language:
    """Swedish or English. All dates carry their weekday; no-break spaces keep "kl. 15.00" together."""

    def __init__(self, code: str):
        self.code = code
        names = Locale(code)
        self._days: dict[int, str] = dict(names.days["format"]["wide"])
        self._short_days: dict[int, str] = dict(names.days["format"]["abbreviated"])
        self._months: dict[int, str] = dict(names.months["format"]["wide"])

    def __call__(self, msgid: str, /, **params: object) -> str:
        """The sentence in this language; dates, times and walls among `params` are written as lists write them."""
        text = self._translated(msgid) or msgid
        return text % self._shown(params) if params else text

    def count(self, one: str, many: str, n: int, /, **params: object) -> str:
        """The sentence for `n` things, with %(n)s."""
        forms = self._translated((one, many)) or (one, many)
        return str(forms[n != 1]) % {"n": n, **self._shown(params)}

    def _translated(self, msgid: str | tuple[str, str]) -> Any:
        """None for English, and for what the catalogue does not hold."""
        catalogue = _catalogue(self.code)
        message = catalogue.get(msgid) if catalogue else None
        return message.string if message else None

    def _shown(self, params: Mapping[str, object]) -> dict[str, str]:
        return {name: self.show(value) for name, value in params.items()}

    def show(self, value: object) -> str:
        """A parameter as a person reads it."""
        if isinstance(value, tuple):
            return self.listed(map(self.show, value))
        if isinstance(value, Weekday):
            return self._days[value - 1]
        if isinstance(value, Word):
            return str(self._translated(value) or value)
        if isinstance(value, Wall):
            return self.short(value.date, value.time)
        if isinstance(value, date):
            return self.short(value)
        if isinstance(value, time):
            return self.hour(value)
        return str(value)

    def country(self, code: str) -> str:
        """The name of a country by ISO 3166; the code itself where it has none."""
        return str(Locale(self.code).territories.get(code, code))

    # dates

    def weekday(self, day: date) -> str:
        return self._days[day.weekday()]

    def weekday_named(self, number: int) -> str:
        """1 = Monday."""
        return self._days[number - 1]

    def weekday_short(self, day: date) -> str:
        return self._short_days[day.weekday()]

    def nth_weekday(self, ordinals: Sequence[int], weekday: int) -> str:
        """`andra tisdagen`, `the second Tuesday`; 1 = Monday, the last one is -1."""
        day = self._days[weekday - 1] + ("en" if self.code == "sv" else "")
        names = _ORDINALS[self.code]
        return f"{self.listed(names[n - 1 if n > 0 else n] for n in ordinals)} {day}"

    def listed(self, parts: Iterable[Any]) -> str:
        """`februari, april och juni`."""
        *first, last = map(self.show, parts)
        return f"{', '.join(first)} {_AND[self.code]} {last}" if first else last

    def month(self, number: int) -> str:
        return self._months[number]

    def month_short(self, number: int) -> str:
        return self._months[number][:3]

    def hour(self, at: time) -> str:
        return f"{at:%H.%M}" if self.code == "sv" else f"{at:%H:%M}"

    def at(self, at: time) -> str:
        return f"kl.{NB}{self.hour(at)}" if self.code == "sv" else self.hour(at)

    def week(self, day: date) -> str:
        word = "v." if self.code == "sv" else "week"
        return f"{word}{NB}{day.isocalendar().week}"

    def day_month(self, day: date) -> str:
        """`9 feb`, for a subject that has the weekday or needs none."""
        return f"{day.day}{NB}{self.month_short(day.month)}"

    def short(self, day: date, at: time | None = None, *, year: bool = True) -> str:
        """`tis 22 feb 2022 kl. 15.00`, `Tue 22 Feb 2022, 15:00`: lists, date blocks, subjects."""
        text = f"{self.weekday_short(day)} {self.day_month(day)}" + (f" {day.year}" if year else "")
        return text if at is None else self._with_hour(text, self.at(at))

    def long(self, day: date, at: time | None = None, *, year: bool = True) -> str:
        """`tisdag 22 februari 2022 kl. 15.00`, `Tuesday 22 February 2022, 15:00`: running text."""
        text = f"{self.weekday(day)} {day.day}{NB}{self.month(day.month)}" + (
            f" {day.year}" if year else ""
        )
        return text if at is None else self._with_hour(text, self.at(at))

    def hours(self, starts: time, ends: time) -> str:
        """`kl. 15.00–17.00`, `15:00–17:00`."""
        return f"{self.at(starts)}–{self.hour(ends)}"

    def span(self, starts: Wall, ends: Wall, *, long: bool = False, year: bool = True) -> str:
        """From–to: on one day with its hours, over several days with both dates in full."""
        write = self.long if long else self.short
        if starts.date == ends.date:
            return self._with_hour(
                write(starts.date, year=year), self.hours(starts.time, ends.time)
            )
        return f"{write(starts.date, starts.time, year=year)} – {write(ends.date, ends.time, year=year)}"

    def until(self, starts: Wall, ends: Wall) -> str:
        """The hours alone, for a line that has the day: `kl. 15.00–17.00`; with the last day where that is another."""
        if starts.date == ends.date:
            return self.hours(starts.time, ends.time)
        last = self.short(ends.date, ends.time, year=ends.date.year != starts.date.year)
        return f"{self.at(starts.time)} – {last}"

    def _with_hour(self, day: str, hour: str) -> str:
        return f"{day} {hour}" if self.code == "sv" else f"{day}, {hour}"


@lru_cache(maxsize=8)
def _catalogue(code: str) -> Catalog | None:
    if code == "en":
        return None  # the msgids are the English sentences
    source = resources.files("scheduler") / "locale" / code / "LC_MESSAGES" / "kallelse.po"
    with source.open("rb") as file:
        return read_po(file, locale=code)


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """The language of that code; one we have no texts for is answered in English."""
    return Language(code if code in LANGUAGES else "en")


def sort_key(name: str) -> tuple[str, ...]:
    """Order of names: å, ä, ö after z; é, ü and other marks as their base letter. Never sort names in SQL."""
    return tuple(_letter(c) for c in name.casefold())


def _letter(c: str) -> str:
    if c in "åäöæø":
        return "{" + "åäöæø"["åäöæø".index(c)].translate(str.maketrans("åäöæø", "12323"))
    return unicodedata.normalize("NFD", c)[:1]


def plain(text: str) -> str:
    """The same with ordinary blanks, for letters and terminals."""
    return text.replace(NB, " ")
