"""Statements compiled once and run by the driver itself.

A counter runs some thirty of them a hand-over; the way through SQLAlchemy's result machinery
would cost it four times what SQLite needs. The statements are still written as expressions.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
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
    ``Unavailable`` for the world's faults. It is compiled when it is first run: a start would
    wait a tenth of a second for statements it mostly does not need.
    """

    def __init__(
        self,
        clause: sa.Select[Any] | sa.CompoundSelect[Any] | sa.Insert | sa.Update | sa.Delete,
        columns: Sequence[str] | None = None,
    ) -> None:
        self._clause = clause
        self._columns = columns

    @cached_property
    def _plan(self) -> tuple[str, Params, Callable[[Iterable[Any]], Row]]:
        """The SQL, the values that are part of it, and what makes its rows."""
        compiled = self._clause.compile(
            dialect=_DIALECT,
            column_keys=self._columns,
            compile_kwargs={"render_postcompile": True},
        )
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        return str(compiled), fixed, _maker(self._clause)

    def run(self, connection: Connection, params: Params = _NONE) -> None:
        """Run it for its effect."""
        self._execute(connection, params)

    def run_many(self, connection: Connection, rows: Iterable[Params]) -> None:
        """Run it once a row for its effect."""
        sql, fixed, _ = self._plan
        try:
            driver(connection).executemany(sql, [{**fixed, **row} for row in rows])
        except dbapi2.Error as error:
            explain(error)

    def all(self, connection: Connection, params: Params = _NONE) -> Sequence[Any]:
        """Return every row."""
        make = self._plan[2]
        return [make(row) for row in self._execute(connection, params)]

    def plain(self, connection: Connection, params: Params = _NONE) -> list[tuple[Any, ...]]:
        """Return every row as the driver made it: for very many rows, in the order selected."""
        return self._execute(connection, params)

    def first(self, connection: Connection, params: Params = _NONE) -> Any:  # noqa: ANN401
        """Return the first row or ``None``."""
        rows = self._execute(connection, params)
        return self._plan[2](rows[0]) if rows else None

    def value(self, connection: Connection, params: Params = _NONE) -> Any:  # noqa: ANN401
        """Return the first column of the first row, ``None`` without a row."""
        rows = self._execute(connection, params)
        return rows[0][0] if rows else None

    def values(self, connection: Connection, params: Params = _NONE) -> list[Any]:
        """Return the first column of every row."""
        return [row[0] for row in self._execute(connection, params)]

    def _execute(self, connection: Connection, params: Params) -> list[tuple[Any, ...]]:
        sql, fixed, _ = self._plan
        values = {**fixed, **params} if fixed else params
        try:
            return driver(connection).execute(sql, values).fetchall()
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
