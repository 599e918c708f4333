"""Rule: the school holidays that a secretary keeps, a line each: `Sportlov v. 9`, `Lovdag 2027-05-07`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import LANGUAGES, language
from scheduler.years.days import Finding

_LAST_WEEK = 53
_MOST_LINES = 100
_NAME, _TO, _OF_YEAR = r"(?P<name>.+?)[ ,:]+", r" ?[-–] ?", r"(?:[ ,]+(?P<year>\d{4}))?"
_DAY_1, _DAY_2 = (
    rf"(?P<d{n}>\d{{1,2}}){gap}(?P<m{n}>[a-zåäö]+)\.?{end}"
    for n, gap, end in ((1, "(?: ", ")?"), (2, " ", ""))
)
_WEEK = re.compile(
    rf"{_NAME}(?:v\.?|vecka|week) ?(?P<first>\d{{1,2}})(?:{_TO}(?P<last>\d{{1,2}}))?{_OF_YEAR}",
    re.I,
)
_EASTER = re.compile(
    rf"{_NAME}(?:veckan|the week) (?P<side>före|efter|before|after) (?:påsk|easter)", re.I
)
_ISO = re.compile(
    rf"{_NAME}(?P<first>\d{{4}}-\d{{2}}-\d{{2}})(?:{_TO}(?P<last>\d{{4}}-\d{{2}}-\d{{2}}))?"
)
_DAYS = re.compile(rf"{_NAME}{_DAY_1}(?:{_TO}{_DAY_2})?{_OF_YEAR}", re.I)

_UNREAD = N_(
    "“%(line)s” was not understood. Write the name and then “v. 9”, “7 May”, “20 Dec–8 Jan” "
    "or “the week after Easter”."
)
_NO_WEEK = N_("There is no week %(week)s. Write a week between 1 and 53.")
_BACKWARDS = N_("“%(line)s” ends before it begins.")
_MANY = N_("Write at most %(n)s lines.")
_BREAK = N_("%(date)s is in a school holiday: %(name)s.")


@dataclass(frozen=True, slots=True)
class Break:
    """A school holiday: weeks, days, or days counted from Easter. Without `year` it comes every year.

    Weeks are Monday to Friday. `easter` counts weeks from the one with Easter Monday: -1, 0.
    """

    name: str
    weeks: tuple[int, int] | None = None
    days: tuple[tuple[int, int], tuple[int, int]] | None = None
    easter: int | None = None
    year: int | None = None

    def spans(self, year: int) -> Iterator[tuple[date, date]]:
        """First and last days of those that touch the year: one that passes New Year has two."""
        for begins in (year - 1, year):
            if self.year is None or self.year == begins:
                span = self._span(begins)
                if span and span[0].year <= year <= span[1].year:
                    yield span

    def _span(self, year: int) -> tuple[date, date] | None:
        """The one that begins in the year."""
        try:
            if self.weeks:
                first, last = self.weeks
                later = year + (last < first)
                return date.fromisocalendar(year, first, 1), date.fromisocalendar(later, last, 5)
            if self.days:
                (m1, d1), (m2, d2) = self.days
                return date(year, m1, d1), date(year + ((m2, d2) < (m1, d1)), m2, d2)
        except ValueError:  # week 53 or 29 February, in a year that has none
            return None
        monday = easter(year) + timedelta(days=1, weeks=self.easter or 0)
        return monday, monday + timedelta(days=4)


COUNTIES: dict[str, int] = {
    "Blekinge": 8, "Dalarna": 9, "Gotland": 9, "Gävleborg": 10, "Halland": 8, "Jämtland": 10, "Jönköping": 7,
    "Kalmar": 8, "Kronoberg": 8, "Norrbotten": 10, "Skåne": 8, "Stockholm": 9, "Södermanland": 8, "Uppsala": 9,
    "Värmland": 9, "Västerbotten": 10, "Västernorrland": 10, "Västmanland": 9, "Västra Götaland": 7,
    "Örebro": 8, "Östergötland": 8,
}  # fmt: skip
"""The usual week of sportlov by county (domain.md, section 9). A municipality may choose another."""


def preset(county: str) -> str:
    """The list to begin with in a county. Raises: KeyError."""
    return (
        f"Sportlov v. {COUNTIES[county]}\nPåsklov veckan efter påsk\nSommarlov 15 juni–15 augusti\n"
        "Höstlov v. 44\nJullov 21 december–8 januari\n"
    )


def read(text: str) -> list[Break]:
    """Every line that is not blank. Raises: InvalidInput, a fault for each line that is not understood."""
    found: list[Break] = []
    faults: dict[str, Fault] = {}
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise InvalidInput({"breaks": Fault(_MANY, {"n": _MOST_LINES})})
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_line(" ".join(line.split())[:200]))
            except InvalidInput as error:
                faults |= {f"line {number}": fault for fault in error.fields.values()}
    if faults:
        raise InvalidInput(faults)
    return found


def against(day: date, breaks: Iterable[Break]) -> Iterator[Finding]:
    """The school holidays that the day is in."""
    for one in breaks:
        for first, last in one.spans(day.year):
            if first <= day <= last:
                yield Finding(f"break {one.name}", Fault(_BREAK, {"date": day, "name": one.name}))


def _line(line: str) -> Break:
    if match := _WEEK.fullmatch(line):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        for week in (first, last):
            if not 1 <= week <= _LAST_WEEK:
                raise InvalidInput({"breaks": Fault(_NO_WEEK, {"week": week})})
        return Break(match["name"], weeks=(first, last), year=_year(match["year"]))
    if match := _EASTER.fullmatch(line):
        return Break(match["name"], easter=-1 if match["side"].lower() in ("före", "before") else 0)
    if match := _ISO.fullmatch(line):
        return _dates(line, match["name"], match["first"], match["last"] or match["first"])
    if (match := _DAYS.fullmatch(line)) and (match["m1"] or match["m2"]):
        return _day_months(line, match)
    raise InvalidInput({"breaks": Fault(_UNREAD, {"line": line})})


def _dates(line: str, name: str, first: str, last: str) -> Break:
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise InvalidInput({"breaks": Fault(_UNREAD, {"line": line})}) from error
    if ends < begins:
        raise InvalidInput({"breaks": Fault(_BACKWARDS, {"line": line})})
    days = (begins.month, begins.day), (ends.month, ends.day)
    return Break(name, days=days, year=begins.year)


def _day_months(line: str, match: re.Match[str]) -> Break:
    first_month = _month(match["m1"] or match["m2"])
    last_month = _month(match["m2"] or match["m1"])
    d1, d2 = int(match["d1"]), int(match["d2"] or match["d1"])
    try:
        if first_month and last_month:
            for month, day in ((first_month, d1), (last_month, d2)):
                date(2024, month, day)  # a leap year: 29 February may be written
            days = (first_month, d1), (last_month, d2)
            return Break(match["name"], days=days, year=_year(match["year"]))
    except ValueError:
        pass  # 31 April: not understood, as below
    raise InvalidInput({"breaks": Fault(_UNREAD, {"line": line})})


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _month(text: str) -> int | None:
    return _months().get(text.lower()[:3])


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The first three letters of each month, in every language we have."""
    return {
        language(code).month(number).lower()[:3]: number
        for code in LANGUAGES
        for number in range(1, 13)
    }
