"""Which place on a stocktake a scanned barcode counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import NO_LOT, Level, Lot, StockKey
from leader_app.domain.text import Text, say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.stock.checks import likely_lot
from leader_app.services.stock.lookup import look_up
from leader_app.services.stocktake.draft import Draft
from leader_app.services.stocktake.sheet import in_scope


@dataclass(frozen=True, slots=True)
class Scanned:
    """So many pieces in a place."""

    key: StockKey
    pieces: int


def scanned(work: UnitOfWork, draft: Draft, text: str, today: date) -> Scanned | None:
    """Return what a text counts; ``None`` if no product, or more than one, goes by it.

    ``Refused`` for a carton of which nobody knows how many pieces it holds.
    """
    found = look_up(work, text, today)
    if isinstance(found, Text):
        return None
    levels = in_scope(work, draft, {product.product_id for product in found.products})
    product = _only(found.products, levels)
    if product is None:
        return None
    pieces = found.pieces(product)
    if not pieces:
        raise Refused(
            say("How many pieces are in this carton?"),
            say("Count {product} by hand, or say so on its card.", product=product.name),
        )
    lot = likely_lot(found.lot(product), today)
    mine = [x for x in levels if x.key.product_id == product.product_id]
    return Scanned(_place(draft, product, lot, mine), pieces)


def _only(products: Sequence[Product], levels: Sequence[Level]) -> Product | None:
    here = {level.key.product_id for level in levels}
    likely = [x for x in products if x.product_id in here] or products
    return likely[0] if len(likely) == 1 else None


def _place(draft: Draft, product: Product, lot: Lot, mine: Sequence[Level]) -> StockKey:
    """Choose the first lot to expire that still lacks pieces, of the scanned lot if one is told."""
    fitting = [x for x in mine if lot in (NO_LOT, x.key.lot)]
    for level in fitting:
        counted = draft.counts.get(level.key)
        if counted is None or counted.pieces < level.quantity:
            return level.key
    if fitting:
        return fitting[-1].key
    counted_before = (key for key in draft.counts if key.product_id == product.product_id)
    same = (key for key in counted_before if lot in (NO_LOT, key.lot))
    return next(same, StockKey(product.product_id, lot, draft.slot or ""))
