"""The year plan: let the dates in, look them through, publish. Every press saves the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler import files
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.errors import N_, Fault, InvalidInput, YearPublished, invalid
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import consequences, listing
from scheduler.notices.gathering import situation
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.store import Of, Ref
from scheduler.years import calendar_file, draft, entries, last_year, pattern, publish, store, typed
from scheduler.years.entries import Draft
from scheduler.years.last_year import By
from scheduler.years.rows import CouncilYear
from web.language import speak
from web.request import write
from web.secretary import access, plan_aside, plan_form, plan_show, way_show, year_show
from web.secretary.plan_around import Seen
from web.secretary.plan_show import PlanPage, Refusal

pages = Blueprint("years", __name__, url_prefix="/admin/<slug>/years")
Answer = str | Response | tuple[str, int]
_YEAR = "/<int(min=1990, max=2199):year>"
_NO_FILE = N_("Choose a file.")
_STALE = N_(
    "The draft was changed by someone else since you looked. It stands below as it is now; "
    "what you wrote is kept in its fields."
)


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
    if found is None or not found.is_published:
        return _page(_plan(found, year))
    held = meetings.of_year(g.session, found.id)
    done = request.args.get("done", "")
    mail = _mail_of(found) if done == "published" else None
    view = year_show.published(g.council, year, held, speak(), done=done, mail=mail, now=g.now)
    return access.show("years/published.html", plan=view, others=_others(year))


@pages.post(f"{_YEAR}/plan")
@access.secretary
def plan(year: int) -> Answer:
    """What the pressed button says: read the text, choose a body, or save what was decided."""
    found = store.find(g.session, g.council.id, year)
    do = request.form.get("do", "text")
    try:
        with g.session.begin_nested():  # what is refused leaves nothing behind
            if found and not found.is_published:
                _must_be_seen(found)
                _settle(found)
            done = _did(do, found, year)
    except InvalidInput as error:
        return _refused(found, year, error)
    except _Stale as stale:
        return _refused(found, year, stale.error, status=409)
    return _to(done.year if done else year, "h-check")


@pages.post(f"{_YEAR}/publish")
@access.secretary
def make_public(year: int) -> Answer:
    found = store.get(g.session, g.council.id, year)
    if found.is_published:
        raise YearPublished(year=year)
    try:
        with g.session.begin_nested():
            _must_be_seen(found)
            _settle(found)
            _must_be_read(found)
            publish.publish(g.session, g.council, found, by=g.by, now=g.now)
    except InvalidInput as error:
        return _unpublished(found, error)
    except _Stale as stale:
        return _refused(found, year, stale.error, status=409)
    return redirect(url_for("years.show", slug=g.council.slug, year=year, done="published"), 303)


@pages.post(f"{_YEAR}/file")
@access.secretary
def upload(year: int) -> Answer:
    """The dates of a file. It is read first, outside of any writing transaction."""
    found = store.find(g.session, g.council.id, year)
    file = request.files.get("file")
    octets, name = (file.read(), file.filename or "") if file else (b"", "")
    if not name:
        return _refused(found, year, invalid("file", _NO_FILE))
    try:
        dates, text = [], ""
        if files.is_calendar(octets):
            dates = calendar_file.dates(octets, year, zone=g.council.zone)
        else:
            text = files.text(octets)
        write()
        g.council = councils.council(g.session, g.council.slug)
        if text:
            done = draft.plan(
                g.session, g.council, year, text, by=g.by, now=g.now, file=_short(name)
            )
        else:
            done = draft.put(
                g.session, g.council, year, dates, by=g.by, now=g.now, file=_short(name)
            )
    except InvalidInput as error:
        told = error.fields.get("file") or error.fields["text"]
        return _refused(found, year, InvalidInput({"file": told}))
    return _to(done.year, "h-check")


def _short(name: str) -> str:
    """A file's name as it may be shown and kept."""
    return name.replace("\\", "/").rpartition("/")[2][-100:] or "?"


def _did(do: str, found: CouncilYear | None, year: int) -> CouncilYear | None:
    """What the pressed button asks for. Raises: InvalidInput."""
    session, council = g.session, g.council
    match do:
        case "save":
            return found
        case "body":
            return _choose(year)
        case "one":
            typed_one = request.form.get("one", "")
            one = typed.one("one", typed_one, language=council.language, year=year)
            return draft.add(session, council, one.day.year, [one], by=g.by, now=g.now)
        case "rule":
            fields = _rule_fields()
            rule = pattern.read(fields)
            dates = pattern.dates(rule, year, draft.around(session, council, year, now=g.now))
            return draft.put(session, council, year, dates, by=g.by, now=g.now, pattern=fields)
        case "by_month" | "by_week":
            by = By.MONTH if do == "by_month" else By.WEEK
            dates = last_year.dates(_last_meetings(year), year, by=by)
            return draft.put(session, council, year, dates, by=g.by, now=g.now)
    return draft.plan(session, council, year, _text(), by=g.by, now=g.now)


def _rule_fields() -> dict[str, str]:
    """Checkboxes of one name become one field, with commas."""
    given = {name: ",".join(request.form.getlist(name)) for name in way_show.RULE_FIELDS}
    return {name: value for name, value in given.items() if value}


def _last_meetings(year: int) -> list[Meeting]:
    before = store.find(g.session, g.council.id, year - 1)
    return meetings.of_year(g.session, before.id) if before else []


