"""How long a council keeps the contact details of who has left; none where nobody has chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("council", sa.Column("retention_months", sa.Integer(), nullable=True))
