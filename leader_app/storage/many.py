"""Looking things up by name: one, or any number of them in one statement."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.storage.prepared import Prepared, Row


class ByName:
    """Selects the rows whose ``column`` is one of some names.

    Many names travel as one JSON list, so that the statement stays the same; one name, which
    is what a counter mostly asks for, goes without the list.
    """

    def __init__(self, select: sa.Select[Any], column: ColumnElement[Any]) -> None:
        self._one = Prepared(select.where(column == sa.bindparam("name")))
        self._many = Prepared(select.where(among(column)))

    def all(self, connection: Connection, names: Collection[object]) -> Sequence[Row]:
        """Return the rows of ``names``."""
        if not names:
            return ()
        if len(names) == 1:
            return self._one.all(connection, {"name": next(iter(names))})
        return self._many.all(connection, listed(names))


def among(column: ColumnElement[Any], parameter: str = "names") -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of the listed names."""
    listed = sa.func.json_each(sa.bindparam(parameter)).table_valued("value")
    return column.in_(sa.select(listed.c.value))


def one_of(column: ColumnElement[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of a few fixed words."""
    return column.in_([sa.literal(word) for word in words])


def listed(names: Iterable[object], parameter: str = "names") -> dict[str, str]:
    """Return the parameter that lists ``names``."""
    return {parameter: json.dumps(list(names))}
