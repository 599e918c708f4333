"""The year plan: let the dates in, look them through, publish. Every press saves the draft."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler import files
from scheduler.clock import Wall
from scheduler.errors import N_, Fault, InvalidInput, YearPublished, invalid
from scheduler.meetings import store as meetings
from scheduler.notices import listing
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.load_situation import load_situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import (
    calendar_file,
    decided,
    draft,
    last_year,
    pattern,
    publish,
    store,
    unread,
)
from scheduler.years.last_year import By
from scheduler.years.rows import CouncilYear
from web.language import speak
from web.secretary import (
    access,
    plan_ahead,
    plan_form,
    plan_lines,
    plan_page,
    plan_replace,
    plan_show,
    plan_typed,
    year_show,
)

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
        return plan_page.show(found, year)
    held = meetings.of_year(g.session, found.id)
    done = request.args.get("done", "")
    mail = _mail_of(found) if done == "published" else None
    view = year_show.published(g.council, year, held, speak(), done=done, mail=mail, now=g.now)
    others, elsewhere = plan_page.others(year), plan_page.done(year)
    return access.show("years/published.html", plan=view, others=others, elsewhere=elsewhere)


@pages.post(f"{_YEAR}/plan")
@access.secretary
def plan(year: int) -> Answer:
    """What the pressed button says: read the text, choose a body, or save what was decided."""
    found = store.find(g.session, g.council.id, year)
    do = plan_typed.meant(request.form.get("do", "text"), found)
    if do == plan_ahead.SPEAK:
        return plan_page.as_typed(found, year)
    try:
        pasted = plan_ahead.read(do, found, year)
        found = plan_ahead.to_write(year)
        with g.session.begin_nested():  # what is refused leaves nothing behind
            moved = _saved(found, year, settles=do != plan_ahead.EMPTY)
            plan_typed.keep_text(do, found, year)
            with plan_replace.agreed(found):
                done = _did(do, found, year, pasted)
    except InvalidInput as error:
        return plan_page.refused(found, year, error)
    except YearPublished as error:
        return _of_published(found, year, error)
    except _Stale as stale:
        return plan_page.refused(found, year, stale.error, status=409)
    anchor = "h-dates" if do in (plan_ahead.WAY, plan_ahead.EMPTY) else "h-check"
    return _to(done.year if done else year, year, moved, anchor=anchor)


@pages.post(f"{_YEAR}/publish")
@access.secretary
def make_public(year: int) -> Answer:
    plan_ahead.read("save", store.get(g.session, g.council.id, year), year)
    found = plan_ahead.to_write(year)
    assert found
    if found.is_published:
        if draft.of(found).form != _mark():
            return _of_published(found, year, YearPublished(year=year))
        return _to_published(year)  # its button was pressed twice
    try:
        with g.session.begin_nested():
            _must_be_seen(found)
            moved = _settle(found)
            plan_typed.must_be_in(draft.of(found))
            publish.publish(g.session, g.council, found, by=g.by, now=g.now, form=_mark())
    except InvalidInput as error:
        return plan_page.unpublished(found, error)
    except _Stale as stale:
        return plan_page.refused(found, year, stale.error, status=409)
    return _to_published(year, moved)


@pages.post(f"{_YEAR}/file")
@access.secretary
def upload(year: int) -> Answer:
    """The dates of a file. It is read first, outside of any writing transaction."""
    found = store.find(g.session, g.council.id, year)
    file = request.files.get("file")
    octets, name = (file.read(), file.filename or "") if file else (b"", "")
    if not name:
        return plan_page.refused(found, year, invalid("file", _NO_FILE))
    try:
        found_in, text = None, ""
        if files.is_calendar(octets):
            found_in = plan_ahead.of_calendar(octets, year)
        else:
            text = files.read_text(octets)
            plan_ahead.recognise(text, year)
        found = plan_ahead.to_write(year)
        with g.session.begin_nested():
            moved = _saved(found, year)
            with plan_replace.agreed(found):
                done = _of_file(found_in, text, year, _short(name))
    except InvalidInput as error:
        told = error.fields.get("file") or error.fields.get("text")
        return plan_page.refused(found, year, InvalidInput({"file": told}) if told else error)
    except YearPublished as error:
        return _of_published(found, year, error)
    except _Stale as stale:
        return plan_page.refused(found, year, stale.error, status=409)
    return _to(done.year, year, moved)


def _of_file(found_in: calendar_file.Dates | None, text: str, year: int, name: str) -> CouncilYear:
    if found_in:
        return _put(found_in, year, file=name)
    return draft.plan(g.session, g.council, year, text, by=g.by, now=g.now, file=name)


def _of_published(found: CouncilYear | None, year: int, error: YearPublished) -> tuple[str, int]:
    """What was typed stays, with the way to the published year that it is of, which may be this one."""
    of = int(str(error.params["year"]))
    told = invalid(plan_typed.field(), error.text, year=of)
    return plan_page.refused(found, year, told, published=of, status=409 if of == year else 422)


def _short(name: str) -> str:
    """A file's name as it may be shown and kept."""
    return name.replace("\\", "/").rpartition("/")[2][-100:] or "?"


