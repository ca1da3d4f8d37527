"""Things of the domain to packed rows and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import singledispatch
from typing import TypeVar

import msgspec

from leader_app.domain.changes import Entity
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.feed import FeedItem
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, Member, Point, Product, Zone
from leader_app.domain.order import Claim, LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import HandOver, Pieces, Reversal
from leader_app.domain.pickup_code import DAY_ZERO
from sync.protocol.messages import Message
from sync.protocol.rows import (
    ClaimRow,
    DeviceRow,
    IncidentRow,
    LineRow,
    MemberRow,
    OrderRow,
    PointRow,
    ProductRow,
    RedemptionRow,
    ReversalRow,
)

_Row = TypeVar("_Row", bound=Message)
_pack = msgspec.msgpack.Encoder().encode


def pack(item: FeedItem) -> bytes:
    """Return the packed row of ``item``."""
    return _pack(_row(item))


def unpack(entity: str, payload: bytes) -> FeedItem | bytes:
    """Return what a packed row holds; the bytes themselves for a kind we do not know.

    Raises ``ValueError`` (``msgspec.ValidationError`` and ``DecodeError`` are such) for a row
    that is not what its kind promises.
    """
    read = _READERS.get(entity)
    return payload if read is None else read(payload)


def _reader(
    row_type: type[_Row], convert: Callable[[_Row], FeedItem]
) -> Callable[[bytes], FeedItem]:
    decode = msgspec.msgpack.Decoder(row_type).decode
    return lambda payload: convert(decode(payload))


@singledispatch
def _row(item: object) -> Message:
    msg = f"no row for {type(item).__name__}"
    raise TypeError(msg)


@_row.register
def _point_row(point: Point) -> PointRow:
    return PointRow(point.point_id, point.name, point.address, point.hours)


@_row.register
def _device_row(device: Device) -> DeviceRow:
    return DeviceRow(
        device.device_id, device.point_id, device.name, device.public_key, device.active
    )


@_row.register
def _member_row(member: Member) -> MemberRow:
    return MemberRow(member.member_id, member.name, member.phone_tail)


@_row.register
def _product_row(product: Product) -> ProductRow:
    return ProductRow(
        product.product_id, product.name, product.unit, product.zone.value, product.price
    )


@_row.register
def _order_row(order: Order) -> OrderRow:
    return OrderRow(
        order.order_id,
        order.point_id,
        order.member_id,
        bytes.fromhex(order.claim_id),
        order.payment.value,
        order.cancelled,
        microseconds(order.placed_at),
        order.note,
        tuple(
            LineRow(x.line_no, x.product_id, x.quantity, x.arrived, x.slot, x.unit_price)
            for x in order.lines
        ),
    )


def _order(row: OrderRow) -> Order:
    return Order(
        row.order_id,
        row.point_id,
        row.member_id,
        row.claim_id.hex(),
        Payment(row.payment),
        row.cancelled,
        from_microseconds(row.placed_at),
        row.note,
        tuple(
            OrderLine(x.line_no, x.product_id, x.quantity, x.arrived, x.slot, Fen(x.unit_price))
            for x in row.lines
        ),
    )


@_row.register
def _claim_row(claim: Claim) -> ClaimRow:
    return ClaimRow(
        bytes.fromhex(claim.claim_id),
        claim.point_id,
        claim.member_id,
        claim.generation,
        (claim.issued_on - DAY_ZERO).days,
        claim.valid_days,
        claim.short_tag,
    )


def _claim(row: ClaimRow) -> Claim:
    return Claim(
        row.claim_id.hex(),
        row.point_id,
        row.member_id,
        row.generation,
        DAY_ZERO + timedelta(days=row.issued_on),
        row.valid_days,
        row.short_tag,
    )


@_row.register
def _redemption_row(deed: HandOver) -> RedemptionRow:
    back = deed.reversal
    return RedemptionRow(
        deed.hand_over_id,
        bytes.fromhex(deed.claim_id),
        deed.device_id,
        deed.staff,
        microseconds(deed.at),
        deed.offline,
        deed.primary,
        tuple((p.key.order_id, p.key.line_no, p.quantity) for p in deed.lines),
        None
        if back is None
        else ReversalRow(
            back.reversal_id, back.device_id, back.staff, microseconds(back.at), back.reason
        ),
    )


def _redemption(row: RedemptionRow) -> HandOver:
    back = row.reversal
    return HandOver(
        row.hand_over_id,
        row.claim_id.hex(),
        row.device_id,
        row.staff,
        from_microseconds(row.at),
        row.offline,
        tuple(Pieces(LineKey(order, line), count) for order, line, count in row.lines),
        row.primary,
        None
        if back is None
        else Reversal(
            back.reversal_id,
            row.hand_over_id,
            back.device_id,
            back.staff,
            from_microseconds(back.at),
            back.reason,
        ),
    )


@_row.register
def _incident_row(incident: Incident) -> IncidentRow:
    return IncidentRow(
        incident.incident_id,
        incident.kind.value,
        incident.point_id,
        bytes.fromhex(incident.claim_id),
        incident.device_id,
        incident.hand_over_ids,
        microseconds(incident.at),
        incident.settled,
    )


def _incident(row: IncidentRow) -> Incident:
    return Incident(
        row.incident_id,
        IncidentKind(row.kind),
        row.point_id,
        row.claim_id.hex(),
        row.device_id,
        row.hand_over_ids,
        from_microseconds(row.at),
        row.settled,
    )


_READERS: dict[str, Callable[[bytes], FeedItem]] = {
    Entity.POINT: _reader(PointRow, lambda r: Point(r.point_id, r.name, r.address, r.hours)),
    Entity.DEVICE: _reader(
        DeviceRow, lambda r: Device(r.device_id, r.point_id, r.name, r.public_key, r.active)
    ),
    Entity.MEMBER: _reader(MemberRow, lambda r: Member(r.member_id, r.name, r.phone_tail)),
    Entity.PRODUCT: _reader(
        ProductRow, lambda r: Product(r.product_id, r.name, r.unit, Zone(r.zone), Fen(r.price))
    ),
    Entity.ORDER: _reader(OrderRow, _order),
    Entity.CLAIM: _reader(ClaimRow, _claim),
    Entity.REDEMPTION: _reader(RedemptionRow, _redemption),
    Entity.INCIDENT: _reader(IncidentRow, _incident),
}
