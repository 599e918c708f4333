"""What the year plan's dates are compared with: the school holidays, and other bodies' calendars."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.councils import store as councils
from scheduler.errors import N_, Fault, InvalidInput, NotFound, invalid
from scheduler.years import breaks, foreign, store
from scheduler.years.school import keep
from web.language import speak
from web.secretary import access, compare_show
from web.transactions import write

pages = Blueprint("compare", __name__, url_prefix="/admin/<slug>/compare")
_NEITHER = N_("Write the calendar's address, or choose a file.")
_BOTH = N_("Give an address or a file, not both. Empty the address, or send it without a file.")
Answer = str | Response | tuple[str, int]


@pages.get("")
@access.secretary
def index() -> str:
    return _page()


@pages.post("/breaks")
@access.secretary
def school() -> Answer:
    """Saves the list; or only shows it, with what is usual in a county below it, or in another language."""
    text = request.form.get("breaks", "").replace("\r\n", "\n")
    do = request.form.get("do", "")
    if do == "speak":
        return _page(form=request.form)
    if do == "county":
        return _with_county(text)
    _write()
    try:
        keep(g.session, g.council, text, by=g.by, now=g.now)
    except InvalidInput as error:
        return _page(error.fields, request.form), 422
    return _done("breaks")


def _with_county(text: str) -> str:
    """The page with the county's lines below those of the field, but for those that stand there."""
    county = request.form.get("county", "")
    if county not in breaks.COUNTIES:
        raise NotFound
    here = text.strip().splitlines()
    more = [line for line in breaks.preset(county).splitlines() if line not in here]
    form = {**request.form.to_dict(), "breaks": "\n".join((*here, *more))}
    return _page(form=form, done="county")


@pages.post("/calendars")
@access.secretary
def add() -> Answer:
    """A calendar by its address, or from a file; a file is read before anything is written."""
    form, council = request.form, g.council
    file = request.files.get("file")
    name = form.get("name", "")
    try:
        octets = _octets(file.read() if file and file.filename else None, form.get("url", ""))
        read = foreign.events(octets, zone=council.zone, now=g.now) if octets is not None else None
        _write()
        council = g.council
        if read:
            foreign.add_file(g.session, council, name=name, read=read, by=g.by, now=g.now)
        else:
            url = form.get("url", "")
            foreign.add_address(g.session, council, name=name, url=url, by=g.by, now=g.now)
    except InvalidInput as error:
        return _page(error.fields, form), 422
    return _done("added")


@pages.post("/calendars/<int:calendar_id>")
@access.secretary
def change(calendar_id: int) -> Answer:
    """Asks the worker to fetch it, or takes it away."""
    found = foreign.of_council(g.session, g.council, calendar_id)
    if request.form.get("do") == "remove":
        foreign.remove(g.session, found, by=g.by, now=g.now)
        return _done("removed")
    foreign.want(g.session, found, now=g.now)
    return _done("wanted")


def _write() -> None:
    write()
    g.council = councils.council(g.session, g.council.slug)


def _octets(file: bytes | None, url: str) -> bytes | None:
    """The file's, where that is what the calendar is read from. Raises: InvalidInput where it is not one of the two."""
    if file is None and not url.strip():
        raise invalid("url", _NEITHER)
    if file is not None and url.strip():
        raise invalid("url", _BOTH)
    return file


def _page(
    faults: Mapping[str, Fault] | None = None,
    form: Mapping[str, str] | None = None,
    *,
    done: str = "",
) -> str:
    kept = store.school_breaks(g.session, g.council.id)
    shown = compare_show.page(
        g.council,
        kept.text if kept else "",
        store.foreign_calendars(g.session, g.council.id),
        store.events_by_calendar(g.session, g.council.id),
        speak(),
        plays=access.plays(),
        now=g.now,
        done=done or request.args.get("done", ""),
        faults=faults or {},
        form=form or {},
    )
    return access.show("years/compare.html", page=shown, failed=bool(faults))


def _done(what: str) -> Response:
    return redirect(url_for("compare.index", slug=g.council.slug, done=what), 303)
