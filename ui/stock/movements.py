"""The presenter of what moved: behind every figure the movements that make it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import MovementKind, StockKey
from leader_app.ports import MovementQuery
from leader_app.services.stock.desk import MovementNote, StockRoom
from ui.kit.longlist import LongList, Source
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class About:
    """Whose movements are shown: a product's, those of one of its places, or any others."""

    name: str
    key: StockKey | None = None


class MovementsViewModel(QObject):
    """Open while ``about`` is not ``None``."""

    about_changed = Signal()

    def __init__(
        self,
        stock: StockRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.now = now
        self.about: About | None = None
        self.rows: LongList[MovementQuery, MovementNote] = LongList(
            Source(stock.movement_count, stock.movements), database, MovementQuery(), self
        )

    @property
    def kinds(self) -> frozenset[MovementKind]:
        """The kinds shown; none means all."""
        return self.rows.query.kinds

    def open(
        self,
        product: Product,
        key: StockKey | None = None,
        kinds: frozenset[MovementKind] = frozenset(),
    ) -> None:
        """Show the movements of a product, or of one of its places."""
        query = MovementQuery(product_id=product.product_id, key=key, kinds=kinds)
        self.ask(query, product.name)

    def ask(self, query: MovementQuery, name: str) -> None:
        """Show the movements of any question; ``name`` says what it is about."""
        self.about = About(name, query.key)
        if query == self.rows.query:
            self.rows.retry()
        self.rows.ask(query)
        self.about_changed.emit()

    def filter(self, kinds: frozenset[MovementKind]) -> None:
        """Show only some kinds; none of them means all."""
        self.rows.ask(replace(self.rows.query, kinds=kinds))

    def close(self) -> None:
        """Go back to where the figure was."""
        if self.about is not None:
            self.about = None
            self.about_changed.emit()

    def refresh(self) -> None:
        """Read the same again."""
        self.rows.refresh()
