"""A year on one page to print, and to take away: as text for the minutes, as CSV, as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, g, url_for

from scheduler.calendars.calendar_files import year_file
from scheduler.errors import N_, NotFound
from scheduler.meetings import store as meetings
from scheduler.years import draft, minutes, printed, publish, store
from scheduler.years.planned import Planned
from scheduler.years.printed import Printed
from scheduler.years.rows import CouncilYear
from web.app_state import app_state
from web.language import speak
from web.secretary import access

pages = Blueprint("papers", __name__, url_prefix="/admin/<slug>/years/<int(min=1990, max=2199):year>")  # fmt: skip
_DRAFT = N_("%(year)s is a draft. It has a calendar file when it is published.")


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    day: date
    when: str
    hours: str
    place: str
    note: str
    is_cancelled: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """`ics` is empty while the year is a draft, and `told` is what of it is not settled yet."""

    year: int
    is_draft: bool
    rows: tuple[Row, ...]
    text: str
    csv: str
    txt: str
    ics: str
    told: tuple[str, ...]


@pages.get("/paper")
@access.secretary
def paper(year: int) -> str:
    found = _year(year)
    (dates, left_out), says = _dates(found), speak()
    at = {"slug": g.council.slug, "year": year, "lang": says.code}
    shown = Paper(
        year,
        not found.is_published,
        tuple(_row(n, one) for n, one in enumerate(dates, 1)),
        _text(found, dates, left_out),
        url_for("papers.as_csv", **at),
        url_for("papers.as_text", **at),
        url_for("papers.as_ics", **at) if found.is_published else "",
        tuple(minutes.draft_told(dates, says, without_time=len(left_out))),
    )
    return access.show("years/paper.html", paper=shown)


@pages.get("/dates.csv")
@access.secretary
def as_csv(year: int) -> Response:
    found, says = _year(year), speak()
    dates, without_time = _dates(found)
    octets = printed.as_csv(dates, says, is_draft=not found.is_published, without_time=without_time)
    return _file(octets, found, "csv", "text/csv")


@pages.get("/dates.txt")
@access.secretary
def as_text(year: int) -> Response:
    found = _year(year)
    return _file(_text(found, *_dates(found)).encode(), found, "txt", "text/plain")


@pages.get("/dates.ics")
@access.secretary
def as_ics(year: int) -> Response:
    found = _year(year)
    if not found.is_published:
        raise NotFound(_DRAFT, year=year)
    held = meetings.of_year(g.session, found.id)
    octets = year_file(g.council, year, held, app_state().links, speak())
    return _file(octets, found, "ics", "text/calendar")


def _year(year: int) -> CouncilYear:
    return store.get(g.session, g.council.id, year)


def _dates(found: CouncilYear) -> tuple[list[Printed], list[Planned]]:
    """The meetings of a published year, else the dates of the draft that would become meetings; and those of them
    that have no time of day."""
    if found.is_published:
        return printed.of_meetings(meetings.of_year(g.session, found.id)), []
    planned = draft.look(g.session, g.council, found, now=g.now)
    held = publish.held(planned, draft.of(found).past)
    return printed.of_draft(held), printed.untimed(held)


def _text(found: CouncilYear, dates: list[Printed], left_out: list[Planned]) -> str:
    if found.is_published:
        return minutes.text(dates, found.year, speak())
    return minutes.draft_text(dates, found.year, speak(), without_time=len(left_out))


def _row(number: int, one: Printed) -> Row:
    says = speak()
    day, hours = one.starts.date, says.until(one.starts, one.ends)
    return Row(
        number, day, says.short(day), hours, one.place, one.note, one.is_cancelled, one.is_open
    )


def _file(octets: bytes, found: CouncilYear, ending: str, kind: str) -> Response:
    answer = Response(octets, content_type=f"{kind}; charset=utf-8")
    says = speak()
    of = "" if found.is_published else "-" + says("draft")
    name = f"{g.council.slug}-{found.year}{of}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
