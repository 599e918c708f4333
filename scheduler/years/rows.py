"""CouncilYear: the dates of one calendar year, a draft and then published; and what a plan is compared with."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.clock import Wall
from scheduler.db.base import Base, Json


class YearStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class CouncilYear(Base):
    """One per council and year. `draft` holds the planned dates and what was read; published stays published."""

    __tablename__ = "council_year"
    __table_args__ = (UniqueConstraint("council_id", "year"), Index(None, "next_due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    year: Mapped[int]
    draft: Mapped[Json] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(20), default=YearStatus.DRAFT)
    published_at: Mapped[datetime | None]
    touched: Mapped[int] = mapped_column(default=0)
    next_due_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def touches(self) -> tuple[tuple[str, int | None], ...]:
        return (("council", self.council_id),)

    @property
    def is_published(self) -> bool:
        return self.status == YearStatus.PUBLISHED


class SchoolBreaks(Base):
    """The school holidays a council keeps clear of, one a line as its secretary writes them. At most one a council."""

    __tablename__ = "school_breaks"

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ForeignCalendar(Base):
    """Another body's calendar that a council's plan is compared with: by `url`, or once from a file (`url` empty).

    The worker fetches it each night, and when `wanted_at` is set: a request never does. `fault` says in the words of
    `foreign.TEXTS` why the last try failed; the events of the last good one stay.
    """

    __tablename__ = "foreign_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(1000), default="")
    wanted_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]


class ForeignEvent(Base):
    """Something in a foreign calendar. Without `starts` it takes the whole day, or several."""

    __tablename__ = "foreign_event"
    __table_args__ = (Index(None, "calendar_id", "first_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("foreign_calendar.id"))
    title: Mapped[str] = mapped_column(String(300), default="")
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts: Mapped[Wall | None]
