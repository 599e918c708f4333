"""Calls of deputies, and how a council has them called."""

import sqlalchemy as sa
from alembic import op

from scheduler.db.base import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deputy_call",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seat.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("instead_of_id", sa.Integer, sa.ForeignKey("person.id"), nullable=True),
        sa.Column("for_start", UTCDateTime, nullable=False),
        sa.Column("called_at", UTCDateTime, nullable=False),
        sa.Column("answer_by", UTCDateTime, nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("ended", sa.String(20), nullable=False),
        sa.Column("ended_at", UTCDateTime, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index(
        "ix_deputy_call_meeting_id_person_id", "deputy_call", ["meeting_id", "person_id"]
    )
    op.add_column(
        "council",
        sa.Column("deputy_mode", sa.String(20), nullable=False, server_default="by_hand"),
    )
