"""Feeds as they are served: how each stands, from memory, and its bytes, made at most once for each tag."""

from __future__ import annotations

import gzip
import threading
from dataclasses import dataclass
from datetime import datetime

from scheduler.calendars import index as indexes
from scheduler.calendars import store
from scheduler.calendars.address import Asked, Kind
from scheduler.calendars.edition import Edition
from scheduler.calendars.index import Index, Standing
from scheduler.calendars.renderer import Renderer
from scheduler.calendars.shelf import Shelf
from scheduler.calendars.store import PersonState
from scheduler.db.session import Database, Session, reading, writing
from scheduler.db.watch import Mark, Watch
from scheduler.links import Links

SHELF_OCTETS = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Site:
    """What the whole installation's feeds go by: its name, its language and its zone."""

    name: str
    language: str
    zone: str


class Publisher:
    """One a process, for all its threads.

    Source: docs/calendars.md, rule 13. What it says is never older than the last commit: exactly so on SQLite and for
    this process's own commits, within half a second for those of other processes on PostgreSQL.
    """

    def __init__(
        self, database: Database, links: Links, site: Site, *, shelf_octets: int = SHELF_OCTETS
    ):
        self._database = database
        self._links = links
        self._site = site
        self._watch = Watch(database)
        self._edition = Edition(links.base, site.name)
        self._shelf = Shelf(shelf_octets)
        self._renderer = Renderer(links, site.name, self._shelf)
        self._loading = threading.Lock()
        self._rendering = threading.Lock()
        self._current: tuple[Mark, Index] | None = None

    def announce(self, now: datetime) -> None:
        """Remembers that this program serves now: another edition is a change of every feed, for those who ask by date.

        Once, when a server starts. Raises: TryLater.
        """
        ours = self._edition.of(())
        with reading(self._database) as session:
            before, _ = store.edition(session)
        if before != ours:
            with writing(self._database, now) as session:
                store.set_edition(session, ours, now if before else None)

    def index(self) -> Index:
        """The state of all feeds; the same object while nothing has changed. Raises: TryLater."""
        mark = self._watch.mark()
        current = self._current
        if current is not None and current[0] == mark:
            return current[1]
        with self._loading:
            # Again, as another thread may just have read it.
            mark = self._watch.mark()
            current = self._current
            if current is None or current[0] != mark:
                with reading(self._database, snapshot=True) as session:
                    current = self._current = (mark, self._load(session))
            return current[1]

    def standing(self, asked: Asked, index: Index) -> Standing:
        """Raises: NotFound; TryLater."""
        return index.standing(asked, self._links.signer, _Anew(self._database))

    def kept(self, standing: Standing, *, packed: bool) -> bytes | None:
        """The bytes of a feed that stands so, where they are at hand."""
        found = self._shelf.get((standing.tag, packed))
        return found[0] if found else None

    def body(self, asked: Asked, index: Index, *, packed: bool = False) -> tuple[Standing, bytes]:
        """The feed's bytes, `packed` by gzip where asked, and how the feed stands to which they belong.

        Raises: NotFound; TryLater.
        """
        standing = self.standing(asked, index)
        octets = self.kept(standing, packed=packed)
        if octets is not None:
            return standing, octets
        with self._rendering:  # one at a time: many may ask for the same after a change
            octets = self.kept(standing, packed=packed)
            if octets is None:
                standing, octets = self._rendered(asked, index)
            if packed:
                octets = gzip.compress(octets, 6, mtime=0)
            self._shelf.put((standing.tag, packed), (octets,))
            return standing, octets

    def left_out(self) -> list[str]:
        """The names of councils whose calendar cannot be made, which the installation's goes without.

        Raises: TryLater.
        """
        index = self.index()
        standing = self.standing(Asked(Kind.INSTALLATION), index)
        with reading(self._database, snapshot=True) as session:
            faulty = [*index.unsound, *self._renderer.faulty(session, standing)]
            return [council.name for council in store.councils(session, faulty)]

    def _rendered(self, asked: Asked, index: Index) -> tuple[Standing, bytes]:
        with reading(self._database, snapshot=True) as session:
            if store.epoch(session) != index.epoch:
                index = self._load(session)  # a commit since: bytes and tag must be of one moment
            standing = index.standing(asked, self._links.signer, _Within(session))
            plain = self.kept(standing, packed=False)
            return standing, plain or self._renderer.render(session, standing)

    def _load(self, session: Session) -> Index:
        site = self._site
        return indexes.load(session, edition=self._edition, language=site.language, zone=site.zone)


class _Within:
    """Rows as one session sees them."""

    def __init__(self, session: Session):
        self._session = session

    def person(self, person_id: int) -> PersonState | None:
        return store.person_state(self._session, person_id)

    def meeting(self, council_id: int, number: int) -> int | None:
        return store.meeting_id(self._session, council_id, number)


class _Anew:
    """Rows as they are now, each asked for in a session of its own."""

    def __init__(self, database: Database):
        self._database = database

    def person(self, person_id: int) -> PersonState | None:
        with reading(self._database) as session:
            return _Within(session).person(person_id)

    def meeting(self, council_id: int, number: int) -> int | None:
        with reading(self._database) as session:
            return _Within(session).meeting(council_id, number)
