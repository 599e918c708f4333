"""Overrides of notices."""

import sqlalchemy as sa
from alembic import op

from scheduler.db.base import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("year_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("occasion", sa.String(length=100), nullable=False),
        sa.Column("send_at", UTCDateTime(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(meeting_id IS NULL) <> (year_id IS NULL)",
            name=op.f("ck_notice_override_meeting_or_year"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_notice_override_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["council_year.id"], name=op.f("fk_notice_override_year_id_council_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_override")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_override_key")),
    )
    with op.batch_alter_table("notice_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_override_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_notice_override_year_id"), ["year_id"], unique=False)
