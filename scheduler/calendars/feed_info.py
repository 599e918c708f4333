"""Rule: what a feed says of itself, as a calendar and in Atom, and how many meetings it holds."""

from __future__ import annotations

from scheduler.calendars.feed_request import FeedKind
from scheduler.calendars.feed_state import Feed
from scheduler.calendars.vcalendar import FeedInfo
from scheduler.language import Language
from scheduler.links import Links

MOST_EVENTS = 2_000
"""More than clients are known to take; of more, those farthest in time are left out (docs/calendars.md, rule 19)."""


def feed_info(feed: Feed, links: Links, language: Language, source: str) -> FeedInfo:
    """`source` is the feed's own address, which a personal feed keeps to itself."""
    site = feed.site.name
    if feed.person:
        title = language("%(site)s: my meetings", site=site)
        about = language("The meetings of the councils where you sit.")
        return FeedInfo(title, about, site, None, links.base)
    if feed.request.kind is FeedKind.INSTALLATION:
        title = language("%(site)s: all meetings", site=site)
        about = language("When the councils of %(site)s meet.", site=site)
        return FeedInfo(title, about, site, source, links.base)
    (council,) = feed.councils
    title = language("%(council)s: meetings", council=council.name)
    about = language("When %(council)s meets.", council=council.name)
    return FeedInfo(title, about, council.name, source, links.council(council.slug))


def most_meetings(*, deadlines: bool) -> int:
    """How many a feed holds: with a deadline each is two events."""
    return MOST_EVENTS // 2 if deadlines else MOST_EVENTS


def left_out_text(count: int, language: Language) -> str:
    """What a feed says of meetings it has no room for, and the page that leads to it."""
    return language.count(
        "%(n)s meeting is left out: those nearest in time are here.",
        "%(n)s meetings are left out: those nearest in time are here.",
        count,
    )
