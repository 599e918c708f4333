"""The rows of mail that is planned: orders, troubles, what people decided about a mail, and texts."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base, Json, Versioned


class NoticeIssue(Base):
    """One order of letters, made once: its unique key is the lock. One that a person asked for is of neither.

    `facts` maps a meeting's id to what the letters said of it: start, end, place, online_url, status. Those of a report
    are the mishaps that it `told`. `agenda` is what its letters told of the agenda (`agenda_changes.Snapshot`), and no
    fact of them.
    """

    __tablename__ = "notice_issue"
    __table_args__ = (
        CheckConstraint("meeting_id IS NULL OR year_id IS NULL", name="one_owner_at_most"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(300), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    occasion: Mapped[str] = mapped_column(String(100))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    year_id: Mapped[int | None] = mapped_column(ForeignKey("council_year.id"), index=True)
    revision: Mapped[int]
    facts: Mapped[Json] = mapped_column(JSON)
    agenda: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    issued_at: Mapped[datetime]


class NoticeTrouble(Base):
    """A notice whose letters could not be ordered: written before rendering, deleted by order_letters."""

    __tablename__ = "notice_trouble"

    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    starts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    error: Mapped[str] = mapped_column(String(500), default="")


class _OfMail(Base, Versioned):
    """A person's word on one mail. After a move it holds for the next one of its kind, where it was not issued."""

    __abstract__ = True
    TOUCHES = {"meeting": "meeting_id", "year": "year_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(300))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    year_id: Mapped[int | None] = mapped_column(ForeignKey("council_year.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    occasion: Mapped[str] = mapped_column(String(100))


class _Words:
    """Those in one language, in place of the ones that we ship for the letter."""

    letter: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(String(20_000))

    @property
    def template(self) -> str:
        return f"{self.subject}\n\n{self.body}"


def _of_one() -> CheckConstraint:
    return CheckConstraint("(meeting_id IS NULL) <> (year_id IS NULL)", name="meeting_or_year")


class NoticeOverride(_OfMail):
    """What a person decided about one mail, which beats the plan: held, skipped, sent at another instant, or approved.

    An approval holds for its own occasion alone.
    """

    __tablename__ = "notice_override"
    __table_args__ = (UniqueConstraint("key"), _of_one())

    send_at: Mapped[datetime | None]
    held: Mapped[bool] = mapped_column(default=False)
    skipped: Mapped[bool] = mapped_column(default=False)
    approved: Mapped[bool] = mapped_column(default=False)


class CouncilText(Base, Versioned, _Words):
    """A council's own words."""

    __tablename__ = "council_text"
    __table_args__ = (UniqueConstraint("council_id", "letter", "language"),)
    TOUCHES = {"council": "council_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))


class NoticeText(_OfMail, _Words):
    """Words for one mail only."""

    __tablename__ = "notice_text"
    __table_args__ = (UniqueConstraint("key", "letter", "language"), _of_one())
