"""Things of the domain to packed rows and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from leader_app.domain.changes import Entity
from leader_app.domain.delivery import Delivery, KitchenClaim, Receipt
from leader_app.domain.feed import FeedItem
from leader_app.domain.incident import Incident
from leader_app.domain.neighbourhood import Device, Member, Point, Product
from leader_app.domain.order import Claim, Order
from leader_app.domain.pickup import HandOver
from leader_app.domain.slot import Slot
from leader_app.domain.stock import StockDeed
from leader_app.domain.touch import Contact, Reaction, Touch
from sync.protocol import goods_items, notice_items, notice_rows, order_items, rows
from sync.protocol.messages import Message

_Row = TypeVar("_Row", bound=Message)
_pack = msgspec.msgpack.Encoder().encode


def pack(item: FeedItem) -> bytes:
    """Return the packed row of ``item``."""
    return _pack(_ROWS[type(item)](item))


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


def _point_row(point: Point) -> rows.PointRow:
    return rows.PointRow(point.point_id, point.name, point.address, point.hours)


def _point(row: rows.PointRow) -> Point:
    return Point(row.point_id, row.name, row.address, row.hours)


def _device_row(device: Device) -> rows.DeviceRow:
    return rows.DeviceRow(
        device.device_id, device.point_id, device.name, device.public_key, device.active
    )


def _device(row: rows.DeviceRow) -> Device:
    return Device(row.device_id, row.point_id, row.name, row.public_key, row.active)


def _member_row(member: Member) -> rows.MemberRow:
    return rows.MemberRow(
        member.member_id, member.name, member.phone_tail, member.building, member.room
    )


def _member(row: rows.MemberRow) -> Member:
    return Member(row.member_id, row.name, row.phone_tail, row.building, row.room)


_ROWS: dict[type, Callable[[Any], Message]] = {
    Point: _point_row,
    Device: _device_row,
    Member: _member_row,
    Product: goods_items.product_row,
    Order: order_items.order_row,
    Claim: order_items.claim_row,
    HandOver: order_items.redemption_row,
    Incident: order_items.incident_row,
    Slot: goods_items.slot_row,
    StockDeed: goods_items.stock_deed_row,
    Receipt: goods_items.receipt_row,
    Delivery: goods_items.delivery_row,
    KitchenClaim: goods_items.kitchen_claim_row,
    Touch: notice_items.touch_row,
    Reaction: notice_items.reaction_row,
    Contact: notice_items.contact_row,
}
_READERS: dict[str, Callable[[bytes], FeedItem]] = {
    Entity.POINT: _reader(rows.PointRow, _point),
    Entity.DEVICE: _reader(rows.DeviceRow, _device),
    Entity.MEMBER: _reader(rows.MemberRow, _member),
    Entity.PRODUCT: _reader(rows.ProductRow, goods_items.product),
    Entity.ORDER: _reader(rows.OrderRow, order_items.order),
    Entity.CLAIM: _reader(rows.ClaimRow, order_items.claim),
    Entity.REDEMPTION: _reader(rows.RedemptionRow, order_items.redemption),
    Entity.INCIDENT: _reader(rows.IncidentRow, order_items.incident),
    Entity.SLOT: _reader(rows.SlotRow, goods_items.slot),
    Entity.STOCK_DEED: _reader(rows.StockDeedRow, goods_items.stock_deed),
    Entity.RECEIPT: _reader(rows.ReceiptRow, goods_items.receipt),
    Entity.DELIVERY: _reader(rows.DeliveryRow, goods_items.delivery),
    Entity.KITCHEN_CLAIM: _reader(rows.KitchenClaimRow, goods_items.kitchen_claim),
    Entity.TOUCH: _reader(notice_rows.TouchRow, notice_items.touch),
    Entity.REACTION: _reader(notice_rows.ReactionRow, notice_items.reaction),
    Entity.CONTACT: _reader(notice_rows.ContactRow, notice_items.contact),
}
