"""When pieces of order lines arrived: the moment a line's number grew, kept as it is put again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.order import OrderLine
from leader_app.storage.many import ByName
from leader_app.storage.mirror_rows import Arrivals
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.tables import order_lines

Lines = Mapping[tuple[object, object], Row]

_line = order_lines.c
_before = ByName(
    sa.select(_line.order_id, _line.line_no, _line.arrived, _line.arrived_at), _line.order_id
)
_remove = Prepared(
    sa.delete(order_lines).where(
        _line.order_id == sa.bindparam("order_id"), _line.line_no == sa.bindparam("line_no")
    )
)


def before(connection: Connection, order_ids: Collection[str]) -> Lines:
    """Return what is here of the lines of orders, by order and line."""
    return {(x.order_id, x.line_no): x for x in _before.all(connection, order_ids)}


def since(known: Lines, at: int | None) -> Arrivals:
    """Return what tells when a line arrived: ``at``, if there is more of it than was ``known``."""

    def arrived(order_id: str, line: OrderLine) -> int | None:
        had = known.get((order_id, line.line_no))
        if had is None:
            return at if line.arrived > 0 else None
        grown = at is not None and line.arrived > had.arrived
        moment: int | None = at if grown else had.arrived_at
        return moment

    return arrived


def remove(connection: Connection, lines: Iterable[tuple[object, object]]) -> None:
    """Remove lines."""
    rows = [{"order_id": order_id, "line_no": line_no} for order_id, line_no in lines]
    if rows:
        _remove.run_many(connection, rows)
