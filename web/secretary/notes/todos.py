"""What of the notes waits for the secretary."""

from collections.abc import Iterable

from flask import g, url_for

from scheduler.councils.rows import Council
from scheduler.errors import N_
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store
from scheduler.notes.rows import NotesApproval
from web.language import speak
from web.secretary.home.todo import Todo

_APPROVED = N_("%(name)s has approved the notes of the meeting %(day)s. Publish them.")
_REMARK = N_("%(name)s has a remark on the notes of the meeting %(day)s:")
_WAITS = N_("The notes of the meeting %(day)s wait for the approval of %(name)s.")


def notes_todos(council: Council) -> Iterable[Todo]:
    """What is to be reported back at the next meeting, and notes that are not published, or wait for the chair."""
    says, upcoming = speak(), meetings.upcoming(g.session, council.id, now=g.now)
    coming = next((m for m in upcoming if not m.is_cancelled), None)
    due = [
        one
        for one in store.open_follow_ups(g.session, council.id)
        if coming and one.due and one.due.starts_at <= coming.starts_at
    ]
    if coming and due:
        text = says.count(
            "%(n)s thing is to be reported back at the meeting %(day)s.",
            "%(n)s things are to be reported back at the meeting %(day)s.",
            len(due),
            day=coming.starts.date,
        )
        url = url_for("follow_ups.index", slug=council.slug)
        yield Todo(text, says("See what"), url, coming.starts_at)
    begun = store.unpublished(g.session, council.id, now=g.now)
    approvals = store.open_approvals(g.session, [m.id for m in begun]) if begun else {}
    for meeting in begun:
        text = _state(meeting, approvals.get(meeting.id))
        url = url_for("notes.edit", slug=council.slug, number=meeting.number, _anchor="publish")
        yield Todo(text, says("Go on with the notes"), url, meeting.ends_at)


def _state(meeting: Meeting, asked: NotesApproval | None) -> str:
    says, day = speak(), meeting.starts.date
    if asked is None:
        return says("The notes of the meeting %(day)s are not published.", day=day)
    text = _REMARK if asked.answered_at else _WAITS
    text = says(_APPROVED if asked.is_approved else text, name=asked.name, day=day)
    return f"{text} {asked.remark}".strip()
