"""Rule: whether a letter links to a calendar file with its meeting, and to which."""

from __future__ import annotations

from scheduler.councils.rows import Council
from scheduler.links import Links
from scheduler.meetings.rows import Meeting
from scheduler.notices.situation import Recipient


def calendar_file_link(
    council: Council, meeting: Meeting, to: Recipient, links: Links, code: str
) -> str:
    """Empty where the letter or a calendar they subscribe to brings the meeting, or where it is cancelled.

    Buttons that lead nowhere are worse than none: where no answers are read, the link stands in their place. `code` is
    the letter's language.
    """
    is_brought = links.mailbox is not None and to.calendar
    if is_brought or meeting.is_cancelled or not to.person.takes_invitations:
        return ""
    if not council.is_public:
        person = to.person
        page = links.meeting_page(person.id, person.link_version, council.slug, meeting.number)
        return f"{page}.ics"
    return links.meeting_file(
        council.slug, meeting.number, code="" if code == council.language else code
    )
