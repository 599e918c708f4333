"""The list of what is to be reported back."""

from __future__ import annotations

from flask import Blueprint, g

from scheduler.meetings import store as meetings
from scheduler.notes import store
from web.secretary import access

pages = Blueprint("follow_ups", __name__, url_prefix="/admin/<slug>/follow-ups")


@pages.get("")
@access.secretary
def index() -> str:
    held = meetings.of_council(g.session, g.council.id)
    tracked = store.open_follow_ups(g.session, g.council.id, held)
    return access.show("notes/follow_ups.html", tracked=tracked)
