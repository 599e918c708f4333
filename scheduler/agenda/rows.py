"""AgendaItem: one matter on the agenda of a meeting."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base

MOST = 300
"""Letters of one field."""


class ItemStatus(StrEnum):
    """ON_AGENDA: it stands there. A proposal waits for the secretary, who takes it or declines."""

    ON_AGENDA = "on_agenda"
    PROPOSED = "proposed"
    DECLINED = "declined"


class AgendaItem(Base):
    """`heading`, `scope` and `presenter` are the columns of the council's notes: Ärende, Omfattning, Föredragande.

    `position` counts from 1 within the meeting. `presenter` is free text and may be empty. `proposed_by_id` is the
    person who proposed it; none where the secretary wrote it.
    """

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(MOST))
    scope: Mapped[str] = mapped_column(String(MOST), default="")
    presenter: Mapped[str] = mapped_column(String(MOST), default="")
    status: Mapped[str] = mapped_column(String(20), default=ItemStatus.ON_AGENDA)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def touches(self) -> tuple[tuple[str, int | None], ...]:
        return (("meeting", self.meeting_id),)
