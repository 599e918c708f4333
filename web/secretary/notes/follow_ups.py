"""The list of what is to be reported back."""

from flask import g

from scheduler.notes import store
from web.secretary import access

pages = access.CouncilPages("follow_ups", "/follow-ups", "meetings")


@pages.get("")
def index() -> str:
    tracked = store.open_follow_ups(g.session, g.council.id)
    return access.secretary_page("notes/follow_ups.html", tracked=tracked)
