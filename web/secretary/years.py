"""The year plan: paste the dates, look them through, publish."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.errors import Conflict, InvalidInput
from scheduler.meetings import store as meetings
from scheduler.notices import consequences
from scheduler.years import draft, publish, store
from scheduler.years.rows import CouncilYear
from web.language import speak
from web.secretary import access, year_show

pages = Blueprint("years", __name__, url_prefix="/admin/<slug>/years")
_YEAR = "/<int(min=1990, max=2199):year>"


@pages.get("")
@access.secretary
def index() -> Response:
    """To the year to work with: this one until it is published, then the next."""
    this = Wall.at(g.now, g.council.zone).date.year
    found = store.find(g.session, g.council.id, this)
    year = this + 1 if found and found.is_published else this
    return redirect(url_for("years.show", slug=g.council.slug, year=year), 302)


@pages.get(_YEAR)
@access.secretary
def show(year: int) -> str:
    found = store.find(g.session, g.council.id, year)
    if found is None:
        return _page(year_show.empty(year, speak()))
    if not found.is_published:
        return _page(_drafted(found))
    held = meetings.of_year(g.session, found.id)
    done = request.args.get("done", "")
    view = year_show.published(g.council, year, held, speak(), done=done, now=g.now)
    return access.show("years/published.html", plan=view, others=_others(year))


@pages.post(f"{_YEAR}/plan")
@access.secretary
def plan(year: int) -> Response | tuple[str, int]:
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        draft.plan(g.session, g.council, year, text, by=g.by, now=g.now)
    except InvalidInput as error:
        return _page(year_show.unread(year, text, error, speak()), failed=True), 422
    return redirect(url_for("years.show", slug=g.council.slug, year=year, _anchor="h-check"), 303)


@pages.post(f"{_YEAR}/publish")
@access.secretary
def make_public(year: int) -> Response | tuple[str, int]:
    found = store.get(g.session, g.council.id, year)
    if not found.is_published and request.form.get("version") != year_show.version(found):
        raise Conflict
    try:
        publish.publish(g.session, g.council, found, by=g.by, now=g.now)
    except InvalidInput as error:
        return _page(_drafted(found, refused=error), failed=True), 422
    return redirect(url_for("years.show", slug=g.council.slug, year=year, done="published"), 303)


def _drafted(found: CouncilYear, refused: InvalidInput | None = None) -> year_show.PlanPage:
    members = councils.members(g.session, g.council.id)
    mailing = consequences.if_published(g.council, members, found.year, now=g.now)
    return year_show.drafted(g.council, found, mailing, speak(), now=g.now, refused=refused)


def _page(plan: year_show.PlanPage, *, failed: bool = False) -> str:
    return access.show("years/plan.html", plan=plan, others=_others(plan.year), failed=failed)


def _others(year: int) -> dict[int, str]:
    return year_show.other_years(g.council, store.of_council(g.session, g.council.id), year)
