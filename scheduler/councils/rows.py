"""Installation, Council, Person, Seat, Member: who meets, and who sits where."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.db.base import Base, Versioned

ERASED = "@erased.example"
"""How the address ends of a person whose contact details were erased; no mail can go there (RFC 2606)."""


class ReplyMode(StrEnum):
    """Whether members are asked for an answer, or only tell when they cannot come."""

    REPLIES = "replies"
    ABSENCES = "absences"


class DeputyMode(StrEnum):
    """How deputies are called: by the secretary's press, by themselves when a member declines, or not at all."""

    BY_HAND = "by_hand"
    BY_ITSELF = "by_itself"
    NONE = "none"


class Channel(StrEnum):
    """Where a person wants the meetings in their calendar; both means that they see each twice."""

    INVITATIONS = "invitations"
    FEED = "feed"
    BOTH = "both"


class MemberRole(StrEnum):
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    DEPUTY = "deputy"


class Installation(Base):
    """One row, written once when the database is made; UIDs and links outlive moves and a change of host name.

    `feed_epoch` rises with every change of any feed. `feed_edition` is that of the program that served last, and
    `feed_edition_at` when it became another (None: never yet).
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36))
    uid_domain: Mapped[str] = mapped_column(String(200))
    secret: Mapped[bytes] = mapped_column(LargeBinary(64))
    feed_epoch: Mapped[int] = mapped_column(default=0)
    feed_edition: Mapped[str] = mapped_column(String(16), default="")
    feed_edition_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Council(Base, Versioned):
    """The group that meets. `notice_rules` holds only what differs from the preset; times are its zone's wall clock.

    `is_public`: everyone may see its meetings. `inform_deputies`: deputies get the kallelse for their information.
    `approve_kallelse`: no kallelse goes before a secretary has approved it. `paused_at` (UTC): since when a person has
    had all its planned mail wait.
    `online_url` is the usual digital link. `items_are_public`: a new item of an agenda is public.
    `notes_are_public`: everyone may read the published notes. `approve_notes`: they are not published before the chair
    has approved them.
    `tell_declines`: the secretaries are mailed when somebody cannot come. `retention_months`: how long contact details
    are kept after the last term; None: for ever.
    `usual_time`: `15:00`, for dates that are written without an hour; empty where there is none.

    `feed_revision` and `feed_changed_at` rise with all that its feed shows or has shown, by the touch rule alone.
    """

    __tablename__ = "council"
    TOUCHES = {"council": "id", "feed": "id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(60))
    country: Mapped[str] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(8))
    contact: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(String(2000), default="")
    reply_to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(String(300), default="")
    online_url: Mapped[str] = mapped_column(String(500), default="")
    duration_minutes: Mapped[int] = mapped_column(default=120)
    usual_time: Mapped[str] = mapped_column(String(5), default="")
    standing_items: Mapped[str] = mapped_column(String(2000), default="")
    items_are_public: Mapped[bool] = mapped_column(default=False)
    notes_are_public: Mapped[bool] = mapped_column(default=False)
    approve_notes: Mapped[bool] = mapped_column(default=False)
    notice_rules: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    reply_mode: Mapped[str] = mapped_column(String(20), default=ReplyMode.REPLIES)
    is_public: Mapped[bool] = mapped_column(default=True)
    deputy_mode: Mapped[str] = mapped_column(String(20), default=DeputyMode.BY_HAND)
    inform_deputies: Mapped[bool] = mapped_column(default=False)
    approve_kallelse: Mapped[bool] = mapped_column(default=False)
    tell_declines: Mapped[bool] = mapped_column(default=True)
    retention_months: Mapped[int | None]
    paused_at: Mapped[datetime | None]
    feed_revision: Mapped[int] = mapped_column(default=0)
    feed_changed_at: Mapped[datetime | None]
    feed_from_on: Mapped[date]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    reply_to: Mapped["Person"] = relationship(lazy="raise")

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def usual_start(self) -> time | None:
        return time.fromisoformat(self.usual_time) if self.usual_time else None


class Person(Base, Versioned):
    """A human being with an address.

    May sit in several councils. `channel` NULL = not chosen, which means invitations. Raising `link_version` or
    `feed_version` ends the old links of that purpose at once. `feed_revision` and `feed_changed_at` are as a council's,
    for what this person alone sees in theirs. `links_ended_on` is the last day of the term with which the links ended.
    """

    __tablename__ = "person"
    TOUCHES = {"person": "id", "personal feed": "id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    phone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str | None] = mapped_column(String(8))
    channel: Mapped[str | None] = mapped_column(String(20))
    muted: Mapped[list[str]] = mapped_column(JSON, default=list)
    link_version: Mapped[int] = mapped_column(default=0)
    feed_version: Mapped[int] = mapped_column(default=0)
    feed_revision: Mapped[int] = mapped_column(default=0)
    feed_changed_at: Mapped[datetime | None]
    links_ended_on: Mapped[date | None]

    @property
    def is_erased(self) -> bool:
        return self.email.endswith(ERASED)

    @property
    def takes_invitations(self) -> bool:
        return self.channel != Channel.FEED

    @property
    def subscribes(self) -> bool:
        """Chosen, whether or not a calendar has fetched the feed yet."""
        return self.channel in (Channel.FEED, Channel.BOTH)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""


class Seat(Base, Versioned):
    """A standing place on the council: people change, the seat stays, and may be vacant. Ended, never deleted."""

    __tablename__ = "seat"
    TOUCHES = {"council": "council_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int]
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]


class Member(Base, Versioned):
    """A person's term: on a seat, or as a deputy (personal, of an organisation, or of the council).

    Ended, never deleted.

    Without `since_on` the term has always run; `until_on` is its last day.
    """

    __tablename__ = "member"
    TOUCHES = {"council": "council_id", "personal feed": "person_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    role: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    call_order: Mapped[int] = mapped_column(default=0)
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")
    seat: Mapped[Seat | None] = relationship(lazy="raise", foreign_keys=[seat_id])
    deputy_for: Mapped[Seat | None] = relationship(lazy="raise", foreign_keys=[deputy_for_id])

    def end(self, last_on: date | None, *, now: datetime) -> None:
        """Sets the last day, and keeps when that was said (`ended_at`, UTC)."""
        if last_on != self.until_on:
            self.until_on, self.ended_at = last_on, now

    @property
    def is_deputy(self) -> bool:
        return self.role == MemberRole.DEPUTY

    def covers(self, day: date) -> bool:
        """True where the term includes that day."""
        return (self.since_on is None or self.since_on <= day) and (
            self.until_on is None or day <= self.until_on
        )

    def is_over(self, today: date) -> bool:
        """True where the term has ended; one that has not begun is not over."""
        return self.until_on is not None and self.until_on < today

    def covers_some_of(self, first: date, last: date) -> bool:
        return (self.since_on is None or self.since_on <= last) and (
            self.until_on is None or first <= self.until_on
        )
