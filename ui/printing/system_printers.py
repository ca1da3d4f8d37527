"""The printers that this computer's system knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from leader_app.domain.printer import Printer
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports.printing import PrintInterrupted
from ui.printing.marks import Page
from ui.printing.outputs import dots_a_unit, page_layout
from ui.printing.paint import paint_page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def system_printer_names() -> Sequence[str]:
    """Return the names of the printers; may take seconds where a network is asked."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return tuple(sorted(QPrinterInfo.availablePrinterNames()))


def _named(name: str) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    if name not in system_printer_names():
        raise Unavailable(
            say("This computer knows no printer called {name}.", name=name),
            say("Add it to the system, or choose another in settings, Printers."),
        )
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPrinterName(name)
    return made


class SystemPrinters:
    """Hands pages to the system's own queue; what becomes of them there, it does not tell."""

    def __init__(self, named: Callable[[str], QPrinter] = _named) -> None:
        self._named = named

    def print(
        self, printer: Printer, pages: Iterable[Page], title: str, printed: Callable[[int], None]
    ) -> None:
        """Print pages; ``Unavailable`` if none was, ``PrintInterrupted`` if some were."""
        device = self._named(printer.address)
        device.setDocName(title)
        device.setFullPage(True)
        painter, count = QPainter(), 0
        for page in pages:
            device.setPageLayout(page_layout(page))
            if not (device.newPage() if count else painter.begin(device)):
                raise _no_more(printer, count)
            paint_page(painter, page, dots_a_unit(device.resolution()))
            count += 1
            printed(count)
        if count and not painter.end():
            raise _no_more(printer, count)


def _no_more(printer: Printer, count: int) -> Unavailable:
    title = say("The system did not take the print for {name}.", name=printer.name)
    hint = say("Look at the printer in the settings of the system, then print again.")
    return PrintInterrupted(title, hint, count) if count else Unavailable(title, hint)
