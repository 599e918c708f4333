"""What of the notes waits for the secretary."""

from collections.abc import Iterable

from flask import g

from scheduler.councils.rows import Council
from scheduler.meetings import store as meetings
from scheduler.notes import store
from web.secretary.home.todo import Todo


def notes_todos(council: Council) -> Iterable[Todo]:
    """What is to be reported back at the next meeting, and notes that are not published, or wait for the chair."""
    upcoming = meetings.upcoming(g.session, council.id, now=g.now)
    coming = next((m for m in upcoming if not m.is_cancelled), None)
    due = [
        one
        for one in store.open_follow_ups(g.session, council.id)
        if coming and one.due and one.due.starts_at <= coming.starts_at
    ]
    if coming and due:
        yield Todo("follow_ups", coming.starts_at, {"n": len(due), "meeting": coming})
    begun = store.unpublished(g.session, council.id, now=g.now)
    approvals = store.open_approvals(g.session, [m.id for m in begun]) if begun else {}
    for meeting in begun:
        about = {"meeting": meeting, "asked": approvals.get(meeting.id)}
        yield Todo("notes", meeting.ends_at, about)
