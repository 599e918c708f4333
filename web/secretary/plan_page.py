"""The year plan's page: the draft as it is kept, the way in that is open, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import g, request

from scheduler.councils import store as councils
from scheduler.errors import Fault, InvalidInput
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import impact
from scheduler.years import draft, store
from scheduler.years.entries import Draft
from scheduler.years.rows import CouncilYear
from web.language import speak
from web.secretary import (
    access,
    plan_around,
    plan_aside,
    plan_replace,
    plan_show,
    way_show,
    year_show,
)
from web.secretary.plan_around import Elsewhere, Seen
from web.secretary.plan_show import PlanPage, Refusal

_YEARS = range(1990, 2200)
"""Those that have a page."""


def show(found: CouncilYear | None, year: int) -> str:
    """The page of a year that is not published yet; `found` is None where nothing of it is kept."""
    return _shown(replace(_plan(found, year), done=done(year)))


def done(year: int) -> tuple[Elsewhere, ...]:
    """What the press that led here did in other years: the address says which."""
    other = request.args.get("from_year", type=int)
    moved = request.args.getlist("moved_to", type=int)
    years = [one for one in moved if one in _YEARS]
    return plan_around.done(g.council, year, other if other in _YEARS else None, years, speak())


def as_typed(found: CouncilYear | None, year: int) -> str:
    """The page with what is typed in its form, of which nothing was kept: in another language."""
    plan = _plan(found, year, form=request.form)
    return _shown(plan_show.refused(g.council, plan, Refusal(request.form, {}), speak()))


def unpublished(found: CouncilYear, error: InvalidInput) -> tuple[str, int]:
    """What must be settled first, with all that was chosen in the form."""
    typed = draft.of(found).typed
    fields = {name: fault for name, fault in error.fields.items() if _is_field(name, typed)}
    plan = _plan(found, found.year, form=request.form, faults=fields, publishing=True)
    if not plan.faults:  # nothing of the draft's own: there is no date in it
        plan = plan_show.refused(g.council, plan, Refusal(request.form, error.fields), speak())
    return _shown(plan, failed=True), 422


def _is_field(name: str, typed: str) -> bool:
    """A field of the form, and not a date or line of the draft, which its row tells."""
    has_text = bool(typed) or "text" in request.form
    return " " not in name and name != "body" and (name != "text" or has_text)


def refused(
    found: CouncilYear | None,
    year: int,
    error: InvalidInput,
    *,
    status: int = 422,
    published: int | None = None,
) -> tuple[str, int]:
    """The page with what was typed and what is wrong with it; nothing was kept.

    `published` is the year whose page is to be gone to instead.
    """
    own = {name: fault for name, fault in error.fields.items() if _is_of_a_row(name)}
    plan = _plan(found, year, form=request.form, faults=own)
    rest = {name: fault for name, fault in error.fields.items() if name not in own}
    if rest:
        refusal = Refusal(request.form, rest, published)
        plan = plan_show.refused(g.council, plan, refusal, speak())
    if found and plan_replace.FIELD in rest:
        asked = plan_replace.shown(draft.of(found), plan.way, speak(), is_asked=True)
        plan = replace(plan, replaces=asked)
    return _shown(plan, failed=True), status


def _is_of_a_row(name: str) -> bool:
    return name.partition("_")[0] in ("when", "at", "place", "note") or name == "hours_all"


def _plan(
    found: CouncilYear | None,
    year: int,
    *,
    form: Mapping[str, str] | None = None,
    faults: Mapping[str, Fault] | None = None,
    publishing: bool = False,
) -> PlanPage:
    asked, says = _way(form or {}, faults or {}), speak()
    kept = draft.of(found) if found else None
    if found and found.is_published:  # since the form was shown: nothing of it can be changed here
        page = plan_show.empty(g.council, year, plan_show.way_of(None, asked), says)
        return _with_way(replace(page, status=says("Published")), None)
    if found is None or kept is None or kept.is_blank:
        typed = kept.typed if kept else ""
        page = plan_show.empty(g.council, year, plan_show.way_of(None, asked), says, typed=typed)
        return _with_way(page, None)
    members = councils.members(g.session, g.council.id)
    seen = Seen(
        g.council,
        year,
        kept,
        draft.look(g.session, g.council, found, now=g.now),
        draft.lines(found),
        draft.elsewhere(g.session, g.council, found),
        draft.refused(g.session, g.council, kept),
        impact.if_published(g.council, members, year, now=g.now),
        g.now,
    )
    way = plan_show.way_of(kept, asked)
    page = plan_show.drafted(seen, says, way=way, form=form, faults=faults, publishing=publishing)
    school = store.school_breaks(g.session, g.council.id)
    calendars = store.foreign_calendars(g.session, g.council.id)
    page = replace(
        page,
        offsets=plan_aside.offsets(g.council, says),
        compared=plan_aside.compared(g.council, school, calendars, says, plays=access.plays()),
    )
    return _with_way(page, kept)


def _way(form: Mapping[str, str], faults: Mapping[str, Fault]) -> str:
    """The way that was pressed for; where the form came back, the one its fields or faults are of: they stand there."""
    if form.get("one", "").strip():
        return "one"
    if "text" in faults or "text" in form:
        return "text"
    return "rule" if "weekday" in form else request.args.get("way", "")


def _with_way(page: PlanPage, kept: Draft | None) -> PlanPage:
    """With what the open way in shows, and what it replaces."""
    if kept:
        page = replace(page, replaces=plan_replace.shown(kept, page.way, speak()))
    if page.way == "rule":
        form = rule_fields() if request.method == "POST" else None
        return replace(page, rule=way_show.rule(kept, form, speak()))
    if page.way == "last_year":
        return replace(page, last=way_show.last(last_meetings(page.year), page.year, speak()))
    return page


def rule_fields() -> dict[str, str]:
    """Checkboxes of one name become one field, with commas."""
    given = {name: ",".join(request.form.getlist(name)) for name in way_show.RULE_FIELDS}
    return {name: value for name, value in given.items() if value}


def last_meetings(year: int) -> list[Meeting]:
    """Those of the year before, which may be carried over."""
    before = store.find(g.session, g.council.id, year - 1)
    return meetings.of_year(g.session, before.id) if before else []


def others(year: int) -> dict[int, str]:
    """The other years, with their addresses."""
    return year_show.other_years(g.council, store.of_council(g.session, g.council.id), year)


def _shown(plan: PlanPage, *, failed: bool = False) -> str:
    return access.show("years/plan.html", plan=plan, others=others(plan.year), failed=failed)
