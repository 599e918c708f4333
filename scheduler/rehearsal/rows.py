"""RehearsalState: the date it is in the rehearsal, and where it is going."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base


class RehearsalState(Base):
    """One row, in a rehearsal's database only.

    `now` stands still until `target` lies ahead; `played` counts letters. Of the step under way, `played_before` is
    what had been played, and `expected` how many letters the plan had up to its target.
    """

    __tablename__ = "rehearsal_clock"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    now: Mapped[datetime]
    target: Mapped[datetime]
    played: Mapped[int] = mapped_column(default=0)
    played_before: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)

    @property
    def is_playing(self) -> bool:
        return self.now < self.target
