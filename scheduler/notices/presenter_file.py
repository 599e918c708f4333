"""Rule: the calendar file of a presenter who is no member: the time of their item, by no invitation to answer."""

from __future__ import annotations

from datetime import datetime

from scheduler.agenda.rows import AgendaItem
from scheduler.agenda.timetable import item_times
from scheduler.calendars.invitation import publication_octets
from scheduler.calendars.vevent import calendar_meeting, for_members
from scheduler.clock import Wall
from scheduler.language import language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting
from scheduler.notices.impact import detached_copy
from scheduler.notices.situation import Situation


def item_slot(s: Situation, item: AgendaItem) -> tuple[Wall, Wall]:
    """From when until when the item is, by the minutes; the whole meeting where they do not tell."""
    assert s.meeting
    starts = dict(zip(s.agenda, item_times(s.meeting, s.agenda), strict=True)).get(item)
    if starts is None or not item.minutes:
        return s.meeting.starts, s.meeting.ends
    return starts, starts.plus(item.minutes)


def presenter_file(
    s: Situation, item: AgendaItem, number: int, links: Links, code: str, now: datetime
) -> bytes:
    """`number`: of the mail about this item; a later file replaces an earlier one."""
    assert s.meeting
    meeting = s.meeting
    slot: Meeting = detached_copy(
        meeting, uid=f"i{item.id}-{meeting.uid}", revision=meeting.revision + number
    )
    slot.set_time(*item_slot(s, item))
    return publication_octets(
        for_members(calendar_meeting(s.council, slot, links)),
        language(code),
        organizer=s.council.reply_to.email,
        organizer_name=s.council.name,
        made_at=now,
    )
