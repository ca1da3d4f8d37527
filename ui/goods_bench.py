"""The pages of goods: their presenters and widgets are made when somebody first goes there."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from leader_app.ports import MovementQuery
from leader_app.services.counter import Counter
from leader_app.services.goods_desk import GoodsDesk
from ui.bridge import Bridge
from ui.kit.page import Page
from ui.shell.page import Place
from ui.surroundings import Surroundings

if TYPE_CHECKING:
    from ui.print_bench import PrintBench
    from ui.settings.printer_section import PrinterSection
    from ui.stock.view import StockPage

RECEIVING, STOCK, REPORTS, IMPORTING = "receiving", "stock", "reports", "importing"
PRINTING = "printing"
_tr = QCoreApplication.translate


class GoodsBench(QObject):
    """Makes the places, and prints what waits from :meth:`begin` on."""

    place_wanted = Signal(str)
    """Another place should be shown, by its key."""
    cue = Signal(str)
    """One of the window's sounds."""
    failed_prints = Signal(int)
    """How many prints wait for a person."""

    def __init__(
        self, counter: Counter, around: Surroundings, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._counter, self._around, self._bridge = counter, around, bridge
        self._stock: StockPage | None = None
        self._closed = False

    def shelf_places(self) -> tuple[Place, ...]:
        """Return the places where goods are handled."""
        return (
            Place(RECEIVING, "truck", lambda: _tr("Places", "Receiving"), self._receiving_page),
            Place(STOCK, "box", lambda: _tr("Places", "Stock"), self._stock_page),
        )

    def office_places(self) -> tuple[Place, ...]:
        """Return the places where one sits down."""
        return (
            Place(REPORTS, "chart", lambda: _tr("Places", "Reports"), self._reports_page),
            Place(IMPORTING, "paste", lambda: _tr("Places", "Import"), self._import_page),
        )

    def foot(self) -> Place:
        """Return the place of prints, at the foot of the rail."""
        return Place(
            PRINTING,
            "printer",
            lambda: _tr("Places", "Printing"),
            self._print_page,
            at_foot=True,
        )

    def preload(self) -> None:
        """Load what a first visit would wait for; on the database's thread, not the GUI's."""
        import ui.importing.view
        import ui.print_bench
        import ui.receiving.view
        import ui.reports.view
        import ui.stock.view  # noqa: F401

        self._counter.desk.goods()

    def begin(self) -> None:
        """Start to print what waits."""
        if not self._closed:
            self._prints.begin()

    def close(self) -> None:
        """Print no more."""
        self._closed = True
        if "_prints" in self.__dict__:
            self._prints.close()

    def printers(self) -> PrinterSection:
        """Return the section of the settings where printers are set up."""
        return self._prints.printers()

    @cached_property
    def _desk(self) -> GoodsDesk:
        return self._counter.desk.goods()

    @cached_property
    def _prints(self) -> PrintBench:
        from ui.print_bench import PrintBench

        bench = PrintBench(self._desk, self._around, self._bridge, self)
        bench.place_wanted.connect(self.place_wanted)
        bench.failed_count.connect(self.failed_prints)
        return bench

    def print_for(self, place: str, kind: str, ids: object) -> None:
        """Show a document that somebody at ``place`` wants on paper."""
        self._prints.show(place, kind, ids)
        self.place_wanted.emit(PRINTING)

    def _print_page(self) -> Page:
        return self._prints.page()

    def _receiving_page(self) -> Page:
        from ui.receiving.view import ReceivingPage
        from ui.receiving.view_model import ReceivingViewModel

        around, desk = self._around, self._desk
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
        page = ReceivingPage(model)
        page.print_wanted.connect(partial(self.print_for, RECEIVING))
        return page

    def _stock_page(self) -> Page:
        from ui.stock.view import StockPage
        from ui.stock.view_model import StockViewModel

        around, desk = self._around, self._desk
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
        model.cue.connect(self.cue)
        self._stock = StockPage(model)
        self._stock.print_wanted.connect(partial(self.print_for, STOCK))
        return self._stock

    def _reports_page(self) -> Page:
        from ui.reports.view import ReportsPage
        from ui.reports.view_model import ReportsViewModel

        around = self._around
        model = ReportsViewModel(self._desk.reports, around.database, around.now, self)
        self._bridge.changed.connect(model.changes)
        model.movements_wanted.connect(self._show_movements)
        return ReportsPage(model)

    def _import_page(self) -> Page:
        from ui.importing.view import ImportPage
        from ui.importing.view_model import ImportViewModel

        around = self._around
        model = ImportViewModel(
            self._desk.imports, around.database, side=around.side, now=around.now, parent=self
        )
        self._bridge.changed.connect(model.changes)
        page = ImportPage(model)
        page.orders_wanted.connect(lambda: self.place_wanted.emit("orders"))
        return page

    def _show_movements(self, query: MovementQuery, name: str) -> None:
        self.place_wanted.emit(STOCK)
        if self._stock is not None:
            self._stock.show_movements(query, name)
