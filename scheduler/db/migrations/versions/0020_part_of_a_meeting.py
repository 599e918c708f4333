"""The hours of one who comes for a part of a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("arrives", "leaves"):
        op.add_column("reply", sa.Column(name, sa.Time, nullable=True))
