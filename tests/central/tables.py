"""Looks into the centre's tables."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from central.storage.database import Database


def count(database: Database, table: sa.Table) -> int:
    """Return how many rows a table has."""
    with database.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def rows(database: Database, table: sa.Table) -> Sequence[Any]:
    """Return a table's rows in the order of its key."""
    with database.reading() as connection:
        return connection.execute(sa.select(table).order_by(*table.primary_key)).all()
