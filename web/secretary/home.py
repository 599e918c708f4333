"""The secretary's first page, and the list of councils an account keeps."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.councils import store
from scheduler.language import sort_key
from scheduler.meetings import store as meetings
from scheduler.notices import latecomers, load_situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years
from web import paging
from web.language import speak
from web.secretary import access, answers_show, late_call, show, todo

pages = Blueprint("secretary", __name__, url_prefix="/admin")


@pages.get("")
@access.signed_in
def councils() -> str | Response:
    kept = store.councils_of_account(g.session, g.account.id)
    if len(kept) == 1:
        return redirect(url_for("secretary.home", slug=kept[0].slug), 302)
    by_name = sorted(kept, key=lambda one: sort_key(one.name))
    page = paging.paginate(by_name, lambda number: url_for("secretary.councils", page=number))
    waiting = {council.id: len(todo.of_council(council)[0]) for council in page.items}
    return render_template("secretary/councils.html", page=page, waiting=waiting, account=g.account)


@pages.get("/<slug>")
@access.secretary
def home() -> str:
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    first = next((meeting for meeting in coming if not meeting.is_cancelled), None)
    answers = ""
    if first:
        s = load_situation.load_situation(g.session, Ref(Owner.MEETING, first.id))
        answers = answers_show.summary(s, first, speak())
    todos, mail = todo.of_council(g.council)
    published = years.published(g.session, g.council.id)
    calls = latecomers.late_calls(g.session, g.council.id, now=g.now)
    page = show.home(
        g.council, first, answers, todos, mail, speak(), published=published, now=g.now
    )
    late = late_call.offers(g.council, calls, speak())
    return access.show("home.html", home=page, late=late)
