"""Rule: how a line of the school holidays is written: a name, then weeks, days or the week by Easter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.language import LANGUAGES, language

UNREAD = N_(
    "“%(line)s” was not understood. Write the name and then “v. 9”, “7 May”, “20 Dec–8 Jan” "
    "or “the week after Easter”."
)
_NO_WEEK_IN = N_("There is no week %(week)s in %(year)s.")
_NO_DAY_IN = N_("There is no 29 February in %(year)s.")
_LONG = N_("“%(line)s” is longer than %(n)s days. Write the first day first.")
_LAST_WEEK, _MOST_DAYS = 53, 120
_YEARS = (2024, 2026)
"""A leap year, and one of 53 weeks."""

_ISO = r"\d{4}-\d\d-\d\d"
_TO = re.compile(rf"({_ISO})| (?:till och med|t\.?o\.?m\.?|till|to) | ?(?:--|[-–—]) ?", re.I)
"""What joins two days; the dashes of a date in figures do not."""
_PARTED = re.compile(r" ?[,;] ?| (?:och|and) ", re.I)
_LINE = re.compile(
    r"(?P<name>[^\d(),–]*[^\W\d](?: \d{1,2},)?)[ ,:]+"
    r"(?P<rest>(?:\d|(?:v\.?|vecka|veckorna|weeks?) ?\d|veckan |the week ).*)",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:från|from|till|to|före|before|den|the"
    r"|(?:veckan|the week) \w+ (?:påsk|easter)|(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?)\.?$",
    re.I,
)
"""Ends of a name that say something of the days behind it, which would be lost."""
_WEEKS = re.compile(
    r"(?:v\.?|vecka|veckorna|weeks?) ?(?P<a>\d{1,2})"
    r"(?:–(?:(?:v\.?|vecka|week) ?)?(?P<b>\d{1,2}))?(?: (?P<year>\d{4}))?",
    re.I,
)
_EASTER = re.compile(r"(?:veckan|the week) (?P<side>före|efter|before|after) (?:påsk|easter)", re.I)
_DAY = re.compile(
    rf"(?P<iso>{_ISO})|(?P<d>\d{{1,2}})(?:/(?P<m>\d{{1,2}})|\.? ?(?P<w>[a-zåäö]{{3,}})|\.)?(?: (?P<y>\d{{4}}))?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Weeks, days or the week by Easter. Without `year` it comes every year; else it begins in that one.

    Weeks are Monday to Friday. `easter` counts weeks from the one with Easter Monday: -1, 0.
    """

    weeks: tuple[int, int] | None = None
    days: tuple[tuple[int, int], tuple[int, int]] | None = None
    easter: int | None = None
    year: int | None = None

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
    match = _LINE.fullmatch(_TO.sub(lambda found: found[1] or "–", line))
    parts = _parts(_PARTED.split(match["rest"])) if match else []
    if not match or not parts or _NO_NAME.search(match["name"]):
        raise invalid("breaks", UNREAD, line=line)
    for part in parts:
        _must_be(line, part)
    return match["name"].rstrip(","), tuple(parts)


def _parts(pieces: Sequence[str]) -> list[Part]:
    """What the pieces say; none where one of them is not understood. Those without a year have that of the last."""
    parts: list[Part] = []
    for piece in pieces:
        is_week = bool(parts and parts[-1].weeks and piece.isdecimal())
        part = _part(f"v. {piece}" if is_week else piece)
        if part is None:
            return []
        parts.append(part)
    return [replace(part, year=part.year or parts[-1].year) for part in parts]


def _part(piece: str) -> Part | None:
    if match := _EASTER.fullmatch(piece):
        return Part(easter=-1 if match["side"].lower() in ("före", "before") else 0)
    if match := _WEEKS.fullmatch(piece):
        weeks = int(match["a"]), int(match["b"] or match["a"])
        is_real = all(1 <= week <= _LAST_WEEK for week in weeks)
        return Part(weeks, year=int(match["year"] or 0) or None) if is_real else None
    return _days([_DAY.fullmatch(day) for day in piece.split("–")])


def _days(days: Sequence[re.Match[str] | None]) -> Part | None:
    """The month of the one is that of the other, where it has none; of `12/6–27` the last may be a year."""
    if len(days) > 2 or None in days:
        return None
    (m1, d1, y1), (m2, d2, y2) = _day(days[0]), _day(days[-1])
    if m1 and not m2:
        return None
    try:
        for month, day in ((m1 or m2, d1), (m2 or m1, d2)):
            date(_YEARS[0], month, day)
    except ValueError:  # no such day, or no month at all
        return None
    span = (m1 or m2, d1), (m2 or m1, d2)
    first_year = y1 or (y2 - (span[1] < span[0]) if y2 else None)
    is_backwards = bool(y1 and y2 and y2 != y1 + (span[1] < span[0]))
    return None if is_backwards else Part(days=span, year=first_year)


def _day(match: re.Match[str] | None) -> tuple[int, int, int]:
    """Month, day and year; 0 where there is none."""
    assert match
    if iso := match["iso"]:
        return int(iso[5:7]), int(iso[8:]), int(iso[:4])
    month = match["m"] or _months().get((match["w"] or "").lower()[:3], 0)
    return int(month), int(match["d"]), int(match["y"] or 0)


def _must_be(line: str, part: Part) -> None:
    """Raises: InvalidInput where its year lacks it, or it is longer than school holidays are."""
    if part.year is not None and (fault := part.lacks(part.year)):
        raise InvalidInput({"breaks": fault})
    years = (part.year,) if part.year else _YEARS
    first, last = next(filter(None, map(part.span, years)))
    if (last - first).days >= _MOST_DAYS:
        raise invalid("breaks", _LONG, line=line, n=_MOST_DAYS)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The first three letters of each month, in every language we have."""
    return {
        language(code).month(number).lower()[:3]: number
        for code in LANGUAGES
        for number in range(1, 13)
    }
