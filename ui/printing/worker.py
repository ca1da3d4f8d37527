"""Prints what waits in the queue, on a thread of its own: no hand-over ever waits for a printer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice

from leader_app.domain.paper import head_dots
from leader_app.domain.printer import Connection
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Unavailable
from leader_app.ports.printing import PrintInterrupted, ReceiptPrinters
from leader_app.services.printing.desk import PrintQueue, PrintTask
from ui.printing.layout import lay_out
from ui.printing.marks import Page
from ui.printing.outputs import raster
from ui.printing.system_printers import SystemPrinters

_log = logging.getLogger(__name__)
SHORTEST_REST, LONGEST_REST = 2.0, 60.0
_LOOK_SECONDS = 30.0
_STOP_SECONDS = 5.0


class PrintWorker:
    """``wake`` when the queue changed; a printer that is away rests, others go on.

    A print of which nothing came out is tried again with growing pauses; one that stopped in the
    middle is left to a person.
    """

    def __init__(
        self,
        queue: PrintQueue,
        receipts: ReceiptPrinters,
        system: SystemPrinters | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue, self._receipts, self._clock = queue, receipts, clock
        self._system = system or SystemPrinters()
        self._bell = threading.Event()
        self._stopping = self._impatient = False
        self._rests: dict[str, tuple[int, float]] = {}
        self._thread = threading.Thread(target=self._run, name="printing", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def wake(self) -> None:
        """Look at the queue soon; never blocks."""
        self._bell.set()

    def try_now(self) -> None:
        """Look at the queue soon, printers that rest included: a person asked for it."""
        self._impatient = True
        self._bell.set()

    def stop(self) -> None:
        """End within seconds, in the middle of a print if need be; again is harmless."""
        self._stopping = True
        self._bell.set()
        self._receipts.stop()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        self._tried(self._queue.recover)
        while not self._stopping:
            self._bell.clear()
            if not self._tried(self.step):
                self._bell.wait(self._pause())

    def _tried(self, deed: Callable[[], object]) -> object:
        try:
            return deed()
        except LeaderError as error:
            _log.warning("the print queue cannot be read: %s", error)
        except Exception:  # noqa: BLE001 - the thread lives as long as the window
            _log.exception("printing failed in a way nobody thought of")
        return None

    def step(self) -> bool:
        """Print one job, if one waits for a printer that does not rest; tell whether one did."""
        if self._impatient:
            self._impatient = False
            self._rests.clear()
        now = self._clock()
        resting = {name for name, (_, until) in self._rests.items() if until > now}
        task = self._queue.take(resting)
        if task is None:
            return False
        self._print(task)
        return True

    def _print(self, task: PrintTask) -> None:
        out = _Out(task, self._queue)
        try:
            self._send(task, out)
        except PrintInterrupted as error:
            self._queue.failed(task.job_id, error, task.first_page + error.pages)
        except LeaderError as error:
            self._rest(task.printer.name, again=self._queue.put_back(task.job_id, error))
        except Exception:  # noqa: BLE001 - one bad print must not block the rest
            _log.exception("a print failed in a way nobody thought of")
            self._queue.failed(task.job_id, _surprise(), task.first_page + out.pages)
        else:
            self._rests.pop(task.printer.name, None)
            self._queue.done(task.job_id)

    def _send(self, task: PrintTask, out: _Out) -> None:
        printer, pages = task.printer, _pages(task)
        if printer.connection is Connection.SYSTEM:
            self._system.print(printer, pages, task.document.title, out)
            return
        width = head_dots(printer.paper, printer.dpi)
        dots = (raster(page, printer.dpi, width) for page in pages)
        self._receipts.print(printer, dots, out)

    def _rest(self, printer: str, *, again: bool) -> None:
        failures = self._rests.get(printer, (0, 0.0))[0] + 1 if again else 0
        pause = min(LONGEST_REST, SHORTEST_REST * 2 ** min(failures - 1, 8)) if again else 0.0
        self._rests[printer] = (failures, self._clock() + pause)

    def _pause(self) -> float:
        now = self._clock()
        ends = [until - now for _, until in self._rests.values() if until > now]
        return min(ends, default=_LOOK_SECONDS)


class _Out:
    """Counts the pages that are out."""

    def __init__(self, task: PrintTask, queue: PrintQueue) -> None:
        self._task, self._queue = task, queue
        self.pages = 0

    def __call__(self, pages: int) -> None:
        self.pages = pages
        self._queue.progress(self._task.job_id, self._task.first_page + pages)


def _pages(task: PrintTask) -> Iterator[Page]:
    """Yield the pages of all copies that are not out yet, laid out as they are needed."""
    paper = task.printer.paper
    copies = (lay_out(task.document, paper) for _ in range(task.copies))
    return islice(chain.from_iterable(copies), task.first_page, None)


def _surprise() -> Unavailable:
    return Unavailable(
        say("Something went wrong while this was being printed."),
        say("Look at the paper, then print again what is missing."),
    )
