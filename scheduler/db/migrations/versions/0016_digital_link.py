"""The council's usual digital link; counters of what members alone see of a meeting, and of its last day for items."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    url = sa.Column("online_url", sa.String(500), nullable=False, server_default="")
    op.add_column("council", url)
    for name in ("online_revision", "items_revision"):
        op.add_column("meeting", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    at = sa.Column("online_changed_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("meeting", at)
