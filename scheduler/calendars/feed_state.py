"""Which rows a feed shows, and how it stands: its entity tag and when it last changed."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from scheduler import tzrule
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.vtimezone import vtimezone
from scheduler.config import Site
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Member, Person
from scheduler.db.session import Session
from scheduler.errors import NotFound
from scheduler.links import Purpose, Signer
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting

_SOURCES = (
    "calendars/*.py councils/notice_rules.py language.py links.py workdays.py "
    "locale/*/LC_MESSAGES/kallelse.po"
)
_LIBRARIES = ("icalendar", "holidays")


class Feed(NamedTuple):
    """The rows of one feed, of one session.

    `councils` are those whose meetings it shows. `counted` are those whose changes are changes of the feed: one that is
    no longer public has left the feed of all councils, which is a change of it. `person` and `terms` are set in a
    personal feed, `meeting` in the file of a single meeting.
    """

    request: FeedRequest
    site: Site
    councils: list[Council]
    counted: list[Council]
    person: Person | None = None
    terms: tuple[Member, ...] = ()
    meeting: Meeting | None = None

    @property
    def language(self) -> str:
        """The code of the language that was asked for, else that of the person or the council."""
        own = self.person.language if self.person else None
        is_of_site = self.request.kind is FeedKind.INSTALLATION or not self.councils
        return self.request.code or own or (self.site if is_of_site else self.councils[0]).language

    @property
    def zones(self) -> list[str]:
        return sorted({council.zone for council in self.councils}) or [self.site.zone]


class FeedState(NamedTuple):
    """`key` names the feed whatever its options: `council:3`, `installation`.

    `tag` is its entity tag without quotes: the same tag means the same octets. `changed_at` is UTC, and
    `last_modified` the same as an HTTP date.
    """

    request: FeedRequest
    key: str
    tag: str
    changed_at: datetime
    last_modified: str


def load_feed(session: Session, request: FeedRequest, site: Site, signer: Signer) -> Feed:
    """Raises: NotFound, also for a personal address that has been renewed (docs/calendars.md, rule 18)."""
    if request.kind is FeedKind.PERSON:
        return _personal_feed(session, request, site, signer)
    if request.kind is FeedKind.INSTALLATION:
        every = councils.councils(session)
        # The feed goes without a council whose zone no calendar understands.
        shown = [one for one in every if one.is_public and tzrule.has_yearly_rule(one.zone)]
        return Feed(request, site, shown, every)
    council = councils.public_council(session, request.name)
    if request.kind is FeedKind.COUNCIL:
        return Feed(request, site, [council], [council])
    meeting = meetings.by_number(session, council.id, request.number)
    return Feed(request, site, [council], [council], meeting=meeting)


def _personal_feed(session: Session, request: FeedRequest, site: Site, signer: Signer) -> Feed:
    claim = signer.read(Purpose.FEED, request.name)
    person = councils.person(session, claim.subject)
    if claim.version != person.feed_version:
        raise NotFound
    terms = councils.terms(session, person.id)
    shown = list({council.id: council for _, council in terms}.values())
    return Feed(request, site, shown, shown, person, tuple(member for member, _ in terms))


def feed_state(feed: Feed, edition: str, edition_at: datetime) -> FeedState:
    """`edition` is that of the program (`edition_hash`), `edition_at` when it became another."""
    kind, person = feed.request.kind, feed.person
    key = str(kind)
    if kind is not FeedKind.INSTALLATION:
        key += f":{(person or feed.meeting or feed.councils[0]).id}"
    changes = [council.feed_changed_at or council.changed_at for council in feed.counted]
    # Revisions only rise and councils are never removed, so their sum only rises; who sits where is another revision.
    revisions = str(sum(council.feed_revision for council in feed.counted))
    if person is not None:
        revisions += f".{person.feed_revision}"
        changes += [person.feed_changed_at] if person.feed_changed_at else []
    changed_at = max((*changes, edition_at))
    options = f"{feed.language}{'d' if feed.request.deadlines else ''}"
    options += "" if feed.request.alarm is None else f"a{feed.request.alarm}"
    # The time, since a database put back from a copy counts to the same revision once more.
    stamp = f"{int(changed_at.timestamp()):x}"
    tag = f"{key}-{revisions}-{stamp}-{options}-{edition}"
    last_modified = format_datetime(changed_at, usegmt=True)
    return FeedState(feed.request, key, tag, changed_at, last_modified)


def edition_hash(base: str, site_name: str, zones: Iterable[str]) -> str:
    """What octets depend on beside the rows, in eight characters: the program, the site, the rules of the zones.

    It stands in every tag: old clients must not keep the octets of another edition.
    """
    blocks = (vtimezone(zone) for zone in zones)
    octets = b"\0".join((_program_hash(), base.encode(), site_name.encode(), *blocks))
    return blake2b(octets, digest_size=4).hexdigest()


@cache
def _program_hash() -> bytes:
    """Of the files that make the octets, so that nobody has to remember to raise a number."""
    digest = blake2b(digest_size=16)
    for pattern in _SOURCES.split():
        for file in sorted(Path(__file__).parent.parent.glob(pattern)):
            digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(metadata.version(library).encode())
    return digest.digest()
