"""How meetings in feeds are asked for, and who fetched them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, select, type_coerce, update

from scheduler.calendars.rows import FeedFetch
from scheduler.councils.rows import Council, Installation
from scheduler.db.session import Session
from scheduler.meetings.rows import Meeting


def meetings_in_feeds(session: Session, council_ids: Iterable[int]) -> list[Meeting]:
    """Earliest first."""
    query = _in_feeds(Meeting).where(Meeting.council_id.in_(sorted(council_ids)))
    return list(session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def latest_changed(session: Session, council_ids: Iterable[int], most: int) -> list[Meeting]:
    """So many of the meetings in these councils' feeds, those that changed last, newest first."""
    query = _in_feeds(Meeting).where(Meeting.council_id.in_(sorted(council_ids)))
    newest = query.order_by(Meeting.changed_at.desc(), Meeting.id)
    return list(session.scalars(newest.limit(most)))


def count_public_meetings(session: Session) -> int:
    """How many meetings the feed of all councils would hold, if it held them all."""
    query = _in_feeds(func.count(Meeting.id)).where(Council.is_public)
    return int(session.scalars(query).one())


def _in_feeds(columns: Any) -> Select[Any]:
    """Of the meetings whose day on the wall is not before the first of their council's feed."""
    day = func.substr(type_coerce(Meeting.starts, String()), 1, 10)
    is_in_feed = day >= cast(Council.feed_from_on, String)
    return select(columns).join(Council, Council.id == Meeting.council_id).where(is_in_feed)


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
