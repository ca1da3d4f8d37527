"""Whole orders with their lines, read for the shelves and for the stage they are in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.command import from_microseconds
from leader_app.domain.money import Fen
from leader_app.domain.order import LineKey, Order, OrderLine, Payment
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Row
from leader_app.storage.session import Session
from leader_app.storage.tables import order_lines, orders

_whole_order = sa.select(orders).order_by(orders.c.order_id)
_by_claim = ByName(_whole_order, orders.c.claim_id)
_by_id = ByName(_whole_order, orders.c.order_id)
_lines = ByName(
    sa.select(order_lines).order_by(order_lines.c.order_id, order_lines.c.line_no),
    order_lines.c.order_id,
)
_products = ByName(
    sa.select(order_lines.c.order_id, order_lines.c.line_no, order_lines.c.product_id),
    order_lines.c.order_id,
)


def of_claims(connection: Connection, claim_ids: Collection[str]) -> tuple[Order, ...]:
    """Return the orders these claims open, in order of their ids."""
    return _whole(connection, _by_claim.all(connection, claim_ids))


def remembered(session: Session, claim_id: str) -> tuple[Order, ...]:
    """Return the orders of a claim, read once a unit of work."""
    if claim_id not in session.orders:
        session.orders[claim_id] = of_claims(session.connection, [claim_id])
    return session.orders[claim_id]


def by_id(connection: Connection, order_ids: Collection[str]) -> tuple[Order, ...]:
    """Return the orders of these ids that are here, in order of their ids."""
    return _whole(connection, _by_id.all(connection, order_ids))


def lines_of(
    connection: Connection, order_ids: Collection[str]
) -> Mapping[str, Sequence[OrderLine]]:
    """Return the lines of each of these orders, in order of their numbers."""
    lines: dict[str, list[OrderLine]] = {order_id: [] for order_id in order_ids}
    for row in _lines.all(connection, order_ids):
        lines[row.order_id].append(
            OrderLine(
                row.line_no,
                row.product_id,
                row.quantity,
                row.arrived,
                row.slot,
                Fen(row.unit_price),
            )
        )
    return lines


def products(connection: Connection, order_ids: Collection[str]) -> Mapping[LineKey, str]:
    """Return the product of every line of these orders."""
    rows = _products.all(connection, order_ids)
    return {LineKey(row.order_id, row.line_no): row.product_id for row in rows}


def _whole(connection: Connection, rows: Sequence[Row]) -> tuple[Order, ...]:
    lines = lines_of(connection, [row.order_id for row in rows])
    return tuple(_order(row, tuple(lines[row.order_id])) for row in rows)


def _order(row: Row, lines: tuple[OrderLine, ...]) -> Order:
    return Order(
        order_id=row.order_id,
        point_id=row.point_id,
        member_id=row.member_id,
        claim_id=row.claim_id,
        payment=Payment(row.payment),
        cancelled=bool(row.cancelled),
        placed_at=from_microseconds(row.placed_at),
        note=row.note,
        lines=lines,
    )
