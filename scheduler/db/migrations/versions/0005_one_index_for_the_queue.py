"""One index for the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_message_state", "outbox_message")
    op.drop_index(
        "ix_outbox_message_claimable",
        "outbox_message",
        postgresql_where=sa.text("state = 'queued'"),
        sqlite_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_outbox_message_queue", "outbox_message", ["state", "priority", "next_try_at", "id"]
    )
