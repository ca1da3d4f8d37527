"""Deliveries (收货): what a truck should bring, what came, and what is claimed from the kitchen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leader_app.domain.money import Fen
from leader_app.domain.stock import NO_LOT, Lot, StockDeed


class DeliveryState(StrEnum):
    """Where a delivery is; ``RECEIVED`` once its last truck was signed for."""

    ANNOUNCED = "announced"
    ON_THE_WAY = "on_the_way"
    RECEIVED = "received"


class FindingKind(StrEnum):
    """What can be wrong with goods that come."""

    SHORT = "short"
    OVER = "over"
    DAMAGED = "damaged"
    WRONG = "wrong"
    TOO_WARM = "too_warm"


class KitchenClaimState(StrEnum):
    """What the kitchen says to a claim."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """``quantity`` pieces of a lot, in cartons of ``pieces_per_carton`` (0: loose)."""

    line_no: int
    product_id: str
    quantity: int
    lot: Lot = NO_LOT
    pieces_per_carton: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """The manifest (到货清单) of the share of a point on one route of a day."""

    delivery_id: str
    point_id: int
    kitchen: str
    truck: str
    expected_at: datetime
    state: DeliveryState
    lines: tuple[DeliveryLine, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with ``quantity`` pieces; ``line_no`` 0 for goods nobody announced.

    ``SHORT`` did not come; ``DAMAGED``, ``WRONG`` and ``TOO_WARM`` came but were not taken into
    stock; ``OVER`` was taken.
    """

    kind: FindingKind
    line_no: int
    product_id: str
    quantity: int
    note: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """That goods were taken from a truck: the stock that came, what was wrong, who signed.

    ``stock.reference`` is the delivery's id, empty for goods without a manifest. ``final`` says
    that no further truck belongs to the delivery. Signatures are attachment ids; the truck's
    temperatures are whole tenths of a degree Celsius, ``None`` where nobody measured.
    """

    stock: StockDeed
    findings: tuple[Finding, ...]
    final: bool
    driver_signature: str = ""
    leader_signature: str = ""
    chilled_decidegrees: int | None = None
    frozen_decidegrees: int | None = None


@dataclass(frozen=True, slots=True)
class KitchenClaim:
    """What the point wants of the kitchen for one finding; ``credit`` is what it was granted."""

    kitchen_claim_id: str
    point_id: int
    delivery_id: str
    finding: Finding
    at: datetime
    state: KitchenClaimState
    credit: Fen
    answer: str


def kitchen_claim_id(receipt_id: str, number: int) -> str:
    """Name the claim for the ``number``-th finding (from 0) of a receipt."""
    return f"{receipt_id}.{number}"


def claims_of(receipt: Receipt, point_id: int) -> tuple[KitchenClaim, ...]:
    """Return the claims a receipt makes: one a finding, but none for what came too much."""
    return tuple(
        KitchenClaim(
            kitchen_claim_id(receipt.stock.deed_id, number),
            point_id,
            receipt.stock.reference,
            finding,
            receipt.stock.at,
            KitchenClaimState.OPEN,
            Fen(0),
            "",
        )
        for number, finding in enumerate(receipt.findings)
        if finding.kind is not FindingKind.OVER
    )
