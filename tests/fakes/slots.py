"""The slots of a point in memory, and the catalogue that counts choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Level
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.services.stock.desk import SlotView
from tests.fakes.trucks import PRODUCTS

_ORDER = list(Zone)


@dataclass
class FakeSlots:
    """Keeps ``SlotRoom``; ``trouble`` is raised by the next call."""

    slots: dict[str, Slot] = field(default_factory=dict)
    levels: list[tuple[Level, str, int]] = field(default_factory=list)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    trouble: LeaderError | None = None

    def all(self) -> Sequence[SlotView]:
        self._called("all")
        active = [x for x in self.slots.values() if x.active]
        active.sort(key=lambda x: (_ORDER.index(x.zone), x.position))
        return [self._view(x) for x in active]

    def put(self, slot_id: str, zone: Zone, capacity_ml: int) -> Slot:
        self._called("put", slot_id, zone, capacity_ml)
        known = self.slots.get(slot_id)
        position = known.position if known else len(self.slots) + 1
        self.slots[slot_id] = Slot(slot_id, 7, zone, capacity_ml, position)
        return self.slots[slot_id]

    def add_many(self, zone: Zone, prefix: str, count: int, capacity_ml: int) -> Sequence[Slot]:
        self._called("add_many", zone, prefix, count, capacity_ml)
        if count < 1:
            raise Refused(say("How many slots?"), say("Type a number from 1 to 99."))
        width = 2 if count > 9 else 1
        names = [f"{prefix}-{n:0{width}}" for n in range(1, count + 1)]
        return [self.put(x, zone, capacity_ml) for x in names if x not in self.slots]

    def close(self, slot_id: str) -> None:
        self._called("close", slot_id)
        if self.contents(slot_id):
            raise Refused(say("Goods lie in this slot"), say("Carry them elsewhere first."))
        self.slots[slot_id] = replace(self.slots[slot_id], active=False)

    def contents(self, slot_id: str) -> Sequence[tuple[Level, str]]:
        self._called("contents", slot_id)
        return [(level, name) for level, name, _ in self.levels if level.key.slot == slot_id]

    def _view(self, slot: Slot) -> SlotView:
        mine = [(x, volume) for x, _, volume in self.levels if x.key.slot == slot.slot_id]
        used = sum(x.quantity * volume for x, volume in mine)
        return SlotView(slot, used, sum(x.quantity for x, _ in mine))

    def _called(self, *call: object) -> None:
        self.calls.append(call)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble


@dataclass
class FakeShelf:
    """The products, and what was learned about them."""

    kept: list[Product] = field(default_factory=lambda: list(PRODUCTS))

    def products(self) -> Sequence[Product]:
        return tuple(self.kept)

    def put_product(self, product: Product) -> Product:
        self.kept = [product if x.product_id == product.product_id else x for x in self.kept]
        return product
