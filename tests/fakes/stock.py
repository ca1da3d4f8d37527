"""A stock room in memory: one ledger, its sums, and every rule a page has to live with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import FoodKind, Product
from leader_app.domain.order import LineKey
from leader_app.domain.stock import (
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
    WriteOffReason,
    draw,
    is_past_use_by,
    moved,
)
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import MovementQuery, PickLine, StockLine, StockQuery
from leader_app.services.stock.desk import (
    FoundProduct,
    MovementNote,
    ProductStock,
    SaleDone,
    SaleLine,
    SoldLine,
    StockAlerts,
    Unclaimed,
)
from tests.fakes.stock_ledger import FakeLedger

RULE = say("Fresh goods are kept until closing tomorrow, then written off or sold.")
ALERTS = ("low", "expiring", "past_use_by", "negative")


@dataclass
class FakeStock(FakeLedger):
    """Keeps ``StockRoom``; every call is kept in ``calls``, ``trouble`` is raised by the next."""

    waiting: dict[str, int] = field(default_factory=dict)
    coming: dict[str, int] = field(default_factory=dict)
    lots: dict[str, tuple[str, Lot]] = field(default_factory=dict)
    left: list[tuple[FoodKind, PickLine]] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    trouble: LeaderError | None = None

    def alerts(self) -> StockAlerts:
        self._called("alerts")
        counts = {only: len(self.matches(StockQuery(only=only))) for only in ALERTS}
        pieces = sum(line.arrived - line.taken for _, line in self.left)
        return StockAlerts(**counts, unclaimed_pieces=pieces)

    def count(self, query: StockQuery) -> int:
        self._called("count", query)
        return len(self.matches(query))

    def page(self, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
        self._called("page", query, offset, limit)
        return [self.line(x) for x in self.matches(query)[offset : offset + limit]]

    def product(self, product_id: str) -> ProductStock:
        self._called("product", product_id)
        product = self.goods.get(product_id)
        if product is None:
            raise Refused(say("There is no such product here."), say("Is it new?"))
        levels = self.levels(product_id)
        here = sum(x.quantity for x in levels)
        waits = self.waiting.get(product_id, 0)
        return ProductStock(product, levels, here, waits, self.coming.get(product_id, 0))

    def products(self) -> Sequence[Product]:
        self._called("products")
        return tuple(self.goods.values())

    def movement_count(self, query: MovementQuery) -> int:
        self._called("movement_count", query)
        return len(self.rows(query))

    def movements(self, query: MovementQuery, offset: int, limit: int) -> Sequence[MovementNote]:
        self._called("movements", query, offset, limit)
        rows = self.rows(query)[offset : offset + limit]
        return [MovementNote(x, self.goods[x.key.product_id].name, "1号台") for x in rows]

    def find(self, text: str) -> Sequence[FoundProduct]:
        self._called("find", text)
        if text in self.lots:
            product_id, lot = self.lots[text]
            return [self._found(self.goods[product_id], lot)]
        exact = [x for x in self.goods.values() if text in x.barcodes]
        named = [x for x in self.goods.values() if text and text.lower() in x.name.lower()]
        return [self._found(x, Lot()) for x in exact or named]

    def sell(self, lines: Sequence[SaleLine], payment: PaymentKind, note: str = "") -> SaleDone:
        self._called("sell", tuple(lines), payment, note)
        movements: list[Movement] = []
        for line in lines:
            product = self.goods[line.product_id]
            if line.lot is not None and is_past_use_by(line.lot, self.today):
                raise Refused(
                    say("{name} is past its use-by day.", name=product.name),
                    say("Write it off; do not sell it."),
                )
            found = self.product(line.product_id)
            if line.quantity > found.free:
                raise Refused(
                    say("Only {count} of {name} are free.", count=found.free, name=product.name),
                    say("The others wait for members."),
                )
            price = product.price if line.unit_price is None else line.unit_price
            drawn = draw(found.levels, line.quantity, self.today)
            movements += [Movement(x.key, -x.quantity, price) for x in drawn]
        deed = self.book(MovementKind.SELL, *movements, payment=payment, note=note)
        return self._sale(deed)

    def sales(self, day: date | None = None) -> Sequence[SaleDone]:
        self._called("sales", day)
        asked = day or self.today
        sold = [x for x in self.deeds if x.kind is MovementKind.SELL]
        return [self._sale(x) for x in reversed(sold) if local_day(x.at) == asked]

    def move(self, key: StockKey, slot: str, quantity: int) -> StockDeed:
        self._called("move", key, slot, quantity)
        self._check(key, quantity)
        return self.book(MovementKind.MOVE, *moved(key, slot, quantity))

    def write_off(
        self,
        key: StockKey,
        quantity: int,
        reason: WriteOffReason,
        note: str = "",
        photos: Sequence[str] = (),
    ) -> StockDeed:
        self._called("write_off", key, quantity, reason, note, tuple(photos))
        self._check(key, quantity)
        move, why = Movement(key, -quantity), reason.value
        kind = MovementKind.WRITE_OFF
        return self.book(kind, move, reason=why, note=note, photos=tuple(photos))

    def return_goods(
        self, key: StockKey, quantity: int, note: str = "", photos: Sequence[str] = ()
    ) -> StockDeed:
        self._called("return_goods", key, quantity, note, tuple(photos))
        self._check(key, quantity)
        move = Movement(key, -quantity)
        return self.book(MovementKind.RETURN_GOODS, move, note=note, photos=tuple(photos))

    def take_back(self, deed_id: str, reason: str) -> StockDeed:
        self._called("take_back", deed_id, reason)
        deed = next(x for x in self.deeds if x.deed_id == deed_id)
        if any(x.reference == deed_id for x in self.deeds):
            raise Refused(say("It was taken back already."), say("Look at the movements."))
        back = [replace(x, quantity=-x.quantity) for x in deed.movements]
        return self.book(deed.kind, *back, reference=deed_id, reason=reason, payment=deed.payment)

    def put_product(self, product: Product) -> Product:
        self._called("put_product", product)
        kept = replace(product, product_id=product.product_id or f"own{len(self.goods) + 1}")
        self.goods[kept.product_id] = kept
        return kept

    def unclaimed(self) -> Sequence[Unclaimed]:
        self._called("unclaimed")
        kinds = dict.fromkeys(food for food, _ in self.left)
        return [
            Unclaimed(kind, [line for food, line in self.left if food is kind], RULE)
            for kind in kinds
        ]

    def keep_photo(self, data: bytes) -> str:
        self._called("keep_photo", len(data))
        name = hashlib.sha256(data).hexdigest()
        self.photos[name] = data
        return name

    def release(self, key: LineKey, pieces: int) -> ProductStock:
        self._called("release", key, pieces)
        line = next(x for _, x in self.left if x.key == key)
        freed = replace(line, arrived=line.arrived - pieces)
        self.left = [(food, freed if x is line else x) for food, x in self.left]
        waits = self.waiting.get(line.product_id, 0)
        self.waiting[line.product_id] = max(0, waits - pieces)
        return self.product(line.product_id)

    def _check(self, key: StockKey, quantity: int) -> None:
        here = self.sums.get(key.product_id, {}).get(key, 0)
        if not 0 < quantity <= here:
            raise Refused(
                say("There are only {count} here.", count=here), say("Count what lies there.")
            )

    def _called(self, *call: object) -> None:
        self.calls.append(call)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble

    def _found(self, product: Product, lot: Lot) -> FoundProduct:
        here = sum(self.sums.get(product.product_id, {}).values())
        free = max(0, here - self.waiting.get(product.product_id, 0))
        return FoundProduct(product, lot, free)

    def _sale(self, deed: StockDeed) -> SaleDone:
        lines = [
            SoldLine(
                self.goods[x.key.product_id].name,
                self.goods[x.key.product_id].unit,
                -x.quantity,
                x.unit_price,
            )
            for x in deed.movements
        ]
        return SaleDone(deed, lines, deed.value)
