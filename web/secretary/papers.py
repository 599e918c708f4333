"""A year on one page to print, and to take away: as text for the minutes, as CSV, as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, g, url_for

from scheduler.calendars import of_year
from scheduler.errors import N_, NotFound
from scheduler.meetings import store as meetings
from scheduler.years import draft, minutes, printed, publish, store
from scheduler.years.printed import Printed
from scheduler.years.rows import CouncilYear
from web.extension import kallelse
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


@dataclass(frozen=True, slots=True)
class Paper:
    """`ics` is empty while the year is a draft."""

    year: int
    is_draft: bool
    rows: tuple[Row, ...]
    text: str
    csv: str
    txt: str
    ics: str


@pages.get("/paper")
@access.secretary
def paper(year: int) -> str:
    found = _year(year)
    dates, says = _dates(found), speak()
    at = {"slug": g.council.slug, "year": year, "lang": says.code}
    shown = Paper(
        year,
        not found.is_published,
        tuple(_row(n, one) for n, one in enumerate(dates, 1)),
        minutes.text(dates, year, says),
        url_for("papers.as_csv", **at),
        url_for("papers.as_text", **at),
        url_for("papers.as_ics", **at) if found.is_published else "",
    )
    return access.show("years/paper.html", paper=shown)


@pages.get("/dates.csv")
@access.secretary
def as_csv(year: int) -> Response:
    return _file(printed.as_csv(_dates(_year(year)), speak()), year, "csv", "text/csv")


@pages.get("/dates.txt")
@access.secretary
def as_text(year: int) -> Response:
    text = minutes.text(_dates(_year(year)), year, speak())
    return _file(text.encode(), year, "txt", "text/plain")


@pages.get("/dates.ics")
@access.secretary
def as_ics(year: int) -> Response:
    found = _year(year)
    if not found.is_published:
        raise NotFound(_DRAFT, year=year)
    held = meetings.of_year(g.session, found.id)
    octets = of_year.calendar(g.council, year, held, kallelse().links, speak())
    return _file(octets, year, "ics", "text/calendar")


def _year(year: int) -> CouncilYear:
    return store.get(g.session, g.council.id, year)


def _dates(found: CouncilYear) -> list[Printed]:
    """The meetings of a published year, else the dates of the draft that would become meetings."""
    if found.is_published:
        return printed.of_meetings(meetings.of_year(g.session, found.id))
    past = draft.of(found).past
    return printed.of_draft(publish.held(draft.look(g.session, g.council, found, now=g.now), past))


def _row(number: int, one: Printed) -> Row:
    says = speak()
    day, hours = one.starts.date, says.until(one.starts, one.ends)
    return Row(number, day, says.short(day), hours, one.place, one.note, one.is_cancelled)


def _file(octets: bytes, year: int, ending: str, kind: str) -> Response:
    answer = Response(octets, content_type=f"{kind}; charset=utf-8")
    name = f"{g.council.slug}-{year}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
