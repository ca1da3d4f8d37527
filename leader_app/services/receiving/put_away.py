"""Which lot of what came goes to which line and slot: soonest to expire to whom comes soonest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leader_app.domain.share_out import Arrival, Share
from leader_app.domain.stock import Lot, Movement, StockKey, is_past_use_by
from leader_app.services.receiving.draft import Row
from leader_app.services.receiving.placing import Layout


@dataclass(frozen=True, slots=True)
class PutAway:
    """The movements into stock, and the lines they serve."""

    movements: tuple[Movement, ...]
    arrivals: tuple[Arrival, ...]


@dataclass(slots=True)
class _Pile:
    """Pieces of a row that are not put away yet; ``slot`` is where a person put them."""

    lot: Lot
    slot: str
    left: int


def supply_of(rows: Sequence[Row], today: date) -> dict[str, int]:
    """Return the pieces of each product that may be shared out; past use-by ones may not."""
    supply = {row.product_id: 0 for row in rows}
    for row in rows:
        if not is_past_use_by(row.lot, today):
            supply[row.product_id] += row.counted
    return supply


def put_away(rows: Sequence[Row], shares: Sequence[Share], layout: Layout, today: date) -> PutAway:
    """Say what goes where."""
    moved: Counter[StockKey] = Counter()
    piles = _piles(rows, today)
    by_key = {share.demand.key: share for share in shares}
    arrivals = []
    for key, wished in layout.lines.items():
        share = by_key[key]
        product_id = share.demand.product_id
        places = _take(piles.get(product_id, []), share.granted, product_id, wished)
        moved.update(places)
        arrivals.append(Arrival(key, share.granted, _main_slot(places)))
    for row in rows:
        if is_past_use_by(row.lot, today):
            moved[StockKey(row.product_id, row.lot, row.slot)] += row.counted
    for product_id, waiting in piles.items():
        for pile in waiting:
            slot = pile.slot or layout.spare.get(product_id, "")
            moved[StockKey(product_id, pile.lot, slot)] += pile.left
    movements = (Movement(key, count) for key, count in moved.items() if count)
    return PutAway(tuple(movements), tuple(arrivals))


def _piles(rows: Sequence[Row], today: date) -> Mapping[str, list[_Pile]]:
    """Return what may be shared out, soonest to expire first."""
    piles: dict[str, list[_Pile]] = {}
    for row in sorted(rows, key=lambda x: x.lot.expires_on or date.max):
        if not is_past_use_by(row.lot, today):
            pile = _Pile(row.lot, row.slot, row.counted)
            piles.setdefault(row.product_id, []).append(pile)
    return piles


def _take(piles: Sequence[_Pile], pieces: int, product_id: str, wished: str) -> Counter[StockKey]:
    places: Counter[StockKey] = Counter()
    for pile in piles:
        count = min(pieces, pile.left)
        if count:
            places[StockKey(product_id, pile.lot, pile.slot or wished)] += count
            pile.left -= count
            pieces -= count
    return places


def _main_slot(places: Counter[StockKey]) -> str:
    """Return the slot that most of a line's pieces lie in."""
    slots: Counter[str] = Counter()
    for key, count in places.items():
        slots[key.slot] += count
    return slots.most_common(1)[0][0]
