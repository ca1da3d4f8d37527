"""Receipt printers that are told dots."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable

from leader_app.documents.commands import (
    INIT,
    NEXT_LABEL,
    PAPER,
    WHY_OFFLINE,
    WORKED_OFF,
    bands,
    is_status,
    trouble_of,
)
from leader_app.documents.wires import Patience, Wire, open_wire
from leader_app.domain.paper import PaperForm
from leader_app.domain.printer import Printer
from leader_app.domain.text import Text, say
from leader_app.errors import Unavailable
from leader_app.ports.printing import PrintInterrupted, Raster

_USUAL = Patience()
_FEED_AND_CUT = b"\x1bd\x06\x1dV\x00"
_FEED = b"\x1bd\x06"


class EscposPrinters:
    """Keeps ``leader_app.ports.printing.ReceiptPrinters``."""

    def __init__(self, patience: Patience = _USUAL) -> None:
        self._patience = patience
        self._wire: Wire | None = None
        self._stopped = threading.Event()

    def print(
        self, printer: Printer, pages: Iterable[Raster], printed: Callable[[int], None]
    ) -> None:
        """Print pages; see ``ReceiptPrinters``."""
        wire = self._wire = open_wire(printer, self._patience)
        try:
            _Talk(wire, printer, self._patience, self._stopped).print(pages, printed)
        finally:
            self._wire = None
            wire.close()

    def stop(self) -> None:
        """Print no more, ever; a print that goes on ends as interrupted."""
        self._stopped.set()
        wire = self._wire
        if wire is not None:
            wire.abort()


class _Talk:
    """One conversation with one printer."""

    def __init__(
        self, wire: Wire, printer: Printer, patience: Patience, stopped: threading.Event
    ) -> None:
        self._wire, self._printer, self._patience = wire, printer, patience
        self._stopped = stopped
        self._answers = self._confirms = False
        self._out = 0

    def print(self, pages: Iterable[Raster], printed: Callable[[int], None]) -> None:
        self._greet()
        try:
            for page in pages:
                self._page(page)
                self._confirm()
                self._out += 1
                printed(self._out)
            self._wire.farewell()
        except OSError as error:
            raise self._interrupted() from error

    def _greet(self) -> None:
        """Ask how the printer is before anything is on paper; silence means no news."""
        try:
            self._wire.write(INIT)
            trouble = self._ask()
        except OSError as error:
            raise Unavailable(
                say("The printer {name} takes no data.", name=self._printer.name),
                say("Switch it off and on again; see that nothing else prints on it."),
            ) from error
        self._confirms = self._answers
        if trouble is not None:
            raise Unavailable(*trouble)

    def _page(self, page: Raster) -> None:
        for band in bands(page):
            if self._stopped.is_set():
                raise InterruptedError
            self._wire.write(band)
        if not page.cut:
            return
        if self._printer.paper.form is PaperForm.LABEL:
            self._wire.write(NEXT_LABEL)
        else:
            self._wire.write(_FEED_AND_CUT if self._printer.cuts else _FEED)

    def _confirm(self) -> None:
        """Wait until the printer has worked off what it was sent, if it ever answers that."""
        if not self._confirms:
            return
        self._wire.write(WORKED_OFF)
        if self._wire.read(self._patience.confirm):
            return
        trouble = self._ask()
        if trouble is not None:
            raise self._interrupted(*trouble)
        if not self._answers:
            raise TimeoutError
        self._confirms = False

    def _ask(self) -> tuple[Text, Text] | None:
        self._wire.write(WHY_OFFLINE)
        offline = self._wire.read(self._patience.status)
        self._answers = is_status(offline)
        if not self._answers:
            return None
        self._wire.write(PAPER)
        return trouble_of(offline, self._wire.read(self._patience.status))

    def _interrupted(self, title: Text | None = None, hint: Text | None = None) -> PrintInterrupted:
        if title is None and self._answers and not self._stopped.is_set():
            with contextlib.suppress(OSError):
                title, hint = self._ask() or (None, None)
        if self._stopped.is_set():
            title = say("The program was closed while this was being printed.")
        return PrintInterrupted(
            title or say("The printer {name} stopped in the middle.", name=self._printer.name),
            hint or say("Look at the paper, then print again what is missing."),
            self._out,
        )
