"""What prints: the worker at the queue, its page, and the section of the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from leader_app.services.goods_desk import GoodsDesk
from ui.bridge import Bridge
from ui.kit.page import Page
from ui.printing.system_printers import system_printer_names
from ui.printing.view import PrintPage
from ui.printing.view_model import PrintViewModel
from ui.printing.worker import PrintWorker
from ui.settings.printer_section import PrinterSection
from ui.settings.printer_view_model import PrinterViewModel
from ui.surroundings import Surroundings


class PrintBench(QObject):
    """Prints what waits from the start on, until :meth:`close`."""

    place_wanted = Signal(str)
    """Another place should be shown, by its key."""
    failed_count = Signal(int)
    """How many prints wait for a person."""

    def __init__(
        self, desk: GoodsDesk, around: Surroundings, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._around, self._bridge = desk, around, bridge
        self._came_from = ""
        self._worker = PrintWorker(desk.prints, desk.receipts)
        self._model = PrintViewModel(
            desk.printing,
            around.database,
            side=around.side,
            now=around.now,
            worker=self._worker,
            parent=self,
        )
        bridge.changed.connect(self._model.changes)
        self._model.failed_count.connect(self.failed_count)

    def begin(self) -> None:
        """Start to print."""
        self._worker.start()
        self._model.begin()

    def close(self) -> None:
        """Print no more."""
        self._worker.stop()

    def show(self, place: str, kind: str, ids: object) -> None:
        """Show a document that somebody at ``place`` wants on paper."""
        self._came_from = place
        names = ids if isinstance(ids, str) else tuple(ids) if isinstance(ids, list | tuple) else ()
        self._model.show(kind, names)

    def page(self) -> Page:
        """Make the page of documents and queue."""
        page = PrintPage(self._model)
        page.left.connect(lambda: self.place_wanted.emit(self._came_from or "pickup"))
        page.printers_wanted.connect(lambda: self.place_wanted.emit("settings"))
        return page

    def printers(self) -> PrinterSection:
        """Make the section of the settings where printers are set up."""
        around = self._around
        model = PrinterViewModel(
            self._desk.printing, around.database, around.side, system_printer_names
        )
        model.setParent(self)
        self._bridge.changed.connect(model.changes)
        return PrinterSection(model)
