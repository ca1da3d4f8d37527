"""The pages of goods: their presenters and widgets are made when somebody first goes there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from leader_app.services.counter import Counter
from leader_app.services.goods_desk import GoodsDesk
from ui.bridge import Bridge
from ui.kit.page import Page
from ui.shell.page import Place
from ui.surroundings import Surroundings

if TYPE_CHECKING:
    from ui.stock.view import StockPage

_tr = QCoreApplication.translate


class GoodsBench(QObject):
    """Makes the places; ``go_to`` of the frame shows one."""

    place_wanted = Signal(str)
    """Another place should be shown, by its key."""
    cue = Signal(str)
    """One of the window's sounds."""

    def __init__(
        self, counter: Counter, around: Surroundings, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._counter, self._around, self._bridge = counter, around, bridge
        self._stock: StockPage | None = None

    def places(self) -> tuple[Place, ...]:
        """Return the places in the order of a shop day."""
        return (
            Place("receiving", "truck", partial(_tr, "Places", "Receiving"), self._receiving_page),
            Place("stock", "box", partial(_tr, "Places", "Stock"), self._stock_page),
        )

    def preload(self) -> None:
        """Load what a first visit would wait for; for another thread than the GUI's."""
        import ui.receiving.view
        import ui.stock.view  # noqa: F401

        self._counter.desk.goods()

    def _desk(self) -> GoodsDesk:
        return self._counter.desk.goods()

    def _receiving_page(self) -> Page:
        from ui.receiving.view import ReceivingPage
        from ui.receiving.view_model import ReceivingViewModel

        around, desk = self._around, self._desk()
        model = ReceivingViewModel(
            desk.receiving,
            desk.stock,
            desk.slots,
            around.database,
            side=around.side,
            now=around.now,
            newest_frame=self._counter.camera.newest_frame,
            parent=self,
        )
        self._bridge.changed.connect(model.changes)
        model.cue.connect(self.cue)
        return ReceivingPage(model)

    def _stock_page(self) -> Page:
        from ui.stock.view import StockPage
        from ui.stock.view_model import StockViewModel

        around, desk = self._around, self._desk()
        model = StockViewModel(
            desk.stock,
            desk.stocktakes,
            desk.slots,
            around.database,
            now=around.now,
            newest_frame=self._counter.camera.newest_frame,
            parent=self,
        )
        self._bridge.changed.connect(model.changes)
        self._stock = StockPage(model)
        return self._stock
