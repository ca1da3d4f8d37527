"""One line of the card: where it lies, what it is, how many."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from leader_app.domain.neighbourhood import Zone
from ui.kit.paint import focus_ring, rounded
from ui.kit.stages import zone_word
from ui.pickup.card import Pick
from ui.pickup.lines import Index, LineRole
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

ROW, ROOMY_ROW = Size.CONTROL_LARGE, Size.CONTROL_HUGE
_PLACE = Size.CONTROL_HUGE + Space.XL + Space.S
_UNIT = Size.CONTROL + Space.M
_WIDEST = Size.READING + Size.RAIL  # a number far from its name is read on the wrong line
_ZONES = {Zone.FRIDGE: "fridge", Zone.FREEZER: "freezer"}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class LineDelegate(QStyledItemDelegate):
    """Draws a line so that its number is read from two metres.

    ``roomy`` is set where the window is high: higher lines, larger names.
    """

    roomy = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all."""
        return QSize(Size.FORM, ROOMY_ROW if self.roomy else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        pick = index.data(LineRole.PICK)
        if not isinstance(pick, Pick):
            return
        painter.save()
        box = QRectF(option.rect)
        leads = bool(index.data(LineRole.LEADS))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, leads and index.row() > 0, chosen)
        inner = box.adjusted(Space.L, 0, -Space.L, 0)
        if leads:
            self._paint_place(painter, inner, pick)
        goods = inner.adjusted(_PLACE, 0, 0, 0)
        goods.setWidth(min(goods.width(), _WIDEST))
        room = self._paint_quantity(painter, goods, pick, gone=bool(index.data(LineRole.GONE)))
        goods.setRight(room - Space.M)
        self._paint_name(painter, goods, pick, str(index.data(LineRole.NOTE) or ""))
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, rule: bool, chosen: bool) -> None:
        c = colours()
        if rule:
            painter.setPen(QPen(QColor(c.line), Size.LINE))
            painter.drawLine(box.topLeft(), box.topRight())
        if chosen:
            inset = box.adjusted(Space.XS, 2, -Space.XS, -2)
            rounded(painter, inset, Radius.CONTROL, c.accent.soft)
            focus_ring(painter, inset, Radius.CONTROL - 1, c.accent.text)

    def _paint_place(self, painter: QPainter, box: QRectF, pick: Pick) -> None:
        c, left = colours(), box.left()
        drawing = _ZONES.get(pick.line.zone)
        if drawing:
            sign = QRectF(left, box.center().y() - Size.ICON / 2, Size.ICON, Size.ICON)
            icons.paint(painter, drawing, c.accent.text, sign)
            left += Size.ICON + Space.XS
        words = pick.line.slot or zone_word(pick.line.zone)
        room = QRectF(left, box.top(), box.left() + _PLACE - Space.S - left, box.height())
        face = _fitting(words, room.width())
        _words(painter, room, words, face, c.accent.text if drawing else c.text)

    def _paint_name(self, painter: QPainter, box: QRectF, pick: Pick, note: str) -> None:
        c = colours()
        colour = c.text if pick.quantity else c.text_hint
        alone, above = (Type.HEADLINE, Type.TITLE) if self.roomy else (Type.TITLE, Type.LEAD)
        if not note:
            _words(painter, box, pick.line.product_name, font(alone), colour)
            return
        upper = box.adjusted(0, 2, 0, -box.height() / 3)
        _words(painter, upper, pick.line.product_name, font(above), colour)
        lower = box.adjusted(0, box.height() * 2 / 3 - 3, 0, -3)
        below = Type.BODY if self.roomy else Type.CAPTION
        _words(painter, lower, note, font(below), c.warn.text)

    def _paint_quantity(self, painter: QPainter, box: QRectF, pick: Pick, *, gone: bool) -> float:
        """Draw number and unit; return where the room for the name ends."""
        c = colours()
        unit = QRectF(box.right() - _UNIT, box.top(), _UNIT, box.height())
        _words(painter, unit, pick.line.unit, font(Type.LEAD), c.text_secondary)
        face = font(Type.QUANTITY, strong=True)
        number = str(pick.shown)
        width = QFontMetrics(face).horizontalAdvance(number)
        painter.setFont(face)
        painter.setPen(QColor(c.ok.text if gone else c.text if pick.quantity else c.text_hint))
        where = QRectF(unit.left() - width - Space.S, box.top() - Space.XS, width + 1, box.height())
        painter.drawText(where.adjusted(0, 0, 0, Space.S), _RIGHT, number)
        if not gone:
            return where.left()
        sign = QRectF(where.left() - Size.ICON_LARGE - Space.S, box.top(), Size.ICON_LARGE, 0)
        sign.setHeight(box.height())
        icons.paint(painter, "check", c.ok.text, sign)
        return sign.left()


def _fitting(words: str, width: float) -> QFont:
    for size in (Type.TITLE, Type.LEAD, Type.BODY):
        face = font(size, strong=True)
        if QFontMetrics(face).horizontalAdvance(words) <= width:
            return face
    return font(Type.CAPTION, strong=True)


def _words(painter: QPainter, box: QRectF, words: str, face: QFont, colour: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, _LEFT, shown)
