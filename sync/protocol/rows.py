"""The rows of the feed as they travel: one packed array a thing."""

from __future__ import annotations

from sync.protocol.messages import Message


class PointRow(Message, frozen=True):
    """A pickup point."""

    point_id: int
    name: str
    address: str
    hours: str


class DeviceRow(Message, frozen=True):
    """A counter."""

    device_id: str
    point_id: int
    name: str
    public_key: bytes
    active: bool


class MemberRow(Message, frozen=True):
    """A member."""

    member_id: str
    name: str
    phone_tail: str


class ProductRow(Message, frozen=True):
    """A product."""

    product_id: str
    name: str
    unit: str
    zone: str
    price: int


class LineRow(Message, frozen=True):
    """A line of an order."""

    line_no: int
    product_id: str
    quantity: int
    arrived: int
    slot: str
    unit_price: int


class OrderRow(Message, frozen=True):
    """An order with its lines."""

    order_id: str
    point_id: int
    member_id: str
    claim_id: bytes
    payment: str
    cancelled: bool
    placed_at: int
    note: str
    lines: tuple[LineRow, ...]


class ClaimRow(Message, frozen=True):
    """A claim."""

    claim_id: bytes
    point_id: int
    member_id: str
    generation: int
    issued_on: int
    valid_days: int
    short_tag: bytes


class ReversalRow(Message, frozen=True):
    """That a redemption was taken back."""

    reversal_id: str
    device_id: str
    staff: str
    at: int
    reason: str


class RedemptionRow(Message, frozen=True):
    """A hand-over; lines are (order, line number, pieces)."""

    hand_over_id: str
    claim_id: bytes
    device_id: str
    staff: str
    at: int
    offline: bool
    primary: bool
    lines: tuple[tuple[str, int, int], ...]
    reversal: ReversalRow | None = None


class IncidentRow(Message, frozen=True):
    """An incident."""

    incident_id: str
    kind: str
    point_id: int
    claim_id: bytes
    device_id: str
    hand_over_ids: tuple[str, ...]
    at: int
    settled: bool
