"""The presenter of the list of products, the alerts over it, and the product looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Zone
from leader_app.errors import LeaderError
from leader_app.ports import StockLine, StockQuery
from leader_app.services.stock.desk import FoundProduct, ProductStock, StockAlerts, StockRoom
from ui.kit.longlist import LongList, Source
from ui.tasks import Runner

ALERTS = ("past_use_by", "expiring", "low", "negative")
OWN = "own"


class GoodsViewModel(QObject):
    """The list comes in pages; the drawer follows one product by its id."""

    alerts_changed = Signal()
    query_changed = Signal()
    detail_changed = Signal()
    unknown = Signal(str)
    """A scanned text that no product has."""
    failed = Signal(object)
    cue = Signal(str)
    """One of the window's sounds."""

    def __init__(
        self,
        stock: StockRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stock, self._database, self.now = stock, database, now
        self.rows: LongList[StockQuery, StockLine] = LongList(
            Source(stock.count, stock.page), database, StockQuery(), self
        )
        self.alerts: StockAlerts | None = None
        self.chosen = ""
        self.detail: ProductStock | None = None
        self._in_sight = False

    @property
    def query(self) -> StockQuery:
        """What the list is asked."""
        return self.rows.query

    def today(self) -> date:
        """Return the day it is at the point."""
        return local_day(self.now())

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        self.rows.show()
        self._read_alerts()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False
        self.rows.hide()

    def search(self, text: str) -> None:
        """Look for a part of a name, a barcode or a slot."""
        self._ask(replace(self.query, text=text.strip()))

    def show_only(self, only: str) -> None:
        """Show what calls for somebody, the store's own goods, or (empty) all."""
        self._ask(replace(self.query, only=only))

    def show_zone(self, zone: Zone | None) -> None:
        """Show what is kept at one temperature."""
        self._ask(replace(self.query, zone=zone))

    def show_all(self) -> None:
        """Show everything."""
        self._ask(StockQuery())

    def next_alert(self) -> None:
        """Show the next alert that anything is behind; after the last, everything."""
        waiting = [key for key in ALERTS if self.alert_count(key)]
        at = waiting.index(self.query.only) + 1 if self.query.only in waiting else 0
        self.show_only(waiting[at] if at < len(waiting) else "")

    def alert_count(self, key: str) -> int:
        """Return how many there are behind an alert."""
        return 0 if self.alerts is None else int(getattr(self.alerts, key))

    def choose(self, number: int) -> None:
        """Look at a product of the list; -1 at none."""
        row = self.rows.peek(number) if number >= 0 else None
        self.look_at(row.product.product_id if row else "")

    def look_at(self, product_id: str) -> None:
        """Look at a product, listed or not; an empty id looks at none."""
        if product_id != self.chosen:
            self.chosen, self.detail = product_id, None
            self.detail_changed.emit()
            self._read_detail()

    def chosen_row(self) -> int:
        """Return where the product stands in the list, or -1."""
        chosen = self.chosen
        return self.rows.find(lambda row: row.product.product_id == chosen) if chosen else -1

    def scanned(self, text: str) -> None:
        """Look at what a barcode stands for."""
        self._database.run(
            self, partial(self._stock.find, text), partial(self._found, text), self.failed.emit
        )

    def refresh(self) -> None:
        """Read everything that is shown again."""
        self.rows.refresh()
        if self._in_sight:
            self._read_alerts()
        self._read_detail()

    def _ask(self, query: StockQuery) -> None:
        if query != self.query:
            self.rows.ask(query)
            self.query_changed.emit()

    def _found(self, text: str, found: Sequence[FoundProduct]) -> None:
        ids = dict.fromkeys(one.product.product_id for one in found)
        if len(ids) == 1:
            self.look_at(next(iter(ids)))
            self.cue.emit("accepted")
        elif ids:
            self._ask(StockQuery(text))
            self.cue.emit("look")
        else:
            self.unknown.emit(text)
            self.cue.emit("refused")

    def _read_alerts(self) -> None:
        self._database.run(
            self, self._stock.alerts, self._alerts_came, self.failed.emit, latest="alerts"
        )

    def _alerts_came(self, alerts: StockAlerts) -> None:
        if alerts != self.alerts:
            self.alerts = alerts
            self.alerts_changed.emit()

    def _read_detail(self) -> None:
        product_id = self.chosen
        if product_id:
            self._database.run(
                self,
                partial(self._stock.product, product_id),
                partial(self._detail_came, product_id),
                self._detail_failed,
                latest="detail",
            )

    def _detail_came(self, product_id: str, detail: ProductStock) -> None:
        if product_id == self.chosen:
            self.detail = detail
            self.detail_changed.emit()

    def _detail_failed(self, error: LeaderError) -> None:
        self.look_at("")
        self.failed.emit(error)
