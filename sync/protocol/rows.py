"""The rows of the feed as they travel: one packed array a thing."""

from __future__ import annotations

from sync.protocol.messages import Message

# product, lot code, day the lot expires (none where not known), slot
Place = tuple[str, str, int | None, str]
DrawRow = tuple[Place, int]


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
    building: str = ""
    room: str = ""


class ProductRow(Message, frozen=True):
    """A product."""

    product_id: str
    name: str
    unit: str
    zone: str
    price: int
    barcodes: tuple[str, ...] = ()
    food: str = "other"
    volume_ml: int = 0
    shelf_days: int = 0
    low_stock: int = 0
    pieces_per_carton: int = 0
    own: bool = False
    active: bool = True


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
    """A hand-over; lines are (order, line number, pieces), draws are (place, pieces)."""

    hand_over_id: str
    claim_id: bytes
    device_id: str
    staff: str
    at: int
    offline: bool
    primary: bool
    lines: tuple[tuple[str, int, int], ...]
    reversal: ReversalRow | None = None
    drawn: tuple[DrawRow, ...] = ()


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


class StockDeedRow(Message, frozen=True):
    """That stock moved; movements are (place, pieces, fen), counts (place, counted, expected)."""

    deed_id: str
    kind: str
    device_id: str
    staff: str
    at: int
    movements: tuple[tuple[Place, int, int], ...]
    reference: str
    reason: str
    note: str
    payment: str
    photos: tuple[str, ...]
    counts: tuple[tuple[Place, int, int], ...]


class FindingRow(Message, frozen=True):
    """Something wrong with goods that came."""

    kind: str
    line_no: int
    product_id: str
    quantity: int
    note: str
    photos: tuple[str, ...]


class ReceiptRow(Message, frozen=True):
    """That goods were taken from a truck."""

    stock: StockDeedRow
    findings: tuple[FindingRow, ...]
    final: bool
    driver_signature: str
    leader_signature: str
    chilled_decidegrees: int | None
    frozen_decidegrees: int | None


class DeliveryRow(Message, frozen=True):
    """A manifest; lines are (number, product, pieces, lot code, expiry, pieces a carton)."""

    delivery_id: str
    point_id: int
    kitchen: str
    truck: str
    expected_at: int
    state: str
    lines: tuple[tuple[int, str, int, str, int | None, int], ...]


class KitchenClaimRow(Message, frozen=True):
    """A claim to a kitchen."""

    kitchen_claim_id: str
    point_id: int
    delivery_id: str
    finding: FindingRow
    at: int
    state: str
    credit: int
    answer: str


class SlotRow(Message, frozen=True):
    """A shelf place."""

    slot_id: str
    point_id: int
    zone: str
    capacity_ml: int
    position: int
    active: bool = True
