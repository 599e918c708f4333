"""Rule: a year's dates as they are printed, and as CSV; what is printed here reads back as the same dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.clock import Wall
from scheduler.councils import cells
from scheduler.errors import N_
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


def untimed(dates: Iterable[Planned]) -> list[Planned]:
    """Those that `of_draft` leaves out."""
    return [one for one in dates if not (one.starts and one.ends)]


def as_csv(
    dates: Iterable[Printed],
    says: Language,
    *,
    is_draft: bool = False,
    without_time: Iterable[Planned] = (),
) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Excel opens it; days as 2027-02-09 and hours as 15:00.

    Those of a draft `without_time` stand among the others with no hours.
    """
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow(
        says(head)
        for head in (N_("Date"), N_("Start"), N_("End"), N_("Place"), N_("Remark"), N_("Status"))
    )
    rows = [(one.starts.date, _row(one, says, is_draft=is_draft)) for one in dates]
    rows += [(one.day, _row_without_time(one, says)) for one in without_time]
    sheet.writerows(row for _, row in sorted(rows, key=lambda dated: dated[0]))
    return out.getvalue().encode("utf-8-sig")


def _row(one: Printed, says: Language, *, is_draft: bool) -> tuple[str, ...]:
    until = "" if one.ends.date == one.starts.date else f"{one.ends.date.isoformat()} "
    return (
        one.starts.date.isoformat(),
        f"{one.starts.time:%H:%M}",
        f"{until}{one.ends.time:%H:%M}",
        cells.safe(one.place),
        cells.safe(one.note),
        _status(one, says, is_draft=is_draft),
    )


def _row_without_time(one: Planned, says: Language) -> tuple[str, ...]:
    status = says("cancelled") if one.is_cancelled else says("draft, not settled")
    return (one.day.isoformat(), "", "", cells.safe(one.place), cells.safe(one.note), status)


def _status(one: Printed, says: Language, *, is_draft: bool) -> str:
    if one.is_cancelled:
        return says("cancelled")
    if one.is_open:
        return says("draft, not settled")
    return says("draft") if is_draft else ""
