"""What the stock pages can have done, and what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.slot import Slot
from leader_app.domain.stock import (
    Count,
    Level,
    Lot,
    PaymentKind,
    StockDeed,
    StockKey,
    WriteOffReason,
)
from leader_app.domain.text import Text
from leader_app.ports import MovementQuery, MovementRow, PickLine, StockLine, StockQuery

NO_RULE = Text("")


@dataclass(frozen=True, slots=True)
class StockAlerts:
    """What calls for somebody: counts of products or lots, and of pieces nobody collected."""

    low: int
    expiring: int
    past_use_by: int
    negative: int
    unclaimed_pieces: int


@dataclass(frozen=True, slots=True)
class ProductStock:
    """A product with where it lies; ``waiting`` pieces are for members, ``free`` may be sold."""

    product: Product
    levels: Sequence[Level]
    on_hand: int
    waiting: int
    coming: int

    @property
    def free(self) -> int:
        """Pieces nobody waits for."""
        return max(0, self.on_hand - self.waiting)


@dataclass(frozen=True, slots=True)
class MovementNote:
    """A movement with names."""

    row: MovementRow
    product_name: str
    device_name: str


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """What a scanned or typed text stands for in stock."""

    product: Product
    lot: Lot
    free: int


@dataclass(frozen=True, slots=True)
class SaleLine:
    """Goods on a walk-in sale; ``unit_price`` of ``None`` is the product's own."""

    product_id: str
    quantity: int
    unit_price: Fen | None = None
    lot: Lot | None = None


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of a receipt."""

    product_name: str
    unit: str
    quantity: int
    unit_price: Fen


@dataclass(frozen=True, slots=True)
class SaleDone:
    """A sale as booked, for its receipt."""

    deed: StockDeed
    lines: Sequence[SoldLine]
    total: Fen


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Goods that wait for their buyers, of one food type, and what may be done with them.

    ``rule`` says it in words; ``keep_until`` is the last day for what came today.
    """

    food: FoodKind
    lines: Sequence[PickLine]
    rule: Text = NO_RULE
    keep_until: date | None = None


class StockRoom(Protocol):
    """Stock. Calls raise ``Refused`` with what to do, ``Unavailable`` if nothing can be kept."""

    def alerts(self) -> StockAlerts:
        """Return what calls for somebody."""

    def count(self, query: StockQuery) -> int:
        """Count products."""

    def page(self, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
        """Return products, by name."""

    def product(self, product_id: str) -> ProductStock:
        """Return where a product lies."""

    def products(self) -> Sequence[Product]:
        """Return every product."""

    def movement_count(self, query: MovementQuery) -> int:
        """Count movements."""

    def movements(self, query: MovementQuery, offset: int, limit: int) -> Sequence[MovementNote]:
        """Return movements, newest first."""

    def find(self, text: str) -> Sequence[FoundProduct]:
        """Return the products of a barcode (with its lot) or of a part of a name."""

    def sell(self, lines: Sequence[SaleLine], payment: PaymentKind, note: str = "") -> SaleDone:
        """Sell goods nobody waits for; past use-by or reserved ones are ``Refused``."""

    def sales(self, day: date | None = None) -> Sequence[SaleDone]:
        """Return the sales of a local day (today), newest first."""

    def move(self, key: StockKey, slot: str, quantity: int) -> StockDeed:
        """Carry pieces to another slot."""

    def write_off(
        self,
        key: StockKey,
        quantity: int,
        reason: WriteOffReason,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> StockDeed:
        """Throw pieces away, with a reason."""

    def return_goods(
        self,
        key: StockKey,
        quantity: int,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> StockDeed:
        """Send pieces back to the kitchen."""

    def take_back(self, deed_id: str, reason: str) -> StockDeed:
        """Undo a deed of this counter within the hour by the opposite movements."""

    def put_product(self, product: Product) -> Product:
        """Add or change a product of the store's own, or barcodes and alerts of any."""

    def unclaimed(self) -> Sequence[Unclaimed]:
        """Return what waits for its buyers, by food type."""

    def release(self, key: LineKey, pieces: int) -> ProductStock:
        """Give up on pieces a member did not collect: they may be sold, the line waits again."""

    def keep_photo(self, data: bytes) -> str:
        """Keep a picture (any common format; made smaller) and return its id."""


@dataclass(frozen=True, slots=True)
class SlotView:
    """A slot, the space taken in it, and what lies there."""

    slot: Slot
    used_ml: int
    pieces: int


class SlotRoom(Protocol):
    """The slots of the point."""

    def all(self) -> Sequence[SlotView]:
        """Return the slots by zone and position."""

    def put(self, slot_id: str, zone: Zone, capacity_ml: int) -> Slot:
        """Add or change a slot."""

    def add_many(self, zone: Zone, prefix: str, count: int, capacity_ml: int) -> Sequence[Slot]:
        """Add slots prefix-1 ... prefix-count (zero-padded from ten), those missing."""

    def close(self, slot_id: str) -> None:
        """Take an empty slot out of use; ``Refused`` while goods lie in it."""

    def contents(self, slot_id: str) -> Sequence[tuple[Level, str]]:
        """Return what lies in a slot, with product names."""


@dataclass(frozen=True, slots=True)
class StocktakeLine:
    """A place to count; ``counted`` is ``None`` until somebody did.

    ``expected`` is what the ledger had when it was counted (now, before that); ``moved_since``
    pieces of other counters were heard of only afterwards: count again.
    """

    count: Count | None
    key: StockKey
    product: Product
    expected: int
    counted: int | None
    moved_since: int

    @property
    def difference(self) -> int:
        """Pieces found (positive) or missing (negative)."""
        return 0 if self.counted is None else self.counted - self.expected

    @property
    def difference_value(self) -> Fen:
        """The difference at the product's price."""
        return Fen(self.difference * self.product.price)


@dataclass(frozen=True, slots=True)
class StocktakeSheet:
    """A stocktake in progress or done; durable after every call."""

    stocktake_id: str
    began_at: datetime
    zone: Zone | None
    slot: str | None
    lines: Sequence[StocktakeLine]
    finished: bool


class Stocktakes(Protocol):
    """Counting what is here, while pickups go on."""

    def open_ones(self) -> Sequence[StocktakeSheet]:
        """Return stocktakes in progress, newest first."""

    def done(self, limit: int = 20) -> Sequence[StockDeed]:
        """Return finished stocktakes, newest first."""

    def begin(self, zone: Zone | None = None, slot: str | None = None) -> StocktakeSheet:
        """Begin counting everything, a zone or a slot."""

    def sheet(self, stocktake_id: str) -> StocktakeSheet:
        """Return a stocktake as it stands."""

    def scan(self, stocktake_id: str, text: str) -> tuple[StocktakeSheet, StockKey | None]:
        """Add one piece (or a carton) of what was scanned to its count; ``None`` if unknown."""

    def set_counted(self, stocktake_id: str, key: StockKey, pieces: int) -> StocktakeSheet:
        """Say how many pieces lie in a place, one that was not on the sheet too."""

    def clear(self, stocktake_id: str, key: StockKey) -> StocktakeSheet:
        """Take a count back: not counted yet."""

    def finish(self, stocktake_id: str) -> StockDeed:
        """Book the differences of what was counted; what was not counted stays as it is."""

    def abandon(self, stocktake_id: str) -> None:
        """Drop a stocktake in progress."""
