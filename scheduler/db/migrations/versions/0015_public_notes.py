"""Whether everyone may read a council's notes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("notes_are_public", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("council", column)
