"""The secretary's first page, and the list of councils an account keeps."""

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.language import sort_key
from scheduler.meetings import store as meetings
from scheduler.notices import extra_letters
from scheduler.notices.listing import NoticeState
from scheduler.notices.load_situation import load_called
from scheduler.years import store as years
from web import paging
from web.secretary import access
from web.secretary.home.council_todos import council_todos
from web.secretary.meetings.reply_list import reply_list
from web.secretary.request_cache import open_mail

pages = Blueprint("secretary", __name__, url_prefix="/admin")


@pages.get("")
@access.signed_in
def councils() -> str | Response:
    kept = store.councils_of_account(g.session, g.account.id)
    if len(kept) == 1:
        return redirect(url_for("secretary.home", slug=kept[0].slug), 302)
    by_name = sorted(kept, key=lambda council: sort_key(council.name))
    page = paging.paginate(by_name, lambda number: url_for("secretary.councils", page=number))
    waiting = {council.id: len(council_todos(council)) for council in page.items}
    return render_template(
        "secretary/home/councils.html", page=page, waiting=waiting, account=g.account
    )


@pages.get("/<slug>")
@access.secretary
def home() -> str:
    upcoming = meetings.upcoming(g.session, g.council.id, now=g.now)
    meeting = next((row for row in upcoming if not row.is_cancelled), None)
    called = list(load_called(g.session, upcoming))
    of_next = next((s for s in called if meeting and s.meeting is meeting), None)
    planned = (row for row in open_mail(g.council) if row.state is NoticeState.PLANNED)
    return access.secretary_page(
        "home/home.html",
        todos=council_todos(g.council),
        late=extra_letters.find_latecomers(called, g.now),
        meeting=meeting,
        replies=reply_list(of_next, meeting) if of_next and meeting else None,
        next_mail=next((row for row in planned if row.due_at > g.now), None),
        year=Wall.at(g.now, g.council.zone).date.year + (meeting is not None),
        published=years.published(g.session, g.council.id),
    )
