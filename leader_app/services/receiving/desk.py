"""What the receiving page can have done, and what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from leader_app.domain.delivery import Delivery, Finding, FindingKind, KitchenClaim, Receipt
from leader_app.domain.neighbourhood import Product
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Share
from leader_app.domain.slot import Slot
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A delivery as the list shows it; ``counted`` pieces are in an unfinished count."""

    delivery: Delivery
    products: int
    pieces: int
    counted: int
    in_progress: bool
    receipts: int


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim to the kitchen with its product's name."""

    claim: KitchenClaim
    product_name: str


@dataclass(frozen=True, slots=True)
class ReceivingOverview:
    """Everything the list shows; ``loose`` is an unfinished count of unannounced goods."""

    coming: Sequence[DeliveryCard]
    received: Sequence[DeliveryCard]
    claims: Sequence[ClaimNote]
    loose: DeliveryCard | None


@dataclass(frozen=True, slots=True)
class CountLine:
    """What is expected and counted of a lot; ``expected`` 0 for what nobody announced.

    ``earlier`` pieces came on an earlier truck of the same delivery. ``rejected`` pieces are
    those of findings that are not taken into stock (damaged, wrong, too warm).
    """

    row: int
    line_no: int
    product: Product
    lot: Lot
    expected: int
    earlier: int
    counted: int
    rejected: int
    slot: str
    touched: bool

    @property
    def difference(self) -> int:
        """Pieces too many (positive) or too few (negative), rejected ones counted as come."""
        return self.earlier + self.counted + self.rejected - self.expected


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A count in progress; every change of it is durable when the call that made it returns."""

    delivery_id: str
    delivery: Delivery | None
    lines: Sequence[CountLine]
    findings: Sequence[Finding]
    driver_signed: bool
    leader_signed: bool
    chilled_decidegrees: int | None
    frozen_decidegrees: int | None
    began_at: datetime


class Seen(StrEnum):
    """What a scan at the truck amounted to."""

    COUNTED = "counted"
    NOT_ANNOUNCED = "not_announced"
    PAST_USE_BY = "past_use_by"
    CHOOSE = "choose"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """What was seen, the sheet after it, the row it went to (-1: none), and words for a person.

    ``choices`` are the products a barcode may stand for (one: how many are in the carton is not
    known); ``barcode`` is what was read of it and ``lot`` the lot it tells, to be given to ``add``.
    """

    seen: Seen
    sheet: CountSheet
    row: int
    pieces: int
    words: Text
    barcode: str = ""
    choices: Sequence[Product] = ()
    lot: Lot = NO_LOT


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One line that waits, with names, what it gets, and where it will lie."""

    share: Share
    product_name: str
    member_name: str
    slot: str


@dataclass(frozen=True, slots=True)
class SlotUse:
    """A slot before and after the goods are put away; over ``capacity_ml`` is an overflow."""

    slot: Slot
    used_ml: int
    added_ml: int

    @property
    def overflows(self) -> bool:
        """Whether more is planned than goes in."""
        return 0 < self.slot.capacity_ml < self.used_ml + self.added_ml


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """Where the pieces of each line go, and which zones or slots cannot take it all."""

    slots: Sequence[tuple[LineKey, str]]
    uses: Sequence[SlotUse]
    warnings: Sequence[Text]


@dataclass(frozen=True, slots=True)
class ReceiptPreview:
    """What finishing would do: findings made of the count, shares, slots, and what is doubtful."""

    findings: Sequence[Finding]
    shares: Sequence[ShareLine]
    short_members: int
    plan: SlotPlan
    warnings: Sequence[Text]


@dataclass(frozen=True, slots=True)
class ReceiptDone:
    """What was booked; ``ready_orders`` are those with labels to print now."""

    receipt: Receipt
    claims: Sequence[KitchenClaim]
    arrived_lines: int
    ready_orders: Sequence[str]


class Receiving(Protocol):
    """Taking goods in. ``delivery_id`` is empty for goods without a manifest.

    Every call raises ``Refused`` with what to do: a delivery received already, negative or
    fractional pieces, a product or row not there; ``Unavailable`` if it cannot be kept.
    """

    def overview(self) -> ReceivingOverview:
        """Return what comes, what came, what is claimed."""

    def plan(self, delivery_id: str) -> SlotPlan:
        """Propose slots before the truck is here."""

    def open(self, delivery_id: str) -> CountSheet:
        """Begin or go on with a count."""

    def scan(self, delivery_id: str, text: str) -> ScanOutcome:
        """Count what a barcode (EAN, UPC, ITF-14, GS1-128, GS1 DataMatrix) says."""

    def add(
        self, delivery_id: str, product_id: str, lot: Lot, pieces: int, slot: str = ""
    ) -> ScanOutcome:
        """Count pieces of a product (chosen by hand); negative ones correct."""

    def set_counted(self, delivery_id: str, row: int, pieces: int) -> CountSheet:
        """Say how many pieces a row has."""

    def set_lot(self, delivery_id: str, row: int, lot: Lot) -> CountSheet:
        """Say which lot a row is; ``Refused`` for an expiry in another century."""

    def set_slot(self, delivery_id: str, row: int, slot: str) -> CountSheet:
        """Say where the pieces of a row were put; empty leaves it to the plan."""

    def count_as_announced(self, delivery_id: str) -> CountSheet:
        """Take every row not touched yet as the manifest says."""

    def reject(
        self,
        delivery_id: str,
        row: int,
        kind: FindingKind,
        pieces: int,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> CountSheet:
        """Turn pieces down (damaged, wrong, too warm): not into stock, claimed; 0 takes it back."""

    def keep_photo(self, data: bytes) -> str:
        """Keep a picture (any common format; made smaller) and return its id."""

    def sign(self, delivery_id: str, who: str, png: bytes) -> CountSheet:
        """Keep the signature of the "driver" or the "leader"; empty takes it back."""

    def set_temperatures(
        self, delivery_id: str, chilled: int | None, frozen: int | None
    ) -> CountSheet:
        """Say how cold the truck is, in tenths of a degree Celsius."""

    def preview(
        self,
        delivery_id: str,
        changed: Sequence[tuple[LineKey, int]] = (),
        *,
        final: bool = True,
    ) -> ReceiptPreview:
        """Return what finishing would do; ``changed`` are grants a person set otherwise.

        While another truck is to come (not ``final``), nothing is short or over yet.
        """

    def finish(
        self, delivery_id: str, *, final: bool, changed: Sequence[tuple[LineKey, int]] = ()
    ) -> ReceiptDone:
        """Book it all in one transaction; ``final`` if no other truck of it is to come."""

    def abandon(self, delivery_id: str) -> None:
        """Drop a count in progress."""
