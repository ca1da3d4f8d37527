"""Manifests, what came of them, and the claims that made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.command import from_microseconds
from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    KitchenClaim,
    KitchenClaimState,
    Receipt,
    claims_of,
)
from leader_app.domain.money import Fen
from leader_app.domain.share_out import Arrival, Demand
from leader_app.domain.stock import Lot, MovementKind, StockDeed
from leader_app.storage import arrivals, ledger, many, places, provisional, stock_deeds, waiting
from leader_app.storage.goods_tables import deliveries, kitchen_claims, movements, receipts
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import device

_delivery, _receipt, _claim = deliveries.c, receipts.c, kitchen_claims.c
_RECEIVED = DeliveryState.RECEIVED.value
_limit: sa.BindParameter[int] = sa.bindparam("count")
# A final receipt is a fact: a page told before the centre heard of ours does not undo it.
_is_closed = sa.or_(
    _delivery.state == _RECEIVED,
    sa.exists().where(_receipt.delivery_id == _delivery.delivery_id, _receipt.final == 1),
)
_deliveries = sa.select(deliveries, _is_closed.label("closed"))
_coming = Prepared(
    _deliveries.where(~_is_closed)
    .order_by(_delivery.expected_at, _delivery.delivery_id)
    .limit(_limit)
)
_received = Prepared(
    _deliveries.where(_is_closed)
    .order_by(_delivery.expected_at.desc(), _delivery.delivery_id.desc())
    .limit(_limit)
)
_one = Prepared(_deliveries.where(_delivery.delivery_id == sa.bindparam("name")))
_receipts = Prepared(
    sa.select(receipts)
    .where(_receipt.delivery_id == sa.bindparam("name"))
    .order_by(_receipt.at, _receipt.receipt_id)
)
_claims = Prepared(
    sa.select(kitchen_claims)
    .order_by(_claim.at.desc(), _claim.kitchen_claim_id.desc())
    .limit(_limit)
)
_taken = Prepared(
    sa.select(
        movements.c.reference,
        movements.c.product_id,
        sa.func.sum(movements.c.quantity).label("pieces"),
    )
    .where(
        many.among(movements.c.reference),
        movements.c.reference != "",
        movements.c.kind == MovementKind.RECEIVE.value,
    )
    .group_by(movements.c.reference, movements.c.product_id)
)
_ALL = -1
_point = Prepared(sa.select(device.c.point_id))


class DeliveryShelf:
    """Keeps ``leader_app.ports.Deliveries``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection

    def coming(self, limit: int) -> Sequence[Delivery]:
        """Return deliveries not wholly received, soonest first."""
        return [_of_row(row) for row in _coming.all(self._connection, {"count": limit})]

    def awaited(self, product_ids: Collection[str]) -> Mapping[str, int]:
        """Return the pieces of products on manifests that no receipt has taken yet."""
        coming = self.coming(_ALL)
        names = many.listed(x.delivery_id for x in coming)
        rows = _taken.all(self._connection, names)
        came = {(row.reference, row.product_id): row.pieces for row in rows}
        announced: Counter[tuple[str, str]] = Counter()
        for delivery in coming:
            for line in delivery.lines:
                if line.product_id in product_ids:
                    announced[delivery.delivery_id, line.product_id] += line.quantity
        awaited: Counter[str] = Counter()
        for place, pieces in announced.items():
            awaited[place[1]] += max(0, pieces - came.get(place, 0))
        return awaited

    def received(self, limit: int) -> Sequence[Delivery]:
        """Return received deliveries, newest first."""
        return [_of_row(row) for row in _received.all(self._connection, {"count": limit})]

    def get(self, delivery_id: str) -> Delivery | None:
        """Return one delivery."""
        row = _one.first(self._connection, {"name": delivery_id})
        return _of_row(row) if row else None

    def record(self, receipt: Receipt) -> None:
        """Book a receipt of this counter: its stock, its claims, the delivery's state."""
        stock = receipt.stock
        if stock_deeds.by_id(self._connection, [stock.deed_id]):
            return
        provisional.put(self._session, Entity.STOCK_DEED, {stock.deed_id: stock})
        provisional.put(self._session, Entity.RECEIPT, {stock.deed_id: receipt})
        ledger.book(self._session, [stock])
        claims = claims_of(receipt, _point.value(self._connection))
        provisional.put(
            self._session, Entity.KITCHEN_CLAIM, {x.kitchen_claim_id: x for x in claims}
        )
        self._session.changed(Entity.RECEIPT, stock.deed_id)
        self._session.changed(Entity.STOCK_DEED, stock.deed_id)
        self._session.changed(Entity.KITCHEN_CLAIM, *(x.kitchen_claim_id for x in claims))
        self._session.changed(Entity.DELIVERY, stock.reference)

    def receipts(self, delivery_id: str) -> Sequence[Receipt]:
        """Return what was taken of a delivery, oldest first; empty id: without a manifest."""
        rows = _receipts.all(self._connection, {"name": delivery_id})
        found = stock_deeds.by_id(self._connection, [row.receipt_id for row in rows])
        stock = {deed.deed_id: deed for deed in found}
        return [_receipt_of(row, stock[row.receipt_id]) for row in rows]

    def claims(self, limit: int) -> Sequence[KitchenClaim]:
        """Return claims to kitchens, newest first."""
        return [_claim_of(row) for row in _claims.all(self._connection, {"count": limit})]

    def demand(self, product_ids: Collection[str]) -> Sequence[Demand]:
        """Return the lines that wait for pieces of these products."""
        return waiting.demand(self._connection, product_ids)

    def record_arrivals(self, command_id: str, arrived: Sequence[Arrival]) -> None:
        """Book pieces that came for order lines, and their slots; stages follow."""
        arrivals.record(self._session, command_id, arrived)


def _of_row(row: Row) -> Delivery:
    return Delivery(
        delivery_id=row.delivery_id,
        point_id=row.point_id,
        kitchen=row.kitchen,
        truck=row.truck,
        expected_at=from_microseconds(row.expected_at),
        state=DeliveryState.RECEIVED if row.closed else DeliveryState(row.state),
        lines=tuple(
            DeliveryLine(number, product, count, Lot(lot, places.day(day)), carton)
            for number, product, count, lot, day, carton in json.loads(row.lines)
        ),
    )


def _receipt_of(row: Row, stock: StockDeed) -> Receipt:
    return Receipt(
        stock=stock,
        findings=tuple(_finding(x) for x in json.loads(row.findings)),
        final=bool(row.final),
        driver_signature=row.driver_signature,
        leader_signature=row.leader_signature,
        chilled_decidegrees=row.chilled,
        frozen_decidegrees=row.frozen,
    )


def _claim_of(row: Row) -> KitchenClaim:
    return KitchenClaim(
        kitchen_claim_id=row.kitchen_claim_id,
        point_id=row.point_id,
        delivery_id=row.delivery_id,
        finding=_finding(json.loads(row.finding)),
        at=from_microseconds(row.at),
        state=KitchenClaimState(row.state),
        credit=Fen(row.credit),
        answer=row.answer,
    )


def _finding(fields: Sequence[object]) -> Finding:
    match fields:
        case [str(kind), int(line_no), str(product_id), int(quantity), str(note), [*photos]]:
            named = tuple(str(x) for x in photos)
            return Finding(FindingKind(kind), line_no, product_id, quantity, note, named)
        case _:
            raise ValueError(fields)
