"""AgendaItem: one matter on the agenda of a meeting."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base, Versioned

MOST = 300
"""Letters of one field of one line."""
MOST_TEXT = 5000


class ItemStatus(StrEnum):
    """ON_AGENDA: it stands there. A proposal waits for the secretary, who takes it or declines."""

    ON_AGENDA = "on_agenda"
    PROPOSED = "proposed"
    DECLINED = "declined"


class AgendaItem(Base, Versioned):
    """`heading`, `scope` and `presenter` are the columns of the council's notes: Ärende, Omfattning, Föredragande.

    `position` counts from 1 within the meeting. `scope` is what is asked of the meeting. `presenter` is free text and
    may be empty; `presenter_email` is where one who is no member gets mail. `links` are addresses, one a line.
    `is_public`: everyone may see it once the kallelse has gone. `proposed_by_id` is the person who proposed it; none
    where the secretary wrote it.
    """

    __tablename__ = "agenda_item"
    TOUCHES = {"meeting": "meeting_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(MOST))
    scope: Mapped[str] = mapped_column(String(MOST), default="")
    presenter: Mapped[str] = mapped_column(String(MOST), default="")
    presenter_email: Mapped[str] = mapped_column(String(254), default="")
    minutes: Mapped[int | None]
    text: Mapped[str] = mapped_column(String(MOST_TEXT), default="")
    links: Mapped[str] = mapped_column(String(MOST_TEXT), default="")
    is_public: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(20), default=ItemStatus.ON_AGENDA)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
