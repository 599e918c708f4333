"""Renders a feed's octets from its meetings, and says what a feed says of itself, as a calendar and in Atom."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from scheduler.calendars import store
from scheduler.calendars.calendar_files import meeting_file
from scheduler.calendars.feed_request import FeedKind
from scheduler.calendars.feed_state import Feed
from scheduler.calendars.vcalendar import FeedInfo, feed_calendar
from scheduler.calendars.vevent import calendar_meeting, personal_meeting, vevents
from scheduler.councils.new_council import FEED_DAYS
from scheduler.councils.rows import Council, Member
from scheduler.db.session import Session, is_of_database
from scheduler.language import Language, language
from scheduler.links import Links
from scheduler.meetings import replies, seating
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting

log = logging.getLogger("kallelse")
MOST_EVENTS = 2_000
"""More than clients are known to take; of more, those farthest in time are left out (docs/calendars.md, rule 19)."""
_Entry = tuple[Council, Meeting]


def render_feed(session: Session, feed: Feed, links: Links) -> tuple[bytes, list[Council]]:
    """The octets, and the councils at fault, which the feed of all councils goes without.

    `session` is the one that the feed's rows were loaded in, and sees one moment.
    """
    says, options = language(feed.language), feed.request
    if feed.meeting:
        return meeting_file(feed.councils[0], feed.meeting, links, says), []
    faulty: list[Council] = []
    every = _entries(session, feed, faulty)
    nearest = _nearest(every, most_meetings(deadlines=options.deadlines))
    given = meetings.replies_of(session, feed.person.id) if feed.person else []
    calls = meetings.calls_of(session, feed.person.id) if feed.person else []
    events: list[tuple[Council, tuple[bytes, ...]]] = []
    for council, meeting in nearest:
        with _fault_of(council, feed, faulty):
            shown = calendar_meeting(council, meeting, links, deadlines=options.deadlines)
            if feed.person and (term := _term(feed, meeting)):
                reply = replies.counted_replies(meeting, given, calls).get(feed.person.id)
                shown = personal_meeting(shown, term, reply, says, terms=feed.terms, calls=calls)
            events.append((council, vevents(shown, says, alarm=options.alarm)))
    info = feed_info(feed, links, says, _source(feed, links))
    if len(nearest) < len(every):
        about = f"{info.about} {left_out_text(len(every) - len(nearest), says)}"
        info = replace(info, about=about)
    sound = (part for council, parts in events if council not in faulty for part in parts)
    return feed_calendar(info, feed.zones, says, sound), faulty


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


@contextmanager
def _fault_of(council: Council, feed: Feed, faulty: list[Council]) -> Iterator[None]:
    """In the feed of all, the fault of one council is its own: whoever follows them all loses no others."""
    try:
        yield
    except Exception as error:
        if feed.request.kind is not FeedKind.INSTALLATION or is_of_database(error):
            raise
        if council not in faulty:
            log.exception("the events of council %s cannot be made", council.id)
            faulty.append(council)


def _entries(session: Session, feed: Feed, faulty: list[Council]) -> list[_Entry]:
    """Earliest first, by one query. In a personal feed those on days when the person sits on the council."""
    councils = {council.id: council for council in feed.councils}
    try:
        rows = store.meetings_in_feeds(session, councils)
    except Exception as error:
        if feed.request.kind is not FeedKind.INSTALLATION or is_of_database(error):
            raise
        rows = []
        for council in feed.councils:
            with _fault_of(council, feed, faulty):
                rows += store.meetings_in_feeds(session, [council.id])
        rows.sort(key=lambda meeting: (meeting.starts_at, meeting.id))
    entries = [(councils[meeting.council_id], meeting) for meeting in rows]
    return [entry for entry in entries if feed.person is None or _term(feed, entry[1])]


def _term(feed: Feed, meeting: Meeting) -> Member | None:
    """The person's term on the meeting's day; one who is both member and deputy counts as member."""
    of_council = (term for term in feed.terms if term.council_id == meeting.council_id)
    return seating.term_on(of_council, meeting.starts.date)


def _nearest(every: list[_Entry], most: int) -> list[_Entry]:
    """So many of them, earliest first, without those farthest from today.

    Today is where the feeds' first days stand, which the worker moves: octets never depend on the clock.
    """
    if len(every) <= most:
        return every
    today = max(council.feed_from_on for council, _ in every) + timedelta(days=FEED_DAYS)
    by_distance = sorted(range(len(every)), key=lambda n: abs(every[n][1].starts.date - today))
    return [every[n] for n in sorted(by_distance[:most])]


def _source(feed: Feed, links: Links) -> str:
    """The feed's own address, without options that change nothing."""
    if feed.request.kind is FeedKind.INSTALLATION:
        address, default = links.calendar(), ""
    else:
        address, default = links.calendar(feed.councils[0].slug), feed.councils[0].language
    options = [f"lang={feed.language}"] * (feed.language != default)
    options += ["deadlines=1"] * feed.request.deadlines
    return address + ("?" + "&".join(options) if options else "")
