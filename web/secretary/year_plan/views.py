"""The year plan: let the dates in, look them through, publish. Every press saves the draft."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler import files
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.errors import N_, YearPublished, invalid
from scheduler.meetings import store as meetings
from scheduler.notices import listing
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.load_situation import load_situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import (
    draft,
    last_year,
    pattern,
    publish,
    reading,
    store,
    typed,
)
from scheduler.years.last_year import By
from scheduler.years.reading import Reading
from scheduler.years.rows import PLANNING_MONTH, CouncilYear, Source, Way
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.year_plan import forms
from web.secretary.year_plan.forms import PlanForm
from web.secretary.year_plan.page import (
    OpenDraft,
    first_form,
    last_meetings,
    other_years,
    plan_page,
)
from web.transactions import write

pages = access.CouncilPages("years", "/years")
_YEAR = "/<int(min=1990, max=2199):year>"
_NO_FILE = N_("Choose a file.")
_NOT_READ = N_("The text was changed after it was read. Read the dates again, then publish.")
_NOT_ADDED = N_("This meeting is not added yet. Add it, or empty the field, then publish.")


@pages.get("")
def index() -> Response:
    """To the year to work with: this one until it is published, then the next; in the autumn the next, but where this
    one has a draft."""
    today = Wall.at(g.now, g.council.zone).date
    row = store.find(g.session, g.council.id, today.year)
    is_done = row.is_published if row else today.month >= PLANNING_MONTH
    year = today.year + is_done
    return redirect(url_for("years.show", year=year), 302)


@pages.get(_YEAR, endpoint="show")
def year_page(year: int) -> str:
    row = store.find(g.session, g.council.id, year)
    if row is None or not row.is_published:
        return plan_page(draft := OpenDraft(year), first_form(draft))
    done = request.args.get("done") == "published"
    mail = _year_mail(row) if done else None
    return access.secretary_page(
        "year_plan/published.html",
        year=year,
        meetings=meetings.of_year(g.session, row.id),
        is_done=done,
        mail=mail,
        years=other_years(year),
    )


@pages.post(f"{_YEAR}/plan")
def plan(year: int) -> ViewResult:
    """What the pressed button says: read the text, work out a rule, carry a year over, or save the rows."""
    opened = OpenDraft(year)
    form, do = opened.posted, request.values.get("do", "save")
    if do == "speak":
        return plan_page(opened, form)
    return _take(opened, form, _way_in(do, form, opened.saved))


@pages.post(f"{_YEAR}/file")
def upload(year: int) -> ViewResult:
    """The dates of a file. Its text is put into the field, as if it were pasted."""
    opened = OpenDraft(year)
    form, file = opened.posted, request.files.get("file")
    if not file or not file.filename:
        raise invalid("file", _NO_FILE)
    text = files.read_text(file.read())
    if len(text) <= reading.MOST_CHARACTERS:
        form.text.data = text
    name = file.filename.replace("\\", "/").rpartition("/")[2][-100:]
    return _take(opened, form, "text", text=text, file=name)


@pages.post(f"{_YEAR}/publish")
def make_public(year: int) -> ViewResult:
    """Saves the rows of the form, and publishes the year if nothing newer than what was seen stands in it."""
    opened = _to_write(year)
    row, form = store.get(g.session, g.council.id, year), opened.posted
    if row.is_published and row.source.form == _mark():
        return redirect_to(
            "years.show", year=year, done="published"
        )  # its button was pressed twice
    if form.is_stale(opened.saved) and not row.is_published:
        return _conflict(opened, form)
    with _kept_whole(year):
        _save_rows(opened, form)
        _must_be_in(form, opened)
        row.source = replace(row.source, form=_mark())
        publish.publish(g.session, g.council, row, by=g.by, now=g.now)
    return redirect_to("years.show", year=year, done="published")


@contextmanager
def _kept_whole(year: int) -> Iterator[None]:
    """What is refused leaves nothing behind. Raises: InvalidInput (`text`) where the year is published."""
    try:
        with g.session.begin_nested():
            yield
    except YearPublished as error:
        raise invalid("text", error.text, year=year) from error


def _way_in(do: str, form: PlanForm, saved: PlanForm) -> str:
    """What brings dates in. The button that saves, which Return presses, takes what was written for a way."""
    touched = forms.touched_fields(form, saved)
    if do == "save" and touched.get("text"):
        return "text"
    if do == "save" and form.weekday.data and form.rule != saved.rule:
        return "rule"
    return do


def _take(
    opened: OpenDraft, form: PlanForm, do: str, *, text: str = "", file: str = ""
) -> ViewResult:
    """Saves the rows, and does what `do` says. A text is read before the write transaction opens."""
    read, written = None, form.text.data
    if do == "text":
        text, body = text or written, form.body.data
        read = reading.read_text(text, g.council, opened.year, body=body, file=file)
    opened = _to_write(opened.year)
    form = opened.posted
    form.text.data = written
    if opened.is_open and form.is_stale(opened.saved):
        return _conflict(opened, form, do=do)
    with _kept_whole(opened.year):
        if do != "empty":
            _save_rows(opened, form, do)
            _add_one(opened, form, do)
        _act(opened, form, do, read)
    anchor = "h-dates" if do == "empty" else "h-check"
    return redirect_to("years.show", year=opened.year, _anchor=anchor)


def _to_write(year: int) -> OpenDraft:
    """Opens the write transaction, with secretaries of one council in turn, and gives the draft as it is there."""
    write()
    councils.lock(g.session, g.council.id)
    g.council = councils.council(g.session, g.council.slug)
    return OpenDraft(year)


def _save_rows(opened: OpenDraft, form: PlanForm, do: str = "") -> None:
    """Raises: InvalidInput, YearPublished."""
    if opened.council_year is None:
        return
    row = opened.council_year
    days = forms.change_rows(
        form, opened.saved, opened.rows, opened.dates, do=do, language=g.council.language, year=opened.year
    )  # fmt: skip
    if form.past.data:
        row.source = replace(row.source, past=form.past.data)
    draft.keep_changes(g.session, row, by=g.by, now=g.now, **days)


def _add_one(opened: OpenDraft, form: PlanForm, do: str) -> None:
    """The meeting of the field for one, whichever button was pressed. Raises: InvalidInput, YearPublished."""
    if form.one.data or do == "one":
        new = typed.one("one", form.one.data, language=g.council.language, year=opened.year)
        draft.add_date(g.session, g.council, opened.year, new, by=g.by, now=g.now)


def _act(opened: OpenDraft, form: PlanForm, do: str, read: Reading | None) -> None:
    """Raises: InvalidInput, YearPublished."""
    way = Way.TEXT
    if do == "rule":
        dates = pattern.dates(pattern.read_pattern(form.rule), opened.year)
        read, way = Reading(dates, Source(rule=form.rule)), Way.RULE
    if do in ("by_month", "by_week"):
        by = By.MONTH if do == "by_month" else By.WEEK
        dates = last_year.dates(last_meetings(opened.year), opened.year, by=by)
        read, way = Reading(dates), Way.LAST_YEAR
    if read:
        draft.replace_dates(
            g.session, g.council, opened.year, read, way, by=g.by, now=g.now, may_replace=form.replace.data
        )  # fmt: skip
    if opened.council_year and do == "empty":
        draft.empty(g.session, opened.council_year, by=g.by, now=g.now)


def _must_be_in(form: PlanForm, opened: OpenDraft) -> None:
    """Raises: InvalidInput where something was typed and not read or added."""
    touched = forms.touched_fields(form, opened.saved)
    if touched.get("one"):
        raise invalid("one", _NOT_ADDED)
    if touched.get("text"):
        raise invalid("text", _NOT_READ)


def _conflict(opened: OpenDraft, form: PlanForm, **args: Any) -> tuple[str, int]:
    says, endpoint = speak(), "years.plan" if args else "years.make_public"
    return form.conflict(
        opened.saved,
        title=says("Year plan %(year)s", year=opened.year),
        url=url_for(endpoint, year=opened.year, **args),
        back=url_for("years.show", year=opened.year),
        button=says("Save"),
    )


def _mark() -> str:
    """Differs where anything in the form does, so that it is known when the same one comes twice."""
    fields = sorted(one for one in request.form.items(multi=True) if one[0] != "csrf_token")
    return sha256(json.dumps(fields).encode()).hexdigest()


def _year_mail(row: CouncilYear) -> NoticeLine | None:
    """The mail with the year's dates, while it has not gone."""
    mail = listing.list_situation(load_situation(g.session, Ref(Owner.YEAR, row.id)), now=g.now)
    return next((one for one in mail if one.kind is Kind.YEAR_DATES and one.is_to_come), None)
