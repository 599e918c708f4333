"""Whether the chair approves a council's notes, and what the chair has been asked and answered."""

import sqlalchemy as sa
from alembic import op

from scheduler.db.base import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("approve_notes", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("council", column)
    op.create_table(
        "notes_approval",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime()),
        sa.Column("is_approved", sa.Boolean, nullable=False),
        sa.Column("remark", sa.String(2000), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("meeting_id", "number"),
    )
