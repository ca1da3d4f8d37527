"""Everything about prints, over one store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.printer import Printer
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Clock, Store, UnitOfWork
from leader_app.services.printing.day import day_report
from leader_app.services.printing.desk import PrintNote, PrintOptions
from leader_app.services.printing.labels import parcel_labels, shelf_labels
from leader_app.services.printing.made import Bench
from leader_app.services.printing.picking import pick_list
from leader_app.services.printing.printers import KeptPrinters
from leader_app.services.printing.queue import StoredQueue
from leader_app.services.printing.slips import owed_notes, sale_receipt
from leader_app.services.printing.stock_papers import delivery_note, stocktake_sheet
from leader_app.services.printing.trial import trial

_NO_CHOICE = PrintOptions()


class Printing:
    """Keeps ``PrintDesk``; ``queue`` is for the one who prints.

    ``speech`` gives the words of the language to write in.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        random: Callable[[int], bytes],
        speech: Callable[[], Callable[[str], str]],
    ) -> None:
        self._store, self._clock, self._speech = store, clock, speech
        self._printers = KeptPrinters(store)
        self.queue = StoredQueue(store, clock, random, self._printers.get)

    def make(
        self, kind: DocumentKind, ids: Sequence[str] = (), options: PrintOptions = _NO_CHOICE
    ) -> Document:
        """Make a document of the things named."""
        with self._store.read() as work:
            bench = self._bench(work)
            makers: dict[DocumentKind, Callable[[], Document]] = {
                DocumentKind.PICK_LIST: lambda: pick_list(bench, ids, options.grouping),
                DocumentKind.PARCEL_LABELS: lambda: parcel_labels(bench, ids),
                DocumentKind.SHELF_LABELS: lambda: shelf_labels(bench, ids),
                DocumentKind.OWED_NOTE: lambda: owed_notes(bench, ids),
                DocumentKind.SALE_RECEIPT: lambda: sale_receipt(bench, _one(ids)),
                DocumentKind.DELIVERY_NOTE: lambda: delivery_note(bench, _one(ids)),
                DocumentKind.STOCKTAKE: lambda: stocktake_sheet(
                    bench, _one(ids), blind=options.blind
                ),
                DocumentKind.DAY_REPORT: lambda: day_report(bench, _day(ids) or options.day),
                DocumentKind.TEST_PAGE: lambda: trial(bench, self._known(_one(ids))),
            }
            return makers[kind]()

    def enqueue(self, document: Document, printer: str, copies: int = 1) -> str:
        """Put a document into the queue, durably, and return the job's id."""
        return self.queue.enqueue(document, printer, copies)

    def jobs(self, limit: int = 50) -> Sequence[PrintNote]:
        """Return prints, newest first."""
        return self.queue.jobs(limit)

    def document(self, job_id: str) -> Document:
        """Return what a job prints."""
        return self.queue.document(job_id)

    def reprint(self, job_id: str, printer: str = "", *, rest: bool = False) -> str:
        """Print again, on another printer if named; ``rest``: only what is not yet out."""
        return self.queue.reprint(job_id, printer, rest=rest)

    def cancel(self, job_id: str) -> None:
        """Take a print that waits or failed out of the queue."""
        self.queue.cancel(job_id)

    def printers(self) -> Sequence[Printer]:
        """Return the printers that were set up, by name."""
        return self._printers.all()

    def put_printer(self, printer: Printer, replaces: str = "") -> None:
        """Set up a printer or change the one called ``replaces``."""
        self._printers.put(printer, replaces)

    def forget_printer(self, name: str) -> None:
        """Drop a printer; what waits for it fails with a sentence."""
        self._printers.forget(name)

    def default_printer(self, kind: DocumentKind) -> Printer | None:
        """Return the printer chosen for a kind of document, or the one that suits it best."""
        return self._printers.default(kind)

    def choose_printer(self, kind: DocumentKind, name: str) -> None:
        """Choose the printer for a kind of document."""
        self._printers.choose(kind, name)

    def print_test(self, name: str) -> str:
        """Put a test page for a printer into the queue and return the job's id."""
        return self.enqueue(self.make(DocumentKind.TEST_PAGE, [name]), name)

    def _known(self, name: str) -> Printer:
        printer = self._printers.get(name)
        if printer is None:
            raise Refused(
                say("There is no printer called {name} any more.", name=name),
                say("Choose another printer, or add it in settings."),
            )
        return printer

    def _bench(self, work: UnitOfWork) -> Bench:
        identity = work.device.identity()
        points = work.names.points([identity.point_id]) if identity is not None else {}
        head = next((point.name for point in points.values()), "")
        return Bench(work, self._speech(), self._clock.now(), head)


def _one(ids: Sequence[str]) -> str:
    return ids[0] if ids else ""


def _day(ids: Sequence[str]) -> date | None:
    try:
        return date.fromisoformat(ids[0]) if ids else None
    except ValueError as error:
        raise Refused(
            say("{text} is no day.", text=ids[0]), say("Choose a day from the calendar.")
        ) from error
