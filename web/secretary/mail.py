"""Utskick: every mail, sent and coming, on one timeline; and any letter as any recipient gets it, before it goes."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.councils import store as councils
from scheduler.errors import NotFound
from scheduler.mail import manual
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import latecomers, listing, mail_actions, preview, resend
from scheduler.notices.kinds import Kind
from scheduler.notices.latecomers import LateCall
from scheduler.notices.listing import NoticeLine
from scheduler.years import store as years
from web import letter_request
from web.language import speak
from web.secretary import access, mail_filter, mail_show, request_cache
from web.secretary.home.mail_todos import mail_todos
from web.secretary.mail_filter import Filter

pages = Blueprint("mail", __name__, url_prefix="/admin/<slug>/mail")
_ACTS = {
    "approve": mail_actions.approve,
    "dismiss": mail_actions.dismiss,
    "hold": mail_actions.hold,
    "resume": mail_actions.resume,
    "skip": mail_actions.skip,
    "send": mail_actions.send_now,
    "undo": mail_actions.hold,
}
_LETTER_ACTS = ("again", "copy", "sent")


@pages.get("")
@access.secretary
def index() -> str:
    """What is to come and what went lately, or all of a year; of that, what the filter lets through."""
    asked = mail_filter.read(request.args)
    since, until = _days(asked)
    lines = request_cache.recent_mail(g.council)
    if asked.year:
        lines = listing.list_council(g.session, g.council, now=g.now, since=since, until=until)
    shown = asked.of(lines, g.now)
    held = meetings.of_council(g.session, g.council.id)
    chosen = [m for m in held if _is_between(m, since, until) or m.number == asked.meeting]
    terms = councils.members(g.session, g.council.id)
    return access.show(
        "mail/timeline.html",
        asked=asked,
        filter=mail_filter.form(asked, lines, chosen, terms, speak(), shown=len(shown)),
        todos=[] if asked.year else mail_todos(g.council),
        years=sorted(years.published(g.session, g.council.id), reverse=True),
        timeline=mail_show.timeline(
            shown,
            g.council,
            speak(),
            now=g.now,
            done=request.args.get("done", ""),
            is_whole=bool(asked.year) or asked.is_on,
            is_of_one=bool(asked.person),
        ),
    )


def _days(asked: Filter) -> tuple[date, date | None]:
    if asked.year:
        return date(asked.year, 1, 1), date(asked.year, 12, 31)
    return request_cache.recent_since(g.council), None


def _is_between(meeting: Meeting, since: date, until: date | None) -> bool:
    return since <= meeting.starts.date <= (until or date.max)


@pages.get("/letter")
@access.secretary
def letter() -> str:
    """One notice by its key, as one of its recipients has it or will have it."""
    shown, done = _letter(), request.args.get("done", "")
    held = mail_actions.find_holder(g.session, g.council, shown.line)
    page = mail_show.letter(shown, g.council, speak(), held=held, now=g.now, done=done)
    return access.show("mail/letter.html", letter=page, late=_late(shown.line))


def _late(line: NoticeLine) -> list[LateCall]:
    """On a kallelse that has gone: to whom it has not."""
    if line.kind is not Kind.KALLELSE or not line.is_ordered:
        return []
    calls = latecomers.late_calls(g.session, g.council.id, now=g.now)
    return [call for call in calls if line.meeting and call.meeting.id == line.meeting.id]


@pages.post("")
@access.secretary
def act() -> Response:
    """Approve, hold, resume, skip, send now or take back one mail not yet ordered; or take off the list what is over.

    Raises: NotFound, Conflict.
    """
    key, do = request.form.get("key", ""), request.form.get("do", "")
    if do not in _ACTS:
        raise NotFound
    _ACTS[do](g.session, g.council, key, by=g.by, now=g.now)
    return redirect(url_for("mail.letter", slug=g.council.slug, key=key, done=do), 303)


@pages.post("/letters")
@access.secretary
def letters() -> Response:
    """Letters once more: those that may not have arrived, or a copy; or count as sent. Raises: NotFound, Conflict."""
    do, ids = request.form.get("do", ""), request.form.getlist("id", type=int)
    if do not in _LETTER_ACTS or not ids or not set(ids) <= _ids_of_council():
        raise NotFound
    for row_id in ids:
        if do == "again":
            resend.resend_letter(g.session, row_id, letter_request.mail_setup(), by=g.by, now=g.now)
        elif do == "copy":
            resend.send_copy(g.session, row_id, letter_request.mail_setup(), by=g.by, now=g.now)
        else:
            manual.count_as_sent(g.session, row_id, by=g.by, now=g.now)
    return redirect(url_for("mail.index", slug=g.council.slug, done=do), 303)


def _ids_of_council() -> set[int]:
    """Letters of other councils do not exist here."""
    lines = listing.list_council(g.session, g.council, now=g.now)
    return {to.row_id for line in lines for to in line.audience if to.row_id is not None}


def _letter() -> preview.Preview:
    """Raises: NotFound for a key that is no notice of this council, or one without recipients."""
    key, to = request.args.get("key", ""), request.args.get("to", "")
    links = letter_request.mail_setup().links
    return preview.preview_notice(g.session, g.council, key, links, to=to, now=g.now)
