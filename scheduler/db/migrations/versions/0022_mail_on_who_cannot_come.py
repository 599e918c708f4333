"""Whether a council's secretaries are mailed when somebody cannot come."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("tell_declines", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("council", column)