def _did(
    do: str, found: CouncilYear | None, year: int, pasted: calendar_file.Dates | None
) -> CouncilYear | None:
    """What the pressed button asks for. Raises: InvalidInput."""
    session, council = g.session, g.council
    if found and do == plan_ahead.EMPTY:
        decided.empty(session, council, found, by=g.by, now=g.now)
        return found
    added = plan_typed.add_one(do, year)
    if found and (back := do.removeprefix(plan_ahead.PUT_BACK)) != do and back.isdecimal():
        decided.put_back(session, found, int(back), now=g.now)
        return found
    if found and do == plan_ahead.SEEN_LOST:
        decided.forget_lost(session, found, now=g.now)
        return found
    match do:
        case "save" | plan_ahead.WAY | "one":
            return added or found
        case _ if do.startswith(plan_lines.DROP):
            return found
        case "body":
            return _choose(year)
        case "rule":
            fields = plan_page.rule_fields()
            rule = pattern.read(fields)
            around = draft.around(session, council, year, now=g.now)
            dates = pattern.dates(rule, year, around, draft.beside(session, council, year))
            return draft.put(session, council, year, dates, by=g.by, now=g.now, pattern=fields)
        case "by_month" | "by_week":
            by = By.MONTH if do == "by_month" else By.WEEK
            dates = last_year.dates(plan_page.last_meetings(year), year, by=by)
            return draft.put(session, council, year, dates, by=g.by, now=g.now)
    if pasted:
        return _put(pasted, year)
    plan_typed.must_be_written(found)
    return draft.plan(session, council, year, plan_ahead.text(), by=g.by, now=g.now)


def _put(found: calendar_file.Dates, year: int, *, file: str = "") -> CouncilYear:
    return draft.put(
        g.session, g.council, year, found.entries, by=g.by, now=g.now, file=file, unread=found.unread, left=found.left
    )  # fmt: skip


def _mail_of(found: CouncilYear) -> NoticeLine | None:
    """The mail with the year's dates, while it has not gone."""
    mail = listing.list_situation(load_situation(g.session, Ref(Owner.YEAR, found.id)), now=g.now)
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
    if version is not None and version != plan_form.version(draft.of(found), g.council):
        raise _Stale


def _saved(found: CouncilYear | None, year: int, *, settles: bool = True) -> tuple[int, ...]:
    """What is decided in the rows, where it `settles` that, and the years that some were moved to.

    Raises: InvalidInput, _Stale; YearPublished where somebody has published the year meanwhile.
    """
    if found is None:
        return ()
    if found.is_published:
        raise YearPublished(year=year)
    _must_be_seen(found)
    return _settle(found) if settles else ()


def _mark() -> str:
    """Differs where anything in the form does, so that it is known when the same one comes twice."""
    fields = sorted(one for one in request.form.items(multi=True) if one[0] != "csrf_token")
    return sha256(json.dumps(fields).encode()).hexdigest()


def _settle(found: CouncilYear) -> tuple[int, ...]:
    """What the form says of the dates; gives the years that some were moved to. Raises: InvalidInput."""
    changes = plan_form.changes(request.form, draft.of(found), year=found.year)
    past = plan_form.past(request.form)
    kept = draft.of(found)
    lines, dates = plan_lines.settled(
        request.form,
        unread.lines(kept, draft.lines(found)),
        language=kept.language,
        year=found.year,
    )
    moved = decided.settle(
        g.session, found, changes, past=past, council=g.council, by=g.by, now=g.now
    )
    put = unread.settle(g.session, g.council, found, lines, dates, by=g.by, now=g.now)
    return tuple(sorted({*moved, *put}))


def _choose(year: int) -> CouncilYear:
    found = store.get(g.session, g.council.id, year)
    body = request.form.get("body", "")
    if not body:
        raise InvalidInput({"h-body": plan_show.whose()})
    return draft.choose(g.session, g.council, found, body, by=g.by, now=g.now)


def _to_published(year: int, moved: Sequence[int] = ()) -> Response:
    url = partial(url_for, "years.show", slug=g.council.slug, year=year)
    return redirect(url(done="published", moved_to=moved), 303)


def _to(done: int, year: int, moved: Sequence[int] = (), *, anchor: str = "h-check") -> Response:
    """To the year whose draft was changed. What was done in another than the page's own is said on top there."""
    url = partial(
        url_for, "years.show", slug=g.council.slug, year=done, way=request.args.get("way")
    )
    if done != year:
        return redirect(url(from_year=year, moved_to=moved), 303)
    return redirect(url(moved_to=moved) if moved else url(_anchor=anchor), 303)
