"""Many rows at the driver's own speed: preparing each row anew costs more than writing it.

Many names are asked for in slices: databases take so many parameters and no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_Name = TypeVar("_Name", str, bytes)
_AT_ONCE = 500

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


def rows_named(
    connection: Connection,
    statement: sa.Select[Any],
    names: Collection[_Name],
    **others: object,
) -> Iterator[sa.Row[Any]]:
    """Yield the rows of a statement with an expanding parameter ``ids``, whatever their number.

    ``others`` are its other parameters; rows come in the statement's order within slices of names.
    """
    for few in slices(names):
        yield from connection.execute(statement, {"ids": few, **others})


def slices(names: Collection[_Name]) -> Iterator[list[_Name]]:
    """Yield sorted names, a few hundred at once."""
    spelled = sorted(names)
    for start in range(0, len(spelled), _AT_ONCE):
        yield spelled[start : start + _AT_ONCE]


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
