"""OutboxMessage and what surrounds it: attempts, the relay, workers, dead addresses."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base, Json


class State(StrEnum):
    """Where a letter is (docs/mail.md, rules 11 to 14)."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    INTENT = "intent"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    SUPPRESSED = "suppressed"
    WITHDRAWN = "withdrawn"
    HELD = "held"


ADDRESS_CHANGED = "the address has changed"
"""Why a letter was withdrawn whose person has another address now."""
LIVE = (State.QUEUED, State.CLAIMED, State.INTENT)
"""States a worker will still do something about."""
ENDED_BADLY = (State.FAILED, State.SUPPRESSED, State.UNCERTAIN, State.EXPIRED)
"""States in which a letter has not arrived, or may not have."""


class OutboxMessage(Base):
    """One letter to one person: the same bytes and Message-ID for ever. Every transition is one conditional UPDATE.

    `method` is that of its calendar part, REQUEST or CANCEL; empty where it has none.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("issue_id", "person_id"),
        # The state first: with one of its own, SQLite takes that and sorts all that waits for each claim.
        Index("ix_outbox_message_queue", "state", "priority", "next_try_at", "id"),
        Index("ix_outbox_message_created_at", "created_at"),
        Index("ix_outbox_message_order", "meeting_id", "recipient", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(600), unique=True)
    message_id: Mapped[str] = mapped_column(String(300), unique=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("notice_issue.id"))
    kind: Mapped[str] = mapped_column(String(40))
    letter: Mapped[str] = mapped_column(String(40))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    year_id: Mapped[int | None] = mapped_column(ForeignKey("council_year.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recipient: Mapped[str] = mapped_column(String(254))
    method: Mapped[str] = mapped_column(String(20), default="")
    envelope_from: Mapped[str] = mapped_column(String(254))
    mime: Mapped[bytes | None] = mapped_column(LargeBinary)
    mime_sha256: Mapped[str | None] = mapped_column(String(64))
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default=State.QUEUED)
    reason: Mapped[str] = mapped_column(String(200), default="")
    due_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    ambiguous: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    strays: Mapped[int] = mapped_column(default=0)
    token: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[datetime | None]
    touched: Mapped[int]
    created_at: Mapped[datetime]
    intent_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    last_reply: Mapped[str] = mapped_column(String(500), default="")


class MailedLetter(NamedTuple):
    """What rules know of an `OutboxMessage`: of hundreds, these take a third of the time to read."""

    id: int
    issue_id: int
    person_id: int
    kind: str
    letter: str
    state: str
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    meeting_id: int | None = None
    message_id: str = ""
    recipient: str = ""
    method: str = ""
    reason: str = ""
    last_reply: str = ""
    mime_sha256: str | None = None
    attempts: int = 0
    ambiguous: int = 0
    asked: int = 0
    sent_at: datetime | None = None
    bounced_at: datetime | None = None

    @property
    def has_come_back(self) -> bool:
        """After a person has let another letter go in its place it is no more to anybody."""
        return self.bounced_at is not None and self.state != State.WITHDRAWN

    @property
    def may_have_arrived(self) -> bool:
        return self.state in (State.INTENT, State.SENT, State.UNCERTAIN) or self.ambiguous > 0


class OutboxAttempt(Base):
    """Whatever was not a plain success, with the server's own words."""

    __tablename__ = "outbox_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    token: Mapped[int]
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(40))
    stage: Mapped[str] = mapped_column(String(20))
    reply: Mapped[str] = mapped_column(String(500))


class Event(StrEnum):
    """What a mail server told us afterwards."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    DELIVERED = "delivered"


class MailEvent(Base):
    """A report on a letter that had left: `status` is the enhanced code of RFC 3463, `words` the server's own."""

    __tablename__ = "mail_event"
    __table_args__ = (Index(None, "address", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default="")
    words: Mapped[str] = mapped_column(String(500), default="")


class Hold(StrEnum):
    """Why no letter leaves."""

    PASSWORD = "password"
    SENDER = "sender"
    REFUSED = "refused"
    FLOOD = "flood"
    SILENCE = "silence"
    OPERATOR = "operator"
    RESTORE = "restore"
    SETUP = "setup"


class Relay(Base):
    """The mail server as we know it: held, resting after failures, and when the next letter may leave.

    `held_for` is a `Hold` and `held` its words. `slow` is how many times the rate has been halved. `failing_since` is
    when the first of `failures` was, and `words` what the server said last.
    """

    __tablename__ = "relay"

    id: Mapped[int] = mapped_column(primary_key=True)
    held: Mapped[str | None] = mapped_column(String(500))
    held_for: Mapped[str | None] = mapped_column(String(20))
    held_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    open_at: Mapped[datetime]
    free_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(String(500), default="")
    slow: Mapped[int] = mapped_column(default=0)
    slowed_at: Mapped[datetime | None]


class Worker(Base):
    """A worker process, by run: when its heart last beat. While its clock is suspect, the heart stands still."""

    __tablename__ = "worker"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    ticks: Mapped[Json] = mapped_column(JSON, default=dict)
    suspect_since: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    wrong_hints: Mapped[int] = mapped_column(default=0)


class Suppression(Base):
    """An address known to be dead. It never hides a duty: the letter becomes a row in state suppressed."""

    __tablename__ = "suppression"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
