"""The shelves of the store for goods: stock, deliveries, slots, drafts, pictures, prints."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from leader_app.domain.attachment import Attachment
from leader_app.domain.delivery import Delivery, KitchenClaim, Receipt
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member, Product, Zone
from leader_app.domain.order import Claim, Order
from leader_app.domain.share_out import Arrival, Demand
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Level, MovementKind, StockDeed, StockKey


@dataclass(frozen=True, slots=True)
class StockQuery:
    """What the stock page asks for; ``text`` is part of a product's name, a barcode or a slot.

    ``zone`` and ``slot`` of ``None`` mean all; ``only`` is one of "", "low", "expiring" (until
    ``until``), "past_use_by" (before ``until``), "negative", "own".
    """

    text: str = ""
    zone: Zone | None = None
    slot: str | None = None
    only: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StockLine:
    """A product in stock: the sum over its lots and slots, and the earliest expiry of them."""

    product: Product
    quantity: int
    lots: int
    next_expiry: date | None
    slots: str

    @property
    def value(self) -> Fen:
        """What the pieces would sell for."""
        return Fen(self.quantity * self.product.price)


@dataclass(frozen=True, slots=True)
class MovementQuery:
    """Which movements: of a product, a lot of it, a slot, kinds, a time span; ``None``: all."""

    product_id: str | None = None
    key: StockKey | None = None
    slot: str | None = None
    kinds: frozenset[MovementKind] = frozenset()
    start: datetime | None = None
    end: datetime | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement with the deed it belongs to; hand-overs name their order line."""

    deed_id: str
    kind: MovementKind
    key: StockKey
    quantity: int
    unit_price: Fen
    at: datetime
    device_id: str
    staff: str
    reference: str
    reason: str
    order_id: str


