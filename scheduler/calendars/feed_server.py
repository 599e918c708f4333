"""The feeds as they are served: how each stands, from memory, and its octets, rendered once for each tag."""

import gzip
import threading
import time
from datetime import UTC, datetime

from scheduler.calendars import store
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_state import Feed, FeedState, edition_hash, feed_state, load_feed
from scheduler.calendars.render_feed import render_feed
from scheduler.config import Site
from scheduler.councils.store import installation
from scheduler.db.session import Database, Session, reading, writing
from scheduler.links import Links

_MOST_OCTETS = 64 * 1024 * 1024
_MOST_STATES = 20_000
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_LAG_SECONDS = 0.5
"""How old an answer may be of what another process has committed: a query at each poll would cost more than it."""


class FeedServer:
    """One a process, for all its threads. It shows this process's commits at once, others' within half a second."""

    def __init__(self, database: Database, links: Links, site: Site):
        self._database = database
        self._links = links
        self._site = site
        self._epoch = (0, -1, 0.0)  # with how many commits had been made, and when it was read
        self._states: tuple[int, dict[FeedRequest, FeedState]] = (-1, {})
        self._bodies: dict[str, tuple[bytes, bytes]] = {}
        self._octets = 0
        self._rendering = threading.Lock()

    def announce(self, now: datetime) -> None:
        """Remembers that this program serves now: another edition is a change of every feed, for those who ask by date.

        Once, when a server starts. Raises: TryLater.
        """
        edition = edition_hash(self._links.base, self._site.name, [])
        with reading(self._database) as session:
            before = installation(session).feed_edition
        if before != edition:
            with writing(self._database, now) as session:
                store.set_edition(session, edition, now if before else None)

    def state(self, request: FeedRequest) -> FeedState:
        """Without a query while no feed has changed. Raises: NotFound; TryLater."""
        epoch = self._read_epoch()
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

    def _read_epoch(self) -> int:
        """`Installation.feed_epoch`, which rises with every change of a feed. Raises: TryLater."""
        now, commits = time.monotonic(), self._database.commits
        epoch, known_commits, looked_at = self._epoch
        if commits != known_commits or now - looked_at >= _LAG_SECONDS:
            with reading(self._database) as session:
                epoch = installation(session).feed_epoch
            # The values from before the question: a commit during it is asked about once more.
            self._epoch = epoch, commits, now
        return epoch

    def octets(self, state: FeedState) -> tuple[FeedState, bytes, bytes]:
        """The feed's octets, the same compressed by gzip, and the state that they are of: that one or a newer.

        Raises: NotFound; TryLater.
        """
        body = self._bodies.get(state.tag)
        if body is None:
            with self._rendering:  # one at a time: many may ask for the same after a change
                state, body = self._render(state.request)
        return state, *body

    def load(self, session: Session, request: FeedRequest) -> Feed:
        """The feed's rows in this session. Raises: NotFound."""
        return load_feed(session, request, self._site, self._links.signer)

    def faulty_councils(self) -> list[str]:
        """The names of councils whose calendar cannot be made, which the feed of all goes without. Raises: TryLater."""
        with reading(self._database, snapshot=True) as session:
            feed = self.load(session, FeedRequest(FeedKind.INSTALLATION))
            _, faulty = render_feed(session, feed, self._links)
            shown = {council.id for council in feed.councils if council not in faulty}
            return [one.name for one in feed.counted if one.is_public and one.id not in shown]

    def _render(self, request: FeedRequest) -> tuple[FeedState, tuple[bytes, bytes]]:
        """State and octets are of one snapshot: a tag never stands for two contents."""
        with reading(self._database, snapshot=True) as session:
            feed = self.load(session, request)
            state = self._state(session, feed)
            body = self._bodies.get(state.tag)
            if body is None:
                plain, _ = render_feed(session, feed, self._links)
                body = plain, gzip.compress(plain, 6, mtime=0)
                octets = len(plain) + len(body[1])
                if self._octets + octets > _MOST_OCTETS:
                    self._bodies, self._octets = {}, 0
                self._octets += octets
                self._bodies[state.tag] = body
            return state, body

    def _state(self, session: Session, feed: Feed) -> FeedState:
        edition_at = installation(session).feed_edition_at or _LONG_AGO
        edition = edition_hash(self._links.base, self._site.name, feed.zones)
        return feed_state(feed, edition, edition_at)
