"""The digital link of a date of a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft_date", sa.Column("online_url", sa.String(500), nullable=True))
