"""A feed's octets, joined from those of its meetings; a meeting is rendered again only after it has changed."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import timedelta

from scheduler.calendars import store
from scheduler.calendars.calendar_files import meeting_file
from scheduler.calendars.calendar_meeting import calendar_meeting, personal_meeting
from scheduler.calendars.feed_info import feed_info, left_out_text, most_meetings
from scheduler.calendars.feed_request import FeedKind
from scheduler.calendars.feed_state import Feed
from scheduler.calendars.octet_cache import OctetCache
from scheduler.calendars.store import MeetingVersion
from scheduler.calendars.vcalendar import feed_calendar
from scheduler.calendars.vevent import vevents
from scheduler.councils.new_council import FEED_DAYS
from scheduler.councils.rows import Council, Member
from scheduler.db.session import Session, is_of_database
from scheduler.language import Language, language
from scheduler.links import Links
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Reply

log = logging.getLogger("kallelse")


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    """`faulty` are councils whose events cannot be rendered, and which the feed of all councils goes without."""

    octets: bytes
    faulty: list[Council]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A meeting in the feed. `term` and `replies` are those of the person whose feed it is."""

    meeting: MeetingVersion
    council: Council
    term: Member | None = None
    replies: tuple[Reply, ...] = ()

    def key(self, feed: Feed) -> Hashable:
        """All that the meeting's octets depend on, beside the program."""
        personal = self.term and (self.term.is_deputy, tuple(reply.id for reply in self.replies))
        options = (feed.language, feed.request.deadlines, feed.request.alarm)
        return self.meeting.id, self.meeting.version, self.council.version, options, personal


class FeedRenderer:
    def __init__(self, links: Links, cache: OctetCache):
        self._links = links
        self._cache = cache

    def render(self, session: Session, feed: Feed) -> RenderedFeed:
        """In the session that the feed's rows were loaded in, which sees one moment."""
        says = language(feed.language)
        if feed.meeting:
            (council,) = feed.councils
            octets = meeting_file(council, feed.meeting, self._links, says)
            return RenderedFeed(octets, [])
        every = _entries(session, feed)
        entries = _nearest(every, most_meetings(deadlines=feed.request.deadlines))
        events, faulty = self._events(session, feed, entries, says)
        info = feed_info(feed, self._links, says, _source(feed, self._links))
        if len(entries) < len(every):
            about = f"{info.about} {left_out_text(len(every) - len(entries), says)}"
            info = replace(info, about=about)
        return RenderedFeed(feed_calendar(info, feed.zones, says, events), faulty)

    def _events(
        self, session: Session, feed: Feed, entries: list[_Entry], says: Language
    ) -> tuple[list[bytes], list[Council]]:
        """The fault of one council is its own: whoever follows them all loses no others."""
        parts: dict[int, tuple[bytes, ...]] = {}
        missing: dict[Council, list[_Entry]] = {}
        for entry in entries:
            octets = self._cache.get(entry.key(feed))
            if octets is None:
                missing.setdefault(entry.council, []).append(entry)
            else:
                parts[entry.meeting.id] = octets
        faulty = []
        for council, of_council in missing.items():
            try:
                parts |= self._render_meetings(session, feed, of_council, says)
            except Exception as error:
                if feed.request.kind is not FeedKind.INSTALLATION or is_of_database(error):
                    raise
                log.exception("the events of council %s cannot be made", council.id)
                faulty.append(council)
        events = [part for entry in entries for part in parts.get(entry.meeting.id, ())]
        return events, faulty

    def _render_meetings(
        self, session: Session, feed: Feed, entries: list[_Entry], says: Language
    ) -> dict[int, tuple[bytes, ...]]:
        rows = store.meetings_by_id(session, [entry.meeting.id for entry in entries])
        parts: dict[int, tuple[bytes, ...]] = {}
        for entry in entries:
            meeting = rows[entry.meeting.id]
            shown = calendar_meeting(
                entry.council, meeting, self._links, deadlines=feed.request.deadlines
            )
            if feed.person and entry.term:
                reply = replies.standing_replies(meeting, entry.replies).get(feed.person.id)
                shown = personal_meeting(shown, entry.term, reply, says)
            octets = vevents(shown, says, alarm=feed.request.alarm)
            self._cache.put(entry.key(feed), octets)
            parts[meeting.id] = octets
        return parts


def _entries(session: Session, feed: Feed) -> list[_Entry]:
    councils = {council.id: council for council in feed.councils}
    versions = store.meeting_versions(session, councils)
    if feed.person is None:
        return [_Entry(version, councils[version.council_id]) for version in versions]
    given: dict[int, list[Reply]] = {}
    for reply in meetings.replies_of(session, feed.person.id):
        given.setdefault(reply.meeting_id, []).append(reply)
    return [
        _Entry(version, councils[version.council_id], term, tuple(given.get(version.id, ())))
        for version in versions
        if (term := _term(feed.terms, version))
    ]


def _term(terms: tuple[Member, ...], meeting: MeetingVersion) -> Member | None:
    """The person's term on the meeting's day; one who is both member and deputy counts as member."""
    covering = [
        term for term in terms if term.council_id == meeting.council_id and term.covers(meeting.on)
    ]
    return min(covering, key=lambda term: term.is_deputy, default=None)


def _nearest(entries: list[_Entry], most: int) -> list[_Entry]:
    """So many of them, earliest first, without those farthest from today.

    Today is where the feeds' first days stand, which the worker moves: octets never depend on the clock.
    """
    if len(entries) <= most:
        return entries
    today = max(entry.council.feed_from_on for entry in entries) + timedelta(days=FEED_DAYS)
    by_distance = sorted(range(len(entries)), key=lambda n: abs(entries[n].meeting.on - today))
    return [entries[n] for n in sorted(by_distance[:most])]


def _source(feed: Feed, links: Links) -> str:
    """The feed's own address, without options that change nothing."""
    if feed.request.kind is FeedKind.INSTALLATION:
        address, default = links.installation_feed(), ""
    else:
        address, default = links.council_feed(feed.councils[0].slug), feed.councils[0].language
    options = [f"lang={feed.language}"] * (feed.language != default)
    options += ["deadlines=1"] * feed.request.deadlines
    return address + ("?" + "&".join(options) if options else "")
