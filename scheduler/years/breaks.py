"""The school holidays that a secretary keeps, a line each: `Sportlov v. 9`, `Lovdag 2027-05-07`."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil.easter import easter

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, InvalidInput, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import store, typed
from scheduler.years.rows import SchoolBreaks

_MOST_LINES, _MOST_CHARACTERS, _MOST_DAYS = 100, 200, 120
_MANY = N_("Write at most %(n)s lines.")
UNREAD = N_(
    "“%(line)s” was not understood. Write the name and then “v. 9”, “7 May”, “20 Dec–8 Jan” "
    "or “the week after Easter”."
)
_SOME_YEARS = {2024, 2026}
"""A leap year, and one of 53 weeks."""

_WEEK = r"(?:v\.?|vecka|veckorna|weeks?) ?"
_NAME = re.compile(rf"(.+?)[ ,:]+((?:{_WEEK})?\d.*|(?:veckan|the week) .*)", re.I)
_OPEN = re.compile(r"\b(?:från|from|före|efter|before|after)$", re.I)
_YEAR, _ISO = re.compile(r"\b\d{4}\b"), re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_PARTED = re.compile(r" ?[,;] ?| (?:och|and) ", re.I)
_TO = re.compile(r" (?:till och med|t\.?o\.?m\.?|till|to) | ?(?:--|[-–—]) ?", re.I)
_WEEKS = re.compile(
    rf"(?:\d{{4}} )?({_WEEK})?(\d\d?)(?:(?: ?[-–] ?| till | to )(?:{_WEEK})?(\d\d?))?(?: \d{{4}})?",
    re.I,
)
_EASTER = re.compile(r"(?:veckan|the week) (före|before|efter|after) (?:påsk|easter)", re.I)

COUNTIES: dict[str, int] = {
    "Blekinge": 8, "Dalarna": 9, "Gotland": 9, "Gävleborg": 10, "Halland": 8, "Jämtland": 10, "Jönköping": 7,
    "Kalmar": 8, "Kronoberg": 8, "Norrbotten": 10, "Skåne": 8, "Stockholm": 9, "Södermanland": 8, "Uppsala": 9,
    "Värmland": 9, "Västerbotten": 10, "Västernorrland": 10, "Västmanland": 9, "Västra Götaland": 7,
    "Örebro": 8, "Östergötland": 8,
}  # fmt: skip
"""The usual week of sportlov by county. A municipality may choose another."""

Span = tuple[date, date]
"""First and last day."""


def preset(county: str) -> str:
    """The list to begin with in a county. Raises: KeyError."""
    return (
        f"Sportlov v. {COUNTIES[county]}\nPåsklov veckan efter påsk\nSommarlov 15 juni–15 augusti\n"
        "Höstlov v. 44\nJullov 21 december–8 januari\n"
    )


def lines(text: str) -> list[tuple[str, str]]:
    """Every line that is not blank, with the name of its school holiday; empty where it was not understood."""
    texts = (" ".join(line.split()) for line in text.splitlines())
    return [(line, _name(line)) for line in texts if line]


@lru_cache(maxsize=1000)
def spans(line: str, year: int) -> tuple[Span, ...]:
    """Its days that touch the year: a school holiday that passes New Year touches two."""
    if not _name(line):
        return ()
    begun = (span for begins in (year - 1, year) for span in _begun(line, begins) or ())
    return tuple(span for span in begun if span[0].year <= year <= span[1].year)


def in_year(text: str, year: int) -> list[tuple[str, Span]]:
    """The school holidays of the year by name. A line that is not understood is told of where the list stands."""
    return [(name, span) for line, name in lines(text) for span in spans(line, year)]


def keep(session: Session, council: Council, text: str, *, by: Actor, now: datetime) -> None:
    """Keeps the list as it is written. Raises: InvalidInput (`breaks`) with every line that is not understood."""
    if len(text.splitlines()) > _MOST_LINES:
        raise invalid("breaks", _MANY, n=_MOST_LINES)
    if bad := [line for line, name in lines(text) if not name]:
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


@lru_cache(maxsize=1000)
def _name(line: str) -> str:
    """Empty where no year has such days, or more than a school holiday has."""
    match = _NAME.fullmatch(line)
    if not match or _OPEN.search(match[1]) or len(line) > _MOST_CHARACTERS:
        return ""
    for year in _years(line) or _SOME_YEARS:
        found = _begun(line, year)
        if found and all((last - first).days < _MOST_DAYS for first, last in found):
            return match[1]
    return ""


def _years(line: str) -> set[int]:
    return set(map(int, _YEAR.findall(line)))


def _begun(line: str, year: int) -> list[Span] | None:
    """What begins in the year; None where a part of the line is not understood, or is no day of that year."""
    match = _NAME.fullmatch(line)
    assert match
    if _years(line) and year not in _years(line):
        return []
    found, is_week = list[Span](), False
    for piece in _PARTED.split(_ISO.sub(r"\3/\2 \1", match[2])):
        weeks = _WEEKS.fullmatch(piece)
        is_week = bool(weeks and (weeks[1] or is_week))
        span = _weeks(weeks, year) if weeks and is_week else _days(piece, year)
        if span is None or span[0] > span[1]:
            return None
        found += [span] if span[0].year == year or is_week else []
    return found


def _weeks(match: re.Match[str], year: int) -> Span | None:
    first, last = int(match[2]), int(match[3] or match[2])
    try:
        return date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 5)
    except ValueError:
        return None


def _days(piece: str, year: int) -> Span | None:
    """`7 May`, `3–5 May`, `20 Dec–8 Jan`, or a week by Easter."""
    if match := _EASTER.fullmatch(piece):
        n = -6 if match[1].lower() in ("före", "before") else 1
        monday = easter(year) + timedelta(days=n)
        return monday, monday + timedelta(days=4)
    if re.match(_WEEK + r"\d", piece, re.I):
        return None
    if span := _recognised(piece, year):
        return span
    ends = _TO.split(piece)
    if len(ends) != 2 or bool(_YEAR.search(ends[0])) != bool(_YEAR.search(ends[1])):
        return None
    first, last = (_recognised(end, year) for end in ends)
    if first and last and last < first and not _YEAR.search(piece):
        last = _recognised(ends[1], year + 1)
    return (first[0], last[1]) if first and last else None


def _recognised(text: str, year: int) -> Span | None:
    try:
        first, last = typed.days("breaks", text, language="sv", year=year)
    except InvalidInput:
        return None
    return first, last or first
