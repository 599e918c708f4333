"""Rule: the REQUEST or CANCEL part of a letter to one member (RFC 5546 §3.2.2, §3.2.5), and what is only published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import icalendar

from scheduler.calendars import text
from scheduler.calendars.vcalendar import plain_calendar
from scheduler.calendars.vevent import CalendarMeeting, meeting_vevent
from scheduler.language import Language

PUBLISH = "PUBLISH"


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`organizer` is the reply address of this meeting and member; it never changes, or clients refuse updates.

    A CANCEL of a meeting that is not cancelled takes this one person from it. `made_at` is when the letter was made.
    """

    method: Method
    meeting: CalendarMeeting
    organizer: str
    organizer_name: str
    attendee: str
    attendee_name: str
    made_at: datetime
    partstat: str = "NEEDS-ACTION"


def invitation_octets(invitation: Invitation, language: Language) -> bytes:
    """The iTIP object: one METHOD, one VEVENT, one ATTENDEE, who is the letter's addressee."""
    event = meeting_vevent(invitation.meeting, language, stamp=invitation.made_at)
    if invitation.method is Method.CANCEL and not invitation.meeting.row.is_cancelled:
        # The meeting stands, this one is no longer asked to it: then STATUS must be left out (RFC 5546 §3.2.5).
        del event["STATUS"]
    event.add("ORGANIZER", _organizer(invitation.organizer, invitation.organizer_name))
    attendee = icalendar.vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params.update(
        CN=text.clean_name(invitation.attendee_name),
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT=invitation.partstat,
        RSVP="TRUE",
    )
    event.add("ATTENDEE", attendee)
    # A council's meeting is not moved by one member's counter-proposal.
    event.add("X-MICROSOFT-DISALLOW-COUNTER", icalendar.vText("TRUE"))
    zone = invitation.meeting.row.starts.zone
    events = [event.to_ical(sorted=False)]
    return plain_calendar(zone, language, events, method=invitation.method.value)


def publication_octets(
    meeting: CalendarMeeting,
    language: Language,
    *,
    organizer: str,
    organizer_name: str,
    made_at: datetime,
) -> bytes:
    """A PUBLISH for one who is told of a time but not asked: without ATTENDEE (RFC 5546 §3.2.1)."""
    event = meeting_vevent(meeting, language, stamp=made_at)
    event.add("ORGANIZER", _organizer(organizer, organizer_name))
    events = [event.to_ical(sorted=False)]
    return plain_calendar(meeting.row.starts.zone, language, events, method=PUBLISH)


def _organizer(address: str, name: str) -> icalendar.vCalAddress:
    organizer = icalendar.vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = text.clean_name(name)
    return organizer
