"""The items of a meeting's agenda."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda_item",
        Column("id", Integer, primary_key=True),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False, index=True),
        Column("position", Integer, nullable=False),
        Column("heading", String(300), nullable=False),
        Column("scope", String(300), nullable=False),
        Column("presenter", String(300), nullable=False),
        Column("status", String(20), nullable=False),
        Column("proposed_by_id", Integer, ForeignKey("person.id"), nullable=True),
        Column("version", Integer, nullable=False),
    )
