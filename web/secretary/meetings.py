"""Meetings one by one: see, add, move, cancel, restore; what follows is told before it is done."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.errors import N_, Conflict, InvalidInput, MeetingOver, invalid
from scheduler.meetings import lifecycle, store
from scheduler.meetings.rows import Meeting
from scheduler.notices import consequences, listing
from scheduler.notices.situation import Situation
from scheduler.notices.store import Of, Ref, situation
from scheduler.years import publish
from scheduler.years import store as years
from web.language import speak
from web.secretary import access, conflict, meeting_show

pages = Blueprint("meetings", __name__, url_prefix="/admin/<slug>/meetings")
Answer = str | Response | tuple[str, int]
_UNPUBLISHED = N_("%(year)s is not published. Publish it in the year plan first.")


@pages.get("")
@access.secretary
def index() -> str:
    found = store.of_council(g.session, g.council.id)
    return access.show(
        "meetings/list.html", page=meeting_show.all_of(g.council, found, speak(), now=g.now)
    )


@pages.get("/<int:number>")
@access.secretary
def show(number: int) -> str:
    meeting = access.meeting(number)
    s = _situation(meeting)
    mail = listing.of_situation(s, now=g.now)
    told = consequences.told(s, meeting)
    done = request.args.get("done", "")
    page = meeting_show.one(g.council, meeting, mail, told, speak(), done=done, now=g.now)
    return access.show("meetings/meeting.html", page=page)


@pages.get("/new")
@access.secretary
def new() -> Answer:
    return _form(meeting_show.new_form(g.council, meeting_show.blank(g.council), speak()))


@pages.post("/new")
@access.secretary
def add() -> Answer:
    """Two steps, as for a move: the fields, then what follows from them."""
    typed = meeting_show.typed(request.form)
    this_year = Wall.at(g.now, g.council.zone).date.year
    try:
        wanted = meeting_show.read(
            typed, g.council, year=this_year, minutes=g.council.duration_minutes
        )
        year = years.find(g.session, g.council.id, wanted.starts.date.year)
        if year is None or not year.is_published:
            raise invalid("date", _UNPUBLISHED, year=wanted.starts.date.year)
        when = {"starts": wanted.starts, "ends": wanted.ends, "place": wanted.place, "now": g.now}
        with consequences.undone(g.session):
            publish.add_date(g.session, g.council, **when, by=g.by)
    except InvalidInput as error:
        return _form(meeting_show.new_form(g.council, typed, speak(), error))
    if _is_confirmed():
        added = publish.add_date(g.session, g.council, **when, by=g.by)
        return _done(added.number, "added")
    mailing = consequences.if_added(situation(g.session, Ref(Of.YEAR, year.id)), **when)
    page = meeting_show.check_new(g.council, typed, wanted, mailing, speak(), now=g.now)
    return access.show("meetings/check.html", page=page)


@pages.get("/<int:number>/move")
@access.secretary
def move_form(number: int) -> Answer:
    meeting = _open(number, cancelled=False)
    as_it_is = meeting_show.as_it_is(meeting, speak())
    return _form(meeting_show.move_form(g.council, meeting, as_it_is, speak()))


@pages.post("/<int:number>/move")
@access.secretary
def move(number: int) -> Answer:
    """Tried first in any case, so that a refusal leaves the page with the meeting as it is."""
    meeting = _locked(number, cancelled=False)
    typed = meeting_show.typed(request.form)
    if not _is_seen(meeting):
        return _conflict(meeting, typed)
    try:
        wanted = meeting_show.read_move(typed, g.council, meeting)
        when = {"starts": wanted.starts, "ends": wanted.ends, "place": wanted.place, "now": g.now}
        with consequences.undone(g.session):
            lifecycle.move(g.session, meeting, **when, reason=wanted.reason, by=g.by)
    except InvalidInput as error:
        return _form(meeting_show.move_form(g.council, meeting, typed, speak(), error))
    if _is_confirmed():
        lifecycle.move(g.session, meeting, **when, reason=wanted.reason, by=g.by)
        return _done(number, "moved")
    mailing = consequences.if_moved(_situation(meeting), **when)
    page = meeting_show.check_move(g.council, meeting, typed, wanted, mailing, speak(), now=g.now)
    return access.show("meetings/check.html", page=page)


@pages.route("/<int:number>/cancel", methods=["GET", "POST"])
@access.secretary
def cancel(number: int) -> Answer:
    is_post = request.method == "POST"
    meeting = (_locked if is_post else _open)(number, cancelled=False)
    reason, error, is_seen = request.form.get("reason", ""), None, _is_seen(meeting)
    if is_post and is_seen:
        try:
            lifecycle.cancel(
                g.session, meeting, reason=meeting_show.read_reason(reason), by=g.by, now=g.now
            )
            return _done(number, "cancelled")
        except InvalidInput as refused:
            error = refused
    mailing = consequences.if_cancelled(_situation(meeting), now=g.now)
    page = meeting_show.cancel(
        g.council, meeting, mailing, speak(), now=g.now, reason=reason, error=error
    )
    return _confirm(page, error, is_seen=is_seen)


@pages.route("/<int:number>/restore", methods=["GET", "POST"])
@access.secretary
def restore(number: int) -> Answer:
    is_post = request.method == "POST"
    meeting = (_locked if is_post else _open)(number, cancelled=True)
    error, is_seen = None, _is_seen(meeting)
    if is_post and is_seen:
        try:
            with consequences.undone(g.session):
                lifecycle.restore(g.session, meeting, by=g.by, now=g.now)
            lifecycle.restore(g.session, meeting, by=g.by, now=g.now)
            return _done(number, "restored")
        except InvalidInput as refused:
            error = refused
    mailing = consequences.if_restored(_situation(meeting), now=g.now)
    page = meeting_show.restore(g.council, meeting, mailing, speak(), now=g.now, error=error)
    return _confirm(page, error, is_seen=is_seen)


def _confirm(
    page: meeting_show.ConfirmPage, error: InvalidInput | None, *, is_seen: bool
) -> Answer:
    """One that has changed meanwhile is shown anew, with what was typed."""
    told = "" if is_seen else speak()(Conflict.text)
    shown = access.show("meetings/confirm.html", page=page, told=told, failed=error is not None)
    if not is_seen:
        return shown, 409
    return (shown, 422) if error else shown


def _conflict(meeting: Meeting, typed: meeting_show.Typed) -> Answer:
    says = speak()
    fields, hidden = meeting_show.differences(meeting, typed, says)
    at = {"slug": g.council.slug, "number": meeting.number}
    return conflict.page(
        says("Move the meeting %(day)s", day=meeting.starts.date),
        fields,
        hidden=hidden,
        url=url_for("meetings.move", **at),
        back=url_for("meetings.show", **at),
        button=says("Look at what happens"),
    )


def _is_seen(meeting: Meeting) -> bool:
    """False where the form was made before the meeting's last change."""
    return request.form.get("revision", str(meeting.revision)) == str(meeting.revision)


def _locked(number: int, *, cancelled: bool) -> Meeting:
    """The same as `_open`, with secretaries of one council in turn."""
    councils.lock(g.session, g.council.id)
    return _open(number, cancelled=cancelled)


def _open(number: int, *, cancelled: bool) -> Meeting:
    """Raises: MeetingOver; Conflict where the meeting has been cancelled, or restored, meanwhile."""
    meeting = access.meeting(number)
    if meeting.ends_at <= g.now:
        raise MeetingOver(number=number)
    if meeting.is_cancelled is not cancelled:
        raise Conflict
    return meeting


def _situation(meeting: Meeting) -> Situation:
    return situation(g.session, Ref(Of.MEETING, meeting.id))


def _is_confirmed() -> bool:
    return request.form.get("step") == "do"


def _form(page: meeting_show.FormPage) -> Answer:
    failed = bool(page.faults)
    shown = access.show("meetings/form.html", page=page, typed=page.typed, failed=failed)
    return (shown, 422) if failed else shown


def _done(number: int, done: str) -> Response:
    return redirect(url_for("meetings.show", slug=g.council.slug, number=number, done=done), 303)
