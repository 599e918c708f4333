"""What the year plan's dates are compared with: the school holidays, and other bodies' calendars."""

from typing import Any

from flask import g, request, url_for
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from scheduler import workdays
from scheduler.calendars.foreign_calendar import ParsedCalendar
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.errors import N_, NotFound, invalid
from scheduler.language import sort_key
from scheduler.years import breaks, other_calendars, store
from scheduler.years.breaks import COUNTIES
from web import forms
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.conflict import VersionedForm
from web.transactions import write

pages = access.CouncilPages("compare", "/compare", "years")
_NEITHER = N_("Write the calendar's address, or choose a file.")
_BOTH = N_("Give an address or a file, not both. Empty the address, or send it without a file.")


class CompareForm(VersionedForm):
    """One form, of which each button sends all that is typed. `file` is only drawn by it."""

    breaks = forms.text(N_("School holidays of your municipality"))
    county = SelectField(
        N_("County"), choices=[SelectChoice(name, name) for name in sorted(COUNTIES, key=sort_key)]
    )
    name = forms.line(N_("Whose it is"))
    url = forms.line(N_("Address"), inputmode="url")
    file = forms.line(N_("Or a calendar file (.ics)"), optional=True, type="file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.data = ""


@pages.get("")
def index() -> str:
    return _page(_saved())


@pages.post("/breaks")
def school() -> ViewResult:
    """Saves the list; or only shows it, with what is usual in a county below it, or in another language."""
    form, do = CompareForm().with_page(_page), request.form.get("do", "")
    if do == "speak":
        return _page(form)
    if do == "county":
        return _with_county(form)
    _to_write()
    if form.is_stale(saved := _saved()):
        return _conflict(form, saved)
    breaks.keep(g.session, g.council, form.breaks.data, by=g.by, now=g.now)
    return redirect_to("compare.index", done="breaks")


@pages.post("/calendars", endpoint="add")
def add_calendar() -> ViewResult:
    """A calendar by its address, or from a file; a file is read before anything is written."""
    form, file = CompareForm().with_page(_page), request.files.get("file")
    source: str | ParsedCalendar = form.url.data
    if file and file.filename:
        if source:
            raise invalid("url", _BOTH)
        source = other_calendars.read_calendar(file.read(), g.council, now=g.now)
    elif not source:
        raise invalid("url", _NEITHER)
    _to_write()
    name = form.name.data
    other_calendars.add_calendar(g.session, g.council, name=name, source=source, by=g.by, now=g.now)
    return redirect_to("compare.index", done="added")


@pages.post("/calendars/<int:calendar_id>")
def change(calendar_id: int) -> ViewResult:
    """Asks the worker to fetch it, or takes it away."""
    calendar = other_calendars.get_calendar(g.session, g.council, calendar_id)
    if request.form.get("do") == "remove":
        other_calendars.remove_calendar(g.session, calendar, by=g.by, now=g.now)
        return redirect_to("compare.index", done="removed")
    calendar.wanted_at = g.now if calendar.url else None
    return redirect_to("compare.index", done="wanted")


def _with_county(form: CompareForm) -> str:
    """The page with the county's lines below those of the field, but for those that stand there."""
    if form.county.data not in breaks.COUNTIES:
        raise NotFound
    here = form.breaks.data.splitlines()
    more = [line for line in breaks.preset(form.county.data).splitlines() if line not in here]
    form.breaks.data = "\n".join((*here, *more))
    return _page(form, done="county")


def _to_write() -> None:
    write()
    g.council = councils.council(g.session, g.council.slug)


def _saved() -> CompareForm:
    school = store.school_breaks(g.session, g.council.id)
    return CompareForm.of_saved({"breaks": school.text if school else ""})


def _conflict(form: CompareForm, saved: CompareForm) -> tuple[str, int]:
    says = speak()
    title, button = says("School holidays"), says("Save the school holidays")
    return form.conflict(saved, title=title, button=button, back=url_for("compare.index"))


def _page(form: CompareForm, done: str = "") -> str:
    school = store.school_breaks(g.session, g.council.id)
    this_year = Wall.at(g.now, g.council.zone).date.year
    return access.secretary_page(
        "year_plan/compare.html",
        compare=form,
        done=done or request.args.get("done", ""),
        plays=access.plays(),
        holidays=workdays.holidays_note(g.council.country),
        years=(this_year, this_year + 1),
        lines=breaks.lines(school.text if school else ""),
        spans=breaks.spans,
        calendars=store.foreign_calendars(g.session, g.council.id),
        events=store.events_by_calendar(g.session, g.council.id),
        why=other_calendars.fault,
        unread=breaks.UNREAD,
    )
