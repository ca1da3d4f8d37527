"""One entry of the list of incidents."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.core_text import sentence
from ui.incidents.model import EntryRole, Index
from ui.incidents.view_model import Entry
from ui.kit.paint import focus_ring, rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
ROW = Size.CONTROL_HUGE


class EntryDelegate(QStyledItemDelegate):
    """A sign for what it is, a title, whom it is about and when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all."""
        return QSize(Size.FORM // 2, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        entry = index.data(EntryRole.ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        c, box = colours(), QRectF(option.rect)
        self._paint_ground(painter, option)
        inner = box.adjusted(Space.L, Space.S, -Space.M, -Space.S)
        size = Size.ICON
        sign = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        drawing, colour = _sign(entry)
        icons.paint(painter, drawing, colour, sign)
        inner.setLeft(sign.right() + Space.M)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        title = c.text_hint if entry.settled else c.text
        _words(painter, upper, sentence(entry.title), font(strong=not entry.settled), title)
        when = str(index.data(EntryRole.WHEN) or "")
        below = f"{entry.who}  {when}".strip()
        _words(painter, lower, below, font(Type.CAPTION), c.text_hint)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        c, box = colours(), QRectF(option.rect)
        painter.setPen(QPen(QColor(c.line), Size.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inset = box.adjusted(Space.XS, Space.XS - 1, -Space.XS, -Space.XS)
        if option.state & QStyle.StateFlag.State_Selected:
            rounded(painter, inset, Radius.CONTROL, c.accent.soft)
            if option.state & QStyle.StateFlag.State_HasFocus:
                focus_ring(painter, inset, Radius.CONTROL - 1, c.accent.text)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, inset, Radius.CONTROL, c.hover)


def _sign(entry: Entry) -> tuple[str, str]:
    c = colours()
    if entry.settled:
        return "check-circle", c.text_hint
    return ("refused", c.warn.text) if entry.refused else ("warning", c.bad.text)


def _words(painter: QPainter, box: QRectF, said: str, face: QFont, colour: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(face).elidedText(said, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, _LEFT, shown)
