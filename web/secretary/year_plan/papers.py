"""A year on one page to print, and to take away: as text for the minutes, as CSV, as a calendar file."""

from flask import Response, g

from scheduler.calendars.calendar_files import year_file
from scheduler.errors import N_, NotFound
from scheduler.meetings import store as meetings
from scheduler.years import export, store
from scheduler.years.export import Sheet
from web.app_state import app_state
from web.language import speak
from web.papers import attachment
from web.secretary import access

pages = access.CouncilPages("papers", "/years/<int(min=1990, max=2199):year>", "years")
_DRAFT = N_("%(year)s is a draft. It has a calendar file when it is published.")


@pages.get("/paper")
def paper(year: int) -> str:
    sheet = _sheet(year)
    said = {"text": export.as_text(sheet, speak()), "told": export.unsettled(sheet, speak())}
    return access.secretary_page("year_plan/paper.html", year=year, sheet=sheet, **said)


@pages.get("/dates.csv")
def as_csv(year: int) -> Response:
    sheet = _sheet(year)
    return _file(export.as_csv(sheet, speak()), sheet, "csv", "text/csv")


@pages.get("/dates.txt")
def as_text(year: int) -> Response:
    sheet = _sheet(year)
    return _file(export.as_text(sheet, speak()).encode(), sheet, "txt", "text/plain")


@pages.get("/dates.ics")
def as_ics(year: int) -> Response:
    sheet = _sheet(year)
    if sheet.is_draft:
        raise NotFound(_DRAFT, year=year)
    held = meetings.of_year(g.session, store.get(g.session, g.council.id, year).id)
    octets = year_file(g.council, year, held, app_state().links, speak())
    return _file(octets, sheet, "ics", "text/calendar")


def _sheet(year: int) -> Sheet:
    row = store.get(g.session, g.council.id, year)
    return export.load_sheet(g.session, g.council, row, now=g.now)


def _file(octets: bytes, sheet: Sheet, ending: str, kind: str) -> Response:
    says = speak()
    draft = "-" + says("draft") if sheet.is_draft else ""
    name = f"{g.council.slug}-{sheet.year}{draft}.{ending}"
    return attachment(octets, name, f"{kind}; charset=utf-8")
