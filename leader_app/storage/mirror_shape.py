"""How one kind of thing of the feed lies in its table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect, insert

from leader_app.storage import many
from leader_app.storage.prepared import Prepared

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of thing lies in its table: ``values`` follow key, version and era.

    ``put`` leaves the indexed columns of a row that is there as they are; ``move`` sets those
    that differ. SQLite writes every index of a column that an UPDATE names, changed or not.
    A fact stays when the centre forgets it: what it did is still so.
    """

    table: sa.Table
    values: Callable[[Any], Values]
    put: str
    move: str
    indexed: tuple[int, ...]
    versions: Prepared
    remove: Prepared
    is_fact: bool

    def moved(self, row: Values) -> Values:
        """Return the values that ``move`` takes for a row."""
        values = [row[place] for place in self.indexed]
        return (*values, row[0], *values)


def statement(table: sa.Table, spared: Collection[str] = ()) -> str:
    """Return the SQL that puts a row, values in the order of the table's columns.

    Of a row that is there the ``spared`` columns stay.
    """
    keys = [column.name for column in table.primary_key.columns]
    new = insert(table)
    rest = {
        column.name: new.excluded[column.name]
        for column in table.c
        if column.name not in {*keys, *spared}
    }
    upsert = new.on_conflict_do_update(index_elements=keys, set_=rest)
    return str(upsert.compile(dialect=dialect(paramstyle="qmark")))


def shaped(table: sa.Table, values: Callable[[Any], Values], *, is_fact: bool = False) -> Shape:
    """Return the shape of a table whose key is its first column."""
    key = next(iter(table.primary_key.columns))
    chosen = many.among(key)
    names = [column.name for column in table.c]
    indexed = [name for name in names if any(name in index.columns for index in table.indexes)]
    return Shape(
        table,
        values,
        put=statement(table, indexed),
        move=_move(table.name, key.name, indexed) if indexed else "",
        indexed=tuple(names.index(name) for name in indexed),
        versions=Prepared(sa.select(key, table.c.version, table.c.era).where(chosen)),
        remove=Prepared(sa.delete(table).where(chosen)),
        is_fact=is_fact,
    )


def _move(table: str, key: str, columns: Sequence[str]) -> str:
    """Return the SQL that sets the columns where one of them differs."""
    values = ", ".join(f"{column} = ?" for column in columns)
    same = " AND ".join(f"{column} IS ?" for column in columns)
    return f"UPDATE {table} SET {values} WHERE {key} = ? AND NOT ({same})"  # noqa: S608 - our names
