"""A council's own Word template for its notes."""

import sqlalchemy as sa
from alembic import op

from scheduler.db.base import UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notes_template",
        sa.Column("council_id", sa.Integer, sa.ForeignKey("council.id"), primary_key=True),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("uploaded_at", UTCDateTime(), nullable=False),
    )
