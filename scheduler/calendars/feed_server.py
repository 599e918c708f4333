"""The feeds as they are served: how each stands, from memory, and its octets, rendered once for each tag."""

from __future__ import annotations

import gzip
import threading
from datetime import UTC, datetime

from scheduler.calendars import store
from scheduler.calendars.feed_renderer import FeedRenderer
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_state import (
    Feed,
    FeedState,
    Site,
    edition_hash,
    feed_state,
    load_feed,
)
from scheduler.calendars.octet_cache import OctetCache
from scheduler.councils.store import installation
from scheduler.db.feed_epoch import FeedEpoch
from scheduler.db.session import Database, Session, reading, writing
from scheduler.links import Links

_MOST_OCTETS = 64 * 1024 * 1024
_MOST_STATES = 20_000
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_ALL = FeedRequest(FeedKind.INSTALLATION)


class FeedServer:
    """One a process, for all its threads. What it answers is as new as FeedEpoch says (docs/calendars.md, rule 13)."""

    def __init__(self, database: Database, links: Links, site: Site):
        self._database = database
        self._links = links
        self._site = site
        self._epoch = FeedEpoch(database)
        self._cache = OctetCache(_MOST_OCTETS)
        self._renderer = FeedRenderer(links, self._cache)
        self._rendering = threading.Lock()
        self._states: tuple[tuple[int, int], dict[FeedRequest, FeedState]] = ((0, 0), {})

    def announce(self, now: datetime) -> None:
        """Remembers that this program serves now: another edition is a change of every feed, for those who ask by date.

        Once, when a server starts. Raises: TryLater.
        """
        edition = self._edition([])
        with reading(self._database) as session:
            before = installation(session).feed_edition
        if before != edition:
            with writing(self._database, now) as session:
                store.set_edition(session, edition, now if before else None)

    def state(self, request: FeedRequest) -> FeedState:
        """Without a query while no feed has changed. Raises: NotFound; TryLater."""
        epoch = self._epoch.read()
        known_epoch, states = self._states
        # Whoever knows an address can make up options, so the number is bounded.
        if epoch != known_epoch or len(states) >= _MOST_STATES:
            states = {}
            self._states = epoch, states
        state = states.get(request)
        if state is None:
            # The rows are of this epoch or newer, so a later change is never taken for seen.
            with reading(self._database, snapshot=True) as session:
                state = states[request] = self._state(session, self.load(session, request))
        return state

    def octets(self, state: FeedState) -> tuple[FeedState, bytes, bytes]:
        """The feed's octets, the same compressed by gzip, and the state that they are of: that one or a newer.

        Raises: NotFound; TryLater.
        """
        cached = self._cache.get(state.tag)
        if cached is None:
            with self._rendering:  # one at a time: many may ask for the same after a change
                state, cached = self._render(state.request)
        plain, compressed = cached
        return state, plain, compressed

    def faulty_councils(self) -> list[str]:
        """The names of councils whose calendar cannot be made, which the feed of all goes without. Raises: TryLater."""
        with reading(self._database, snapshot=True) as session:
            feed = self.load(session, _ALL)
            faulty = {council.id for council in self._renderer.render(session, feed).faulty}
            shown = {council.id for council in feed.councils} - faulty
            return [one.name for one in feed.counted if one.is_public and one.id not in shown]

    def _render(self, request: FeedRequest) -> tuple[FeedState, tuple[bytes, ...]]:
        """State and octets are of one snapshot: a tag never stands for two contents."""
        with reading(self._database, snapshot=True) as session:
            feed = self.load(session, request)
            state = self._state(session, feed)
            cached = self._cache.get(state.tag)
            if cached is None:
                plain = self._renderer.render(session, feed).octets
                cached = plain, gzip.compress(plain, 6, mtime=0)
                self._cache.put(state.tag, cached)
            return state, cached

    def load(self, session: Session, request: FeedRequest) -> Feed:
        """The feed's rows in this session. Raises: NotFound."""
        return load_feed(session, request, self._site, self._links.signer)

    def _state(self, session: Session, feed: Feed) -> FeedState:
        edition_at = installation(session).feed_edition_at or _LONG_AGO
        return feed_state(feed, self._edition(feed.zones), edition_at)

    def _edition(self, zones: list[str]) -> str:
        return edition_hash(self._links.base, self._site.name, zones)
