"""How the state of the feeds is asked for: revisions and versions, not what they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, cast, func, select, type_coerce, update

from scheduler.calendars.rows import FeedFetch
from scheduler.councils.rows import Council, Installation, Member, Person
from scheduler.db.session import Session
from scheduler.meetings.rows import Meeting


@dataclass(frozen=True, slots=True)
class CouncilState:
    """`changed_at` is when its feed last changed, in UTC."""

    id: int
    slug: str
    language: str
    zone: str
    revision: int
    changed_at: datetime
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class PersonState:
    """`version` is that of the feed's address. `councils` are those where the person sits or has sat, by id.

    `changed_at` is when what this person's feed alone shows last changed, in UTC; None: never yet.
    """

    id: int
    version: int
    language: str | None
    revision: int
    changed_at: datetime | None
    councils: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingState:
    """Enough to know whether the meeting's bytes are at hand. `on` is its day on the council's wall."""

    id: int
    council_id: int
    version: int
    on: date


def epoch(session: Session) -> int:
    return int(session.scalars(select(Installation.feed_epoch)).one())


def edition(session: Session) -> tuple[str, datetime | None]:
    """That of the program that served last, and when it became another. UTC."""
    query = select(Installation.feed_edition, Installation.feed_edition_at)
    name, at = session.execute(query).one()
    return name, at


def set_edition(session: Session, name: str, at: datetime | None) -> None:
    """Another edition is a change of every feed, so the epoch rises."""
    of = Installation.metadata.tables["installation"]
    session.execute(
        update(of).values(feed_edition=name, feed_edition_at=at, feed_epoch=of.c.feed_epoch + 1)
    )


def council_states(session: Session) -> list[CouncilState]:
    """All councils, in the order they were made."""
    query = select(
        Council.id,
        Council.slug,
        Council.language,
        Council.zone,
        Council.feed_revision,
        Council.feed_changed_at,
        Council.changed_at,
        Council.is_public,
    )
    return [
        CouncilState(key, slug, language, zone, revision, feed_changed_at or changed_at, public)
        for key, slug, language, zone, revision, feed_changed_at, changed_at, public in session.execute(
            query.order_by(Council.id)
        )
    ]


def person_state(session: Session, person_id: int) -> PersonState | None:
    query = select(
        Person.id,
        Person.feed_version,
        Person.language,
        Person.feed_revision,
        Person.feed_changed_at,
    ).where(Person.id == person_id)
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    sits = select(Member.council_id).where(Member.person_id == person_id).distinct()
    councils = session.scalars(sits.order_by(Member.council_id))
    key, version, language, revision, changed_at = found
    return PersonState(key, version, language, revision, changed_at, tuple(councils))


def meeting_id(session: Session, council_id: int, number: int) -> int | None:
    query = select(Meeting.id).where(Meeting.council_id == council_id, Meeting.number == number)
    return session.scalars(query).one_or_none()


def meeting_states(session: Session, council_ids: Iterable[int]) -> list[MeetingState]:
    """Every meeting of these councils, earliest first."""
    query = (
        select(
            Meeting.id, Meeting.council_id, Meeting.version, type_coerce(Meeting.starts, String())
        )
        .where(Meeting.council_id.in_(sorted(council_ids)))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    # By the connection, all at once: the session would take twice the time for a thousand rows.
    rows = session.connection().execute(query).all()
    return [
        MeetingState(key, council_id, version, date.fromisoformat(starts[:10]))
        for key, council_id, version, starts in rows
    ]


def councils(session: Session, council_ids: Iterable[int]) -> list[Council]:
    query = select(Council).where(Council.id.in_(sorted(council_ids))).order_by(Council.id)
    return list(session.scalars(query))


def meetings(session: Session, meeting_ids: Sequence[int]) -> dict[int, Meeting]:
    """Those meetings, by id; asked for in portions, as a database takes so many values at most."""
    found: dict[int, Meeting] = {}
    for start in range(0, len(meeting_ids), 500):
        portion = meeting_ids[start : start + 500]
        for meeting in session.scalars(select(Meeting).where(Meeting.id.in_(portion))):
            found[meeting.id] = meeting
    return found


def changed_lately(session: Session, council_ids: Iterable[int], most: int) -> list[Meeting]:
    """Of the meetings in these councils' feeds, so many that changed last, newest first."""
    query = (
        select(Meeting)
        .join(Council, Council.id == Meeting.council_id)
        .where(Meeting.council_id.in_(sorted(council_ids)), _is_in_feed())
        .order_by(Meeting.changed_at.desc(), Meeting.id)
    )
    return list(session.scalars(query.limit(most)))


def count_public(session: Session) -> int:
    """How many meetings the feed of all councils would hold, if it held them all."""
    query = (
        select(func.count())
        .select_from(Meeting)
        .join(Council, Council.id == Meeting.council_id)
        .where(Council.is_public, _is_in_feed())
    )
    return int(session.scalars(query).one())


def _is_in_feed() -> ColumnElement[bool]:
    """Whether the meeting's day on the wall is not before the first of its council's feed."""
    on = func.substr(type_coerce(Meeting.starts, String()), 1, 10)
    return on >= cast(Council.feed_from_on, String)


def fetch(session: Session, feed: str, program: str) -> FeedFetch | None:
    return session.get(FeedFetch, (feed, program))


def fetches(session: Session, feed: str) -> list[FeedFetch]:
    """The feed's, newest first."""
    query = select(FeedFetch).where(FeedFetch.feed == feed)
    return list(session.scalars(query.order_by(FeedFetch.at.desc(), FeedFetch.program)))
