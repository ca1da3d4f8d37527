"""Seals what an older release kept plain, once, when the store is opened."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from central.storage.tables import device_log, facts, quarantine

Once = Callable[[sa.Table], sqlite.Insert | postgresql.Insert]
_DONE = "bodies sealed"
_AT_ONCE = 500


def seal_bodies(connection: Connection, seal: Callable[[bytes], bytes], *, once: Once) -> None:
    """Seal the bodies of commands, unless that was done before; wholly, in one transaction."""
    mark = once(facts).on_conflict_do_nothing().returning(facts.c.name)
    if connection.execute(mark, {"name": _DONE, "value": "1"}).one_or_none() is None:
        return
    for table in (device_log, quarantine):
        _seal(connection, table, seal)


def _seal(connection: Connection, table: sa.Table, seal: Callable[[bytes], bytes]) -> None:
    key = list(table.primary_key.columns)
    mine = sa.and_(*(column == sa.bindparam(f"of_{column.name}") for column in key))
    change = sa.update(table).where(mine).values(body=sa.bindparam("sealed"))
    rows = connection.execute(sa.select(*key, table.c.body)).all()
    for start in range(0, len(rows), _AT_ONCE):
        few = rows[start : start + _AT_ONCE]
        sealed = [
            {"sealed": seal(row.body), **{f"of_{c.name}": getattr(row, c.name) for c in key}}
            for row in few
        ]
        connection.execute(change, sealed)
