"""Lists and labels: from the store's lines to pages, a PDF, and dots for a label printer."""

from __future__ import annotations

import os
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.document_form import from_json, to_json
from leader_app.domain.paper import A4, LABEL_60X40, ROLL_80, Paper, head_dots
from leader_app.services.printing.desk import Grouping, PrintOptions
from leader_app.services.printing.printing import Printing
from tests.bench.figure import ROUNDS, Figure, seconds
from tests.fakes.prints import Shop, a_pick_line, a_printing
from ui.printing import faces
from ui.printing.layout import lay_out
from ui.printing.outputs import raster, write_pdf

ORDERS, LABELS = 1_000, 500
LIST_SECONDS, LABEL_SECONDS = 1.0, 2.0
_DPI = 203


def figures() -> Iterator[Figure]:
    """Measure, with a cold face cache each time: a person prints once, not five times."""
    application = QApplication.instance() or QApplication([])
    prints = _prints()
    for grouping in Grouping:
        work = _list_of(prints, grouping, A4)
        yield _taken(f"pick list of {ORDERS} orders {grouping}, PDF", work, LIST_SECONDS)
    work = _list_of(prints, Grouping.ROOM, ROLL_80)
    yield _taken(f"pick list of {ORDERS} orders, 80 mm roll, PDF", work, LIST_SECONDS)
    labels = prints.make(DocumentKind.PARCEL_LABELS, [f"A{n:010}" for n in range(LABELS)])
    labels = _only(labels, LABELS)
    yield _taken(f"{LABELS} labels 60 x 40 mm, PDF", lambda: _pdf(labels), LABEL_SECONDS)
    yield _taken(f"{LABELS} labels 60 x 40 mm, dots", lambda: _dots(labels), LABEL_SECONDS)
    yield _taken("  of it until the first label", lambda: _first(labels), 0.1)
    text = to_json(labels)
    yield Figure(f"{LABELS} labels in the queue", f"{len(text) // 1024} KiB", "", None)
    yield _taken("  written and read back", lambda: from_json(to_json(labels)), 0.2)
    yield _memory(labels)
    del application


def _prints() -> Printing:
    return a_printing(
        Shop(lines=[a_pick_line(n, x) for n in range(ORDERS) for x in range(1, 2 + n % 2)])
    )


def _only(document: Document, count: int) -> Document:
    made = document.labels[:count]
    return Document(document.kind, document.title, document.head, document.made_at, labels=made)


def _list_of(prints: Printing, grouping: Grouping, paper: Paper) -> Callable[[], None]:
    def work() -> None:
        document = prints.make(DocumentKind.PICK_LIST, (), PrintOptions(grouping))
        _written(document, paper)

    return work


def _pdf(document: Document) -> None:
    _written(document, LABEL_60X40)


def _written(document: Document, paper: Paper) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages = list(lay_out(document, paper))
        write_pdf(Path(folder) / "out.pdf", pages, document.title)


def _dots(document: Document) -> None:
    width = head_dots(LABEL_60X40, _DPI)
    for page in lay_out(document, LABEL_60X40):
        raster(page, _DPI, width)


def _first(document: Document) -> None:
    raster(next(lay_out(document, LABEL_60X40)), _DPI, head_dots(LABEL_60X40, _DPI))


def _taken(name: str, work: Callable[[], object], limit: float) -> Figure:
    def cold() -> object:
        faces.forget()
        return work()

    taken = median(seconds(cold) for _ in range(ROUNDS))
    return Figure(name, f"{taken:.2f} s", f"<= {limit:g} s", taken <= limit)


def _memory(document: Document) -> Figure:
    """Dots are made page by page: many labels take no more room than few."""
    peaks = []
    for count in (LABELS // 10, LABELS):
        faces.forget()
        tracemalloc.start()
        _dots(_only(document, count))
        peaks.append(tracemalloc.get_traced_memory()[1] / 1024)
        tracemalloc.stop()
    said = f"{peaks[0]:.0f} KiB, {peaks[1]:.0f} KiB"
    return Figure(f"peak of {LABELS // 10} and of {LABELS} labels, dots", said, "", None)
