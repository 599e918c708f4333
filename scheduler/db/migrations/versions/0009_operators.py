"""Which accounts may run the installation; the oldest account becomes one of them."""

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", Column("is_operator", Boolean, nullable=False, server_default=false()))
    op.execute(
        "UPDATE account SET is_operator = true"
        " WHERE id = (SELECT id FROM account ORDER BY created_at, id LIMIT 1)"
    )
