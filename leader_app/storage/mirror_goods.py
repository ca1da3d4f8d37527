"""Goods of the feed as rows of the mirrored tables."""

from __future__ import annotations

import json
from collections.abc import Mapping

from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.delivery import Delivery, Finding, KitchenClaim, Receipt
from leader_app.domain.slot import Slot
from leader_app.domain.stock import StockDeed
from leader_app.storage import goods_tables, places
from leader_app.storage.mirror_shape import Shape, Values, shaped


def stock_deed(deed: StockDeed) -> Values:
    """Return a deed's row after its key, version and era; its movements are in the ledger."""
    return (
        deed.kind.value,
        deed.device_id,
        deed.staff,
        microseconds(deed.at),
        deed.reference,
        deed.reason,
        deed.note,
        deed.payment.value if deed.payment else "",
        json.dumps(deed.photos),
        json.dumps([[*places.values(x.key), x.counted, x.expected] for x in deed.counts]),
    )


def receipt(told: Receipt) -> Values:
    """Return a receipt's row after its key, version and era; its stock is a deed of its own."""
    return (
        told.stock.reference,
        microseconds(told.stock.at),
        json.dumps([_finding(x) for x in told.findings]),
        int(told.final),
        told.driver_signature,
        told.leader_signature,
        told.chilled_decidegrees,
        told.frozen_decidegrees,
    )


def kitchen_claim(claim: KitchenClaim) -> Values:
    """Return a claim's row after its key, version and era."""
    return (
        claim.point_id,
        claim.delivery_id,
        json.dumps(_finding(claim.finding)),
        microseconds(claim.at),
        claim.state.value,
        claim.credit,
        claim.answer,
    )


def slot(place: Slot) -> Values:
    """Return a slot's row after its key, version and era."""
    return (
        place.point_id,
        place.zone.value,
        place.capacity_ml,
        place.position,
        int(place.active),
    )


def _delivery(delivery: Delivery) -> Values:
    lines = [
        [
            line.line_no,
            line.product_id,
            line.quantity,
            line.lot.code,
            places.day_text(line.lot.expires_on),
            line.pieces_per_carton,
        ]
        for line in delivery.lines
    ]
    return (
        delivery.point_id,
        delivery.kitchen,
        delivery.truck,
        microseconds(delivery.expected_at),
        delivery.state.value,
        json.dumps(lines),
    )


def _finding(finding: Finding) -> list[object]:
    return [
        finding.kind.value,
        finding.line_no,
        finding.product_id,
        finding.quantity,
        finding.note,
        list(finding.photos),
    ]


SHAPES: Mapping[str, Shape] = {
    Entity.SLOT: shaped(goods_tables.slots, slot),
    Entity.DELIVERY: shaped(goods_tables.deliveries, _delivery),
    Entity.STOCK_DEED: shaped(goods_tables.stock_deeds, stock_deed, is_fact=True),
    Entity.RECEIPT: shaped(goods_tables.receipts, receipt, is_fact=True),
    Entity.KITCHEN_CLAIM: shaped(goods_tables.kitchen_claims, kitchen_claim),
}
