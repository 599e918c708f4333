"""A feed's bytes, put together from its meetings' bytes; a meeting is made anew only where it has changed."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import timedelta

from scheduler.calendars import feed, of_meeting, published, store
from scheduler.calendars.address import Kind
from scheduler.calendars.feed import Cover
from scheduler.calendars.index import Standing
from scheduler.calendars.shelf import Shelf
from scheduler.calendars.store import MeetingState
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Member
from scheduler.councils.settings import FEED_DAYS
from scheduler.db.session import Session, is_of_database
from scheduler.language import Language, language
from scheduler.links import Links
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting, Reply

log = logging.getLogger("kallelse")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A meeting that the feed shows; `member` is the term of the person whose feed it is."""

    state: MeetingState
    council: Council
    member: Member | None = None
    replies: tuple[Reply, ...] = ()

    def personal(self) -> Hashable:
        """What a person's own feed shows beside the meeting."""
        return self.member and (self.member.is_deputy, tuple(reply.id for reply in self.replies))


@dataclass(frozen=True, slots=True)
class _Made:
    """A feed's events, earliest first, and how many meetings it has no room for."""

    events: list[bytes]
    left_out: int


class Renderer:
    """`links` and `site`, the installation's name, stand in the bytes. `shelf` keeps those of single meetings."""

    def __init__(self, links: Links, site: str, shelf: Shelf):
        self._links = links
        self._site = site
        self._shelf = shelf

    def render(self, session: Session, of: Standing) -> bytes:
        """The whole feed, read in a session that sees one moment."""
        says = language(of.code)
        if of.kind is Kind.MEETING:
            (meeting,) = store.meetings(session, [of.id]).values()
            (council,) = store.councils(session, of.councils)
            return of_meeting.calendar(council, meeting, self._links, says)
        made = self._sound_events(session, of)
        cover = self._cover(session, of, says)
        if made.left_out:
            cover = replace(cover, about=f"{cover.about} {left_out(made.left_out, says)}")
        return feed.whole(feed.head(cover, of.zones, says), made.events)

    def faulty(self, session: Session, of: Standing) -> list[int]:
        """The councils of the feed, by id, whose events cannot be made; each is tried where one cannot."""
        try:
            self._events(session, of)
        except Exception as error:
            if is_of_database(error):
                raise
            return [one for one in of.councils if self._fails(session, of, one)]
        return []

    def _sound_events(self, session: Session, of: Standing) -> _Made:
        """Those of all councils are without the councils at fault: whoever follows them all loses no others."""
        try:
            return self._events(session, of)
        except Exception as error:
            if of.kind is not Kind.INSTALLATION or is_of_database(error):
                raise
        faulty = self.faulty(session, of)
        sound = tuple(one for one in of.councils if one not in faulty)
        return self._events(session, replace(of, councils=sound))

    def _fails(self, session: Session, of: Standing, council_id: int) -> bool:
        try:
            self._events(session, replace(of, councils=(council_id,)))
        except Exception as error:
            if is_of_database(error):
                raise
            log.exception("the events of council %s cannot be made", council_id)
            return True
        return False

    def _events(self, session: Session, of: Standing) -> _Made:
        rows = {council.id: council for council in store.councils(session, of.councils)}
        every = self._entries(session, of, rows)
        entries = _nearest(every, feed.most_meetings(deadlines=of.deadlines))
        # All that a meeting's bytes depend on, beside the program.
        versions = {key: council.version for key, council in rows.items()}
        options = (of.code, of.deadlines, of.alarm)
        keys = [
            (e.state.id, e.state.version, versions[e.state.council_id], options, e.personal())
            for e in entries
        ]
        parts = self._shelf.get_all(keys)
        missing = [entry.state.id for entry, part in zip(entries, parts, strict=True) if not part]
        found = store.meetings(session, missing) if missing else {}
        says = language(of.code)
        events: list[bytes] = []
        for entry, key, part in zip(entries, keys, parts, strict=True):
            if not part:
                part = self._made(found[entry.state.id], entry, of, says)
                self._shelf.put(key, part)
            events += part
        return _Made(events, len(every) - len(entries))

    def _entries(self, session: Session, of: Standing, rows: dict[int, Council]) -> list[_Entry]:
        first = {key: council.feed_from_on for key, council in rows.items()}
        states = [
            state
            for state in store.meeting_states(session, of.councils)
            if state.on >= first[state.council_id]
        ]
        if of.kind is not Kind.PERSON:
            return [_Entry(state, rows[state.council_id]) for state in states]
        terms = [term for term, _ in councils.terms(session, of.id)]
        answers: dict[int, list[Reply]] = {}
        for reply in meetings.replies_of(session, of.id):
            answers.setdefault(reply.meeting_id, []).append(reply)
        entries = []
        for state in states:
            member = _term(terms, state)
            if member is not None:
                given = tuple(answers.get(state.id, ()))
                entries.append(_Entry(state, rows[state.council_id], member, given))
        return entries

    def _made(
        self, meeting: Meeting, entry: _Entry, of: Standing, says: Language
    ) -> tuple[bytes, ...]:
        shown = published.shown(entry.council, meeting, self._links, deadlines=of.deadlines)
        if entry.member is not None:
            standing = replies.standing_replies(meeting, entry.replies).get(of.id)
            shown = published.own(shown, entry.member, standing, says)
        return feed.events(shown, says, alarm=of.alarm)

    def _cover(self, session: Session, of: Standing, says: Language) -> Cover:
        zone = of.zones[0]
        if of.kind is Kind.COUNCIL:
            (council,) = store.councils(session, of.councils)
            return Cover(
                says("%(council)s: meetings", council=council.name),
                says("When %(council)s meets.", council=council.name),
                zone,
                self._links.council_feed(council.slug) + _query(of, council.language),
                self._links.council(council.slug),
            )
        if of.kind is Kind.INSTALLATION:
            return Cover(
                says("%(site)s: all meetings", site=self._site),
                says("When the councils of %(site)s meet.", site=self._site),
                zone,
                self._links.installation_feed() + _query(of, ""),
                self._links.base,
            )
        return Cover(
            says("%(site)s: my meetings", site=self._site),
            says("The meetings of the councils where you sit."),
            zone,
            None,
            self._links.base,
        )


def left_out(count: int, says: Language) -> str:
    """What a feed says of meetings it has no room for, and the page that leads to it."""
    return says.count(
        "%(n)s meeting is left out: those nearest in time are here.",
        "%(n)s meetings are left out: those nearest in time are here.",
        count,
    )


def _nearest(entries: list[_Entry], most: int) -> list[_Entry]:
    """So many of them, earliest first, without those farthest from today.

    Today is where the feeds' first days stand, which the worker moves: bytes never depend on the clock.
    """
    if len(entries) <= most:
        return entries
    today = max(entry.council.feed_from_on for entry in entries) + timedelta(days=FEED_DAYS)
    by_distance = sorted(range(len(entries)), key=lambda n: abs(entries[n].state.on - today))
    return [entries[n] for n in sorted(by_distance[:most])]


def _term(terms: list[Member], state: MeetingState) -> Member | None:
    """The person's term on the meeting's day; one who is both member and deputy counts as member."""
    covering = [
        term for term in terms if term.council_id == state.council_id and term.covers(state.on)
    ]
    return min(covering, key=lambda term: term.is_deputy, default=None)


def _query(of: Standing, default: str) -> str:
    options = [f"lang={of.code}"] * (of.code != default) + ["deadlines=1"] * of.deadlines
    return "?" + "&".join(options) if options else ""
