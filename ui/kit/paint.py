"""Strokes that several of our widgets share."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui.theme.tokens import Size


def rounded(
    painter: QPainter, where: QRectF, radius: float, fill: str | None, line: str | None = None
) -> None:
    """Draw a rounded box, its line inside ``where``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(QColor(fill)) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(line), Size.LINE) if line else Qt.PenStyle.NoPen)
    half = Size.LINE / 2 if line else 0.0
    painter.drawRoundedRect(where.marginsRemoved(QMarginsF(half, half, half, half)), radius, radius)


def focus_ring(painter: QPainter, where: QRectF, radius: float, colour: str) -> None:
    """Draw the ring that shows where the keyboard is, just inside ``where``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), Size.FOCUS))
    painter.drawRoundedRect(where.marginsRemoved(QMarginsF(1, 1, 1, 1)), radius, radius)


def faded(colour: str, share: float) -> QColor:
    """Return ``colour`` with ``share`` (0 to 1) of its opacity."""
    made = QColor(colour)
    made.setAlphaF(share)
    return made