class Stock(Protocol):
    """The ledger of movements, this counter's and those of the others."""

    def record(self, deed: StockDeed) -> None:
        """Book a deed of this counter; the same deed again changes nothing."""

    def deed(self, deed_id: str) -> StockDeed | None:
        """Return a deed that is no hand-over."""

    def deeds(self, reference: str) -> Sequence[StockDeed]:
        """Return the deeds that belong to a delivery, a stocktake or a deed, oldest first."""

    def deeds_between(
        self, kind: MovementKind, start: datetime, end: datetime, limit: int
    ) -> Sequence[StockDeed]:
        """Return the deeds of a kind (not hand-overs) in a time span, newest first."""

    def levels(self, product_ids: Collection[str] | None = None) -> Sequence[Level]:
        """Return what lies where, of some products or of all; first expired first out."""

    def level(self, key: StockKey) -> int:
        """Return the pieces in one place."""

    def in_slot(self, slot: str) -> Sequence[Level]:
        """Return what lies in a slot."""

    def reserved(self, product_ids: Collection[str] | None = None) -> Mapping[tuple[str, str], int]:
        """Return the pieces that are here for members, by product and slot of their lines.

        Lines of cancelled and refunded orders do not count, those of unpaid ones do.
        """

    def totals(self, product_ids: Collection[str]) -> Mapping[str, int]:
        """Return the pieces of products over all places; products without stock are left out."""

    def count(self, query: StockQuery) -> int:
        """Count the products of a query that have stock, ever had, or are the store's own."""

    def page(self, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
        """Return products by name."""

    def expiring(self, until: date, limit: int) -> Sequence[Level]:
        """Return positive levels whose lots expire on or before a day, earliest first."""

    def movement_count(self, query: MovementQuery) -> int:
        """Count movements."""

    def movements(self, query: MovementQuery, offset: int, limit: int) -> Sequence[MovementRow]:
        """Return movements, newest first."""

    def heard(self) -> int:
        """Return how many movements were heard of so far: a place in the ledger to come back to."""

    def arrived_since(self, key: StockKey, heard: int, counted_at: datetime) -> int:
        """Sum the movements of a place made before it was counted but heard of only after it.

        ``heard`` is what the method of that name said at the moment of counting.
        """


class Catalogue(Protocol):
    """Products as the leader sells them."""

    def all(self) -> Sequence[Product]:
        """Return every product, by name."""

    def with_barcode(self, barcode: str) -> Sequence[Product]:
        """Return the active products of a GTIN without leading zeros, by name."""

    def put(self, product: Product) -> None:
        """Keep a product of ours until the centre's word on it comes."""

    def aliases(self) -> Mapping[str, Collection[str]]:
        """Return what buyers call each product, by product id, as learned in imports."""

    def learn(self, alias: str, product_id: str) -> None:
        """Remember that buyers say ``alias`` for a product."""


class Deliveries(Protocol):
    """Manifests, what came of them, and the claims that made."""

    def coming(self, limit: int) -> Sequence[Delivery]:
        """Return deliveries not wholly received, soonest first."""

    def awaited(self, product_ids: Collection[str]) -> Mapping[str, int]:
        """Return the pieces of products on manifests that no receipt has taken yet."""

    def received(self, limit: int) -> Sequence[Delivery]:
        """Return received deliveries, newest first."""

    def get(self, delivery_id: str) -> Delivery | None:
        """Return one delivery."""

    def record(self, receipt: Receipt) -> None:
        """Book a receipt of this counter: its stock, its claims, the delivery's state."""

    def receipts(self, delivery_id: str) -> Sequence[Receipt]:
        """Return what was taken of a delivery, oldest first; empty id: without a manifest."""

    def claims(self, limit: int) -> Sequence[KitchenClaim]:
        """Return claims to kitchens, newest first."""

    def demand(self, product_ids: Collection[str]) -> Sequence[Demand]:
        """Return the lines that wait for pieces of these products.

        Cancelled and refunded ones do not. A line is owed if some of it came, or if its product
        came since it was ordered: ask before the receipt that is being shared out is recorded.
        """

    def record_arrivals(self, command_id: str, arrivals: Sequence[Arrival]) -> None:
        """Book pieces that came for order lines, and their slots; stages follow."""


class Slots(Protocol):
    """Shelf places of the point."""

    def all(self) -> Sequence[Slot]:
        """Return the active slots by zone and position."""

    def put(self, slot: Slot) -> None:
        """Keep a slot of ours until the centre's word on it comes."""

    def used_ml(self) -> Mapping[str, int]:
        """Return the space taken in each slot by goods that wait there (stock on hand)."""


class Drafts(Protocol):
    """Work in progress that outlives a power cut: JSON text under a name."""

    def get(self, name: str) -> str | None:
        """Return a draft."""

    def names(self, prefix: str) -> Sequence[str]:
        """Return the drafts whose names begin so."""

    def put(self, name: str, text: str) -> None:
        """Keep a draft."""

    def forget(self, name: str) -> None:
        """Drop a draft."""


class Attachments(Protocol):
    """Photos and signatures."""

    def put(self, attachment: Attachment, data: bytes) -> None:
        """Keep a picture; it is sent in the background."""

    def data(self, attachment_id: str) -> bytes | None:
        """Return a picture's bytes, while they are here."""

    def unsent(self) -> int:
        """Count the pictures the centre does not have."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document to print: ``document`` is its JSON.

    ``state`` is waiting, printing, done or failed.
    """

    job_id: str
    kind: str
    title: str
    printer: str
    document: str
    copies: int
    made_at: datetime
    state: str
    attempts: int
    problem: str


class PrintJobs(Protocol):
    """The queue of prints; printed ones stay a while, to be printed again."""

    def put(self, job: PrintJob) -> None:
        """Add or change a job."""

    def get(self, job_id: str) -> PrintJob | None:
        """Return a job."""

    def waiting(self) -> Sequence[PrintJob]:
        """Return the jobs to print, oldest first."""

    def recent(self, limit: int) -> Sequence[PrintJob]:
        """Return jobs, newest first."""

    def forget_before(self, moment: datetime) -> None:
        """Drop done and failed jobs older than this."""


class Imports(Protocol):
    """What was imported, and how its files are read."""

    def known(self, order_ids: Collection[str]) -> Collection[str]:
        """Return which of these orders are here (or were imported) already."""

    def add(
        self, members: Sequence[Member], orders: Sequence[Order], claims: Sequence[Claim]
    ) -> None:
        """Keep orders of ours until the centre's word on them comes."""

    def mapping(self, header_hash: str) -> Mapping[str, str] | None:
        """Return what a person said the columns of such a sheet mean."""

    def keep_mapping(self, header_hash: str, mapping: Mapping[str, str]) -> None:
        """Remember what the columns of such a sheet mean."""
