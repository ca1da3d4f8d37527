"""One short row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.paint import focus_ring, rounded
from ui.kit.pill import PILL_HEIGHT, paint_pill, pill_width
from ui.receiving.draw_delegate import WIDEST, room_bar, words
from ui.receiving.rows_model import ROW, Index, Row
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Radius, Size, Space, Tone, Type

_STATE = QStyle.StateFlag
_INKS = {
    Tone.NEUTRAL: Ink.SECONDARY,
    Tone.ACCENT: Ink.ACCENT,
    Tone.OK: Ink.OK,
    Tone.WARN: Ink.WARN,
    Tone.BAD: Ink.BAD,
}


class ShortRowDelegate(QStyledItemDelegate):
    """Drawing, words over a quieter line or a bar, and on the right a number or a state."""

    def __init__(self, parent: QWidget, height: int) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all."""
        return QSize(Size.FORM // 2, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        box = QRectF(option.rect)
        _paint_ground(painter, option, box)
        inner = box.adjusted(Space.M, 0, -Space.M, 0)
        inner.setWidth(min(inner.width(), WIDEST))
        if row.icon:
            sign = QRectF(inner.left(), inner.top(), Size.ICON, inner.height())
            icons.paint(painter, row.icon, colours().ink(_INKS[row.tone]), sign)
            inner.setLeft(sign.right() + Space.M)
        if row.bar is not None:
            below = QRectF(inner.left(), inner.bottom() - Space.M - 2, inner.width(), Space.S - 2)
            room_bar(painter, below, row.bar.capacity, row.bar.used, row.bar.added)
            inner.setBottom(below.top() - 2)
            inner.setTop(inner.top() + Space.XS)
        inner.setRight(self._paint_right(painter, inner, row))
        _paint_words(painter, inner, row)
        painter.restore()

    def _paint_right(self, painter: QPainter, box: QRectF, row: Row) -> float:
        right = box.right()
        if row.pill is not None:
            width = pill_width(row.pill[0], row.pill[1])
            top = box.center().y() - PILL_HEIGHT / 2
            paint_pill(painter, QRectF(right - width, top, width, PILL_HEIGHT), *row.pill)
            right -= width + Space.M
        if row.right:
            face = font(strong=True)
            width = QFontMetrics(face).horizontalAdvance(row.right) + 1
            where = QRectF(right - width, box.top(), width, box.height())
            words(painter, where, row.right, face, colours().ink(row.ink), right=True)
            right -= width + Space.M
        return right


def _paint_words(painter: QPainter, box: QRectF, row: Row) -> None:
    c = colours()
    if not row.sub or row.bar is not None:
        words(painter, box, row.words, font(), c.text)
        return
    middle = box.center().y()
    upper = QRectF(box.left(), middle - Size.ICON, box.width(), Size.ICON)
    words(painter, upper, row.words, font(), c.text)
    lower = QRectF(box.left(), middle + 1, box.width(), Type.CAPTION + Space.XS)
    words(painter, lower, row.sub, font(Type.CAPTION), c.text_hint)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
    c = colours()
    painter.setPen(QPen(QColor(c.line), Size.LINE))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    inset = box.adjusted(2, 2, -2, -2)
    if option.state & _STATE.State_Selected:
        rounded(painter, inset, Radius.CONTROL, c.accent.soft)
    elif option.state & _STATE.State_MouseOver and option.state & _STATE.State_Enabled:
        rounded(painter, inset, Radius.CONTROL, c.hover)
    if option.state & _STATE.State_HasFocus:
        focus_ring(painter, inset, Radius.CONTROL - 1, c.accent.text)
