"""Rule: a year's dates as text for the minutes, and as CSV; what is printed here reads back as the same dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.clock import Wall
from scheduler.councils import cells
from scheduler.language import Language, plain
from scheduler.meetings.rows import Meeting
from scheduler.years.planned import Planned
from scheduler.years.recognise import recognise


@dataclass(frozen=True, slots=True)
class Printed:
    """One date as it is printed."""

    starts: Wall
    ends: Wall
    place: str = ""
    note: str = ""
    is_cancelled: bool = False


def of_meetings(meetings: Iterable[Meeting]) -> list[Printed]:
    return [Printed(m.starts, m.ends, m.place, m.note, m.is_cancelled) for m in meetings]


def of_draft(dates: Iterable[Planned]) -> list[Printed]:
    """Those that have a time; the others cannot be held as they are."""
    return [
        Printed(one.starts, one.ends, one.place, one.note, one.is_cancelled)
        for one in dates
        if one.starts and one.ends
    ]


def minutes(dates: Sequence[Printed], year: int, says: Language) -> str:
    """`Mötestider för 2027:` and a line for each date; then the place, where all have the same.

    The place is left out where it would be taken for a date.
    """
    lines = [says("Meeting dates for %(year)s:", year=year)]
    lines += [_line(one, year, says) for one in dates]
    text = plain("\n".join(lines)) + "\n"
    places = {one.place for one in dates}
    if len(places) != 1 or not (place := places.pop()):
        return text
    whole = text + says("Place: %(place)s", place=cells.flat(place)) + "\n"
    return whole if _read(whole, says) == _read(text, says) else text


def as_csv(dates: Iterable[Printed], says: Language) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Excel opens it; days as 2027-02-09 and hours as 15:00."""
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    columns = (
        says("Date"),
        says("Start"),
        says("End"),
        says("Place"),
        says("Remark"),
        says("Status"),
    )
    sheet.writerow(columns)
    for one in dates:
        until = "" if one.ends.date == one.starts.date else f"{one.ends.date.isoformat()} "
        sheet.writerow(
            (
                one.starts.date.isoformat(),
                f"{one.starts.time:%H:%M}",
                f"{until}{one.ends.time:%H:%M}",
                cells.safe(one.place),
                cells.safe(one.note),
                says("cancelled") if one.is_cancelled else "",
            )
        )
    return out.getvalue().encode("utf-8-sig")


def _line(one: Printed, year: int, says: Language) -> str:
    first, last = one.starts.date, one.ends.date
    if first == last:
        day = says.long(first, year=first.year != year)
    elif first.month == last.month and first.year == last.year == year:
        day = f"{first.day}–{last.day} {says.month(first.month)}"
    else:
        begin, end = (f"{d.day} {says.month(d.month)} {d.year}" for d in (first, last))
        day = f"{begin} – {end}"
    line = says("%(day)s %(hours)s", day=day, hours=says.hours(one.starts.time, one.ends.time))
    return says("%(line)s (cancelled)", line=line) if one.is_cancelled else line


def _read(text: str, says: Language) -> tuple[object, ...]:
    """The dates that a reader makes of it; the place is read too, and is no part of them."""
    read = recognise(text, language=says.code)
    return tuple(one._replace(place=None) for one in read.found), read.errors, read.warnings
