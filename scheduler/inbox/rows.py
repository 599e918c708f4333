"""IncomingMail: one mail that came, what was done about it, and by whom."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base


class Fate(StrEnum):
    """What became of the mail. A person is asked for by what waits, and by what a known member sent and was refused."""

    APPLIED = "applied"
    KEPT = "kept"
    REPORTED = "reported"
    IGNORED = "ignored"
    REFUSED = "refused"
    WAITING = "waiting"
    FILED = "filed"


class Why(StrEnum):
    """The reason for its fate; `web` and `cli` have the words."""

    WRITTEN = "written"
    COUNTER = "counter"
    DEPUTY_OFFERS = "deputy_offers"
    OTHER_ADDRESS = "other_address"
    NO_TOKEN = "no_token"
    OLD_TIME = "old_time"
    NOTHING_NEW = "nothing_new"
    NO_ANSWER = "no_answer"
    OTHER_MEETING = "other_meeting"
    OVER = "over"
    CANCELLED = "cancelled"
    AUTOMATIC = "automatic"
    UNKNOWN = "unknown"
    REPORT = "report"
    OTHER_REPORT = "other_report"
    RECEIPT = "receipt"
    TOO_LARGE = "too_large"
    NO_MAIL = "no_mail"


class IncomingMail(Base):
    """One mail. `digest` is that of its octets, so the same mail read twice has effect once.

    `raw` (zlib) is its first megabyte and goes after 30 days; the decision stays. `answer` is what it said or seems to
    say, `reason` a Why.
    """

    __tablename__ = "incoming_mail"
    __table_args__ = (Index(None, "council_id", "fate"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(index=True)
    sender: Mapped[str] = mapped_column(String(254), default="")
    sender_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(String(4000), default="")
    fate: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(200), default="")
    council_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(String(20), default="")
    raw: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(String(200), default="")
