"""The draft of a meeting's notes, with all that its form shows."""

from __future__ import annotations

from flask import g

from scheduler.agenda import store as agenda
from scheduler.councils import store as councils
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import follow_ups, store
from scheduler.notes.attendance import Called, as_called, attendance_by_answers
from scheduler.notes.draft import Draft
from scheduler.notices import audience
from scheduler.notices.load_situation import load_situation
from scheduler.notices.store import Owner, Ref

_SECRETARY = N_("%(name)s, secretary")


def load_draft(meeting: Meeting) -> Draft:
    items = agenda.agenda_of(g.session, meeting.id)
    held = meetings.of_council(g.session, meeting.council_id)
    tracked = follow_ups.track(
        store.follow_ups(g.session, meeting.council_id),
        store.reports(g.session, meeting.council_id),
        held,
    )
    due = follow_ups.standing_at(tracked, meeting, held, now=g.now)
    terms = councils.members(g.session, meeting.council_id)
    return Draft(
        notes=store.notes_of(g.session, meeting.id),
        called=tuple(_called(meeting)),
        items=tuple(items),
        item_notes=store.item_notes(g.session, [item.id for item in items]),
        promised=tuple(one.follow_up for one in tracked if one.promised is meeting),
        due=tuple((one, one.report(meeting)) for one in due),
        noted_by=Language(g.council.language)(_SECRETARY, name=g.by.name),
        later=tuple(m for m in held if m.starts_at > meeting.starts_at and not m.is_cancelled),
        people={term.person.name.casefold(): term.person_id for term in terms},
    )


def _called(meeting: Meeting) -> list[Called]:
    """As saved; before that, as the answers have it."""
    rows = store.attendance_of(g.session, meeting.id)
    if rows:
        return [as_called(row) for row in rows]
    s = load_situation(g.session, Ref(Owner.MEETING, meeting.id))
    return attendance_by_answers(
        audience.called_people(s, meeting), s.answers(), s.members, g.council.reply_mode, {}
    )
