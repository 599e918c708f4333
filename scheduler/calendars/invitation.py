"""Rule: the calendar part of a letter to one person (RFC 5546 §3.2): REQUEST and CANCEL ask, PUBLISH only tells."""

from datetime import datetime
from enum import StrEnum

import icalendar

from scheduler.calendars.vcalendar import clean_name, plain_calendar
from scheduler.calendars.vevent import CalendarMeeting, meeting_vevent
from scheduler.language import Language


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


def invitation_octets(
    method: Method,
    meeting: CalendarMeeting,
    language: Language,
    *,
    organizer: tuple[str, str],
    attendee: tuple[str, str] | None = None,
    partstat: str = "NEEDS-ACTION",
    made_at: datetime,
) -> bytes:
    """The iTIP object: one METHOD, one VEVENT, and one ATTENDEE, the letter's addressee; a PUBLISH has none (§3.2.1).

    `organizer` and `attendee` are name and address. The organizer's is the reply address of this meeting and member; it
    never changes, or clients refuse updates. A CANCEL of a meeting that is not cancelled takes this one person from it.
    `made_at` is when the letter was made.
    """
    event = meeting_vevent(meeting, language, stamp=made_at)
    if method is Method.CANCEL and not meeting.row.is_cancelled:
        # The meeting stands, this one is no longer asked to it: then STATUS must be left out (RFC 5546 §3.2.5).
        del event["STATUS"]
    event.add("ORGANIZER", _address(*organizer))
    if attendee:
        who = _address(*attendee)
        asks = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": partstat, "RSVP": "TRUE"}
        who.params.update(CUTYPE="INDIVIDUAL", **asks)
        event.add("ATTENDEE", who)
        # A council's meeting is not moved by one member's counter-proposal.
        event.add("X-MICROSOFT-DISALLOW-COUNTER", icalendar.vText("TRUE"))
    events = [event.to_ical(sorted=False)]
    return plain_calendar(meeting.row.starts.zone, language, events, method=method.value)


def _address(name: str, address: str) -> icalendar.vCalAddress:
    made = icalendar.vCalAddress(f"mailto:{address}")
    made.params["CN"] = clean_name(name)
    return made
