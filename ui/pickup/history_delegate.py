"""One hand-over of the day: when, who, what; whether it was taken back or made offline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from leader_app.services.pickup.verdict import HandOverNote
from ui.kit import words
from ui.kit.paint import focus_ring, rounded
from ui.pickup.history_model import HistoryRole, Index
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class HistoryDelegate(QStyledItemDelegate):
    """Two quiet lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all."""
        return QSize(Size.FORM // 2, Size.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        note = index.data(HistoryRole.NOTE)
        if not isinstance(note, HandOverNote):
            return
        c, box = colours(), QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, option)
        inner = box.adjusted(Space.M, Space.XS, -Space.M, -Space.XS)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        upper.setRight(self._paint_marks(painter, upper, note))
        gone = note.reversed_at is not None
        face = font(strong=True)
        face.setStrikeOut(gone)
        time = words.clock_time(note.at)
        _words(painter, upper, time, font(), c.text_hint)
        upper.setLeft(upper.left() + QFontMetrics(font()).horizontalAdvance(time) + Space.S)
        who = f"{note.member_name} {note.phone_tail}".strip()
        _words(painter, upper, who, face, c.text_hint if gone else c.text)
        lower = QRectF(inner.left(), inner.center().y() + 1, inner.width(), inner.height() / 2)
        what = str(index.data(HistoryRole.GOODS) or "")
        if not note.own:
            what = f"{note.device_name} · {what}"
        _words(painter, lower, what, font(Type.CAPTION), c.text_hint)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        c, box = colours(), QRectF(option.rect)
        painter.setPen(QPen(QColor(c.line), Size.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        if option.state & QStyle.StateFlag.State_HasFocus:
            inset = box.adjusted(2, 2, -2, -3)
            rounded(painter, inset, Radius.SMALL, c.accent.soft)
            focus_ring(painter, inset, Radius.SMALL, c.accent.text)

    def _paint_marks(self, painter: QPainter, box: QRectF, note: HandOverNote) -> float:
        """Draw the signs on the right; return where they begin."""
        c, right = colours(), box.right()
        signs = [
            ("undo", c.text_hint, note.reversed_at is not None),
            ("warning", c.bad.text, not note.primary),
            ("offline", c.warn.text, note.offline),
        ]
        for drawing, colour, shown in signs:
            if shown:
                size = Size.ICON_SMALL
                where = QRectF(right - size, box.center().y() - size / 2, size, size)
                icons.paint(painter, drawing, colour, where)
                right -= size + Space.XS
        return right - Space.XS


def _words(painter: QPainter, box: QRectF, said: str, face: QFont, colour: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(face).elidedText(said, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, _LEFT, shown)
