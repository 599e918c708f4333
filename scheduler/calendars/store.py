"""How meetings are asked for by feeds, and who fetched them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast, func, select, type_coerce, update

from scheduler.calendars.rows import FeedFetch
from scheduler.councils.rows import Council, Installation
from scheduler.db.session import Session
from scheduler.meetings.rows import Meeting


class MeetingVersion(NamedTuple):
    """Enough to know whether the meeting's octets are at hand. `on` is its day on the council's wall."""

    id: int
    council_id: int
    version: int
    on: date


def meeting_versions(session: Session, council_ids: Iterable[int]) -> list[MeetingVersion]:
    """The meetings in the feeds of these councils, earliest first."""
    query = (
        select(Meeting.id, Meeting.council_id, Meeting.version, _local_day())
        .join(Council, Council.id == Meeting.council_id)
        .where(Meeting.council_id.in_(sorted(council_ids)), _is_in_feed())
        .order_by(Meeting.starts_at, Meeting.id)
    )
    # By the connection, all at once: the session would take twice the time for a thousand rows.
    rows = session.connection().execute(query).all()
    return [
        MeetingVersion(key, council_id, version, date.fromisoformat(day))
        for key, council_id, version, day in rows
    ]


def meetings_by_id(session: Session, meeting_ids: Sequence[int]) -> dict[int, Meeting]:
    """In portions, since a database takes only so many values."""
    meetings: dict[int, Meeting] = {}
    for start in range(0, len(meeting_ids), 500):
        query = select(Meeting).where(Meeting.id.in_(meeting_ids[start : start + 500]))
        meetings |= {meeting.id: meeting for meeting in session.scalars(query)}
    return meetings


def latest_changed(session: Session, council_ids: Iterable[int], most: int) -> list[Meeting]:
    """So many of the meetings in these councils' feeds, those that changed last, newest first."""
    query = (
        select(Meeting)
        .join(Council, Council.id == Meeting.council_id)
        .where(Meeting.council_id.in_(sorted(council_ids)), _is_in_feed())
        .order_by(Meeting.changed_at.desc(), Meeting.id)
    )
    return list(session.scalars(query.limit(most)))


def count_public_meetings(session: Session) -> int:
    """How many meetings the feed of all councils would hold, if it held them all."""
    query = (
        select(func.count())
        .select_from(Meeting)
        .join(Council, Council.id == Meeting.council_id)
        .where(Council.is_public, _is_in_feed())
    )
    return int(session.scalars(query).one())


def set_edition(session: Session, edition: str, at: datetime | None) -> None:
    """Another edition is a change of every feed, so the epoch rises."""
    table = Installation.metadata.tables["installation"]
    epoch = table.c.feed_epoch + 1
    session.execute(
        update(table).values(feed_edition=edition, feed_edition_at=at, feed_epoch=epoch)
    )


def last_fetches(session: Session, feed_key: str) -> list[FeedFetch]:
    """Of the feed with this key (`council:3`, `person:12`, `installation`), newest first."""
    query = select(FeedFetch).where(FeedFetch.feed == feed_key)
    return list(session.scalars(query.order_by(FeedFetch.at.desc(), FeedFetch.program)))


def _is_in_feed() -> ColumnElement[bool]:
    """Whether the meeting's day on the wall is not before the first of its council's feed."""
    return _local_day() >= cast(Council.feed_from_on, String)


def _local_day() -> ColumnElement[str]:
    return func.substr(type_coerce(Meeting.starts, String()), 1, 10)
