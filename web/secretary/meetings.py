"""Meetings one by one: see, add, move, cancel, restore; what follows is told before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.agenda import papers_of_meeting
from scheduler.agenda import store as agenda
from scheduler.agenda.timetable import item_times
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.errors import N_, Conflict, InvalidInput, MeetingOver, invalid
from scheduler.meetings import lifecycle, store
from scheduler.meetings.rows import Meeting
from scheduler.notices import impact, listing
from scheduler.notices.impact import Mailing
from scheduler.notices.load_situation import load_situation, load_situations
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import draft, publish
from scheduler.years import store as years
from scheduler.years.own import Own
from web.language import speak
from web.secretary import (
    access,
    answers_show,
    conflict,
    meeting_check,
    meeting_form,
    meeting_show,
)

pages = Blueprint("meetings", __name__, url_prefix="/admin/<slug>/meetings")
Answer = str | Response | tuple[str, int]
_LATEST = 5  # of the meetings that are over, those with their replies in the list
_CANCELLED = N_("The meeting is cancelled. Restore it first.")
_NOT_CANCELLED = N_("The meeting is not cancelled.")
_TAKEN = N_("The time the meeting had is taken by another meeting now. Move one of them.")
_UNPUBLISHED = N_("%(year)s is not published. Publish it in the year plan first.")


@pages.get("")
@access.secretary
def index() -> str:
    found = store.of_council(g.session, g.council.id)
    page = meeting_show.all_of(g.council, found, speak(), now=g.now)
    over = [meeting for meeting in found if meeting.ends_at <= g.now]
    return access.show(
        "meetings/list.html", page=page, replies=_replies([*over[-_LATEST:], *found[len(over) :]])
    )


def _replies(shown: Sequence[Meeting]) -> dict[str, str]:
    """How many come, by the address of the meeting's page."""
    refs = [Ref(Owner.MEETING, meeting.id) for meeting in shown]
    return {
        meeting_form.address(g.council, s.meeting): answers_show.summary(s, s.meeting, speak())
        for _, s in load_situations(g.session, refs)
        if s.meeting
    }


@pages.get("/<int:number>")
@access.secretary
def show(number: int) -> str:
    meeting = access.meeting(number)
    s = _situation(meeting)
    mail = listing.list_situation(s, now=g.now)
    told = impact.told_people(s, meeting)
    done = request.args.get("done", "")
    can_undo = lifecycle.undoable(g.session, meeting, now=g.now) is not None
    page = meeting_show.one(
        g.council, meeting, mail, told, speak(), done=done, can_undo=can_undo, now=g.now
    )
    answers = answers_show.of_meeting(g.council, s, meeting, speak(), now=g.now)
    items = agenda.agenda_of(g.session, meeting.id)
    return access.show(
        "meetings/meeting.html",
        page=page,
        answers=answers,
        agenda=items,
        times=item_times(meeting, items),
        papers=papers_of_meeting.read_papers(g.session, meeting.id, items),
    )


@pages.get("/new")
@access.secretary
def new() -> Answer:
    blank = meeting_form.blank(g.council, request.args)
    return _form(meeting_form.form(g.council, None, blank, speak(), year=_asked_year(blank)))


@pages.post("/new")
@access.secretary
def add() -> Answer:
    """Two steps, as for a move: the fields, then what follows from them."""
    typed = meeting_form.typed(request.form)
    asked_year = _asked_year(typed)
    try:
        wanted = meeting_form.read(
            typed, g.council, year=asked_year, minutes=g.council.duration_minutes
        )
        year = years.find(g.session, g.council.id, wanted.starts.date.year)
        if year is None or not year.is_published:
            raise invalid("date", _UNPUBLISHED, year=wanted.starts.date.year)
        when = {"starts": wanted.starts, "ends": wanted.ends, "place": wanted.place, "now": g.now}
        added = partial(
            publish.add_date, g.session, g.council, **when, note=wanted.note or "", by=g.by
        )
        with impact.undone(g.session):
            added()
    except InvalidInput as error:
        return _form(meeting_form.form(g.council, None, typed, speak(), error, year=asked_year))
    if _is_confirmed():
        return _done(added().number, "added")
    mailing = impact.if_added(load_situation(g.session, Ref(Owner.YEAR, year.id)), **when)
    return _check(None, typed, wanted, mailing)


def _asked_year(typed: meeting_form.Typed) -> int:
    """A date typed without a year is of this one: that of the plan one came from, else this by the council's clock."""
    year = int(typed.year) if typed.year.isdecimal() else 0
    return year if year in meeting_form.YEARS else Wall.at(g.now, g.council.zone).date.year


@pages.get("/<int:number>/move")
@access.secretary
def move_form(number: int) -> Answer:
    meeting = _open(number, cancelled=False)
    as_it_is = meeting_form.as_it_is(meeting, speak())
    year = meeting.starts.date.year
    return _form(meeting_form.form(g.council, meeting, as_it_is, speak(), year=year))


