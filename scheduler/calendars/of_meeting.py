"""Rule: one meeting as a calendar file, to put into one's own calendar once."""

from __future__ import annotations

from scheduler.calendars import feed, published
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting


def calendar(council: Council, meeting: Meeting, links: Links, says: Language) -> bytes:
    """The VEVENT that the council's feed has, so that a later file or invitation changes it (RFC 5545 §3.8.4.7).

    No METHOD: it is nobody's invitation, and there is nothing to answer.
    """
    parts = feed.events(published.shown(council, meeting, links), says)
    return feed.whole(feed.bare_head(meeting.starts.zone, says), list(parts))
