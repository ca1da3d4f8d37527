"""A count that is open: its sheet, and the work done to it in the order it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.neighbourhood import Product
from leader_app.errors import LeaderError
from leader_app.services.receiving.desk import CountLine, CountSheet, Receiving, ScanOutcome, Seen
from ui.receiving.count_work import Adjust
from ui.receiving.overview import Goods
from ui.receiving.sheet import Last, Panel, Phase, Show, cue_of, lines_shown
from ui.tasks import Runner

_ASKING = frozenset({Seen.CHOOSE, Seen.UNKNOWN})


class OpenCount(QObject):
    """Keeps what the store answered; answers about another delivery come too late and are dropped.

    Goods that the catalogue does not know wait in ``questions`` until somebody chooses.
    """

    changed = Signal()
    """The sheet, or which of its rows are shown."""
    chosen_changed = Signal()
    last_changed = Signal()
    panel_changed = Signal()
    cue = Signal(str)
    trouble = Signal(object)

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
        self.delivery_id = ""
        self.phase = Phase.CLOSED
        self.error: LeaderError | None = None
        self.sheet: CountSheet | None = None
        self.rows: tuple[CountLine, ...] = ()
        self.show = Show.ALL
        self._kept: frozenset[int] = frozenset()
        self.chosen = -1
        self.last: Last | None = None
        self.panel = Panel.LAST
        self.questions: tuple[ScanOutcome, ...] = ()
        self.products: Sequence[Product] = ()

    @property
    def line(self) -> CountLine | None:
        """The chosen line."""
        return self.line_of(self.chosen)

    def line_of(self, row: int) -> CountLine | None:
        """Return the line with this number."""
        lines = self.sheet.lines if self.sheet is not None else ()
        return next((line for line in lines if line.row == row), None)

    def open(self, delivery_id: str) -> None:
        """Begin or go on with the count of a delivery (empty: goods without a manifest)."""
        self.delivery_id, self.phase, self.error = delivery_id, Phase.LOADING, None
        self.sheet, self.rows, self.chosen, self.last = None, (), -1, None
        self.show, self._kept = Show.ALL, frozenset()
        self.questions = ()
        self._set_panel(Panel.LAST)
        self.changed.emit()
        self._open()

    def read(self) -> None:
        """Take sheet and catalogue as they are kept: something changed elsewhere."""
        if self.phase is Phase.OPEN:
            self._open()

    def choose(self, row: int) -> None:
        """Choose a line by its number; -1 chooses none."""
        if row != self.chosen:
            self.chosen = row
            if self.panel in {Panel.LOT, Panel.REJECT}:
                self._set_panel(Panel.LAST)
            self.chosen_changed.emit()

    def _open(self) -> None:
        delivery_id = self.delivery_id
        self._database.run(
            self,
            lambda: (self._receiving.open(delivery_id), self._goods.products()),
            partial(self._opened, delivery_id),
            partial(self._not_opened, delivery_id),
            latest="open",
        )

    def _count(self, adjust: Adjust, row: int) -> None:
        self._ask(partial(adjust, self._receiving, self.delivery_id), row)

    def _ask(self, work: Callable[[], ScanOutcome | None], row: int = -1) -> None:
        if not self._is_open():
            return
        self._database.run(
            self,
            work,
            partial(self._seen, self.delivery_id, row),
            partial(self._failed, self.delivery_id),
        )

    def _is_open(self) -> bool:
        """Tell whether there is a count, or will be; without one a deed only sounds."""
        is_open = self.phase in {Phase.OPEN, Phase.LOADING}
        if not is_open:
            self.cue.emit("look")
        return is_open

    def _do(self, work: Callable[[], CountSheet], cue: str, *, close: bool = False) -> None:
        if not self._is_open():
            return
        self._database.run(
            self,
            work,
            partial(self._done, self.delivery_id, cue, close),
            partial(self._failed, self.delivery_id),
        )

    def _seen(self, delivery_id: str, row: int, outcome: ScanOutcome | None) -> None:
        if delivery_id != self.delivery_id:
            return
        if outcome is None:
            self.cue.emit("look")
            return
        by_hand = row >= 0
        if outcome.seen in _ASKING and not by_hand and (outcome.barcode or outcome.choices):
            self.questions = (*self.questions, outcome)
        self._take(outcome.sheet)
        self.last = Last(outcome, self.line_of(outcome.row), by_hand)
        if outcome.row >= 0 and not by_hand:
            self.choose(outcome.row)
        self.last_changed.emit()
        self.cue.emit(cue_of(self.last))
        if self.questions:
            self._set_panel(Panel.CHOOSE)

    def _done(self, delivery_id: str, cue: str, close: bool, sheet: CountSheet) -> None:
        if delivery_id == self.delivery_id:
            self._take(sheet)
            self.cue.emit(cue)
            if close:
                self._set_panel(Panel.CHOOSE if self.questions else Panel.LAST)

    def _take(self, sheet: CountSheet) -> None:
        self.sheet = sheet
        self._set_rows()
        if self.last is not None:
            self.last = Last(
                self.last.outcome, self.line_of(self.last.outcome.row), self.last.by_hand
            )
        self.changed.emit()

    def _set_rows(self) -> None:
        lines = self.sheet.lines if self.sheet is not None else ()
        self.rows = lines_shown(lines, self.show, self._kept)

    def _opened(self, delivery_id: str, came: tuple[CountSheet, Sequence[Product]]) -> None:
        if delivery_id == self.delivery_id:
            sheet, self.products = came
            self.phase = Phase.OPEN
            self._take(sheet)

    def _not_opened(self, delivery_id: str, error: LeaderError) -> None:
        if delivery_id == self.delivery_id:
            self.phase, self.error = Phase.ERROR, error
            self.changed.emit()

    def _failed(self, delivery_id: str, error: LeaderError) -> None:
        if delivery_id == self.delivery_id:
            self.cue.emit("refused")
            self.trouble.emit(error)

    def _after_question(self) -> None:
        self._set_panel(Panel.CHOOSE if self.questions else Panel.LAST)

    def _set_panel(self, panel: Panel) -> None:
        self.panel = panel
        self.panel_changed.emit()
