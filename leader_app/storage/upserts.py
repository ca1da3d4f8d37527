"""Rows that are added, or changed if they are there."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.storage.prepared import Prepared


def upsert(table: sa.Table) -> Prepared:
    """Return the statement that adds a row, or changes all of it but its key."""
    new = insert(table)
    keys = [column.name for column in table.primary_key.columns]
    rest = {x.name: new.excluded[x.name] for x in table.c if x.name not in keys}
    return Prepared(new.on_conflict_do_update(index_elements=keys, set_=rest))
