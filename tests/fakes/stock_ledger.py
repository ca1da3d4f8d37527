"""The ledger of a stock room in memory, and how its products are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import Level, Movement, MovementKind, StockDeed, StockKey, fefo
from leader_app.ports import MovementQuery, MovementRow, StockLine, StockQuery
from tests.fakes.shown import NOW

SOON = timedelta(days=3)


@dataclass
class FakeLedger:
    """Deeds, their sums, and the products they are about."""

    goods: dict[str, Product] = field(default_factory=dict)
    deeds: list[StockDeed] = field(default_factory=list)
    sums: dict[str, dict[StockKey, int]] = field(default_factory=dict)
    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    @property
    def today(self) -> date:
        return local_day(self.time)

    def book(self, kind: MovementKind, *movements: Movement, **fields: object) -> StockDeed:
        """Record a deed of this counter."""
        deed_id = f"d{len(self.deeds) + 1}"
        usual = StockDeed(deed_id, kind, "D1", "小王", self.time, movements)
        deed = replace(usual, **fields)  # type: ignore[arg-type]
        self.deeds.append(deed)
        for move in movements:
            places = self.sums.setdefault(move.key.product_id, {})
            places[move.key] = places.get(move.key, 0) + move.quantity
        return deed

    def levels(self, product_id: str) -> Sequence[Level]:
        places = self.sums.get(product_id, {})
        return fefo(Level(key, total) for key, total in places.items() if total)

    def line(self, product: Product) -> StockLine:
        levels = self.levels(product.product_id)
        lots = {x.key.lot for x in levels}
        expiries = [x.key.lot.expires_on for x in levels if x.key.lot.expires_on and x.quantity > 0]
        slots = " ".join(dict.fromkeys(x.key.slot for x in levels if x.key.slot))
        total = sum(x.quantity for x in levels)
        return StockLine(product, total, len(lots), min(expiries, default=None), slots)

    def matches(self, query: StockQuery) -> list[Product]:
        return [x for x in self.goods.values() if self._fits(x, query)]

    def _fits(self, product: Product, query: StockQuery) -> bool:
        if query.zone is not None and product.zone is not query.zone:
            return False
        if query.text and not (
            query.text in product.name
            or query.text in product.barcodes
            or any(x.key.slot == query.text for x in self.levels(product.product_id))
        ):
            return False
        line = self.line(product)
        return {
            "": True,
            "low": 0 < product.low_stock >= line.quantity,
            "expiring": _expires(self, line, self.today, self.today + SOON),
            "past_use_by": _expires(self, line, date.min, self.today - timedelta(days=1)),
            "negative": line.quantity < 0,
            "own": product.own,
        }[query.only]

    def rows(self, query: MovementQuery) -> list[MovementRow]:
        rows = [
            MovementRow(
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
            for deed in reversed(self.deeds)
            for move in deed.movements
        ]
        return [x for x in rows if _asked(x, query)]


def _asked(row: MovementRow, query: MovementQuery) -> bool:
    return (
        query.product_id in {None, row.key.product_id}
        and query.key in {None, row.key}
        and query.slot in {None, row.key.slot}
        and (not query.kinds or row.kind in query.kinds)
        and query.reference in {None, row.reference}
    )


def _expires(fake: FakeLedger, line: StockLine, first: date, last: date) -> bool:
    levels = fake.levels(line.product.product_id)
    return any(
        x.quantity > 0 and x.key.lot.expires_on and first <= x.key.lot.expires_on <= last
        for x in levels
    )
