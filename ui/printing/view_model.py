"""The page where things are printed: a document, a printer, and the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.paper import A4, LABEL_60X40, PAPERS, ROLL_80, Paper
from leader_app.domain.printer import Printer
from leader_app.errors import LeaderError
from leader_app.services.printing.desk import (
    Grouping,
    PrintDesk,
    PrintNote,
    PrintOptions,
    PrintState,
)
from ui.printing.marks import Page
from ui.tasks import Runner

_LABELS = {DocumentKind.PARCEL_LABELS, DocumentKind.SHELF_LABELS}
_SLIPS = {DocumentKind.SALE_RECEIPT, DocumentKind.OWED_NOTE}
_USUAL = PrintOptions()


class Worker(Protocol):
    """The one who prints, as the page knows him."""

    def wake(self) -> None:
        """Look at the queue soon."""

    def try_now(self) -> None:
        """Look at the queue soon, printers that rest included."""


class Phase(StrEnum):
    """What the page shows."""

    NOTHING = "nothing"
    LOADING = "loading"
    SHOWN = "shown"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants on paper; ``job_id`` for what is in the queue already."""

    kind: DocumentKind
    ids: tuple[str, ...] = ()
    options: PrintOptions = _USUAL
    job_id: str = ""


class PrintViewModel(QObject):
    """``changed`` for document and printers, ``queue_changed`` for the queue."""

    changed = Signal()
    queue_changed = Signal()
    failed_count = Signal(int)
    """How many prints wait for a person."""
    queued = Signal(str, str)
    """A document's title and the printer it goes to."""
    saved = Signal(str)
    """The name of a PDF that was written."""
    refused = Signal(object)
    """A ``LeaderError``: something asked for was not done."""

    def __init__(
        self,
        desk: PrintDesk,
        database: Runner,
        *,
        side: Runner,
        now: Callable[[], datetime],
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.now = now
        self._desk, self._database, self._side, self._worker = desk, database, side, worker
        self.phase = Phase.NOTHING
        self.wish: Wish | None = None
        self.document: Document | None = None
        self.pages: Sequence[Page] = ()
        self.printers: Sequence[Printer] = ()
        self.printer: Printer | None = None
        self.paper: Paper = A4
        self.copies = 1
        self.error: LeaderError | None = None
        self.jobs: Sequence[PrintNote] = ()

    def begin(self) -> None:
        """Read the queue and the printers."""
        self._read_jobs()
        self._database.run(self, self._desk.printers, self._take_printers, self.refused.emit)

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Follow the queue and the printers; have the worker look."""
        if changes.concerns(Entity.PRINT_JOB):
            self._worker.wake()
            self._read_jobs()
        if changes.concerns(Entity.SETTING):
            self._database.run(self, self._desk.printers, self._take_printers, self.refused.emit)

    @Slot(str, object)
    def show(self, kind: str, ids: Sequence[str] | str = ()) -> None:
        """Make a document of these things and show it; ``kind`` is a ``DocumentKind``."""
        names = (ids,) if isinstance(ids, str) else tuple(ids)
        options = self.wish.options if self.wish is not None else _USUAL
        self.copies = 1
        self._make(Wish(DocumentKind(kind), tuple(name for name in names if name), options))

    def show_job(self, job_id: str) -> None:
        """Show what a job in the queue prints."""
        note = next((one for one in self.jobs if one.job_id == job_id), None)
        if note is not None:
            self.copies = note.copies
            self._make(Wish(note.kind, job_id=job_id))

    def say_again(self) -> None:
        """Make it again, in the language in force; what is in the queue stays as it is."""
        if self.phase is not Phase.NOTHING:
            self._again()

    def choose_grouping(self, grouping: str) -> None:
        """Put the pick list together in another way."""
        self._again(grouping=Grouping(grouping))

    def choose_blind(self, *, blind: bool) -> None:
        """Leave out of the stocktake sheet what is expected, or not."""
        self._again(blind=blind)

    def choose_printer(self, name: str) -> None:
        """Print on another printer, and this kind of document from now on."""
        found = next((one for one in self.printers if one.name == name), None)
        if found is None or self.document is None:
            return
        kind = self.document.kind
        self._database.run(
            self, lambda: self._desk.choose_printer(kind, name), _nothing, self.refused.emit
        )
        self.printer = found
        self._use(found.paper)

    def choose_paper(self, key: str) -> None:
        """Lay it out for another paper, where there is no printer."""
        if self.printer is None and key in PAPERS:
            self._use(PAPERS[key])

    def set_copies(self, copies: int) -> None:
        """Print so many."""
        self.copies = copies
        self.changed.emit()

    def can_print(self) -> bool:
        """Tell whether there is something and somewhere to print."""
        return self.phase is Phase.SHOWN and self.printer is not None and self.copies > 0

    def can_save(self) -> bool:
        """Tell whether there is something to save."""
        return self.phase is Phase.SHOWN and bool(self.pages)

    def print_it(self) -> None:
        """Put the document into the queue."""
        document, printer, copies = self.document, self.printer, self.copies
        if document is None or printer is None or not self.can_print():
            return
        self._database.run(
            self,
            lambda: self._desk.enqueue(document, printer.name, copies),
            lambda _: self._in_queue(document.title, printer.name),
            self.refused.emit,
        )

    def save_pdf(self, path: Path) -> None:
        """Write the document as a PDF."""
        from ui.printing.outputs import PDF_DPI, write_pdf

        document, pages = self.document, self.pages
        if document is None or not self.can_save():
            return
        dpi = self.printer.dpi if self.printer and document.labels else PDF_DPI
        self._side.run(
            self,
            lambda: write_pdf(path, pages, document.title, dpi),
            lambda _: self.saved.emit(path.name),
            self.refused.emit,
        )

    def reprint(self, job_id: str, *, rest: bool = False) -> None:
        """Print a job again, or what of it is not out yet, on the printer it was for."""
        self._do(lambda: self._desk.reprint(job_id, rest=rest))

    def cancel(self, job_id: str) -> None:
        """Take a job out of the queue."""
        self._do(lambda: self._desk.cancel(job_id))

    def _do(self, deed: Callable[[], object]) -> None:
        self._database.run(self, deed, lambda _: self._queue_touched(), self.refused.emit)

    def _queue_touched(self) -> None:
        self._worker.try_now()
        self._read_jobs()

    def _in_queue(self, title: str, printer: str) -> None:
        self.queued.emit(title, printer)
        self._queue_touched()

    def _again(self, **options: object) -> None:
        if self.wish is not None and not self.wish.job_id:
            chosen = replace(self.wish.options, **options)  # type: ignore[arg-type]
            self._make(replace(self.wish, options=chosen))

    def _make(self, wish: Wish) -> None:
        self.wish, self.error = wish, None
        self.phase = Phase.LOADING
        self.changed.emit()
        self._database.run(
            self, lambda: self._read(wish), self._made, self._not_made, latest="make"
        )

    def _read(self, wish: Wish) -> tuple[Document, Sequence[Printer], Printer | None]:
        document = (
            self._desk.document(wish.job_id)
            if wish.job_id
            else self._desk.make(wish.kind, wish.ids, wish.options)
        )
        return document, self._desk.printers(), self._desk.default_printer(document.kind)

    def _made(self, made: tuple[Document, Sequence[Printer], Printer | None]) -> None:
        self.document, self.printers, self.printer = made
        usual = _usual_paper(self.document.kind)
        self._use(self.printer.paper if self.printer is not None else usual)

    def _not_made(self, error: LeaderError) -> None:
        self.document, self.pages = None, ()
        self.error, self.phase = error, Phase.ERROR
        self.changed.emit()

    def _use(self, paper: Paper) -> None:
        from ui.printing.layout import lay_out

        self.paper, document = paper, self.document
        if document is None:
            return
        self._side.run(
            self,
            lambda: tuple(lay_out(document, paper)),
            self._laid_out,
            self._not_made,
            latest="pages",
        )

    def _laid_out(self, pages: Sequence[Page]) -> None:
        self.pages, self.phase = pages, Phase.SHOWN
        self.changed.emit()

    def _take_printers(self, printers: Sequence[Printer]) -> None:
        self.printers = printers
        known = {one.name: one for one in printers}
        changed = known.get(self.printer.name) if self.printer is not None else None
        if self.printer is not None and changed != self.printer:
            self.printer = changed
            self._use(changed.paper if changed is not None else self.paper)
        self.changed.emit()

    def _read_jobs(self) -> None:
        self._database.run(self, self._desk.jobs, self._take_jobs, self.refused.emit, latest="jobs")

    def _take_jobs(self, jobs: Sequence[PrintNote]) -> None:
        self.jobs = tuple(job for job in jobs if job.state is not PrintState.CANCELLED)
        self.failed_count.emit(sum(job.state is PrintState.FAILED for job in jobs))
        self.queue_changed.emit()


def _usual_paper(kind: DocumentKind) -> Paper:
    if kind in _LABELS:
        return LABEL_60X40
    return ROLL_80 if kind in _SLIPS else A4


def _nothing(_result: None) -> None:
    """A choice that was kept needs no more words."""
