"""The tables of version 0.1.0, where upgrades begin. An empty database has those of the newest version at once."""

from alembic import op

from scheduler import all_rows

revision = "0024"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    all_rows.METADATA.create_all(op.get_bind())
