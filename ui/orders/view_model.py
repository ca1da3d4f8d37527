"""The presenter of the orders page: one question, its counts, a window of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.order import Order, Stage
from leader_app.errors import LeaderError
from leader_app.ports import OrderQuery, OrderSummary
from leader_app.services.desk import Desk, OrderPages
from leader_app.services.pickup.verdict import Verdict
from ui.kit.window import PAGE, PageWindow, pages_around
from ui.tasks import Runner

_PAGES_AT_ONCE = 3
_CONCERNING = (Entity.ORDER, Entity.CLAIM, Entity.REDEMPTION, Entity.MEMBER, Entity.PRODUCT)


class Phase(StrEnum):
    """What the page is about just now."""

    LOADING = "loading"
    ROWS = "rows"
    NOTHING = "nothing"
    NO_MATCH = "no_match"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Detail:
    """One order with the names of what is in it and all that happened to its claim."""

    order: Order
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The answer to one question; ``shift`` is how many rows came on top."""

    query: OrderQuery
    count: int
    stages: Mapping[Stage, int]
    pages: Mapping[int, Sequence[OrderSummary]]
    shift: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the list stands after it was read again: rows to show on top and to choose, or -1."""

    top: int = 0
    chosen: int = -1


@dataclass(slots=True)
class _Standing:
    """What the view last said of itself."""

    top: int = 0
    rows: int = PAGE
    in_sight: bool = False
    dirty: bool = True
    stages: Mapping[Stage, int] = field(default_factory=dict)


class OrdersViewModel(QObject):
    """Asks off the GUI thread; an outdated answer is dropped."""

    reset = Signal(object)
    """Other rows: a ``Place`` says where to stand."""
    rows_changed = Signal()
    phase_changed = Signal()
    detail_changed = Signal()
    exported = Signal(int, str)
    export_failed = Signal(object)
    open_at_counter = Signal(str)

    def __init__(
        self,
        desk: Desk,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._database, self.now = desk, database, now
        self._window = PageWindow[OrderSummary]()
        self._standing = _Standing()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        self.query = OrderQuery()
        self.phase = Phase.LOADING
        self.count = 0
        self.error: LeaderError | None = None
        self.chosen = ""
        self.detail: Detail | None = None

    @property
    def stages(self) -> Mapping[Stage, int]:
        """How many orders the search text fits in each stage."""
        return self._standing.stages

    def row(self, number: int) -> OrderSummary | None:
        """Return a row, or ``None`` and have its page fetched."""
        found = self._window.row(number)
        if found is None and number < self.count and not self._soon.isActive():
            self._soon.start()
        return found

    def stage_of(self, order_id: str) -> Stage | None:
        """Return the stage of an order that is in the list."""
        row = self._window.peek(self._find(order_id))
        return None if row is None else row.stage

    def show(self) -> None:
        """Come into sight."""
        self._standing.in_sight = True
        if self._standing.dirty:
            self._read(keep=self.phase is Phase.ROWS)

    def hide(self) -> None:
        """Go out of sight."""
        self._standing.in_sight = False

    def stand(self, top: int, rows: int) -> None:
        """Hear which rows the view shows."""
        self._standing.top, self._standing.rows = top, max(1, rows)

    def search(self, text: str) -> None:
        """Look for a phone tail, a part of a name, or an order number."""
        if text != self.query.text:
            self.query = OrderQuery(text, self.query.stages)
            self._read(keep=False)

    def filter(self, stages: frozenset[Stage]) -> None:
        """Show some stages; none of them means all."""
        if stages != self.query.stages:
            self.query = OrderQuery(self.query.text, stages)
            self._read(keep=False)

    def retry(self) -> None:
        """Ask the same once more."""
        self._read(keep=False)

    def choose(self, number: int) -> None:
        """Show the detail of a row; -1 closes it."""
        row = self._window.peek(number) if number >= 0 else None
        chosen = row.order_id if row else ""
        if chosen != self.chosen:
            self.chosen = chosen
            self.detail = None
            self.detail_changed.emit()
            self._read_detail()

    def hand_to_counter(self) -> None:
        """Open the chosen order at the counter."""
        if self.chosen:
            self.open_at_counter.emit(self.chosen)

    def export(self, path: Path) -> None:
        """Write what is listed to a file; its ending says how."""
        query, kind = self.query, path.suffix.lstrip(".").lower()
        self._database.run(
            self,
            lambda: self._desk.export_orders(path, kind, query),
            lambda count: self.exported.emit(count, str(path)),
            self.export_failed.emit,
        )

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Read again if orders changed; out of sight later."""
        if any(changes.concerns(entity) for entity in _CONCERNING):
            self._standing.dirty = True
            if self._standing.in_sight:
                self._read(keep=True)

    def _read(self, *, keep: bool) -> None:
        self._standing.dirty = False
        top = self._standing.top if keep else 0
        if not keep:
            self._set_phase(Phase.LOADING)
        self._database.run(
            self,
            partial(_load, self._desk.orders, self.query, top, self.count if keep else -1),
            partial(self._loaded, keep=keep),
            self._failed,
            latest="list",
        )
        if keep:
            self._read_detail()

    def _loaded(self, answer: _Loaded, *, keep: bool) -> None:
        same = keep and answer.count == self.count
        top = self._standing.top + answer.shift if keep else 0
        self._window.clear()
        for page, rows in answer.pages.items():
            self._window.put(page, rows)
        self.count = answer.count
        self._standing.stages = answer.stages
        if not same:
            self.reset.emit(Place(top, self._find(self.chosen) if self.chosen else -1))
        self.rows_changed.emit()
        self._set_phase(_phase(answer))
        if not keep:
            self.choose(-1)

    def _fetch(self) -> None:
        wanted = self._window.take_wanted(_PAGES_AT_ONCE)
        if wanted:
            self._database.run(
                self,
                partial(_pages, self._desk.orders, self.query, wanted),
                partial(self._fetched, self.query),
                self._failed,
                latest="rows",
            )

    def _fetched(self, query: OrderQuery, pages: Mapping[int, Sequence[OrderSummary]]) -> None:
        if query != self.query:
            return
        for page, rows in pages.items():
            self._window.put(page, rows)
        self.rows_changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error = error
        self._standing.dirty = True
        self._set_phase(Phase.ERROR)

    def _read_detail(self) -> None:
        order_id = self.chosen
        if order_id:
            self._database.run(
                self,
                partial(_detail, self._desk, order_id),
                partial(self._detail_came, order_id),
                lambda _: None,
                latest="detail",
            )

    def _detail_came(self, order_id: str, detail: Detail | None) -> None:
        if order_id == self.chosen:
            self.detail = detail
            self.detail_changed.emit()

    def _find(self, order_id: str) -> int:
        return self._window.find(lambda row: row.order_id == order_id)

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()


def _load(orders: OrderPages, query: OrderQuery, top: int, before: int) -> _Loaded:
    count = orders.count(query)
    shift = count - before if before >= 0 and top > 0 else 0
    wanted = list(pages_around(max(0, top + shift), count))
    pages = _pages(orders, query, wanted) if count else {}
    return _Loaded(query, count, orders.counts_by_stage(query.text), pages, shift)


def _pages(
    orders: OrderPages, query: OrderQuery, wanted: Sequence[int]
) -> Mapping[int, Sequence[OrderSummary]]:
    return {page: orders.page(query, page * PAGE, PAGE) for page in wanted}


def _detail(desk: Desk, order_id: str) -> Detail | None:
    order = desk.orders.get(order_id)
    return None if order is None else Detail(order, desk.verify_order.peek(order_id))


def _phase(answer: _Loaded) -> Phase:
    if answer.count:
        return Phase.ROWS
    asked = answer.query.text or answer.query.stages
    return Phase.NO_MATCH if asked else Phase.NOTHING
