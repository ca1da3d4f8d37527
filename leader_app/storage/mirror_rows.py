"""Things of the feed as rows of the mirrored tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from leader_app.domain.changes import Entity
from leader_app.domain.command import microseconds
from leader_app.domain.incident import Incident
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order, OrderLine
from leader_app.domain.pickup import HandOver
from leader_app.storage import mirror_goods, mirror_notices, tables
from leader_app.storage.hand_overs import drawn_text, lines_text
from leader_app.storage.mirror_shape import Shape, Values, shaped

Arrivals = Callable[[str, OrderLine], int | None]


def nobody_knows(_order_id: str, _line: OrderLine) -> None:
    """Return the moment of arrival of goods that were here before anybody looked: none."""


def _point(point: Point) -> Values:
    return point.name, point.address, point.hours


def _device(device: Device) -> Values:
    return device.point_id, device.name, device.public_key, int(device.active)


def _member(member: Member) -> Values:
    return member.name, member.phone_tail, member.building, member.room


def _product(product: Product) -> Values:
    return (
        product.name,
        product.unit,
        product.zone.value,
        product.price,
        json.dumps(product.barcodes),
        product.food.value,
        product.volume_ml,
        product.shelf_days,
        product.low_stock,
        product.pieces_per_carton,
        int(product.own),
        int(product.active),
    )


def _order(staged: tuple[Order, str]) -> Values:
    order, stage = staged
    return (
        order.point_id,
        order.member_id,
        order.claim_id,
        order.payment.value,
        int(order.cancelled),
        microseconds(order.placed_at),
        order.note,
        stage,
    )


def _claim(claim: Claim) -> Values:
    return (
        claim.point_id,
        claim.member_id,
        claim.generation,
        claim.issued_on.isoformat(),
        claim.valid_days,
        claim.short_tag,
    )


def _redemption(deed: HandOver) -> Values:
    back = deed.reversal
    reversal = (
        (None,) * 5
        if back is None
        else (back.reversal_id, back.device_id, back.staff, microseconds(back.at), back.reason)
    )
    return (
        deed.claim_id,
        deed.device_id,
        deed.staff,
        microseconds(deed.at),
        int(deed.offline),
        lines_text(deed.lines),
        int(deed.primary),
        *reversal,
        drawn_text(deed.drawn),
    )


def _incident(incident: Incident) -> Values:
    return (
        incident.kind.value,
        incident.point_id,
        incident.claim_id,
        incident.device_id,
        json.dumps(incident.hand_over_ids),
        microseconds(incident.at),
        int(incident.settled),
    )


SHAPES: Mapping[str, Shape] = {
    Entity.POINT: shaped(tables.points, _point),
    Entity.DEVICE: shaped(tables.devices, _device),
    Entity.MEMBER: shaped(tables.members, _member),
    Entity.PRODUCT: shaped(tables.products, _product),
    Entity.CLAIM: shaped(tables.claims, _claim),
    # Before orders: an order's stage counts what was handed out.
    Entity.REDEMPTION: shaped(tables.redemptions, _redemption),
    Entity.ORDER: shaped(tables.orders, _order),
    Entity.INCIDENT: shaped(tables.incidents, _incident),
    **mirror_goods.SHAPES,
    **mirror_notices.SHAPES,
}


def lines(orders: Sequence[Order], arrived: Arrivals = nobody_knows) -> list[Values]:
    """Return the rows of the lines of ``orders``, with the moments they ``arrived`` at."""
    return [
        (
            order.order_id,
            line.line_no,
            line.product_id,
            line.quantity,
            line.arrived,
            line.slot,
            line.unit_price,
            arrived(order.order_id, line),
        )
        for order in orders
        for line in order.lines
    ]
