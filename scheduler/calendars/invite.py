"""Rule: the REQUEST or CANCEL part of a letter to one member (RFC 5546 §3.2.2, §3.2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import icalendar

from scheduler.calendars import event, text
from scheduler.calendars.event import Occasion
from scheduler.calendars.zone import vtimezone
from scheduler.language import Language


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`organizer` is the reply address of this meeting and member; it never changes, or clients refuse updates.

    A CANCEL of a meeting that is not cancelled takes this one person from it.
    """

    method: Method
    occasion: Occasion
    organizer: str
    organizer_name: str
    attendee: str
    attendee_name: str
    partstat: str = "NEEDS-ACTION"


def invitation(of: Invitation, language: Language) -> bytes:
    """The iTIP object: one METHOD, one VEVENT, one ATTENDEE, who is the letter's addressee."""
    calendar = event.calendar(language)
    calendar.add("METHOD", of.method.value)
    head = event.head(calendar)
    meeting = event.vevent(of.occasion)
    if of.method is Method.CANCEL and not of.occasion.is_cancelled:
        # The meeting stands, this one is no longer asked to it: then STATUS must be left out (RFC 5546 §3.2.5).
        del meeting["STATUS"]
    organizer = icalendar.vCalAddress(f"mailto:{of.organizer}")
    organizer.params["CN"] = text.name(of.organizer_name)
    meeting.add("ORGANIZER", organizer)
    attendee = icalendar.vCalAddress(f"mailto:{of.attendee}")
    attendee.params["CN"] = text.name(of.attendee_name)
    attendee.params["CUTYPE"] = "INDIVIDUAL"
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = of.partstat
    attendee.params["RSVP"] = "TRUE"
    meeting.add("ATTENDEE", attendee)
    # A council's meeting is not moved by one member's counter-proposal.
    meeting.add("X-MICROSOFT-DISALLOW-COUNTER", icalendar.vText("TRUE"))
    zone = vtimezone(of.occasion.starts.zone)
    return b"".join((head, zone, meeting.to_ical(sorted=False), event.END))
