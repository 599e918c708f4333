"""Meeting: one occasion, with time, place and revision; Reply, what a person answered to it; DeputyCall."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.clock import Wall
from scheduler.db.base import Base, Versioned


class MeetingStatus(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


RESTORE_RAISE = 1_000
"""How far a restored backup's revisions are raised: more changes than that no meeting has."""
_MEMBERS_ONLY = {"online_url", "online_revision", "online_changed_at", "version"}
"""What no public feed or page shows: such a change is none of theirs, not even by a new tag."""


class Meeting(Base, Versioned):
    """One occasion. `starts`, `ends` (Wall) are the truth; `starts_at`, `ends_at` are derived by `set_time` alone.

    `revision` is the SEQUENCE of RFC 5545 in public calendars: it rises, with `revised_at`, exactly when time, place or
    status changes, and never falls. The digital link is for members only: it raises `online_revision`, with
    `online_changed_at`, and nothing that others see. `items_revision` rises with `items_close_on`. `number` counts
    within the council and is never reused.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("council_id", "number"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        Index(None, "council_id", "starts_at"),
        Index(None, "next_due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    council_year_id: Mapped[int] = mapped_column(ForeignKey("council_year.id"))
    uid: Mapped[str] = mapped_column(String(255), unique=True)
    number: Mapped[int]
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(300), default="")
    online_url: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    online_revision: Mapped[int] = mapped_column(default=0)
    online_changed_at: Mapped[datetime | None]
    items_close_on: Mapped[date | None]
    items_revision: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(20), default=MeetingStatus.SCHEDULED)
    revision: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    moved_from: Mapped[Wall | None]
    touched: Mapped[int] = mapped_column(default=0)
    next_due_at: Mapped[datetime | None]

    def touches(self) -> tuple[tuple[str, int | None], ...]:
        own = ("meeting", self.id), ("council", self.council_id)
        changed = {attribute.key for attribute in inspect(self).attrs if attribute.history.added}
        return own if changed and changed <= _MEMBERS_ONLY else (*own, ("feed", self.council_id))

    def set_time(self, starts: Wall, ends: Wall) -> None:
        """The only writer of the four time columns. The caller has checked that both exist and are in order."""
        self.starts, self.ends = starts, ends
        self.starts_at, self.ends_at = starts.utc(), ends.utc()

    @property
    def sequence(self) -> int:
        """The SEQUENCE in what members alone get: invitations and personal feeds."""
        return self.revision + self.online_revision

    @property
    def change_number(self) -> int:
        """How many changes `sequence` counts, without what restored backups have raised it by."""
        return self.sequence % RESTORE_RAISE

    @property
    def is_cancelled(self) -> bool:
        return self.status == MeetingStatus.CANCELLED


class Answer(StrEnum):
    """What a person may answer. `maybe` only ever comes from a calendar and counts as not answered."""

    COMING = "coming"
    ONLINE = "online"
    NO = "no"
    MAYBE = "maybe"


COMES = (Answer.COMING, Answer.ONLINE)


class Source(StrEnum):
    """Where an answer came from."""

    LINK = "link"
    CALENDAR = "calendar"
    MAIL = "mail"
    SECRETARY = "secretary"


class Reply(Base):
    """One answer of one person to one meeting. Only ever added; `meetings/replies.py` says which one counts.

    `for_start` is the start that was answered, `sequence` the revision. `made_at` is when the person answered, as a
    calendar's DTSTAMP says it, never later than `at`, its arrival. `note` is what they wrote with it, at most 1,000
    characters; no reason is asked for. `arrives`, `leaves`: the hours of one who comes for a part only, by the
    meeting's clock.
    """

    __tablename__ = "reply"
    __table_args__ = (Index(None, "meeting_id", "person_id"),)
    TOUCHES = {"meeting": "meeting_id", "personal feed": "person_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answer: Mapped[str] = mapped_column(String(20))
    for_start: Mapped[datetime]
    sequence: Mapped[int]
    source: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(1000), default="")
    arrives: Mapped[time | None]
    leaves: Mapped[time | None]


class CallEnd(StrEnum):
    """Why a call no longer stands."""

    DECLINED = "declined"
    SILENT = "silent"
    RELEASED = "released"
    LEFT = "left"


class DeputyCall(Base, Versioned):
    """A deputy is called to one meeting, in a seat's place. Never deleted; it ends.

    It stands while `ended` is empty and the meeting begins at `for_start`. The deputy's answer is a Reply, as a
    member's. `answer_by` (UTC): when silence counts as a no. `instead_of_id`: the member who cannot come, None for a
    vacant seat. `by_hand`: a person pressed for it.
    """

    __tablename__ = "deputy_call"
    __table_args__ = (Index(None, "meeting_id", "person_id"),)
    TOUCHES = {"meeting": "meeting_id", "personal feed": "person_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    for_start: Mapped[datetime]
    called_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    by_hand: Mapped[bool] = mapped_column(default=False)
    ended: Mapped[str] = mapped_column(String(20), default="")
    ended_at: Mapped[datetime | None]

    def stands(self, meeting: Meeting) -> bool:
        """Whether it is of that meeting and its present start, and has not ended."""
        is_of = (self.meeting_id, self.for_start) == (meeting.id, meeting.starts_at)
        return is_of and not self.ended
