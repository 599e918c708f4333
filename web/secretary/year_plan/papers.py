"""A year on one page to print, and to take away: as text for the minutes, as CSV, as a calendar file."""

from __future__ import annotations

from flask import Blueprint, Response, g

from scheduler.calendars.calendar_files import year_file
from scheduler.errors import N_, NotFound
from scheduler.meetings import store as meetings
from scheduler.years import compare, minutes, printed, publish, store
from scheduler.years.planned import Planned
from scheduler.years.printed import Printed
from scheduler.years.rows import CouncilYear
from scheduler.years.source import source_of
from web.app_state import app_state
from web.language import speak
from web.secretary import access

pages = Blueprint("papers", __name__, url_prefix="/admin/<slug>/years/<int(min=1990, max=2199):year>")  # fmt: skip
_DRAFT = N_("%(year)s is a draft. It has a calendar file when it is published.")


@pages.get("/paper")
@access.secretary
def paper(year: int) -> str:
    row = store.get(g.session, g.council.id, year)
    dates, untimed = _dates(row)
    return access.show(
        "year_plan/paper.html",
        year=year,
        is_draft=not row.is_published,
        dates=dates,
        text=_text(row),
        told=minutes.draft_told(dates, speak(), without_time=len(untimed)),
    )


@pages.get("/dates.csv")
@access.secretary
def as_csv(year: int) -> Response:
    row = store.get(g.session, g.council.id, year)
    dates, untimed = _dates(row)
    is_draft = not row.is_published
    octets = printed.as_csv(dates, speak(), is_draft=is_draft, without_time=untimed)
    return _file(octets, row, "csv", "text/csv")


@pages.get("/dates.txt")
@access.secretary
def as_text(year: int) -> Response:
    row = store.get(g.session, g.council.id, year)
    return _file(_text(row).encode(), row, "txt", "text/plain")


@pages.get("/dates.ics")
@access.secretary
def as_ics(year: int) -> Response:
    row = store.get(g.session, g.council.id, year)
    if not row.is_published:
        raise NotFound(_DRAFT, year=year)
    held = meetings.of_year(g.session, row.id)
    octets = year_file(g.council, year, held, app_state().links, speak())
    return _file(octets, row, "ics", "text/calendar")


def listed_dates(row: CouncilYear) -> list[Printed]:
    """The year's dates that have an hour, those of a draft too."""
    return _dates(row)[0]


def _dates(row: CouncilYear) -> tuple[list[Printed], list[Planned]]:
    """The meetings of a published year, else the dates of the draft that would become meetings; and those of them
    that have no time of day."""
    if row.is_published:
        return printed.of_meetings(meetings.of_year(g.session, row.id)), []
    planned = compare.planned_dates(g.session, g.council, row, now=g.now)
    held = publish.held(planned, source_of(row).past)
    return printed.of_draft(held), printed.untimed(held)


def _text(row: CouncilYear) -> str:
    dates, untimed = _dates(row)
    if row.is_published:
        return minutes.text(dates, row.year, speak())
    return minutes.draft_text(dates, row.year, speak(), without_time=len(untimed))


def _file(octets: bytes, row: CouncilYear, ending: str, kind: str) -> Response:
    answer = Response(octets, content_type=f"{kind}; charset=utf-8")
    says = speak()
    draft = "" if row.is_published else "-" + says("draft")
    name = f"{g.council.slug}-{row.year}{draft}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
