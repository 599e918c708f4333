"""All mail of a council can be paused."""

import sqlalchemy as sa
from alembic import op

from scheduler.db.base import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("council", sa.Column("paused_at", UTCDateTime(), nullable=True))
