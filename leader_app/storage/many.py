"""One prepared statement for any number of names: they travel as a JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement


def among(column: ColumnElement[Any], parameter: str = "names") -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of the listed names."""
    listed = sa.func.json_each(sa.bindparam(parameter)).table_valued("value")
    return column.in_(sa.select(listed.c.value))


def listed(names: Iterable[object], parameter: str = "names") -> dict[str, str]:
    """Return the parameter that lists ``names``."""
    return {parameter: json.dumps(list(names))}
