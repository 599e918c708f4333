"""Rule: how a line of the school holidays is written: a name, then weeks, days or the week by Easter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import LANGUAGES, Weekday, language
from scheduler.years import break_words

UNREAD = N_(
    "“%(line)s” was not understood. Write the name and then “v. 9”, “7 May”, “20 Dec–8 Jan” "
    "or “the week after Easter”."
)
_PARTLY = N_(
    "“%(line)s” could not be read whole. Write one holiday a line: the name, and then its weeks or days with a comma "
    "between, as in “Sportlov v. 7, v. 8”."
)
_TWO_WAYS = N_(
    "The last number of “%(line)s” can be a day or a year. Write both months as words, or the whole year."
)
_NOT_THE_WEEKDAY = N_("%(date)s is not a %(weekday)s. Check the date and the weekday.")
_WHICH_YEAR = N_("“%(line)s” has a weekday. Write the year too, or leave out the weekday.")
_NO_WEEK = N_("There is no week %(week)s. Write a week between 1 and 53.")
_NO_WEEK_IN = N_("There is no week %(week)s in %(year)s.")
_NO_DAY_IN = N_("There is no 29 February in %(year)s.")
_BACKWARDS = N_("“%(line)s” ends before it begins.")
_LONG = N_("“%(line)s” is longer than %(n)s days. Write the first day first.")
_LAST_WEEK, _MOST_DAYS = 53, 120
_A_LEAP_YEAR, _A_YEAR_OF_53_WEEKS = 2024, 2026

_TO, _WEEKS = r" ?[-–—] ?", r"(?:v\.?|vecka|veckorna|weeks?)"
_WEEKDAY = rf"(?:{break_words.WEEKDAY})\.? "
_OPENING = re.compile(rf"[ ,:]*[ ,:(](?=(?:{_WEEKDAY})?\d|{_WEEKS} ?\d|veckan |the week )", re.I)
_PARTING = re.compile(r" ?[,;] ?(?:(?:och|and|samt|&) )?| (?:och|and|samt|&) ", re.I)
_YEAR = re.compile(r"\d{4}")
_NUMBERS = re.compile(rf"(?P<a>\d{{1,2}})(?:{_TO}(?P<b>\d{{1,2}}))?(?: (?P<year>\d{{4}}))?")
_WEEK = re.compile(
    rf"{_WEEKS} ?(?P<a>\d{{1,2}})(?:{_TO}(?:{_WEEKS} ?)?(?P<b>\d{{1,2}}))?(?: (?P<year>\d{{4}}))?",
    re.I,
)
_EASTER = re.compile(r"(?:veckan|the week) (?P<side>före|efter|before|after) (?:påsk|easter)", re.I)
_DAY_1, _DAY_2 = (
    rf"(?:(?P<k{n}>{break_words.WEEKDAY})\.? )?(?:(?P<iso{n}>\d{{4}}-\d\d-\d\d)|(?P<d{n}>\d{{1,2}})"
    rf"(?:[/.](?P<m{n}>\d{{1,2}})\.?|\.? ?(?P<w{n}>[a-zåäö]{{3,}})\.?|\.)?(?: (?P<y{n}>\d{{4}}))?)"
    for n in (1, 2)
)
_DAYS = re.compile(rf"{_DAY_1}(?:{_TO}{_DAY_2})?", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """Weeks, days or the week by Easter. Without `year` it comes every year; else it begins in that one.

    Weeks are Monday to Friday. `easter` counts weeks from the one with Easter Monday: -1, 0.
    """

    weeks: tuple[int, int] | None = None
    days: tuple[tuple[int, int], tuple[int, int]] | None = None
    easter: int | None = None
    year: int | None = None
    weekdays: tuple[int | None, int | None] = (None, None)
    """What the first and the last day are said to be, 1 = Monday."""

    def span(self, year: int) -> tuple[date, date] | None:
        """First and last day of the one that begins in the year; None where the year has no such week or day."""
        try:
            if self.weeks:
                first, last = self.weeks
                later = year + (last < first)
                return date.fromisocalendar(year, first, 1), date.fromisocalendar(later, last, 5)
            if self.days:
                (m1, d1), (m2, d2) = self.days
                return date(year, m1, d1), date(year + ((m2, d2) < (m1, d1)), m2, d2)
        except ValueError:  # week 53 or 29 February
            return None
        monday = easter(year) + timedelta(days=1, weeks=self.easter or 0)
        return monday, monday + timedelta(days=4)

    def lacks(self, year: int) -> Fault | None:
        """Why there is none in the year, where it should come that year."""
        if self.year not in (None, year) or self.span(year):
            return None
        text = _NO_WEEK_IN if self.weeks else _NO_DAY_IN
        return Fault(text, {"week": _LAST_WEEK, "year": year})


def read(line: str) -> tuple[str, tuple[Part, ...]]:
    """The name and what it is of. `line` has single blanks, and none at its ends. Raises: InvalidInput."""
    plain = break_words.plain(line)
    for opening in _OPENING.finditer(plain):
        name, rest = plain[: opening.start()], plain[opening.end() :]
        if "(" in opening[0]:
            rest = rest.removesuffix(")")
        told = _PARTING.split(rest)
        if name and (parts := _parts(line, told)):
            if break_words.tells_days(name):
                raise _fault(_PARTLY, line=line)
            named = name.rpartition(" ")
            if _YEAR.fullmatch(named[2]) and named[0]:  # "Sportlov 2027 v. 9"
                name, parts = named[0], _filled(parts, int(named[2]))
            for part in parts:
                _must_be(line, part)
            return name, tuple(parts)
        if name and _part(line, told[0]):
            # As a part of the name, what it says would be lost.
            raise _fault(_PARTLY, line=line)
    raise _fault(UNREAD, line=line)


def _parts(line: str, told: Sequence[str]) -> list[Part]:
    """What the pieces say; none where one of them is not understood. Raises: InvalidInput."""
    found: list[Part] = []
    bare: list[re.Match[str]] = []  # "7" of "7, 8 May"
    for n, piece in enumerate(told):
        if found and not bare and n == len(told) - 1 and _YEAR.fullmatch(piece):
            return _filled(found, int(piece))
        numbers = _NUMBERS.fullmatch(piece)
        if numbers and found and found[-1].weeks:
            found.append(_weeks(numbers))
        elif numbers and not numbers["year"]:
            bare.append(numbers)
        else:
            part = _part(line, piece)
            if part is None or (bare and part.days is None):
                return []
            for one in bare:
                same = _part(line, f"{one[0]}/{part.days[0][0]}") if part.days else None
                found += [same] if same else []
            bare = []
            found.append(part)
    return [] if bare else _filled(found, found[-1].year if found else None)


def _filled(parts: Sequence[Part], year: int | None) -> list[Part]:
    """Each with its own year, else that of the one before it, else `year`."""
    found, last = [], None
    for part in parts:
        last = part.year or last
        found.append(replace(part, year=last or year))
    return found


def _part(line: str, piece: str) -> Part | None:
    """None where it is not understood, or is a number alone. Raises: InvalidInput."""
    if match := _WEEK.fullmatch(piece):
        return _weeks(match)
    if match := _EASTER.fullmatch(piece):
        return Part(easter=-1 if match["side"].lower() in ("före", "before") else 0)
    if match := _DAYS.fullmatch(piece):
        return _days(line, match)
    return None


def _weeks(match: re.Match[str]) -> Part:
    first, last = int(match["a"]), int(match["b"] or match["a"])
    for week in (first, last):
        if not 1 <= week <= _LAST_WEEK:
            raise _fault(_NO_WEEK, week=week)
    return Part(weeks=(first, last), year=int(match["year"]) if match["year"] else None)


def _days(line: str, match: re.Match[str]) -> Part | None:
    """The month of the one is that of the other, where it has none."""
    (m1, d1, y1), (m2, d2, y2) = _day(match, "1"), _day(match, "2")
    if d2 and not m2 and m1 and not match["iso1"] and y1 is None and y2 is None:
        raise _fault(_TWO_WAYS, line=line)  # "12/6-27"
    (m1, m2), d2 = (m1 or m2, m2 or m1), d2 or d1
    try:
        for month, day in ((m1, d1), (m2, d2)):
            date(_A_LEAP_YEAR, month, day)
    except ValueError:  # no such day, or no month at all
        return None
    passes = (m2, d2) < (m1, d1)  # New Year
    if y1 is None and y2 is not None:
        y1 = y2 - passes
    if y1 is not None and y2 is not None and y2 != y1 + passes:
        raise _fault(_BACKWARDS if y2 < y1 + passes else _LONG, line=line, n=_MOST_DAYS)
    said = tuple(break_words.weekday(word) if word else None for word in match.group("k1", "k2"))
    return Part(days=((m1, d1), (m2, d2)), year=y1, weekdays=(said[0], said[1]))


def _day(match: re.Match[str], n: str) -> tuple[int, int, int | None]:
    """Month, day and year; 0 where there is no month or day."""
    if iso := match[f"iso{n}"]:
        return int(iso[5:7]), int(iso[8:]), int(iso[:4])
    month = match[f"m{n}"] or _months().get((match[f"w{n}"] or "").lower()[:3], 0)
    year = match[f"y{n}"]
    return int(month), int(match[f"d{n}"] or 0), int(year) if year else None


def _must_be(line: str, part: Part) -> None:
    """Raises: InvalidInput where its year lacks it, its days have other weekdays, or it is longer than school holidays
    are."""
    if part.year is not None and (fault := part.lacks(part.year)):
        raise InvalidInput({"breaks": fault})
    years = (part.year,) if part.year else (_A_LEAP_YEAR, _A_YEAR_OF_53_WEEKS)
    first, last = next(filter(None, map(part.span, years)))
    if (last - first).days >= _MOST_DAYS:
        raise _fault(_LONG, line=line, n=_MOST_DAYS)
    for day, said in zip((first, last), part.weekdays, strict=True):
        if said and part.year is None:
            raise _fault(_WHICH_YEAR, line=line)
        if said and day.isoweekday() != said:
            raise _fault(_NOT_THE_WEEKDAY, date=day, weekday=Weekday(said))


def _fault(text: str, **params: object) -> InvalidInput:
    return InvalidInput({"breaks": Fault(text, params)})


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The first three letters of each month, in every language we have."""
    return {
        language(code).month(number).lower()[:3]: number
        for code in LANGUAGES
        for number in range(1, 13)
    }
