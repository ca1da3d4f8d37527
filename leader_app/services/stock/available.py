"""What of a product may leave the shop: here, good, and waited for by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import (
    NO_LOT,
    Draw,
    Level,
    Lot,
    StockKey,
    draw,
    fefo,
    is_past_use_by,
)
from leader_app.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Available:
    """A product's levels, what is reserved for members in which slot, and today."""

    product: Product
    levels: Sequence[Level]
    reserved: Mapping[str, int]
    today: date

    @property
    def on_hand(self) -> int:
        """Everything the ledger has, spoilt pieces too."""
        return sum(level.quantity for level in self.levels)

    @property
    def waiting(self) -> int:
        """Pieces that are here for members."""
        return sum(self.reserved.values())

    @property
    def good(self) -> int:
        """Pieces that are not past their use-by day."""
        good = (x for x in self.levels if not is_past_use_by(x.key.lot, self.today))
        return sum(level.quantity for level in good)

    @property
    def free(self) -> int:
        """Good pieces nobody waits for."""
        return max(0, self.good - self.waiting)

    def take(self, quantity: int, lot: Lot | None) -> tuple[Draw, ...]:
        """Choose where ``quantity`` pieces come from.

        A lot that was scanned wins, then what no member waits for in its slot, first expired
        first. What the ledger does not have is drawn from nowhere in particular.
        """
        drawn: list[Draw] = []
        for levels in self._in_turn(lot):
            lacking = quantity - sum(x.quantity for x in drawn)
            left = _without(levels, drawn)
            drawn += draw(left, lacking, self.today)
        lacking = quantity - sum(x.quantity for x in drawn)
        if lacking:
            drawn.append(Draw(StockKey(self.product.product_id, lot or NO_LOT), lacking))
        return _summed(drawn)

    def _in_turn(self, lot: Lot | None) -> Iterable[Sequence[Level]]:
        if lot is not None and lot != NO_LOT:
            yield [x for x in self._spare() if x.key.lot == lot]
            yield [x for x in self.levels if x.key.lot == lot]
        yield self._spare()
        yield self.levels

    def _spare(self) -> Sequence[Level]:
        """Return the levels less what is kept for members in their slots: what expires last."""
        kept = dict(self.reserved)
        spare = []
        for level in reversed(fefo(self.levels)):
            held = min(kept.get(level.key.slot, 0), max(0, level.quantity))
            kept[level.key.slot] = kept.get(level.key.slot, 0) - held
            spare.append(Level(level.key, level.quantity - held))
        return spare


def availability(work: UnitOfWork, product: Product, today: date) -> Available:
    """Look a product up."""
    product_id = product.product_id
    reserved = work.stock.reserved([product_id])
    slots = {slot: count for (_, slot), count in reserved.items()}
    return Available(product, work.stock.levels([product_id]), slots, today)


def _without(levels: Sequence[Level], drawn: Sequence[Draw]) -> Sequence[Level]:
    """Return the levels after what was drawn of them already."""
    gone = {x.key: 0 for x in drawn}
    for x in drawn:
        gone[x.key] += x.quantity
    return [Level(x.key, x.quantity - gone.get(x.key, 0)) for x in levels]


def _summed(drawn: Sequence[Draw]) -> tuple[Draw, ...]:
    sums: dict[StockKey, int] = {}
    for x in drawn:
        sums[x.key] = sums.get(x.key, 0) + x.quantity
    return tuple(Draw(key, count) for key, count in sums.items())
