"""Stock: one ledger of movements by product, lot and slot; every quantity is a sum of them.

Movements commute: whatever order they are heard in, the sums are the same. Stock may become
negative (more was handed out than was known to be here); that is shown, never refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from leader_app.domain.money import NOTHING, Fen


class MovementKind(StrEnum):
    """The closed list of what moves stock; also the kinds of the commands that do."""

    RECEIVE = "receive"
    HAND_OVER = "hand_over"
    SELL = "sell"
    RETURN_GOODS = "return_goods"
    MOVE = "move"
    WRITE_OFF = "write_off"
    ADJUST = "adjust"


class PaymentKind(StrEnum):
    """How a walk-in customer paid; recorded, not processed."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    OTHER = "other"


class WriteOffReason(StrEnum):
    """Why goods were thrown away or lost."""

    PAST_USE_BY = "past_use_by"
    DAMAGED = "damaged"
    SPOILT = "spoilt"
    TOO_WARM = "too_warm"
    MISSING = "missing"
    OWN_USE = "own_use"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Lot:
    """A batch as its maker names it; no code or no expiry where nothing was printed.

    The same product, code and expiry is the same lot at every counter.
    """

    code: str = ""
    expires_on: date | None = None


NO_LOT = Lot()


@dataclass(frozen=True, slots=True)
class StockKey:
    """Where pieces are counted: a product's lot in a slot (empty: nowhere in particular)."""

    product_id: str
    lot: Lot = NO_LOT
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """``quantity`` pieces into (positive) or out of (negative) a place.

    ``unit_price`` is what was paid a piece in a sale, 0 elsewhere.
    """

    key: StockKey
    quantity: int
    unit_price: Fen = NOTHING


@dataclass(frozen=True, slots=True)
class Count:
    """What a person counted in a place, and what the ledger said at that moment."""

    key: StockKey
    counted: int
    expected: int

    @property
    def difference(self) -> int:
        """Pieces found (positive) or missing (negative)."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class StockDeed:
    """The fact that stock moved; ``deed_id`` is its command's id.

    ``reference`` names what it belongs to: a delivery, a stocktake, the deed it takes back.
    ``reason`` is a code (``WriteOffReason`` for write-offs), ``note`` the person's own words,
    ``payment`` empty but for sales, ``photos`` are attachment ids.
    """

    deed_id: str
    kind: MovementKind
    device_id: str
    staff: str
    at: datetime
    movements: tuple[Movement, ...]
    reference: str = ""
    reason: str = ""
    note: str = ""
    payment: PaymentKind | None = None
    photos: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()

    @property
    def value(self) -> Fen:
        """What a sale brought in; 0 for everything else."""
        return Fen(-sum(move.quantity * move.unit_price for move in self.movements))


@dataclass(frozen=True, slots=True)
class Level:
    """How many pieces the ledger has in a place."""

    key: StockKey
    quantity: int


@dataclass(frozen=True, slots=True)
class Draw:
    """So many pieces taken from a place."""

    key: StockKey
    quantity: int


def is_past_use_by(lot: Lot, today: date) -> bool:
    """Tell whether a lot may no longer leave the shop; its last day is still good."""
    return lot.expires_on is not None and lot.expires_on < today


def fefo(levels: Iterable[Level]) -> Sequence[Level]:
    """Return levels in the order to take from: first expired first out, no expiry last."""
    return sorted(
        levels,
        key=lambda x: (x.key.lot.expires_on or date.max, x.key.lot.code, x.key.slot),
    )


def draw(levels: Iterable[Level], quantity: int, today: date, slot: str = "") -> tuple[Draw, ...]:
    """Choose where to take ``quantity`` pieces from: ``slot`` first, earliest expiry first.

    Lots past their use-by day are left out. What is not there is not drawn: the sum may be less.
    """
    usable = [x for x in levels if x.quantity > 0 and not is_past_use_by(x.key.lot, today)]
    near = fefo(x for x in usable if slot and x.key.slot == slot)
    far = fefo(x for x in usable if not slot or x.key.slot != slot)
    drawn: list[Draw] = []
    for level in (*near, *far):
        if quantity <= 0:
            break
        take = min(quantity, level.quantity)
        drawn.append(Draw(level.key, take))
        quantity -= take
    return tuple(drawn)


def levels_of(deeds: Iterable[Sequence[Movement]]) -> dict[StockKey, int]:
    """Return the sum of movements of each place; places that sum to nothing are left out."""
    sums: dict[StockKey, int] = {}
    for movements in deeds:
        for move in movements:
            sums[move.key] = sums.get(move.key, 0) + move.quantity
    return {key: total for key, total in sums.items() if total}


def moved(key: StockKey, slot: str, quantity: int) -> tuple[Movement, Movement]:
    """Return the two movements that carry pieces to another slot."""
    return Movement(key, -quantity), Movement(StockKey(key.product_id, key.lot, slot), quantity)
