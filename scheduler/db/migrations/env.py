"""Alembic's way in: migrates over the connection it is handed."""

from alembic import context

from scheduler import all_rows
from scheduler.db.base import UTCDateTime, WallTime


def render_item(type_, obj, autogen_context):
    """Names our own column types in generated migrations."""
    if type_ == "type" and isinstance(obj, UTCDateTime | WallTime):
        autogen_context.imports.add("from scheduler.db.base import UTCDateTime, WallTime")
        return f"{type(obj).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_rows.METADATA,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
