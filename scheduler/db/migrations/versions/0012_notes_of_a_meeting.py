"""What is noted at a meeting, what is to be reported back on, and the notes as they were published."""

import sqlalchemy as sa
from alembic import op

from scheduler.db.base import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_notes",
        _id(),
        _of("meeting.id", unique=True),
        _text("guests", 2000),
        _text("remarks", 2000),
        _text("noted_by", 300),
        sa.Column("attendance_at", UTCDateTime(), nullable=True),
        _version(),
    )
    op.create_table(
        "attendance",
        _id(),
        _of("meeting.id", index=True),
        sa.Column("position", sa.Integer, nullable=False),
        _of("person.id", nullable=True),
        _text("name", 200),
        _text("organisation", 200),
        _text("presence", 20),
        _text("replaced_by", 200),
        _version(),
        sa.UniqueConstraint("meeting_id", "person_id"),
    )
    op.create_table(
        "item_note",
        _id(),
        _of("agenda_item.id", column="item_id", unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        _version(),
    )
    op.create_table(
        "follow_up",
        _id(),
        _of("council.id", index=True),
        _of("meeting.id", index=True),
        _of("agenda_item.id", column="item_id", nullable=True),
        _text("text", 300),
        _text("who", 300),
        _of("person.id", nullable=True),
        _of("meeting.id", column="for_id", nullable=True),
        _version(),
    )
    op.create_table(
        "follow_up_report",
        _id(),
        _of("council.id", index=True),
        _of("follow_up.id", index=True),
        _of("meeting.id"),
        _text("outcome", 20),
        sa.Column("text", sa.Text, nullable=False),
        _version(),
        sa.UniqueConstraint("follow_up_id", "meeting_id"),
    )
    op.create_table(
        "notes_version",
        _id(),
        _of("meeting.id"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        _text("correction", 300),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        _text("published_by", 200),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(
        op.f("ix_notes_version_published_at"), "notes_version", ["published_at"], unique=False
    )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer, nullable=False)


def _text(name: str, most: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), nullable=False)


def _of(
    target: str,
    *,
    column: str = "",
    nullable: bool = False,
    index: bool = False,
    unique: bool = False,
) -> sa.Column[int]:
    name = column or target.replace(".", "_")
    return sa.Column(
        name, sa.Integer, sa.ForeignKey(target), nullable=nullable, index=index, unique=unique
    )
