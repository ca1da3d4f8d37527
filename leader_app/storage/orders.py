"""The orders of the point: searched, counted and paged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.command import from_microseconds
from leader_app.domain.ids import is_claim_id
from leader_app.domain.money import Fen, line_total
from leader_app.domain.order import LineKey, Order, OrderLine, Stage
from leader_app.ports import OrderQuery, OrderSummary
from leader_app.storage import many, whole_orders
from leader_app.storage.session import Session
from leader_app.storage.tables import members, orders, products

_PHONE_TAIL = 4
_COMMON = 500
_order, _member = orders.c, members.c
# SQLite's way to say that the index of a column is not to be used.
_UNINDEXED: ColumnElement[str] = sa.literal_column("+orders.member_id", sa.Text)
_matches = sa.select(
    _order.order_id,
    _order.claim_id,
    _order.stage,
    _order.placed_at,
    sa.func.coalesce(_member.name, "").label("member_name"),
    sa.func.coalesce(_member.phone_tail, "").label("phone_tail"),
).select_from(orders.outerjoin(members, _member.member_id == _order.member_id))
_product_names = sa.select(products.c.product_id, products.c.name).where(
    many.among(products.c.product_id)
)


class OrderShelf:
    """Keeps ``leader_app.ports.Orders``."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection

    def count(self, query: OrderQuery) -> int:
        """Count what matches."""
        counting = sa.select(sa.func.count()).select_from(orders).where(*_conditions(query))
        return int(self._connection.execute(counting).scalar_one())

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        """Count what matches ``text`` in each stage."""
        counting = (
            sa.select(_order.stage, sa.func.count())
            .where(*_conditions(OrderQuery(text)))
            .group_by(_order.stage)
        )
        return {Stage(name): count for name, count in self._connection.execute(counting)}

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        """Return matches, newest first."""
        member_id = _UNINDEXED if self._is_common(query.text.strip()) else _order.member_id
        wanted = (
            _matches.where(*_conditions(query, member_id))
            .order_by(_order.placed_at.desc(), _order.order_id.desc())
            .offset(offset)
            .limit(limit)
        )
        rows = self._connection.execute(wanted).all()
        lines = whole_orders.lines_of(self._connection, [row.order_id for row in rows])
        names = self._names(lines)
        return [_summary(row, lines[row.order_id], names) for row in rows]

    def get(self, order_id: str) -> Order | None:
        """Return one order."""
        found = whole_orders.by_id(self._connection, [order_id])
        return found[0] if found else None

    def products(self, order_ids: Collection[str]) -> Mapping[LineKey, str]:
        """Return the product of every line of these orders; orders not here are left out."""
        return whole_orders.products(self._connection, order_ids)

    def _is_common(self, text: str) -> bool:
        """Tell whether so many names hold ``text`` that a page is filled sooner by time."""
        if not text or not _is_part_of_name(text):
            return False
        some = sa.select(sa.literal(1)).where(_named(text)).limit(_COMMON).subquery()
        counting = sa.select(sa.func.count()).select_from(some)
        return int(self._connection.execute(counting).scalar_one()) == _COMMON

    def _names(self, lines: Mapping[str, Sequence[OrderLine]]) -> Mapping[str, str]:
        ids = sorted({line.product_id for of_order in lines.values() for line in of_order})
        rows = self._connection.execute(_product_names, many.listed(ids))
        return {row.product_id: row.name for row in rows}


def _conditions(
    query: OrderQuery, member_id: ColumnElement[str] = _order.member_id
) -> list[ColumnElement[bool]]:
    stages = sorted(stage.value for stage in query.stages)
    conditions: list[ColumnElement[bool]] = [_order.stage.in_(stages)] if stages else []
    text = query.text.strip()
    if text:
        conditions.append(_meant(text, member_id))
    return conditions


def _meant(text: str, member_id: ColumnElement[str]) -> ColumnElement[bool]:
    """A claim's id, a phone tail, or else the beginning of an order's id or part of a name."""
    if is_claim_id(text):
        return _order.claim_id == text
    if not _is_part_of_name(text):
        return _order.member_id.in_(sa.select(_member.member_id).where(_member.phone_tail == text))
    named = member_id.in_(sa.select(_member.member_id).where(_named(text)))
    if not text.isascii():
        return named
    prefix = text.upper()
    return sa.or_(sa.and_(_order.order_id >= prefix, _order.order_id < prefix + "\x7f"), named)


def _is_part_of_name(text: str) -> bool:
    is_phone_tail = len(text) == _PHONE_TAIL and text.isascii() and text.isdigit()
    return not is_phone_tail and not is_claim_id(text)


def _named(text: str) -> ColumnElement[bool]:
    return _member.name.contains(text, autoescape=True)


def _summary(
    row: Row[*tuple[Any, ...]], lines: Sequence[OrderLine], names: Mapping[str, str]
) -> OrderSummary:
    return OrderSummary(
        order_id=row.order_id,
        claim_id=row.claim_id,
        member_name=row.member_name,
        phone_tail=row.phone_tail,
        stage=Stage(row.stage),
        placed_at=from_microseconds(row.placed_at),
        pieces=sum(line.quantity for line in lines),
        total=Fen(sum(line_total(line.unit_price, line.quantity) for line in lines)),
        slots=" ".join(sorted({line.slot for line in lines if line.slot})),
        goods=", ".join(f"{names.get(x.product_id, x.product_id)} ×{x.quantity}" for x in lines),
    )
