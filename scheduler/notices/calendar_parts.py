"""Rules: the calendar parts of a letter: a meeting's invitation, and for a presenter the time of their item."""

from collections.abc import Mapping
from dataclasses import replace

from scheduler.agenda.rows import AgendaItem
from scheduler.agenda.timetable import item_times
from scheduler.calendars.invitation import Method, invitation_octets
from scheduler.calendars.vevent import calendar_meeting, for_members
from scheduler.clock import Wall
from scheduler.language import language
from scheduler.links import Links
from scheduler.meetings import seating
from scheduler.meetings.rows import Answer, Meeting
from scheduler.notices import deputies
from scheduler.notices.agenda_changes import presented_item
from scheduler.notices.impact import detached_copy
from scheduler.notices.kinds import occasion_number
from scheduler.notices.situation import OneLetter, Recipient, Situation

CalendarPart = tuple[str, bytes]
"""Its METHOD, and the calendar."""
_PARTSTAT: Mapping[Answer | None, str] = {
    Answer.COMING: "ACCEPTED",
    Answer.ONLINE: "ACCEPTED",
    Answer.NO: "DECLINED",
    Answer.MAYBE: "TENTATIVE",
}
"""An update keeps an answer that still counts: nobody is asked again when only the place has changed."""


def invitation(letter: OneLetter, meeting: Meeting, links: Links, code: str) -> CalendarPart:
    """The meeting as the person is called to it, or no longer is."""
    s, to = letter.situation, letter.to
    method = Method.CANCEL if meeting.is_cancelled or to.uninvited else Method.REQUEST
    own_calls = [call for call in s.calls if call.person_id == to.person.id]
    shown = replace(
        for_members(calendar_meeting(s.council, meeting, links), own_calls),
        is_busy=not to.uninvited,
        raises=seating.sequence_raises(meeting, s.members, s.calls, to.person.id),
        personal=_in_place_of(s, to, code),
    )
    octets = invitation_octets(
        method,
        shown,
        language(code),
        organizer=(s.council.name, links.reply_address(meeting.id, to.person.id)),
        attendee=(to.person.name, to.person.email),
        partstat=_PARTSTAT.get(s.answers().get(to.person.id), "NEEDS-ACTION"),
        made_at=letter.at,
    )
    return method.value, octets


def _in_place_of(s: Situation, to: Recipient, code: str) -> tuple[str, ...]:
    """What a deputy who is called sees in the calendar."""
    call = deputies.call_of(s, to.person.id) if to.is_deputy and to.is_called else None
    if call is None:
        return ()
    name = deputies.absent_name(s, call)
    return (language(code)("You are called as a deputy for %(name)s.", name=name),)


def presenter_file(letter: OneLetter, links: Links, code: str) -> list[CalendarPart]:
    """The time of the item, where that still stands. A later mail about the item has a later file."""
    s, occasion = letter.situation, letter.notice.occasion
    item = presented_item(s, occasion)
    if s.meeting is None or item is None:
        return []
    revision = s.meeting.revision + occasion_number(occasion)
    slot: Meeting = detached_copy(s.meeting, uid=f"i{item.id}-{s.meeting.uid}", revision=revision)
    slot.set_time(*item_slot(s, item))
    octets = invitation_octets(
        Method.PUBLISH,
        for_members(calendar_meeting(s.council, slot, links)),
        language(code),
        organizer=(s.council.name, s.council.reply_to.email),
        made_at=letter.at,
    )
    return [(Method.PUBLISH.value, octets)]


def item_slot(s: Situation, item: AgendaItem) -> tuple[Wall, Wall]:
    """From when until when the item is, by the minutes; the whole meeting where they do not tell."""
    assert s.meeting
    starts = dict(zip(s.agenda, item_times(s.meeting, s.agenda), strict=True)).get(item)
    if starts is None or not item.minutes:
        return s.meeting.starts, s.meeting.ends
    return starts, starts.plus(item.minutes)