@pages.post("/<int:number>/move")
@access.secretary
def move(number: int) -> Answer:
    """Tried first in any case, so that a refusal leaves the page with the meeting as it is."""
    meeting = _locked(number, cancelled=False)
    typed = meeting_form.typed(request.form)
    if not _is_seen(meeting):
        is_done = _is_confirmed() and meeting_form.says_what_is(typed, g.council, meeting)
        return _done(number, "changed") if is_done else _conflict(meeting, typed)
    try:
        wanted = meeting_form.read_move(typed, g.council, meeting)
        when = {"starts": wanted.starts, "ends": wanted.ends, "place": wanted.place, "now": g.now}
        move_it = partial(
            lifecycle.move,
            g.session,
            meeting,
            **when,
            note=wanted.note,
            reason=wanted.reason,
            by=g.by,
        )
        with impact.undone(g.session):
            move_it()
    except InvalidInput as error:
        year = meeting.starts.date.year
        return _form(meeting_form.form(g.council, meeting, typed, speak(), error, year=year))
    if _is_confirmed():
        done = meeting_form.what_changes(meeting, wanted)
        move_it()
        return _done(number, done)
    mailing = impact.if_moved(_situation(meeting), **when)
    return _check(meeting, typed, wanted, mailing)


@pages.route("/<int:number>/cancel", methods=["GET", "POST"])
@access.secretary
def cancel(number: int) -> Answer:
    is_post = request.method == "POST"
    meeting = (_locked if is_post else _open)(number, cancelled=False)
    reason, error, is_seen = request.form.get("reason", ""), None, _is_seen(meeting)
    if is_post and is_seen:
        try:
            lifecycle.cancel(
                g.session, meeting, reason=meeting_form.read_reason(reason), by=g.by, now=g.now
            )
            return _done(number, "cancelled")
        except InvalidInput as refused:
            error = refused
    mailing = impact.if_cancelled(_situation(meeting), now=g.now)
    page = meeting_check.cancel(
        g.council, meeting, mailing, speak(), now=g.now, reason=reason, error=error
    )
    return _confirm(page, is_seen=is_seen)


@pages.route("/<int:number>/restore", methods=["GET", "POST"])
@access.secretary
def restore(number: int) -> Answer:
    is_post = request.method == "POST"
    meeting = (_locked if is_post else _open)(number, cancelled=True)
    error, is_seen = None, _is_seen(meeting)
    if is_post and is_seen:
        try:
            with impact.undone(g.session):
                lifecycle.restore(g.session, meeting, by=g.by, now=g.now)
            lifecycle.restore(g.session, meeting, by=g.by, now=g.now)
            return _done(number, "restored")
        except InvalidInput as refused:
            error = refused
    mailing = impact.if_restored(_situation(meeting), now=g.now)
    page = meeting_check.restore(g.council, meeting, mailing, speak(), now=g.now, error=error)
    return _confirm(page, is_seen=is_seen)


@pages.post("/<int:number>/undo")
@access.secretary
def undo(number: int) -> Response:
    """Takes back the change that was shown. Raises: Conflict where it is too late, or another came after it."""
    councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    if not _is_seen(meeting):
        raise Conflict
    try:
        lifecycle.take_back(g.session, meeting, by=g.by, now=g.now)
    except InvalidInput as error:
        raise Conflict(_TAKEN) from error
    return _done(number, "undone")


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
        raise Conflict(_CANCELLED if meeting.is_cancelled else _NOT_CANCELLED)
    return meeting


def _situation(meeting: Meeting) -> Situation:
    return load_situation(g.session, Ref(Owner.MEETING, meeting.id))


def _is_confirmed() -> bool:
    return request.form.get("step") == "do"


def _is_seen(meeting: Meeting) -> bool:
    """False where the form was made before the meeting's last change."""
    return request.form.get("revision", str(meeting.revision)) == str(meeting.revision)


def _form(page: meeting_form.FormPage) -> Answer:
    failed = bool(page.faults)
    shown = access.show("meetings/form.html", page=page, typed=page.typed, failed=failed)
    return (shown, 422) if failed else shown


def _check(
    meeting: Meeting | None,
    typed: meeting_form.Typed,
    wanted: meeting_form.Wanted,
    mailing: Mailing,
) -> Answer:
    others = [
        Own.at(other.starts, other.ends)
        for other in store.of_council(g.session, g.council.id)
        if not other.is_cancelled and (meeting is None or other.id != meeting.id)
    ]
    one = Own.at(wanted.starts, wanted.ends)
    clash = draft.clash(g.session, g.council, one, others=others, now=g.now)
    page = meeting_check.check(
        g.council, meeting, typed, wanted, mailing, clash, speak(), now=g.now
    )
    return access.show("meetings/check.html", page=page)


def _confirm(page: meeting_check.ConfirmPage, *, is_seen: bool) -> Answer:
    """One that has changed meanwhile is shown anew, with what was typed."""
    told = "" if is_seen else speak()(Conflict.text)
    failed = bool(page.faults)
    shown = access.show("meetings/confirm.html", page=page, told=told, failed=failed)
    if not is_seen:
        return shown, 409
    return (shown, 422) if failed else shown


def _conflict(meeting: Meeting, typed: meeting_form.Typed) -> Answer:
    says = speak()
    fields, hidden = meeting_form.differences(meeting, typed, says)
    return conflict.page(
        says("Change the time or place of the meeting %(day)s", day=meeting.starts.date),
        fields,
        hidden=hidden,
        url=meeting_form.address(g.council, meeting, "move"),
        back=meeting_form.address(g.council, meeting),
        button=says("Look at what happens"),
    )


def _done(number: int, done: str) -> Response:
    return redirect(url_for("meetings.show", slug=g.council.slug, number=number, done=done), 303)
