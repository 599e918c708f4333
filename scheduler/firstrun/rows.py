"""Setup: how far the first run has come."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base


class Setup(Base):
    """One row, written when the program is started on an empty database; a council made by command needs none.

    `browser` is what the browser keeps that came by the printed address; the address and the number in the test mail
    stand here as hashes. `notice_rules` waits for a council to be made.
    """

    __tablename__ = "setup"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    browser: Mapped[str] = mapped_column(String(64))
    secret_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    number_hash: Mapped[str] = mapped_column(String(64), default="")
    number_for: Mapped[str] = mapped_column(String(254), default="")
    number_until: Mapped[datetime | None]
    number_tries: Mapped[int] = mapped_column(default=0)
    mail_proved_at: Mapped[datetime | None]
    mail_skipped_at: Mapped[datetime | None]
    notice_rules: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    times_at: Mapped[datetime | None]
    members_later_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
