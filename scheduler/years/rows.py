"""CouncilYear: the dates of one calendar year, a draft and then published."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
