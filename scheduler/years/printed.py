"""Rule: a year's dates as they are printed, and as CSV; what is printed here reads back as the same dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.clock import Wall
from scheduler.councils import cells
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.years.planned import Planned


@dataclass(frozen=True, slots=True)
class Printed:
    """One date as it is printed; `is_open` is one of a draft with something that must be settled."""

    starts: Wall
    ends: Wall
    place: str = ""
    note: str = ""
    is_cancelled: bool = False
    is_open: bool = False


def of_meetings(meetings: Iterable[Meeting]) -> list[Printed]:
    return [Printed(m.starts, m.ends, m.place, m.note, m.is_cancelled) for m in meetings]


def of_draft(dates: Iterable[Planned]) -> list[Printed]:
    """Those that have a time; the others cannot be held as they are."""
    return [
        Printed(
            one.starts, one.ends, one.place, one.note, one.is_cancelled, one.problem is not None
        )
        for one in dates
        if one.starts and one.ends
    ]


def without_time(dates: Iterable[Planned]) -> int:
    """How many are left out for that."""
    return sum(one.starts is None for one in dates)


def as_csv(dates: Iterable[Printed], says: Language, *, is_draft: bool = False) -> bytes:
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
                _status(one, says, is_draft=is_draft),
            )
        )
    return out.getvalue().encode("utf-8-sig")


def _status(one: Printed, says: Language, *, is_draft: bool) -> str:
    if one.is_cancelled:
        return says("cancelled")
    if one.is_open:
        return says("draft, not settled")
    return says("draft") if is_draft else ""
