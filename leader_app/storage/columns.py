"""How the tables are written down: one collection, three kinds of column, one kind of table."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def required(name: str, kind: type[Integer | Text | LargeBinary]) -> Column[object]:
    """Return a column that always holds something."""
    return Column(name, kind, nullable=False)


def key(name: str, kind: type[Integer | Text]) -> Column[object]:
    """Return a column of the primary key."""
    return Column(name, kind, primary_key=True, nullable=False)


def mirrored(name: str, *columns: Column[object] | Index) -> Table:
    """Return a table of the centre's things: each row has its version and the era it was told in.

    What this counter made itself has version 0 until the centre's word on it comes.
    """
    first, *rest = columns
    parts = [first, required("version", Integer), required("era", Integer), *rest]
    return Table(name, metadata, *parts)