def _mail_of(found: CouncilYear) -> NoticeLine | None:
    """The mail with the year's dates, while it has not gone."""
    mail = listing.of_situation(situation(g.session, Ref(Of.YEAR, found.id)), now=g.now)
    for notice in mail:
        if notice.kind is Kind.YEAR_DATES and notice.is_to_come:
            return notice
    return None


class _Stale(Exception):
    """The form was made from an older draft. Not an error of ours to the outside: the page answers it."""

    def __init__(self) -> None:
        super().__init__()
        self.error = InvalidInput({"h-check": Fault(_STALE)})


def _must_be_seen(found: CouncilYear) -> None:
    """Raises: _Stale where the draft is another than the one the form shows."""
    version = request.form.get("version")
    if version is not None and version != entries.version(draft.of(found)):
        raise _Stale


def _must_be_read(found: CouncilYear) -> None:
    """Raises: InvalidInput where the text in the form is another than the one that was read."""
    kept = draft.of(found)
    shown = "" if kept.file else kept.text  # what a file says does not stand in the field
    if "text" in request.form and _text().strip() != shown.strip():
        raise InvalidInput({"text": plan_show.changed_text()})


def _settle(found: CouncilYear) -> None:
    """What the form says of the dates. Raises: InvalidInput."""
    changes = plan_form.changes(request.form, draft.of(found), year=found.year)
    past = plan_form.past(request.form)
    draft.settle(g.session, found, changes, past=past, council=g.council, by=g.by, now=g.now)


def _choose(year: int) -> CouncilYear:
    found = store.get(g.session, g.council.id, year)
    body = request.form.get("body", "")
    if not body:
        raise InvalidInput({"h-body": plan_show.whose()})
    return draft.choose(g.session, g.council, found, body, by=g.by, now=g.now)


def _text() -> str:
    return request.form.get("text", "").replace("\r\n", "\n")


def _plan(
    found: CouncilYear | None,
    year: int,
    *,
    form: Mapping[str, str] | None = None,
    faults: Mapping[str, Fault] | None = None,
    publishing: bool = False,
) -> PlanPage:
    asked, says = request.args.get("way", ""), speak()
    if found is None or not found.draft:
        page = plan_show.empty(g.council, year, plan_show.way_of(None, asked), says)
        return _with_way(page, None)
    kept = draft.of(found)
    members = councils.members(g.session, g.council.id)
    seen = Seen(
        g.council,
        year,
        kept,
        draft.look(g.session, g.council, found, now=g.now),
        draft.lines(found),
        consequences.if_published(g.council, members, year, now=g.now),
        g.now,
    )
    way = plan_show.way_of(kept, asked)
    page = plan_show.drafted(seen, says, way=way, form=form, faults=faults, publishing=publishing)
    school = store.school_breaks(g.session, g.council.id)
    calendars = store.foreign_calendars(g.session, g.council.id)
    page = replace(
        page,
        offsets=plan_aside.offsets(g.council, says),
        compared=plan_aside.compared(g.council, school, calendars, says),
    )
    return _with_way(page, kept)


def _with_way(page: PlanPage, kept: Draft | None) -> PlanPage:
    """With what the open way in shows."""
    if page.way == "rule":
        form = _rule_fields() if request.method == "POST" else None
        return replace(page, rule=way_show.rule(kept, form, speak()))
    if page.way == "last_year":
        return replace(page, last=way_show.last(_last_meetings(page.year), page.year, speak()))
    return page


def _unpublished(found: CouncilYear, error: InvalidInput) -> Answer:
    """What must be settled first, with all that was chosen in the form."""
    fields = {name: fault for name, fault in error.fields.items() if _is_field(name)}
    plan = _plan(found, found.year, form=request.form, faults=fields, publishing=True)
    if not plan.faults:  # nothing of the draft's own: there is no date in it
        plan = plan_show.refused(g.council, plan, Refusal(request.form, error.fields), speak())
    return _page(plan, failed=True), 422


def _is_field(name: str) -> bool:
    """A field of the form, and not a date or line of the draft, which its row tells."""
    return " " not in name and name != "body" and (name != "text" or "text" in request.form)


def _refused(
    found: CouncilYear | None, year: int, error: InvalidInput, *, status: int = 422
) -> Answer:
    """The page with what was typed and what is wrong with it; nothing was kept."""
    own = {name: fault for name, fault in error.fields.items() if _is_of_a_row(name)}
    plan = _plan(found, year, form=request.form, faults=own)
    rest = {name: fault for name, fault in error.fields.items() if name not in own}
    if rest:
        plan = plan_show.refused(g.council, plan, Refusal(request.form, rest), speak())
    return _page(plan, failed=True), status


def _is_of_a_row(name: str) -> bool:
    return name.partition("_")[0] in ("when", "at", "place") or name == "hours_all"


def _to(year: int, anchor: str) -> Response:
    way = request.args.get("way")
    return redirect(
        url_for("years.show", slug=g.council.slug, year=year, way=way, _anchor=anchor), 303
    )


def _page(plan: PlanPage, *, failed: bool = False) -> str:
    return access.show("years/plan.html", plan=plan, others=_others(plan.year), failed=failed)


def _others(year: int) -> dict[int, str]:
    return year_show.other_years(g.council, store.of_council(g.session, g.council.id), year)
