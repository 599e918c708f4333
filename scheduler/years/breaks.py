"""The school holidays that a secretary keeps, a line each: `Sportlov v. 9`, `Lovdag 2027-05-07`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product

from dateutil.easter import easter

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import LANGUAGES, language
from scheduler.years import store
from scheduler.years.days import Finding
from scheduler.years.rows import SchoolBreaks

_MOST_LINES, _MOST_CHARACTERS, _MOST_DAYS = 100, 200, 120
_MANY = N_("Write at most %(n)s lines.")
UNREAD = N_(
    "“%(line)s” was not understood. Write the name and then “v. 9”, “7 May”, “20 Dec–8 Jan” "
    "or “the week after Easter”."
)
_BREAK = N_("%(date)s is in a school holiday: %(name)s.")
_YEARS = (2024, 2026)
"""A leap year, and one of 53 weeks."""

_SPLIT = re.compile(r"[ ,:]+(?=\d|(?:v\.?|vecka|veckorna|weeks?) ?\d|veckan |the week )", re.I)
_OPEN = re.compile(r"\b(?:från|from|före|efter|before|after)$", re.I)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TO = re.compile(r" (?:till och med|t\.?o\.?m\.?|till|to) | ?(?:--|[-–—]) ?", re.I)
_MONTH = re.compile(r"(?<=\d)\.? ?([a-zåäö]{3,})", re.I)
_WEEK = re.compile(r"\b(?:v\.?|vecka|veckorna|weeks?) ?(?=\d)", re.I)
_PARTED = re.compile(r" ?[,;] ?| (?:och|and) ", re.I)
_EASTER = re.compile(r"(?:veckan|the week) (före|before|efter|after) (?:påsk|easter)", re.I)
_WEEKS = re.compile(r"v(\d{1,2})(?:–v?(\d{1,2}))?(?: (\d{4}))?")
_DAYS = re.compile(
    r"(\d{1,2})(?:/(\d{1,2})|\.)?(?: (\d{4}))?(?:–(\d{1,2})/(\d{1,2})(?: (\d{4}))?)?"
)

COUNTIES: dict[str, int] = {
    "Blekinge": 8, "Dalarna": 9, "Gotland": 9, "Gävleborg": 10, "Halland": 8, "Jämtland": 10, "Jönköping": 7,
    "Kalmar": 8, "Kronoberg": 8, "Norrbotten": 10, "Skåne": 8, "Stockholm": 9, "Södermanland": 8, "Uppsala": 9,
    "Värmland": 9, "Västerbotten": 10, "Västernorrland": 10, "Västmanland": 9, "Västra Götaland": 7,
    "Örebro": 8, "Östergötland": 8,
}  # fmt: skip
"""The usual week of sportlov by county. A municipality may choose another."""


def preset(county: str) -> str:
    """The list to begin with in a county. Raises: KeyError."""
    return (
        f"Sportlov v. {COUNTIES[county]}\nPåsklov veckan efter påsk\nSommarlov 15 juni–15 augusti\n"
        "Höstlov v. 44\nJullov 21 december–8 januari\n"
    )


Day = tuple[str, int, int]
"""A day of any year: `week` and its number, `month`, or `easter` and weeks from it; and the day of that."""


@dataclass(frozen=True, slots=True)
class Part:
    """From one day to another, each year; with `year` only that which begins then."""

    first: Day
    last: Day
    year: int | None = None

    def span(self, year: int) -> tuple[date, date] | None:
        """The one that begins in the year; None where it has no such day."""
        if self.year not in (None, year):
            return None
        try:
            first, last = _date(self.first, year), _date(self.last, year)
            return first, last if first <= last else _date(self.last, year + 1)
        except ValueError:
            return None

    def is_real(self) -> bool:
        """Whether there is one, and it is no longer than school holidays are."""
        spans = map(self.span, (self.year,) if self.year else _YEARS)
        return any(span and (span[1] - span[0]).days < _MOST_DAYS for span in spans)


@dataclass(frozen=True, slots=True)
class Break:
    """A school holiday, in one part or several."""

    name: str
    parts: tuple[Part, ...]

    def spans(self, year: int) -> Iterator[tuple[date, date]]:
        """First and last days of those that touch the year: one that passes New Year has two."""
        for begins in (year - 1, year):
            for part in self.parts:
                span = part.span(begins)
                if span and span[0].year <= year <= span[1].year:
                    yield span


def lines(text: str) -> list[tuple[str, Break | None]]:
    """Every line that is not blank, with what it was understood as."""
    texts = (" ".join(line.split()) for line in text.splitlines())
    return [(line, _break(line)) for line in texts if line]


def understood(text: str) -> list[Break]:
    """Those of a list that was kept: a line that is not understood any more is told of where the list stands."""
    return [read for _, read in lines(text) if read]


def against(day: date, breaks: Iterable[Break]) -> Iterator[Finding]:
    """The school holidays that the day is in."""
    for one in breaks:
        if any(first <= day <= last for first, last in one.spans(day.year)):
            yield Finding(f"break {one.name}", Fault(_BREAK, {"date": day, "name": one.name}))


def keep(session: Session, council: Council, text: str, *, by: Actor, now: datetime) -> None:
    """Keeps the list as it is written. Raises: InvalidInput (`breaks`) with every line that is not understood."""
    if len(text.splitlines()) > _MOST_LINES:
        raise invalid("breaks", _MANY, n=_MOST_LINES)
    if bad := [line for line, read in lines(text) if not read]:
        raise invalid("breaks", UNREAD, line="; ".join(bad))
    kept = store.school_breaks(session, council.id)
    if kept is None:
        kept = SchoolBreaks(council_id=council.id, text="")
        session.add(kept)
    before, kept.text, kept.changed_at = kept.text, text.strip(), now
    flush(session, Conflict())
    history.record(
        session,
        "school holidays changed",
        by=by,
        now=now,
        council_id=council.id,
        before={"text": before},
        after={"text": kept.text},
    )


def _break(line: str) -> Break | None:
    name, *rest = _SPLIT.split(line, 1)
    if not rest or not name or _OPEN.search(name) or len(line) > _MOST_CHARACTERS:
        return None
    year, pieces = _pieces(rest[0])
    parts = list[Part]()
    for piece in pieces:
        is_week = bool(parts) and parts[-1].first[0] == "week" and piece.isdecimal()
        part = _part(f"v{piece}" if is_week else piece)
        if part is None:
            return None
        parts.append(part)
    # Those without a year have that of the last.
    parts = [replace(part, year=part.year or parts[-1].year or year) for part in parts]
    return Break(name, tuple(parts)) if all(part.is_real() for part in parts) else None


def _pieces(text: str) -> tuple[int | None, list[str]]:
    """The year that stands first, and the pieces, with days as `9/2 2027`, weeks as `v9` and a dash in between."""
    text = _ISO.sub(lambda found: f"{found[3]}/{found[2]} {found[1]}", text)
    text = _TO.sub("–", text)
    text = _MONTH.sub(_month_number, text)
    year = re.match(r"(\d{4}) ", text)
    return int(year[1]) if year else None, _PARTED.split(
        _WEEK.sub("v", text[year.end() if year else 0 :])
    )


def _part(piece: str) -> Part | None:
    if match := _EASTER.fullmatch(piece):
        n = -1 if match[1].lower() in ("före", "before") else 0
        return Part(("easter", n, 1), ("easter", n, 5))
    if match := _WEEKS.fullmatch(piece):
        year = int(match[3]) if match[3] else None
        return Part(("week", int(match[1]), 1), ("week", int(match[2] or match[1]), 5), year)
    if match := _DAYS.fullmatch(piece):
        return _days(*(int(n or 0) for n in match.groups()))
    return None


def _days(d1: int, m1: int, y1: int, d2: int, m2: int, y2: int) -> Part | None:
    """The first day has the month of the last, where it has none; the year of the last is one later over New Year."""
    first = (m1 or m2, d1)
    last = (m2, d2) if d2 else first
    years = {year for year in (y1, y2 - (last < first) if y2 else 0) if year}
    if not first[0] or len(years) > 1:
        return None
    return Part(("month", *first), ("month", *last), next(iter(years), None))


def _month_number(found: re.Match[str]) -> str:
    """`/5` for ` May`, in every language we have; what is no month stays."""
    for code, number in product(LANGUAGES, range(1, 13)):
        if language(code).month(number)[:3].lower() == found[1][:3].lower():
            return f"/{number}"
    return found[0]


def _date(day: Day, year: int) -> date:
    """Raises: ValueError where the year has no such day: week 53, 29 February."""
    kind, n, of_it = day
    if kind == "month":
        return date(year, n, of_it)
    monday = easter(year) + timedelta(days=1, weeks=n)
    return date.fromisocalendar(year, n, of_it) if kind == "week" else monday + timedelta(of_it - 1)
