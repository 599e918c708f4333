"""A year's dates to take away: as text for the minutes and as CSV. Both read back as the same dates."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from scheduler.clock import Wall
from scheduler.councils import cells
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_
from scheduler.language import Language, plain
from scheduler.meetings import store as meetings
from scheduler.years.draft_meetings import draft_meetings, held_dates
from scheduler.years.rows import CouncilYear

_HEADS = (N_("Date"), N_("Start"), N_("End"), N_("Place"), N_("Remark"), N_("Status"))


class Exported(NamedTuple):
    """One date; `is_open` is one of a draft with something that must be settled, which may be that it has no hours."""

    day: date
    starts: Wall | None
    ends: Wall | None
    place: str = ""
    note: str = ""
    is_cancelled: bool = False
    is_open: bool = False


class Sheet(NamedTuple):
    """A year's dates, earliest first: the meetings of a published year, or what a draft would make meetings of."""

    year: int
    is_draft: bool
    rows: Sequence[Exported]


def load_sheet(session: Session, council: Council, row: CouncilYear, *, now: datetime) -> Sheet:
    if row.is_published:
        return Sheet(row.year, False, [
            Exported(one.starts.date, one.starts, one.ends, one.place, one.note, one.is_cancelled)
            for one in meetings.of_year(session, row.id)
        ])  # fmt: skip
    held = held_dates(draft_meetings(session, council, row, now=now), row.source.past)
    return Sheet(row.year, True, [
        Exported(one.day, one.starts, one.ends, one.place, one.note, is_open=bool(one.problem))
        for one in held
    ])  # fmt: skip


def unsettled(sheet: Sheet, says: Language) -> str:
    """What is not settled yet of a draft; empty where all is."""
    n = sum(row.is_open for row in sheet.rows)
    told = says.count(
        "%(n)s date is not settled and is marked (?).",
        "%(n)s dates are not settled and are marked (?).",
        n,
    )
    return told if n else ""


def as_text(sheet: Sheet, says: Language) -> str:
    """`Mötestider för 2027:`, a line for each date, then the usual place. A draft says first that it is one, and has
    (?) behind what is not settled."""
    usual = _usual_place(sheet.rows)
    lines = [says("Draft, not published."), unsettled(sheet, says)] if sheet.is_draft else []
    lines.append(says("Meeting dates for %(year)s:", year=sheet.year))
    lines += [_line(row, sheet.year, usual, says) for row in sheet.rows]
    if usual:
        lines.append(says("Place: %(place)s", place=usual))
    return plain("\n".join(filter(None, lines))) + "\n"


def as_csv(sheet: Sheet, says: Language) -> bytes:
    """Days as 2027-02-09 and hours as 15:00."""
    return cells.csv_file([map(says, _HEADS), *(_cells(row, sheet, says) for row in sheet.rows)])


def _usual_place(rows: Sequence[Exported]) -> str:
    """The place of most; none where one has no place, or all have different ones: each line tells its own then."""
    places = Counter(cells.flat(row.place) for row in rows)
    if not places or "" in places:
        return ""
    place, n = places.most_common(1)[0]
    return place if n > 1 or len(places) == 1 else ""


def _line(row: Exported, year: int, usual: str, says: Language) -> str:
    line = says.long(row.day, year=row.day.year != year)
    if row.starts and row.ends:
        several = row.ends.date > row.starts.date
        line = says.span(row.starts, row.ends, long=True, year=several or row.day.year != year)
    if (place := cells.flat(row.place)) and place != usual:
        line = says("%(line)s at %(place)s", line=line, place=place)
    if row.is_cancelled:
        line = says("%(line)s (cancelled)", line=line)
    if note := cells.flat(row.note):
        line += f" ({note})"
    return line + " (?)" * row.is_open


def _cells(row: Exported, sheet: Sheet, says: Language) -> tuple[str, ...]:
    start = end = ""
    if row.starts and row.ends:
        start, end = f"{row.starts.time:%H:%M}", f"{row.ends.time:%H:%M}"
        if row.ends.date > row.day:
            end = f"{row.ends.date} {end}"
    status = says("draft") if sheet.is_draft else ""
    if row.is_open:
        status = says("draft, not settled")
    if row.is_cancelled:
        status = says("cancelled")
    return str(row.day), start, end, cells.safe(row.place), cells.safe(row.note), status
