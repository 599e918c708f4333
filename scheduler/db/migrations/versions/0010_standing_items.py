"""The items that each new meeting of a council gets."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("standing_items", sa.String(2000), nullable=False, server_default="")
    op.add_column("council", column)
