"""Närvaro: who was at which of a year's meetings, as a page and as CSV."""

from collections.abc import Sequence

from flask import Response, g

from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store
from scheduler.notes.attendance_table import attendance_csv, attendance_lines
from web.language import speak
from web.papers import attachment
from web.secretary import access

pages = access.CouncilPages("attendance", "/attendance/<int:year>", "meetings")


@pages.get("")
def table(year: int) -> str:
    held, lines = _year(year)
    return access.secretary_page("notes/attendance.html", year=year, held=held, lines=lines)


@pages.get("/attendance.csv")
def as_csv(year: int) -> Response:
    held, lines = _year(year)
    octets, name = attendance_csv(lines, held, speak()), f"{g.council.slug}-{year}-attendance.csv"
    return attachment(octets, name, "text/csv; charset=utf-8")


def _year(year: int) -> tuple[list[Meeting], list[Sequence[str]]]:
    """The year's meetings of which the attendance was noted, and its lines."""
    own = [m for m in meetings.of_council(g.session, g.council.id) if m.starts.date.year == year]
    rows = store.attendance_of(g.session, *(meeting.id for meeting in own))
    noted = {row.meeting_id for row in rows}
    held = [meeting for meeting in own if meeting.id in noted]
    return held, attendance_lines(rows, held, speak())
