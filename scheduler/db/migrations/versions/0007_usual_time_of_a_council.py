"""A council has a usual time, for dates that are written without an hour."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "council", sa.Column("usual_time", sa.String(length=5), nullable=False, server_default="")
    )
