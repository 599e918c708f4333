"""What an order's letters told of the agenda."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice_issue", sa.Column("agenda", sa.JSON(none_as_null=True), nullable=True))
