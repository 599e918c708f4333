"""FeedFetch: when a program last fetched a feed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base


class FeedFetch(Base):
    """`feed` is the feed's key, whatever its options: `council:3`, `person:12`, `installation`. Renewed hourly at most.

    `program` is a name of ours, never what the program said of itself, which may tell too much of its user.
    """

    __tablename__ = "feed_fetch"

    feed: Mapped[str] = mapped_column(String(40), primary_key=True)
    program: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
