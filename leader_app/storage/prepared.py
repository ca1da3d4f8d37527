"""Statements compiled once and run by the driver itself.

A counter runs some thirty of them a hand-over; the way through SQLAlchemy's result machinery
would cost it four times what SQLite needs. The statements are still written as expressions.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Never

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import Connection
from sqlcipher3 import dbapi2

from leader_app.storage import faults

Params = Mapping[str, object]
_DIALECT = dialect(paramstyle="named")
_NONE: Params = {}
Row = Any  # a named tuple of what the statement selects


class Prepared:
    """One statement; an insert may name the ``columns`` it fills.

    Rows have the names of the selected columns as attributes. Every way to run it raises
    ``Unavailable`` for the world's faults.
    """

    def __init__(
        self,
        clause: sa.Select[Any] | sa.CompoundSelect[Any] | sa.Insert | sa.Update | sa.Delete,
        columns: Sequence[str] | None = None,
    ) -> None:
        compiled = clause.compile(
            dialect=_DIALECT, column_keys=columns, compile_kwargs={"render_postcompile": True}
        )
        self._sql = str(compiled)
        self._fixed = {k: v for k, v in compiled.params.items() if v is not None}
        self._make = _maker(clause)

    def run(self, connection: Connection, params: Params = _NONE) -> None:
        """Run it for its effect."""
        self._execute(connection, params)

    def run_many(self, connection: Connection, rows: Iterable[Params]) -> None:
        """Run it once a row for its effect."""
        try:
            driver(connection).executemany(self._sql, [{**self._fixed, **row} for row in rows])
        except dbapi2.Error as error:
            explain(error)

    def all(self, connection: Connection, params: Params = _NONE) -> Sequence[Any]:
        """Return every row."""
        return [self._make(row) for row in self._execute(connection, params)]

    def first(self, connection: Connection, params: Params = _NONE) -> Any:  # noqa: ANN401
        """Return the first row or ``None``."""
        rows = self._execute(connection, params)
        return self._make(rows[0]) if rows else None

    def value(self, connection: Connection, params: Params = _NONE) -> Any:  # noqa: ANN401
        """Return the first column of the first row, ``None`` without a row."""
        rows = self._execute(connection, params)
        return rows[0][0] if rows else None

    def values(self, connection: Connection, params: Params = _NONE) -> list[Any]:
        """Return the first column of every row."""
        return [row[0] for row in self._execute(connection, params)]

    def _execute(self, connection: Connection, params: Params) -> list[tuple[Any, ...]]:
        values = {**self._fixed, **params} if self._fixed else params
        try:
            return driver(connection).execute(self._sql, values).fetchall()
        except dbapi2.Error as error:
            explain(error)


def _maker(clause: object) -> Callable[[Iterable[Any]], Row]:
    """Return what makes a row of a select's values."""
    if not isinstance(clause, sa.Select):
        return tuple
    names = clause.selected_columns.keys()
    plain = [name if name.isidentifier() else f"column_{n}" for n, name in enumerate(names)]
    row: Any = namedtuple("Row", plain)  # type: ignore[misc] # noqa: PYI024 - made at run time
    made: Callable[[Iterable[Any]], Row] = row._make
    return made


def driver(connection: Connection) -> dbapi2.Connection:
    """Return the driver's own connection, in the transaction that ``connection`` began."""
    found: dbapi2.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return found


def explain(error: dbapi2.Error) -> Never:
    """Raise ``error`` in words for people, if it is the world's fault, or as it is."""
    raise faults.explain(error) or error from error
