"""Alembic's entry: runs the migrations on the connection it is given."""

from alembic import context

from central.storage import goods_tables, notice_tables  # noqa: F401 - they fill the metadata
from central.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
