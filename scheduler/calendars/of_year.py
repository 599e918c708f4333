"""Rule: one year's meetings as a calendar file to hand over, not to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.calendars import feed, published
from scheduler.calendars.feed import Cover
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting


def calendar(
    council: Council, year: int, meetings: Iterable[Meeting], links: Links, says: Language
) -> bytes:
    """The same events, with the same UIDs, as the council's feed has."""
    name = says("%(council)s: meetings in %(year)s", council=council.name, year=year)
    about = says("When %(council)s meets.", council=council.name)
    cover = Cover(name, about, council.zone, None, links.council(council.slug))
    parts = [
        part
        for meeting in meetings
        for part in feed.events(published.shown(council, meeting, links), says)
    ]
    return feed.whole(feed.head(cover, {council.zone}, says), parts)
