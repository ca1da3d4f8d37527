"""Figures over movements and orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.local_time import POINT_ZONE, local_day
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Zone
from leader_app.domain.order import LineKey, Order, Payment, Stage
from leader_app.domain.stock import MovementKind
from leader_app.ports import Fulfilment, PickLine, Sum
from leader_app.storage import many, waiting, whole_orders
from leader_app.storage.goods_tables import movements, stock_deeds
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import members, order_lines, orders, products

_order, _line, _member, _product = orders.c, order_lines.c, members.c, products.c
_move = movements.c
_TAIL = 4
_ZONE_SECONDS = POINT_ZONE.utcoffset(None) // timedelta(seconds=1)
_TO_PICK = [
    stage.value
    for stage in (Stage.WAITING, Stage.PARTLY_ARRIVED, Stage.READY, Stage.PARTLY_COLLECTED)
]


def _text(column: ColumnElement[Any], name: str) -> sa.Label[str]:
    return sa.func.coalesce(column, "").label(name)


_lines = (
    sa.select(
        order_lines,
        _order.claim_id,
        _order.member_id,
        _order.note,
        _order.placed_at,
        sa.func.coalesce(_product.name, _line.product_id).label("product_name"),
        _text(_product.unit, "unit"),
        sa.func.coalesce(_product.zone, Zone.SHELF.value).label("zone"),
        sa.func.coalesce(_product.food, FoodKind.OTHER.value).label("food"),
        _text(_member.name, "member_name"),
        _text(_member.phone_tail, "phone_tail"),
        _text(_member.building, "building"),
        _text(_member.room, "room"),
    )
    .select_from(
        orders.join(order_lines, _line.order_id == _order.order_id)
        .outerjoin(products, _product.product_id == _line.product_id)
        .outerjoin(members, _member.member_id == _order.member_id)
    )
    .order_by(_order.placed_at, _line.order_id, _line.line_no)
)
_open_lines = Prepared(
    _lines.where(
        many.one_of(_order.stage, _TO_PICK),
        _order.payment == Payment.PAID.value,
        _order.cancelled == 0,
    )
)
_lines_of = Prepared(_lines.where(many.among(_order.order_id)))


_placed = (_order.placed_at >= sa.bindparam("start"), _order.placed_at < sa.bindparam("end"))
_paid = (*_placed, _order.cancelled == 0, _order.payment == Payment.PAID.value)
_collected = sa.case((_order.stage == Stage.COLLECTED.value, _line.quantity), else_=0)
_fulfilled = Prepared(
    sa.select(
        sa.func.coalesce(sa.func.sum(_line.quantity), 0).label("ordered"),
        sa.func.coalesce(sa.func.sum(sa.func.min(_line.arrived, _line.quantity)), 0).label(
            "arrived"
        ),
        sa.func.coalesce(sa.func.sum(_collected), 0).label("collected"),
    )
    .select_from(orders.join(order_lines, _line.order_id == _order.order_id))
    .where(*_paid)
)
_partly = (*_paid, _order.stage == Stage.PARTLY_COLLECTED.value)
_begun = Prepared(sa.select(_order.claim_id).distinct().where(*_partly))
_begun_orders = Prepared(sa.select(_order.order_id).where(*_partly))
_of_member = Prepared(
    sa.select(_order.order_id, _order.stage).where(
        _order.member_id == sa.bindparam("member"), *_placed
    )
)


class FigureShelf:
    """Keeps ``leader_app.ports.Reports``."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection

    def pick_lines(self, order_ids: Collection[str] | None = None) -> Sequence[PickLine]:
        """Return open paid lines (or those of orders), oldest first, uncollected pieces only."""
        return [line for _, line in self._left(order_ids)]

    def unclaimed(self, today: date) -> Sequence[tuple[FoodKind, PickLine]]:
        """Return pieces that are here and waited for, by food type, longest waiting first.

        Orders placed after ``today`` (a day at the point) are left out.
        """
        found: dict[FoodKind, list[PickLine]] = defaultdict(list)
        for food, line in self._left(None):
            if line.arrived > line.taken and local_day(line.placed_at) <= today:
                found[food].append(line)
        return [(food, line) for food in FoodKind for line in found[food]]

    def moved(
        self,
        start: datetime,
        end: datetime,
        kinds: Collection[MovementKind],
        group: str,
        product_id: str | None = None,
    ) -> Sequence[Sum]:
        """Sum movements by ``group``; ``ValueError`` for one nobody knows."""
        named = _groups_of_movements(group).label("of")
        price = sa.case(
            (_move.kind == MovementKind.SELL.value, _move.unit_price),
            else_=sa.func.coalesce(_product.price, 0),
        )
        source = movements.outerjoin(products, _product.product_id == _move.product_id)
        if group == "payment":
            source = source.outerjoin(stock_deeds, stock_deeds.c.deed_id == _move.deed_id)
        query = (
            sa.select(
                named,
                sa.func.sum(_move.quantity).label("pieces"),
                sa.func.sum(_move.quantity * price).label("value"),
                sa.func.count(_move.deed_id.distinct()).label("deeds"),
            )
            .select_from(source)
            .where(
                _move.at >= microseconds(start),
                _move.at < microseconds(end),
                _move.kind.in_(sorted(kind.value for kind in kinds)),
            )
            .group_by(named)
            .order_by(named)
        )
        if product_id is not None:
            query = query.where(_move.product_id == product_id)
        return _sums(self._connection.execute(query).all())

    def ordered(self, start: datetime, end: datetime, group: str) -> Sequence[Sum]:
        """Sum orders placed in a span; ``ValueError`` for a group nobody knows."""
        named = _groups_of_orders(group).label("of")
        query = (
            sa.select(
                named,
                sa.func.sum(_line.quantity).label("pieces"),
                sa.func.sum(_line.quantity * _line.unit_price).label("value"),
                sa.func.count(_order.order_id.distinct()).label("deeds"),
            )
            .select_from(orders.join(order_lines, _line.order_id == _order.order_id))
            .where(
                _order.placed_at >= microseconds(start),
                _order.placed_at < microseconds(end),
                _order.cancelled == 0,
            )
            .group_by(named)
            .order_by(named)
        )
        return _sums(self._connection.execute(query).all())

    def fulfilment(self, start: datetime, end: datetime) -> Fulfilment:
        """Return what became so far of the paid orders placed in a span."""
        span = {"start": microseconds(start), "end": microseconds(end)}
        sums = _fulfilled.first(self._connection, span)
        gone = waiting.gone_of(self._connection, _begun.values(self._connection, span))
        parts = {row.order_id for row in _begun_orders.all(self._connection, span)}
        taken = sum(pieces for key, pieces in gone.items() if key.order_id in parts)
        return Fulfilment(sums.ordered, sums.arrived, sums.collected + taken)

    def orders_of(
        self, member_id: str, start: datetime, end: datetime
    ) -> Sequence[tuple[Order, Stage]]:
        """Return what a member ordered in a span, newest first, and where each order stands."""
        span = {"member": member_id, "start": microseconds(start), "end": microseconds(end)}
        stages = {x.order_id: Stage(x.stage) for x in _of_member.all(self._connection, span)}
        found = whole_orders.by_id(self._connection, stages)
        newest = sorted(found, key=lambda x: (x.placed_at, x.order_id), reverse=True)
        return [(order, stages[order.order_id]) for order in newest]

    def _left(self, order_ids: Collection[str] | None) -> list[tuple[FoodKind, PickLine]]:
        if order_ids is None:
            rows = _open_lines.all(self._connection)
        else:
            rows = _lines_of.all(self._connection, many.listed(order_ids))
        gone = waiting.gone_of(self._connection, {row.claim_id for row in rows})
        found = [
            (FoodKind(row.food), _pick_line(row, gone.get(LineKey(row.order_id, row.line_no), 0)))
            for row in rows
        ]
        return [(food, line) for food, line in found if line.taken < line.quantity]


