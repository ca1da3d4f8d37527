"""The presenters of the stock page together: what one of them does, the others hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.ports.scanning import Frame
from leader_app.services.stock.desk import SlotRoom, StockRoom, Stocktakes
from ui.stock.deeds import DeedsViewModel
from ui.stock.goods import GoodsViewModel
from ui.stock.movements import MovementsViewModel
from ui.stock.product_form import ProductFormViewModel
from ui.stock.sale import SaleViewModel
from ui.stock.stocktake import StocktakeViewModel
from ui.stock.unclaimed import UnclaimedViewModel
from ui.tasks import Runner

_STOCK = (Entity.STOCK, Entity.STOCK_DEED, Entity.PRODUCT, Entity.REDEMPTION, Entity.RECEIPT)
_WAITING = (*_STOCK, Entity.ORDER, Entity.CLAIM)
_COUNTING = (*_STOCK, Entity.DRAFT, Entity.SLOT)


def no_picture() -> Frame | None:
    """Return nothing: there is no camera."""
    return None


class StockViewModel(QObject):
    """Owns the presenters of one page; ``newest_frame`` is what the camera sees."""

    cue = Signal(str)
    """One of the window's sounds."""

    def __init__(
        self,
        stock: StockRoom,
        stocktakes: Stocktakes,
        slots: SlotRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        newest_frame: Callable[[], Frame | None] = no_picture,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.newest_frame = newest_frame
        self.goods = GoodsViewModel(stock, database, now=now, parent=self)
        self.movements = MovementsViewModel(stock, database, now=now, parent=self)
        self.deeds = DeedsViewModel(stock, slots, database, self)
        self.product = ProductFormViewModel(stock, database, now=now, parent=self)
        self.sale = SaleViewModel(stock, database, now=now, parent=self)
        self.stocktake = StocktakeViewModel(stocktakes, slots, database, now=now, parent=self)
        self.unclaimed = UnclaimedViewModel(stock, self.deeds, database, now=now, parent=self)
        for part in (self.goods, self.sale, self.stocktake):
            part.cue.connect(self.cue)
        self.deeds.done.connect(self._stock_moved)
        self.deeds.undone.connect(self._stock_moved)
        self.product.saved.connect(self._stock_moved)

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Read again what may have changed."""
        if _concern(changes, _STOCK):
            self.movements.refresh()
            self.sale.refresh()
        if _concern(changes, _WAITING):
            self.goods.refresh()
            self.unclaimed.refresh()
        if _concern(changes, _COUNTING):
            self.stocktake.refresh()

    def _stock_moved(self, _what: object = None) -> None:
        self.goods.refresh()
        self.unclaimed.refresh()


def _concern(changes: ChangeSet, entities: tuple[Entity, ...]) -> bool:
    return any(changes.concerns(entity) for entity in entities)
