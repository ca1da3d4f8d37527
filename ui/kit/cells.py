"""Cells of long lists, drawn with as few questions as a smooth scroll allows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.kit.paint import rounded
from ui.kit.pill import PILL_HEIGHT, paint_pill, pill_width
from ui.kit.table import Index, RowDelegate, Table
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Radius, Size, Space, Tone, Type

_SHARES = (0.55, 0.8, 0.5, 0.3, 0.6, 0.5, 0.6)
_SELECTED = QStyle.StateFlag.State_Selected
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_ELIDE = Qt.TextElideMode.ElideRight
CELL = Qt.ItemDataRole.UserRole + 20
"""All that is drawn of a cell, in one question; ``None`` for a row that has not come yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words and how they look; ``sub`` is a second, quieter line where rows are high."""

    words: str
    on_right: bool = False
    strong: bool = False
    ink: Ink = Ink.PRIMARY
    pill: tuple[str, Tone] | None = None
    sub: str = ""


class CellDelegate(RowDelegate):
    """Draws what is there; a row that has not come yet is grey bars, not a hole."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        c, table = colours(), self.parent()
        if option.state & _SELECTED:
            painter.fillRect(rect, QColor(c.accent.soft))
            if index.column() == 0 and isinstance(table, Table) and table.hasFocus():
                bar = QRect(rect.left(), rect.top(), Space.XS - 1, rect.height())
                painter.fillRect(bar, QColor(c.accent.text))
        elif isinstance(table, Table) and table.hovered_row == index.row():
            painter.fillRect(rect, QColor(c.hover))
        line = QRect(rect.left(), rect.bottom(), rect.width(), Size.LINE)
        painter.fillRect(line, QColor(c.line))
        box = rect.adjusted(Space.M, 0, -Space.M, -Size.LINE)
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            _paint_bar(painter, box, index.column())
        elif cell.pill is None:
            _paint_words(painter, box, cell)
        else:
            icon, tone = cell.pill
            width = min(pill_width(cell.words, icon), box.width())
            top = box.center().y() - PILL_HEIGHT / 2
            where = QRectF(box.left(), top, width, PILL_HEIGHT)
            paint_pill(painter, where, cell.words, icon, tone)


def _paint_words(painter: QPainter, box: QRect, cell: Cell, size: Type = Type.BODY) -> None:
    face = font(size, strong=cell.strong)
    if cell.sub:
        low = box.adjusted(0, box.height() // 2 + 1, 0, -Space.XS)
        _paint_words(painter, low, Cell(cell.sub, cell.on_right, ink=Ink.HINT), Type.CAPTION)
        box = box.adjusted(0, Space.XS, 0, -box.height() // 2 + 2)
    painter.setFont(face)
    painter.setPen(QColor(colours().ink(cell.ink)))
    words = QFontMetrics(face).elidedText(cell.words, _ELIDE, box.width())
    painter.drawText(box, _RIGHT if cell.on_right else _LEFT, words)


def _paint_bar(painter: QPainter, box: QRect, column: int) -> None:
    width = box.width() * _SHARES[column % len(_SHARES)]
    bar = QRectF(box.left(), box.center().y() - Type.CAPTION / 2, width, Type.CAPTION)
    rounded(painter, bar, Radius.SMALL, colours().skeleton)
