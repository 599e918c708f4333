"""What is written down at a meeting, what was promised there, and the notes as they were published."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base, Versioned

MOST_NOTE = 20_000
"""Characters of the note of one item."""
MOST_LINE = 300
MOST_GUESTS = 2_000


class Presence(StrEnum):
    """REPLACED: somebody else was there in their place."""

    PRESENT = "present"
    ABSENT = "absent"
    REPLACED = "replaced"


class MeetingNotes(Base, Versioned):
    """What belongs to the notes as a whole. `noted_by` is a name with its title.

    `guests` has a guest on each line, `remarks` who came late or left early.

    `attendance_at` (UTC): when the attendance was saved last; until then there are no rows of it.
    """

    __tablename__ = "meeting_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    guests: Mapped[str] = mapped_column(String(MOST_GUESTS), default="")
    remarks: Mapped[str] = mapped_column(String(MOST_GUESTS), default="")
    noted_by: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    attendance_at: Mapped[datetime | None]


class Attendance(Base, Versioned):
    """One of those called, as they were on the day: name and organisation stay, whatever becomes of the person.

    `person_id` is None for one who was added by name. `position` counts from 1 within the meeting.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    presence: Mapped[str] = mapped_column(String(20), default="")
    replaced_by: Mapped[str] = mapped_column(String(200), default="")

    @property
    def key(self) -> str:
        """Names the row in a form, also before it is saved."""
        return f"p{self.person_id}" if self.person_id else f"r{self.id}"


class ItemNote(Base, Versioned):
    """What was noted of one item of the agenda. `saved_at` is UTC."""

    __tablename__ = "item_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]


class Outcome(StrEnum):
    """What a meeting made of a follow-up: KEPT goes on to the next one."""

    DONE = "done"
    KEPT = "kept"
    DROPPED = "dropped"


class FollowUp(Base, Versioned):
    """Something that is to be reported back on, promised at `meeting_id` under `item_id`.

    `who` is free text; `person_id` is the member of that name, if it is one. `for_id` is the meeting that was chosen;
    None means the next one.
    """

    __tablename__ = "follow_up"
    TOUCHES = {"council": "council_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    text: Mapped[str] = mapped_column(String(MOST_LINE))
    who: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    for_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))

    @property
    def words(self) -> str:
        return f"{self.text} ({self.who})" if self.who else self.text


class FollowUpReport(Base, Versioned):
    """What was said of a follow-up at one meeting, and its outcome there."""

    __tablename__ = "follow_up_report"
    __table_args__ = (UniqueConstraint("follow_up_id", "meeting_id"),)
    TOUCHES = {"council": "council_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    outcome: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text, default="")


class NotesVersion(Base):
    """The notes as they were published: `content` is the document as JSON, and never changes.

    `number` counts from 1 within the meeting. `correction` says what a later one corrects.
    """

    __tablename__ = "notes_version"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), Index(None, "published_at"))
    TOUCHES = {"meeting": "meeting_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    correction: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(200), default="")


class NotesApproval(Base, Versioned):
    """A draft that the chair was asked to approve: `content` is the document as JSON, and never changes.

    `number` counts from 1 within the meeting; the newest counts. `name` is the chair's, as it was then. `answered_at`
    (UTC) is None until the chair has approved it or written a remark.
    """

    __tablename__ = "notes_approval"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    TOUCHES = {"meeting": "meeting_id"}

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    is_approved: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(String(MOST_GUESTS), default="")

    def waits_for(self, person_id: int, content: str) -> bool:
        """Whether this person has yet to reply about this very text."""
        return (self.person_id, self.content, self.answered_at) == (person_id, content, None)

    def covers(self, content: str) -> bool:
        """Whether it is this very text that was approved."""
        return self.is_approved and self.content == content


class NotesTemplate(Base):
    """The council's own Word template for its notes. `name` is that of its file."""

    __tablename__ = "notes_template"

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(MOST_LINE))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime]
