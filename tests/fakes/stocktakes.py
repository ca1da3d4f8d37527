"""Stocktakes in memory, over a fake stock room; and a shop with a bit of everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import (
    Count,
    Movement,
    MovementKind,
    StockDeed,
    StockKey,
)
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.stock.desk import StocktakeLine, StocktakeSheet
from tests.fakes.stock import FakeStock


@dataclass
class FakeStocktakes:
    """Keeps ``Stocktakes``; ``moved`` says what was heard of after a count."""

    stock: FakeStock
    sheets: dict[str, StocktakeSheet] = field(default_factory=dict)
    finished: list[StockDeed] = field(default_factory=list)
    moved: dict[StockKey, int] = field(default_factory=dict)

    def open_ones(self) -> Sequence[StocktakeSheet]:
        self.stock._called("open_ones")
        return list(reversed(self.sheets.values()))

    def done(self, limit: int = 20) -> Sequence[StockDeed]:
        self.stock._called("done")
        return self.finished[:limit]

    def begin(self, zone: Zone | None = None, slot: str | None = None) -> StocktakeSheet:
        self.stock._called("begin", zone, slot)
        lines = [
            StocktakeLine(None, level.key, product, level.quantity, None, 0)
            for product in self.stock.goods.values()
            for level in self.stock.levels(product.product_id)
            if zone in {None, product.zone} and slot in {None, level.key.slot}
        ]
        name = f"t{len(self.sheets) + len(self.finished) + 1}"
        sheet = StocktakeSheet(name, self.stock.time, zone, slot, lines, finished=False)
        self.sheets[name] = sheet
        return sheet

    def sheet(self, stocktake_id: str) -> StocktakeSheet:
        self.stock._called("sheet", stocktake_id)
        return self._sheet(stocktake_id)

    def scan(self, stocktake_id: str, text: str) -> tuple[StocktakeSheet, StockKey | None]:
        self.stock._called("scan", stocktake_id, text)
        found = next((x for x in self.stock.goods.values() if text in x.barcodes), None)
        if found is None:
            return self._sheet(stocktake_id), None
        lines = self.sheets[stocktake_id].lines
        line = next((x for x in lines if x.product == found), None)
        key = line.key if line else StockKey(found.product_id)
        before = (line.counted if line else 0) or 0
        return self._count(stocktake_id, key, before + 1), key

    def set_counted(self, stocktake_id: str, key: StockKey, pieces: int) -> StocktakeSheet:
        self.stock._called("set_counted", stocktake_id, key, pieces)
        if pieces < 0:
            raise Refused(say("A count cannot be below 0"), say("Type what lies there."))
        return self._count(stocktake_id, key, pieces)

    def clear(self, stocktake_id: str, key: StockKey) -> StocktakeSheet:
        self.stock._called("clear", stocktake_id, key)
        return self._count(stocktake_id, key, None)

    def finish(self, stocktake_id: str) -> StockDeed:
        self.stock._called("finish", stocktake_id)
        counts = tuple(x.count for x in self.sheets.pop(stocktake_id).lines if x.count)
        moves = [Movement(x.key, x.difference) for x in counts if x.difference]
        adjust = MovementKind.ADJUST
        deed = self.stock.book(adjust, *moves, reference=stocktake_id, counts=counts)
        self.finished.insert(0, deed)
        return deed

    def abandon(self, stocktake_id: str) -> None:
        self.stock._called("abandon", stocktake_id)
        del self.sheets[stocktake_id]

    def _count(self, stocktake_id: str, key: StockKey, pieces: int | None) -> StocktakeSheet:
        sheet = self.sheets[stocktake_id]
        here = self.stock.sums.get(key.product_id, {}).get(key, 0)
        count = None if pieces is None else Count(key, pieces, here)
        product = self.stock.goods[key.product_id]
        line = StocktakeLine(count, key, product, here, pieces, 0)
        known = any(x.key == key for x in sheet.lines)
        lines = [line if x.key == key else x for x in sheet.lines]
        self.sheets[stocktake_id] = replace(sheet, lines=lines if known else [*lines, line])
        return self._sheet(stocktake_id)

    def _sheet(self, stocktake_id: str) -> StocktakeSheet:
        sheet = self.sheets[stocktake_id]
        lines = [
            replace(x, moved_since=self.moved.get(x.key, 0) if x.count else 0) for x in sheet.lines
        ]
        return replace(sheet, lines=lines)
