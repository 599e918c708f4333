"""An item's minutes, text, links, its presenter's address, and whether it is public."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, length in (("presenter_email", 254), ("text", 5000), ("links", 5000)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("agenda_item", column)
    op.add_column("agenda_item", sa.Column("minutes", sa.Integer, nullable=True))
    for table, name in (("agenda_item", "is_public"), ("council", "items_are_public")):
        op.add_column(table, sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
