"""Rule: one year's meetings as a calendar file to hand over, not to subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from scheduler.calendars import feed, published
from scheduler.calendars.feed import Cover
from scheduler.councils.rows import Council, Member
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting


def calendar(
    council: Council,
    year: int,
    meetings: Iterable[Meeting],
    links: Links,
    says: Language,
    *,
    term_on: Callable[[date], Member | None] | None = None,
) -> bytes:
    """The same events, with the same UIDs, as the council's feed has.

    `term_on` gives a person's term on a day: then only their own meetings, as their personal feed shows them.
    """
    name = says("%(council)s: meetings in %(year)s", council=council.name, year=year)
    about = says("When %(council)s meets.", council=council.name)
    cover = Cover(name, about, council.zone, None, links.council(council.slug))
    parts: list[bytes] = []
    for meeting in meetings:
        shown = published.shown(council, meeting, links)
        if term_on:
            term = term_on(meeting.starts.date)
            if term is None:
                continue
            shown = published.own(shown, term, None, says)
        parts += feed.events(shown, says)
    return feed.whole(feed.head(cover, {council.zone}, says), parts)
