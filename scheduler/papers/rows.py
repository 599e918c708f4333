"""Paper: a file that hangs on a meeting or on one item of its agenda."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base


class Paper(Base):
    """`name` and `media_type` are how it is sent. The octets lie in the folder of files, by `sha256`.

    It hangs on `meeting_id` or `item_id`, never on both: one of an item goes wherever the item goes.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint("(meeting_id IS NULL) <> (item_id IS NULL)", name="hangs_on_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    added_at: Mapped[datetime]
