"""One line of the count: what it is, how many are here of how many, and what that means."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.paint import focus_ring, rounded
from ui.kit.pill import PILL_HEIGHT, paint_pill, pill_width
from ui.receiving import wording
from ui.receiving.count_model import Index, LineRole, LineWords
from ui.receiving.draw_delegate import WIDEST, words
from ui.receiving.sheet import State
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

ROW = Size.CONTROL_LARGE + Space.S
STATE_ROOM = Size.RAIL + Space.XXL
OF_ROOM = Size.CONTROL_HUGE
HERE_ROOM = Size.CONTROL_HUGE + Space.L
_STATE = QStyle.StateFlag
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class CountDelegate(QStyledItemDelegate):
    """Numbers large enough to be read from the truck."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._here: QFont = font(Type.HEADLINE, strong=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all."""
        return QSize(Size.FORM, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        said = index.data(LineRole.WORDS)
        if not isinstance(said, LineWords):
            return
        painter.save()
        box = QRectF(option.rect)
        _paint_ground(painter, box, chosen=bool(option.state & _STATE.State_Selected))
        inner = box.adjusted(Space.M, 0, -Space.M, 0)
        inner.setWidth(min(inner.width(), WIDEST))
        room = QRectF(inner.right() - STATE_ROOM, inner.top(), STATE_ROOM, inner.height())
        _paint_state(painter, room, said)
        of = QRectF(room.left() - OF_ROOM, inner.top(), OF_ROOM, inner.height())
        self._paint_numbers(painter, of, said)
        sign = QRectF(inner.left(), inner.top(), Size.ICON, inner.height())
        icons.paint(painter, wording.ZONE_ICONS[said.zone], colours().text_hint, sign)
        name = QRectF(sign.right() + Space.M, inner.top(), 0, inner.height())
        name.setRight(of.left() - HERE_ROOM - Space.S)
        _paint_name(painter, name, said)
        painter.restore()

    def _paint_numbers(self, painter: QPainter, of: QRectF, said: LineWords) -> None:
        c = colours()
        here = QRectF(of.left() - HERE_ROOM, of.top(), HERE_ROOM, of.height())
        waiting = said.state is State.WAITING
        colour = c.text_hint if waiting and said.here == "0" else c.text
        words(painter, here, said.here, self._here, colour, right=True)
        rest = of.adjusted(Space.XS + 2, Space.XS, 0, 0)
        shown = f"/ {said.of}" if said.of else said.unit
        words(painter, rest, shown, font(Type.LEAD), c.text_secondary)


def _paint_ground(painter: QPainter, box: QRectF, *, chosen: bool) -> None:
    c = colours()
    painter.fillRect(
        QRectF(box.left(), box.bottom() - Size.LINE, box.width(), Size.LINE), QColor(c.line)
    )
    if chosen:
        inset = box.adjusted(Space.XS, 2, -Space.XS, -3)
        rounded(painter, inset, Radius.CONTROL, c.accent.soft)
        focus_ring(painter, inset, Radius.CONTROL - 1, c.accent.text)


def _paint_name(painter: QPainter, box: QRectF, said: LineWords) -> None:
    c = colours()
    if not said.below:
        words(painter, box, said.name, font(Type.LEAD), c.text)
        return
    middle = box.center().y()
    upper = QRectF(box.left(), middle - Size.ICON_LARGE, box.width(), Size.ICON_LARGE)
    words(painter, upper, said.name, font(Type.LEAD), c.text)
    lower = QRectF(box.left(), middle + 2, box.width(), Type.CAPTION + Space.XS)
    face = font(Type.CAPTION)
    words(painter, lower, said.below, face, c.bad.text if said.late else c.text_hint)


def _paint_state(painter: QPainter, room: QRectF, said: LineWords) -> None:
    text, icon, tone = said.pill
    width = min(room.width(), pill_width(text, icon))
    top = room.center().y() - PILL_HEIGHT / 2
    where = QRectF(room.right() - width, top, width, PILL_HEIGHT)
    shown = QFontMetrics(font(Type.CAPTION)).elidedText(
        text, Qt.TextElideMode.ElideRight, int(width - pill_width("", icon)) + 1
    )
    paint_pill(painter, where, shown, icon, tone)
