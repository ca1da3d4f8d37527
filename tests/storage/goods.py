"""Goods for the tests of the store, with everything unimportant filled in."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    Receipt,
)
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock import Lot, Movement, MovementKind, StockDeed, StockKey
from leader_app.storage.goods_tables import movements, stock_levels
from leader_app.storage.places import key
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, POINT

SOON = Lot("L1", date(2026, 11, 22))
LATER = Lot("L2", date(2026, 11, 30))
PLACE = StockKey("P1", SOON, "A-01")


def moved(quantity: int, place: StockKey = PLACE, price: int = 0) -> Movement:
    """Return a movement."""
    return Movement(place, quantity, Fen(price))


def a_stock_deed(
    deed_id: str,
    *moves: Movement,
    kind: MovementKind = MovementKind.ADJUST,
    at: datetime = NOON,
    device_id: str = "D1",
    reference: str = "",
) -> StockDeed:
    """Return a deed of these movements (10 pieces into ``PLACE``)."""
    return StockDeed(deed_id, kind, device_id, "Li", at, moves or (moved(10),), reference)


def a_receipt(
    deed_id: str = "r1", *moves: Movement, delivery_id: str = "DL1", final: bool = True
) -> Receipt:
    """Return a receipt with one finding: a piece of product 2 is damaged."""
    stock = a_stock_deed(deed_id, *moves, kind=MovementKind.RECEIVE, reference=delivery_id)
    found = Finding(FindingKind.DAMAGED, 2, "P2", 1, "wet", ("f" * 64,))
    return Receipt(stock, (found,), final, "d" * 64, "e" * 64, 38, -180)


def a_delivery(
    delivery_id: str = "DL1", state: DeliveryState = DeliveryState.ANNOUNCED, days: int = 0
) -> Delivery:
    """Return a manifest of 10 pieces of P1 and 4 of P2, ``days`` after noon."""
    lines = (DeliveryLine(1, "P1", 10, SOON, 5), DeliveryLine(2, "P2", 4))
    at = NOON + timedelta(days=days)
    return Delivery(delivery_id, POINT, "K1", "T1", at, state, lines)


def a_product(number: int, name: str = "", **fields: object) -> Product:
    """Return a product of 9.90."""
    named = name or f"香菇{number}"
    return Product(f"P{number}", named, "份", Zone.SHELF, Fen(990), **fields)  # type: ignore[arg-type]


def record(store: SqlStore, *deeds: StockDeed) -> None:
    """Record deeds of this counter in one transaction."""
    with store.write() as work:
        for deed in deeds:
            work.stock.record(deed)
        work.commit()


def share_out(
    store: SqlStore, command_id: str, pieces: int = 1, slot: str = "", line_no: int = 1
) -> int:
    """Share out pieces for a line of order A1, as the service does; return its place in the log."""
    with store.write() as work:
        logged = work.log.append(command_id, "share_out", b"{}")
        arrival = Arrival(LineKey("A1", line_no), pieces, slot)
        work.deliveries.record_arrivals(command_id, [arrival])
        work.commit()
    return logged.seq


def levels(store: SqlStore) -> Mapping[StockKey, int]:
    """Return what the store says lies where."""
    with store.read() as work:
        return {level.key: level.quantity for level in work.stock.levels()}


def sums(store: SqlStore) -> tuple[Mapping[StockKey, int], Mapping[StockKey, int]]:
    """Return the kept levels, and the movements added up by plain Python; places of nothing not."""
    added: dict[StockKey, int] = {}
    with store.units.database.reading() as connection:
        kept = {key(*row[:4]): row[4] for row in connection.execute(_LEVELS)}
        for row in connection.execute(_MOVES):
            place = key(*row[:4])
            added[place] = added.get(place, 0) + row[4]
    return kept, {place: total for place, total in added.items() if total}


_NAMES = ("product_id", "lot_code", "expires_on", "slot", "quantity")
_LEVELS = stock_levels.select().with_only_columns(*(stock_levels.c[x] for x in _NAMES))
_MOVES = movements.select().with_only_columns(*(movements.c[x] for x in _NAMES))
