"""A document on a paper: its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from leader_app.domain.document import Document
from leader_app.domain.paper import LABEL_60X40, Paper, PaperForm
from ui.printing.label_layout import lay_out_label
from ui.printing.marks import Box, Page, shifted
from ui.printing.measures import MM, SHEET_LINE
from ui.printing.sheet_layout import lay_out_sheet

_ROLL_LABEL = 2 / 3


def lay_out(document: Document, paper: Paper) -> Iterator[Page]:
    """Yield the pages of a document, one after the other as they are asked for."""
    for sheet in document.sheets:
        yield from lay_out_sheet(sheet, document.head, paper)
    if document.labels:
        yield from _labels(document, paper)


def _labels(document: Document, paper: Paper) -> Iterator[Page]:
    if paper.form is PaperForm.SHEET:
        return _tiled(_each(document, LABEL_60X40), paper)
    if paper.form is PaperForm.ROLL:
        height = round(paper.width_mm * _ROLL_LABEL)
        return _each(document, replace(paper, form=PaperForm.LABEL, height_mm=height))
    return _each(document, paper)


def _each(document: Document, paper: Paper) -> Iterator[Page]:
    for label in document.labels:
        yield from lay_out_label(label, paper)


def _tiled(labels: Iterable[Page], paper: Paper) -> Iterator[Page]:
    """Yield sheets full of labels, to be cut along their thin frames."""
    width, height = paper.width_mm * MM, paper.height_mm * MM
    cell_width, cell_height = LABEL_60X40.width_mm * MM, LABEL_60X40.height_mm * MM
    margin = paper.margin_mm * MM
    across = int((width - 2 * margin) / cell_width)
    down = int((height - 2 * margin) / cell_height)
    left = (width - across * cell_width) / 2
    page, used = Page(width, height, []), 0
    for label in labels:
        if used == across * down:
            yield page
            page, used = Page(width, height, []), 0
        x, y = left + used % across * cell_width, margin + used // across * cell_height
        page.marks.append(Box(x, y, cell_width, cell_height, SHEET_LINE))
        page.marks += [shifted(mark, x, y) for mark in label.marks]
        used += 1
    if used:
        yield page
