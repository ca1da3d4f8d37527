"""Many rows at the driver's own speed: preparing each row anew costs more than writing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_compiled: dict[tuple[sa.UpdateBase, str], tuple[str, Sequence[str] | None]] = {}


def write_rows(
    connection: Connection, statement: sa.UpdateBase, rows: Sequence[Mapping[str, object]]
) -> None:
    """Run an insert for rows that all have the same keys, of types the driver takes as they are.

    ``statement`` is one that lives as long as the process.
    """
    if not rows:
        return
    text, order = _prepared(connection.dialect, statement, rows[0])
    if order is None:
        connection.exec_driver_sql(text, [dict(row) for row in rows])
    else:
        connection.exec_driver_sql(text, [tuple(map(row.__getitem__, order)) for row in rows])


def _prepared(
    dialect: sa.Dialect, statement: sa.UpdateBase, row: Mapping[str, object]
) -> tuple[str, Sequence[str] | None]:
    """Return the text for the driver, and the order of its parameters if they have no names."""
    known = _compiled.get((statement, dialect.name))
    if known is None:
        made = statement.compile(dialect=dialect, column_keys=list(row))
        order = made.positiontup if dialect.positional else None
        known = _compiled[statement, dialect.name] = (str(made), order)
    return known
