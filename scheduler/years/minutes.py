"""Rule: a year's dates as text for the minutes, in lines that read back as the same dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scheduler.councils import cells
from scheduler.language import Language, plain
from scheduler.years.printed import Printed

_LEADS = ("i ", "på ", "hos ", "vid ", "at ", "in ", "on ")


def text(dates: Sequence[Printed], year: int, says: Language) -> str:
    """`Mötestider för 2027:` and a line for each date, with its place where that is not the usual one and its remark in
    brackets; then the usual place."""
    usual = _usual_place(dates)
    lines = [_line(one, year, usual, says) for one in dates]
    return _sheet(lines, year, usual, says)


def draft_text(dates: Sequence[Printed], year: int, says: Language, *, without_time: int) -> str:
    """The same of a draft, which it says first, with (?) behind each date that is not settled.

    `without_time` dates are not among them.
    """
    usual = _usual_place(dates)
    lines = [_line(one, year, usual, says) + (" (?)" if one.is_open else "") for one in dates]
    told = [says("Draft, not published."), *draft_told(dates, says, without_time=without_time)]
    return plain(" ".join(told)) + "\n" + _sheet(lines, year, usual, says)


def draft_told(dates: Sequence[Printed], says: Language, *, without_time: int) -> list[str]:
    """What is not settled yet of a draft that is printed."""
    told = []
    if n := sum(one.is_open for one in dates):
        told.append(
            says.count(
                "%(n)s date is not settled and is marked (?).",
                "%(n)s dates are not settled and are marked (?).",
                n,
            )
        )
    if without_time:
        told.append(
            says.count(
                "%(n)s date without a time of day is not here.",
                "%(n)s dates without a time of day are not here.",
                without_time,
            )
        )
    return told


def _sheet(lines: Sequence[str], year: int, usual: str, says: Language) -> str:
    head = says("Meeting dates for %(year)s:", year=year)
    foot = [says("Place: %(place)s", place=usual)] if usual else []
    return plain("\n".join((head, *lines, *foot))) + "\n"


def _usual_place(dates: Sequence[Printed]) -> str:
    """The place of most; none where one has no place, or all have different ones: each line tells its own then."""
    places = Counter(cells.flat(one.place) for one in dates)
    if not places or "" in places:
        return ""
    place, n = places.most_common(1)[0]
    return place if n > 1 or len(places) == 1 else ""


def _line(one: Printed, year: int, usual: str, says: Language) -> str:
    line, place, note = _day(one, year, says), cells.flat(one.place), cells.flat(one.note)
    if place and place != usual:
        line = _with_place(line, place, says)
    if one.is_cancelled:
        line = says("%(line)s (cancelled)", line=line)
    return f"{line} ({note})" if note else line


def _with_place(line: str, place: str, says: Language) -> str:
    if place.lower().startswith(_LEADS):
        return f"{line} {place}"
    return says("%(line)s at %(place)s", line=line, place=place)


def _day(one: Printed, year: int, says: Language) -> str:
    first, last = one.starts.date, one.ends.date
    if last > first and one.ends.time <= one.starts.time:
        # Side by side, its hours would run backwards.
        return says.span(one.starts, one.ends, long=True)
    if first == last:
        day = says.long(first, year=first.year != year)
    elif first.month == last.month and first.year == last.year == year:
        day = f"{first.day}–{last.day} {says.month(first.month)}"
    else:
        begin, end = (f"{d.day} {says.month(d.month)} {d.year}" for d in (first, last))
        day = f"{begin} – {end}"
    return says("%(day)s %(hours)s", day=day, hours=says.hours(one.starts.time, one.ends.time))
