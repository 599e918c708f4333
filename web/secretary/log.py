"""Who did what and when: the council's history, by meeting or member, a page at a time."""

from __future__ import annotations

from flask import Blueprint, g, request

from scheduler.councils import store
from scheduler.history import store as history
from scheduler.meetings import store as meetings
from web.language import speak
from web.secretary import access, log_show
from web.secretary.log_show import PAGE, Asked

pages = Blueprint("log", __name__, url_prefix="/admin/<slug>/log")


@pages.get("")
@access.secretary
def show() -> str:
    council = g.council
    held, terms = meetings.of_council(g.session, council.id), store.members(g.session, council.id)
    asked = Asked(
        meeting=request.args.get("meeting", 0, type=int),
        member=request.args.get("member", 0, type=int),
        page=max(1, request.args.get("page", 1, type=int)),
    )
    about = []
    if asked.meeting:
        n = asked.meeting
        about += [f"meeting {n} %", f"reply to meeting {n} by %", f"mail %: {council.slug}/m{n}/%"]
    for term in terms:
        if term.id == asked.member:
            about += [f"member {term.id} %", f"% by person {term.person_id}"]
    changes = history.list_changes(
        g.session, council.id, about=about, skip=(asked.page - 1) * PAGE, most=PAGE + 1
    )
    page = log_show.page(council, changes, held, terms, asked, speak())
    return access.show("log.html", page=page)
