"""Files that hang on a meeting or on an item of its agenda."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Integer, String

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        Column("id", Integer, primary_key=True),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=True, index=True),
        Column("item_id", Integer, ForeignKey("agenda_item.id"), nullable=True, index=True),
        Column("name", String(200), nullable=False),
        Column("media_type", String(100), nullable=False),
        Column("size", Integer, nullable=False),
        Column("sha256", String(64), nullable=False, index=True),
        Column("added_at", DateTime(timezone=True), nullable=False),
        CheckConstraint("(meeting_id IS NULL) <> (item_id IS NULL)", name="hangs_on_one"),
    )
