"""The draft of a meeting's notes, with all that its form shows."""

from collections.abc import Mapping, Sequence

from flask import g

from scheduler.agenda import store as agenda
from scheduler.agenda.rows import AgendaItem
from scheduler.councils import store as councils
from scheduler.councils.rows import Member
from scheduler.errors import N_
from scheduler.language import language
from scheduler.meetings import store as meetings
from scheduler.meetings.replies import standing_replies
from scheduler.meetings.rows import Meeting
from scheduler.meetings.seating import SeatState
from scheduler.notes import follow_ups, store
from scheduler.notes.attendance import attendance_by_answers
from scheduler.notes.dates import dates_as_note, year_of_dates
from scheduler.notes.draft import Draft, new_notes
from scheduler.notes.rows import Attendance, ItemNote, MeetingNotes
from scheduler.notices import audience, deputies
from scheduler.notices.load_situation import load_situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import export
from scheduler.years import store as years

_SECRETARY = N_("%(name)s, secretary")
_CAME, _LEFT = N_("%(name)s came at %(hour)s"), N_("%(name)s left at %(hour)s")


def load_draft(meeting: Meeting) -> Draft:
    items = agenda.agenda_of(g.session, meeting.id)
    held = meetings.of_council(g.session, meeting.council_id)
    tracked = store.tracked_follow_ups(g.session, meeting.council_id)
    due = follow_ups.standing_at(tracked, meeting, held, now=g.now)
    saved = store.item_notes(g.session, [item.id for item in items])
    terms = councils.members(g.session, meeting.council_id)
    return Draft(
        council=g.council,
        meeting=meeting,
        notes=store.notes_of(g.session, meeting.id) or _new_notes(meeting, terms),
        called=_called(meeting),
        items=tuple(items),
        item_notes=saved,
        suggested=_dates_of_years(items, saved),
        promised=tuple(one.follow_up for one in tracked if one.promised is meeting),
        due=tuple((one, one.report(meeting)) for one in due),
        later=tuple(m for m in held if m.starts_at > meeting.starts_at and not m.is_cancelled),
        people={term.person.name.casefold(): term.person_id for term in terms},
    )


def _new_notes(meeting: Meeting, terms: Sequence[Member]) -> MeetingNotes:
    """With a line of each who has replied that they come late or leave early."""
    says, names = language(g.council.language), {t.person_id: t.person.name for t in terms}
    given = meetings.replies_to(g.session, [meeting.id]).get(meeting.id, ())
    lines = []
    for person_id, reply in standing_replies(meeting, given).items():
        hours = ((_CAME, reply.arrives), (_LEFT, reply.leaves))
        name = names.get(person_id, "")
        lines += [says(text, name=name, hour=hour) for text, hour in hours if name and hour]
    noted_by = says(_SECRETARY, name=g.by.name)
    return new_notes(meeting, remarks="\n".join(lines), noted_by=noted_by)


def _dates_of_years(items: Sequence[AgendaItem], saved: Mapping[int, ItemNote]) -> dict[int, str]:
    """For an item on a year's dates that has no note yet, those of its plan or of its draft."""
    says, notes = language(g.council.language), {}
    for item in items:
        year = None if item.id in saved else year_of_dates(item.heading)
        row = years.find(g.session, g.council.id, year) if year else None
        if row:
            sheet = export.load_sheet(g.session, g.council, row, now=g.now)
            dates = [one.starts for one in sheet.rows if one.starts and not one.is_cancelled]
            notes[item.id] = dates_as_note(dates, says)
    return notes


def _called(meeting: Meeting) -> list[Attendance]:
    """As saved; before that, as the answers and the calls of deputies have it."""
    rows = store.attendance_of(g.session, meeting.id)
    if rows:
        return rows
    s = load_situation(g.session, Ref(Owner.MEETING, meeting.id))
    stand_ins = {
        place.member.person_id: place.holder.person.name
        for place in deputies.seats(s, g.now)
        if place.state is SeatState.DEPUTY and place.member and place.holder
    }
    members = [p for p in audience.called_people(s, meeting) if p.id not in s.called_deputies]
    return attendance_by_answers(
        meeting.id, members, s.answers(), s.members, g.council.reply_mode, stand_ins
    )
