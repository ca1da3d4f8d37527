"""What the list of deliveries shows, as values, and its presenter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.errors import LeaderError
from leader_app.services.receiving.desk import (
    ClaimNote,
    DeliveryCard,
    Receiving,
    ReceivingOverview,
    SlotPlan,
)
from ui.tasks import Runner

_MOST_PLANS = 8
_CONCERNING = (
    Entity.DELIVERY,
    Entity.RECEIPT,
    Entity.KITCHEN_CLAIM,
    Entity.DRAFT,
    Entity.SLOT,
    Entity.PRODUCT,
    Entity.STOCK,
)
OTHERS = "others"


class Goods(Protocol):
    """The catalogue, as far as receiving needs it (``StockRoom`` has it)."""

    def products(self) -> Sequence[Product]:
        """Return every product."""

    def put_product(self, product: Product) -> Product:
        """Keep a product's barcodes."""


class Group(StrEnum):
    """Under which heading an entry stands."""

    COMING = "coming"
    RECEIVED = "received"


class Phase(StrEnum):
    """What the list is about just now."""

    LOADING = "loading"
    ENTRIES = "entries"
    NOTHING = "nothing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery, or (no ``card``) the claims for goods that had no manifest here.

    ``cold`` are pieces for fridge and freezer; ``plan`` is known soon after the list.
    """

    key: str
    group: Group
    card: DeliveryCard | None
    cold: int = 0
    plan: SlotPlan | None = None
    claims: tuple[ClaimNote, ...] = ()

    @property
    def is_loose(self) -> bool:
        """Whether it is an unfinished count of goods nobody announced."""
        return self.card is not None and not self.card.delivery.delivery_id

    @property
    def overflows(self) -> bool:
        """Whether the slots cannot take it."""
        return self.plan is not None and bool(self.plan.warnings)


@dataclass(frozen=True, slots=True)
class _Read:
    overview: ReceivingOverview
    products: Mapping[str, Product]


class OverviewViewModel(QObject):
    """Reads when it comes into sight and whenever something of it changed there."""

    changed = Signal()

    def __init__(
        self,
        receiving: Receiving,
        goods: Goods,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._receiving, self._goods, self._database, self.now = receiving, goods, database, now
        self._in_sight, self._dirty = False, True
        self._plans: dict[str, SlotPlan] = {}
        self._overview: _Read | None = None
        self.phase = Phase.LOADING
        self.error: LeaderError | None = None
        self.entries: tuple[Entry, ...] = ()
        self.products: Mapping[str, Product] = {}
        self.chosen: Entry | None = None

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        if self._dirty:
            self.read()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def changes(self, changes: ChangeSet) -> None:
        """Read again if something in it may have changed; out of sight later."""
        if any(changes.concerns(entity) for entity in _CONCERNING):
            self._dirty = True
            if self._in_sight:
                self.read()

    def forget(self) -> None:
        """Take what is shown as old: it is read again before it is seen."""
        self._dirty = True

    def read(self) -> None:
        """Read everything again."""
        self._dirty = False
        self._database.run(
            self,
            partial(_read, self._receiving, self._goods),
            self._came,
            self._failed,
            latest="overview",
        )

    def choose(self, row: int) -> None:
        """Show one of them in full."""
        chosen = self.entries[row] if 0 <= row < len(self.entries) else None
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit()

    def chosen_row(self) -> int:
        """Return where the chosen one stands, or -1."""
        keys = [entry.key for entry in self.entries]
        return keys.index(self.chosen.key) if self.chosen and self.chosen.key in keys else -1

    def _came(self, read: _Read) -> None:
        self._overview = read
        self.products = read.products
        self.error = None
        self._show()
        coming = [card.delivery.delivery_id for card in read.overview.coming]
        for delivery_id in coming[:_MOST_PLANS]:
            self._database.run(
                self,
                partial(self._receiving.plan, delivery_id),
                partial(self._planned, delivery_id),
                lambda _: None,
                latest=f"plan {delivery_id}",
            )

    def _planned(self, delivery_id: str, plan: SlotPlan) -> None:
        if self._plans.get(delivery_id) != plan:
            self._plans[delivery_id] = plan
            self._show()

    def _show(self) -> None:
        if self._overview is None:
            return
        row, key = self.chosen_row(), self.chosen.key if self.chosen else ""
        self.entries = _entries(self._overview, self._plans)
        same = next((entry for entry in self.entries if entry.key == key), None)
        self.chosen = same or self._near(row)
        self.phase = Phase.ENTRIES if self.entries else Phase.NOTHING
        self.changed.emit()

    def _near(self, row: int) -> Entry | None:
        return self.entries[min(max(row, 0), len(self.entries) - 1)] if self.entries else None

    def _failed(self, error: LeaderError) -> None:
        self.error = error
        self.phase = Phase.ERROR
        self._dirty = True
        self.changed.emit()


def _read(receiving: Receiving, goods: Goods) -> _Read:
    overview = receiving.overview()
    return _Read(overview, {one.product_id: one for one in goods.products()})


def _entries(read: _Read, plans: Mapping[str, SlotPlan]) -> tuple[Entry, ...]:
    """Return what comes (an unfinished count of loose goods first), then what came."""
    overview = read.overview
    claims: dict[str, list[ClaimNote]] = {}
    for note in overview.claims:
        claims.setdefault(note.claim.delivery_id, []).append(note)
    found: list[Entry] = []
    if overview.loose is not None:
        found.append(Entry("", Group.COMING, overview.loose))
    for group, cards in (
        (Group.COMING, overview.coming),
        (Group.RECEIVED, overview.received),
    ):
        for card in cards:
            key = card.delivery.delivery_id
            plan = plans.get(key) if group is Group.COMING else None
            mine = tuple(claims.pop(key, ()))
            found.append(Entry(key, group, card, _cold(card, read.products), plan, mine))
    others = tuple(note for notes in claims.values() for note in notes)
    if others:
        found.append(Entry(OTHERS, Group.RECEIVED, None, claims=others))
    return tuple(found)


def _cold(card: DeliveryCard, products: Mapping[str, Product]) -> int:
    return sum(
        line.quantity
        for line in card.delivery.lines
        if line.product_id in products and products[line.product_id].zone is not Zone.SHELF
    )
