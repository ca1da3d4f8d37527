"""What the stock pages show: alerts, a product's card, movements with names, goods left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from leader_app.domain.neighbourhood import FoodKind, Product
from leader_app.domain.stock import NO_LOT
from leader_app.domain.text import Text, say
from leader_app.ports import MovementQuery, PickLine, StockQuery, UnitOfWork
from leader_app.services.stock.available import availability
from leader_app.services.stock.checks import known_product, products_of
from leader_app.services.stock.desk import (
    FoundProduct,
    MovementNote,
    ProductStock,
    StockAlerts,
    Unclaimed,
)
from leader_app.services.stock.lookup import look_up

SOON = timedelta(days=3)
_MOST_FOUND = 50
_RULES = {
    FoodKind.COOKED: say("Cooked food is kept until closing today, then written off."),
    FoodKind.FRESH: say("Fresh goods are kept until closing tomorrow, then written off or sold."),
    FoodKind.FROZEN: say("Frozen goods are kept three days, then sold or sent back."),
    FoodKind.PACKED: say("Packed goods are kept three days, then sold or sent back."),
    FoodKind.OTHER: say("Other goods are kept three days, then sold or sent back."),
}
_DAYS = {FoodKind.COOKED: 0, FoodKind.FRESH: 1}
_USUAL_DAYS = 3


def horizon(query: StockQuery, today: date) -> StockQuery:
    """Return a query with its day filled in: expiring is within three days, spoilt before today."""
    if query.until is not None:
        return query
    days = {"expiring": today + SOON, "past_use_by": today}
    return replace(query, until=days.get(query.only))


def alerts(work: UnitOfWork, today: date) -> StockAlerts:
    """Count what calls for somebody, as the filtered pages would list it."""
    counts = {
        only: work.stock.count(horizon(StockQuery(only=only), today))
        for only in ("low", "expiring", "past_use_by", "negative")
    }
    left = sum(line.arrived - line.taken for _, line in work.reports.unclaimed(today))
    return StockAlerts(
        low=counts["low"],
        expiring=counts["expiring"],
        past_use_by=counts["past_use_by"],
        negative=counts["negative"],
        unclaimed_pieces=left,
    )


def product_stock(work: UnitOfWork, product_id: str, today: date) -> ProductStock:
    """Return where a product lies, who waits for it and what is to come."""
    product = known_product(work, product_id)
    found = availability(work, product, today)
    coming = work.deliveries.awaited([product_id]).get(product_id, 0)
    return ProductStock(product, found.levels, found.on_hand, found.waiting, coming)


def movement_notes(
    work: UnitOfWork, query: MovementQuery, offset: int, limit: int
) -> Sequence[MovementNote]:
    """Return movements with names, newest first."""
    rows = work.stock.movements(query, offset, limit)
    products = products_of(work, [row.key.product_id for row in rows])
    devices = work.names.devices({row.device_id for row in rows})
    return [
        MovementNote(
            row,
            products[row.key.product_id].name,
            device.name if (device := devices.get(row.device_id)) else row.device_id,
        )
        for row in rows
    ]


def find(work: UnitOfWork, text: str, today: date) -> Sequence[FoundProduct]:
    """Return the products of a barcode, with its lot, or of a part of a name or alias."""
    found = look_up(work, text, today)
    if isinstance(found, Text):
        return [_found(work, x, today) for x in _named(work, text)]
    return [
        replace(_found(work, product, today), lot=found.lot(product)) for product in found.products
    ]


def unclaimed(work: UnitOfWork, today: date) -> Sequence[Unclaimed]:
    """Return what waits for its buyers, by food type, those that keep least first."""
    lines: dict[FoodKind, list[PickLine]] = {}
    for food, line in work.reports.unclaimed(today):
        lines.setdefault(food, []).append(line)
    return [
        Unclaimed(food, lines[food], _RULES[food], today + timedelta(days=_days(food)))
        for food in FoodKind
        if food in lines
    ]


def _days(food: FoodKind) -> int:
    return _DAYS.get(food, _USUAL_DAYS)


def _named(work: UnitOfWork, text: str) -> Sequence[Product]:
    part = text.strip().casefold()
    if not part:
        return ()
    aliases = work.catalogue.aliases()
    found = [
        product
        for product in work.catalogue.all()
        if product.active
        and any(part in x.casefold() for x in (product.name, *aliases.get(product.product_id, ())))
    ]
    return found[:_MOST_FOUND]


def _found(work: UnitOfWork, product: Product, today: date) -> FoundProduct:
    return FoundProduct(product, NO_LOT, availability(work, product, today).free)