def _groups_of_movements(group: str) -> ColumnElement[Any]:
    match group:
        case "product":
            return _move.product_id
        case "kind":
            return _move.kind
        case "reason":
            return _move.reason
        case "payment":
            return sa.func.coalesce(stock_deeds.c.payment, "")
        case "day":
            return _local("%Y-%m-%d", _move.at)
        case "hour":
            return _local("%H", _move.at)
        case _:
            raise ValueError(group)


def _groups_of_orders(group: str) -> ColumnElement[Any]:
    match group:
        case "product":
            return _line.product_id
        case "member":
            return _order.member_id
        case "day":
            return _local("%Y-%m-%d", _order.placed_at)
        case _:
            raise ValueError(group)


def _local(form: str, at: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return microseconds in the words of the clock on the point's wall."""
    return sa.func.strftime(form, at / 1_000_000 + _ZONE_SECONDS, "unixepoch")


def _sums(rows: Sequence[Row]) -> list[Sum]:
    return [Sum(row.of, row.pieces, Fen(row.value), row.deeds) for row in rows]


def _pick_line(row: Row, gone: int) -> PickLine:
    return PickLine(
        key=LineKey(row.order_id, row.line_no),
        product_id=row.product_id,
        product_name=row.product_name,
        unit=row.unit,
        zone=Zone(row.zone),
        quantity=row.quantity,
        arrived=row.arrived,
        taken=gone,
        slot=row.slot,
        member_id=row.member_id,
        member_name=row.member_name,
        phone_tail=row.phone_tail,
        building=row.building,
        room=row.room,
        note=row.note,
        placed_at=from_microseconds(row.placed_at),
        short_tail=row.order_id[-_TAIL:],
    )
