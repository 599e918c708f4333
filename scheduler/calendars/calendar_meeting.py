"""Rule: a meeting's rows as what calendars show of it."""

from __future__ import annotations

from dataclasses import replace

from scheduler.calendars.vevent import CalendarMeeting
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Answer, Meeting, Reply
from scheduler.workdays import Workdays

_ANSWERS = {
    Answer.COMING: N_("Your reply: you will come."),
    Answer.ONLINE: N_("Your reply: you will take part online."),
    Answer.NO: N_("Your reply: you cannot come."),
    Answer.MAYBE: N_("Your reply: maybe."),
}
_DEPUTY = N_("You are a deputy: you come if you are called.")


def calendar_meeting(
    council: Council, meeting: Meeting, links: Links, *, deadlines: bool = False
) -> CalendarMeeting:
    """The same in feeds and invitations."""
    items_close_on = None
    if deadlines:
        offsets = notice_rules.read_rules(council.notice_rules)
        free = Workdays(council.country)
        items_close_on = meeting.items_close_on or offsets.items_deadline.day(
            meeting.starts.date, free
        )
    return CalendarMeeting(
        council=council.name,
        uid=meeting.uid,
        sequence=meeting.revision,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        note=meeting.note,
        reason=meeting.reason,
        is_cancelled=meeting.is_cancelled,
        created_at=meeting.created_at,
        changed_at=max(meeting.changed_at, council.changed_at),
        url=links.meeting(council.slug, meeting.number) if council.is_public else "",
        items_close_on=items_close_on,
        # Follows the council's settings too; both counters only rise, so their sum does.
        deadline_sequence=meeting.revision + council.version,
    )


def personal_meeting(
    meeting: CalendarMeeting, term: Member, reply: Reply | None, language: Language
) -> CalendarMeeting:
    """The meeting in the feed of one who sits on the council, with the reply that counts, if there is one.

    A deputy's day is not taken until they are called. `term` includes the day.
    """
    lines = [language(_DEPUTY)] if term.is_deputy else []
    changed_at = meeting.changed_at
    if reply is not None:
        lines.append(language(_ANSWERS[Answer(reply.answer)]))
        changed_at = max(changed_at, reply.at)
    is_busy = not term.is_deputy
    return replace(meeting, personal=tuple(lines), is_busy=is_busy, changed_at=changed_at)
