"""The shelves for goods over what a store in memory holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from leader_app.domain.delivery import Delivery, DeliveryState, KitchenClaim, Receipt, claims_of
from leader_app.domain.neighbourhood import Product
from leader_app.domain.order import LineKey, Payment
from leader_app.domain.outflow import outflow
from leader_app.domain.pickup import ClaimState, taken
from leader_app.domain.share_out import Arrival, Demand
from leader_app.domain.slot import Slot
from leader_app.domain.stock import (
    Level,
    Movement,
    MovementKind,
    StockDeed,
    StockKey,
    fefo,
    levels_of,
)
from leader_app.ports import (
    MovementQuery,
    MovementRow,
    PrintJob,
    StockLine,
    StockQuery,
)

PAYING = {Payment.PAID, Payment.UNPAID}


@dataclass
class Goods:
    """Everything a store holds of goods, and its claims and products."""

    claims: dict[str, ClaimState]
    products: dict[str, Product]
    deeds: dict[str, StockDeed] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    kitchen_claims: list[KitchenClaim] = field(default_factory=list)
    slots: dict[str, Slot] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    prints: dict[str, PrintJob] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    mappings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    arrived: set[str] = field(default_factory=set)


@dataclass
class Shelf:
    kept: Goods


class Stock(Shelf):
    def record(self, deed: StockDeed) -> None:
        self.kept.deeds.setdefault(deed.deed_id, deed)

    def deed(self, deed_id: str) -> StockDeed | None:
        return self.kept.deeds.get(deed_id)

    def deeds(self, reference: str) -> Sequence[StockDeed]:
        return [x for x in self.kept.deeds.values() if x.reference == reference]

    def deeds_between(
        self, kind: MovementKind, start: datetime, end: datetime, limit: int
    ) -> Sequence[StockDeed]:
        found = [x for x in self.kept.deeds.values() if x.kind is kind and start <= x.at < end]
        return sorted(found, key=lambda x: x.at, reverse=True)[:limit]

    def levels(self, product_ids: Collection[str] | None = None) -> Sequence[Level]:
        sums = levels_of([*(x.movements for x in self.kept.deeds.values()), self._handed_out()])
        found = (Level(key, total) for key, total in sums.items())
        return fefo(x for x in found if product_ids is None or x.key.product_id in product_ids)

    def level(self, key: StockKey) -> int:
        return sum(x.quantity for x in self.levels() if x.key == key)

    def in_slot(self, slot: str) -> Sequence[Level]:
        return [x for x in self.levels() if x.key.slot == slot]

    def reserved(self, product_ids: Collection[str] | None = None) -> Mapping[tuple[str, str], int]:
        sums: dict[tuple[str, str], int] = {}
        for state in self.kept.claims.values():
            gone = taken(state.hand_overs)
            for order in state.orders:
                for line in order.lines if order.payment in PAYING and not order.cancelled else ():
                    here = line.arrived - gone.get(LineKey(order.order_id, line.line_no), 0)
                    place = line.product_id, line.slot
                    if here > 0 and (product_ids is None or line.product_id in product_ids):
                        sums[place] = sums.get(place, 0) + here
        return sums

    def totals(self, product_ids: Collection[str]) -> Mapping[str, int]:
        sums: dict[str, int] = {}
        for level in self.levels(product_ids):
            sums[level.key.product_id] = sums.get(level.key.product_id, 0) + level.quantity
        return {name: total for name, total in sums.items() if total}

    def count(self, query: StockQuery) -> int:
        return len(self.page(query, 0, len(self.kept.products)))

    def page(self, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
        found = [self._line(x) for x in self.kept.products.values() if query.text in x.name]
        return found[offset : offset + limit]

    def expiring(self, until: date, limit: int) -> Sequence[Level]:
        dated = [x for x in self.levels() if x.key.lot.expires_on and x.quantity > 0]
        return [x for x in dated if (x.key.lot.expires_on or until) <= until][:limit]

    def movement_count(self, query: MovementQuery) -> int:
        return len(self.movements(query, 0, self.heard()))

    def movements(self, query: MovementQuery, offset: int, limit: int) -> Sequence[MovementRow]:
        rows = [_row(deed, move) for deed in self.kept.deeds.values() for move in deed.movements]
        found = [x for x in rows if query.product_id in {None, x.key.product_id}]
        return found[::-1][offset : offset + limit]

    def heard(self) -> int:
        moves = sum(len(x.movements) for x in self.kept.deeds.values())
        return moves + len(self._handed_out())

    def arrived_since(self, key: StockKey, heard: int, counted_at: datetime) -> int:
        rows = [(x, move) for x in self.kept.deeds.values() for move in x.movements][heard:]
        return sum(m.quantity for x, m in rows if m.key == key and x.at < counted_at)

    def _handed_out(self) -> list[Movement]:
        moves = []
        for state in self.kept.claims.values():
            lines = {LineKey(x.order_id, y.line_no): y for x in state.orders for y in x.lines}
            for deed in state.hand_overs:
                if deed.reversal is None:
                    moves += [Movement(x.key, -x.quantity) for x in outflow(deed, lines) or ()]
        return moves

    def _line(self, product: Product) -> StockLine:
        levels = self.levels([product.product_id])
        dated = [x.key.lot.expires_on for x in levels if x.key.lot.expires_on]
        slots = " ".join(sorted({x.key.slot for x in levels if x.key.slot}))
        lots = len({x.key.lot for x in levels})
        total = sum(x.quantity for x in levels)
        return StockLine(product, total, lots, min(dated, default=None), slots)


class Catalogue(Shelf):
    def all(self) -> Sequence[Product]:
        return sorted(self.kept.products.values(), key=lambda x: x.name)

    def with_barcode(self, barcode: str) -> Sequence[Product]:
        return [x for x in self.all() if barcode in x.barcodes and x.active]

    def put(self, product: Product) -> None:
        self.kept.products[product.product_id] = product

    def aliases(self) -> Mapping[str, Collection[str]]:
        known = self.kept.aliases.items()
        return {
            name: [k for k, v in known if v == name] for name in set(self.kept.aliases.values())
        }

    def learn(self, alias: str, product_id: str) -> None:
        self.kept.aliases[alias] = product_id


class Deliveries(Shelf):
    def coming(self, limit: int) -> Sequence[Delivery]:
        found = [x for x in self.kept.deliveries.values() if x.state is not DeliveryState.RECEIVED]
        return sorted(found, key=lambda x: x.expected_at)[:limit]

    def awaited(self, product_ids: Collection[str]) -> Mapping[str, int]:
        coming = [line for x in self.coming(1000) for line in x.lines]
        return {n: sum(x.quantity for x in coming if x.product_id == n) for n in product_ids}

    def received(self, limit: int) -> Sequence[Delivery]:
        found = [x for x in self.kept.deliveries.values() if x.state is DeliveryState.RECEIVED]
        return sorted(found, key=lambda x: x.expected_at, reverse=True)[:limit]

    def get(self, delivery_id: str) -> Delivery | None:
        return self.kept.deliveries.get(delivery_id)

    def record(self, receipt: Receipt) -> None:
        stock = receipt.stock
        if stock.deed_id in self.kept.receipts:
            return
        self.kept.receipts[stock.deed_id] = receipt
        self.kept.deeds[stock.deed_id] = stock
        self.kept.kitchen_claims += claims_of(receipt, 7)
        known = self.kept.deliveries.get(stock.reference)
        if receipt.final and known is not None:
            done = replace(known, state=DeliveryState.RECEIVED)
            self.kept.deliveries[stock.reference] = done

    def receipts(self, delivery_id: str) -> Sequence[Receipt]:
        return [x for x in self.kept.receipts.values() if x.stock.reference == delivery_id]

    def claims(self, limit: int) -> Sequence[KitchenClaim]:
        return self.kept.kitchen_claims[::-1][:limit]

    def demand(self, product_ids: Collection[str]) -> Sequence[Demand]:
        return []

    def record_arrivals(self, command_id: str, arrivals: Sequence[Arrival]) -> None:
        self.kept.arrived.add(command_id)


def _row(deed: StockDeed, move: Movement) -> MovementRow:
    return MovementRow(
        deed.deed_id,
        deed.kind,
        move.key,
        move.quantity,
        move.unit_price,
        deed.at,
        deed.device_id,
        deed.staff,
        deed.reference,
        deed.reason,
        "",
    )
