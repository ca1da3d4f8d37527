"""Draws pages on whatever paints: the screen, a PDF, a printer, a picture of dots."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPen

from ui.kit.qr import modules, row_runs
from ui.printing.faces import face
from ui.printing.marks import Box, Code, Page, Picture, Words
from ui.printing.measures import MM
from ui.theme.fonts import has_bold

_BLACK, _WHITE = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)

_PLAIN = ((0.0, 0.0),)
_MOST_HEAVY = 8 * MM
_HEAVY = ((-0.02, 0.0), (0.02, 0.0), (0.0, -0.015), (0.0, 0.015))


def paint_page(painter: QPainter, page: Page, dots: float) -> None:
    """Draw a page; ``dots`` are the device's dots a unit. The painter keeps its own transform."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(dots, dots)
    # A face without a bold cut is made bold by the PDF engine, but not where outlines are filled.
    embolden = not has_bold() and painter.paintEngine().type() is not QPaintEngine.Type.Pdf
    codes = []
    for mark in page.marks:
        if isinstance(mark, Words):
            _words(painter, mark, embolden=embolden)
        elif isinstance(mark, Box):
            _box(painter, mark)
        elif isinstance(mark, Code):
            codes.append(mark)
        else:
            _picture(painter, mark)
    painter.restore()
    for code in codes:
        _code(painter, code, dots)


def _words(painter: QPainter, mark: Words, *, embolden: bool) -> None:
    painter.setFont(face(mark.size, strong=mark.strong).font)
    painter.setPen(_WHITE if mark.white else _BLACK)
    strokes = _HEAVY if embolden and mark.strong else _PLAIN
    step = min(mark.size, _MOST_HEAVY)
    for right, down in strokes:
        at = QPointF(mark.left + right * step, mark.baseline + down * step)
        painter.drawText(at, mark.text)


def _box(painter: QPainter, mark: Box) -> None:
    where = QRectF(mark.left, mark.top, mark.width, mark.height)
    if not mark.line:
        painter.fillRect(where, _BLACK)
        return
    half = mark.line / 2
    painter.setPen(QPen(_BLACK, mark.line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where.adjusted(half, half, -half, -half))


def _picture(painter: QPainter, mark: Picture) -> None:
    image = QImage.fromData(mark.png)
    if image.isNull():
        return
    size = image.size().scaled(
        round(mark.width), round(mark.height), Qt.AspectRatioMode.KeepAspectRatio
    )
    left = mark.left + (mark.width - size.width()) / 2
    painter.drawImage(QRectF(left, mark.top, size.width(), size.height()), image)


def _code(painter: QPainter, mark: Code, dots: float) -> None:
    """Draw modules of whole dots: a printer's dot is black or white, half of one is neither."""
    rows = modules(mark.text)
    one = max(1, floor(mark.width * dots / len(rows)))
    left = floor((mark.left + mark.width) * dots) - one * len(rows)
    top = ceil(mark.top * dots)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for y, row in enumerate(rows):
        for start, length in row_runs(row):
            painter.fillRect(QRect(left + start * one, top + y * one, length * one, one), _BLACK)
    painter.restore()
