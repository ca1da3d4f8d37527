"""Strokes that the drawn lists of this page share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from ui.kit.paint import rounded
from ui.theme.current import colours
from ui.theme.tokens import Size, Tone

WIDEST = Size.READING + 2 * Size.RAIL
"""A number far from its name is read on the wrong line."""
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def words(
    painter: QPainter, box: QRectF, said: str, face: QFont, colour: str, *, right: bool = False
) -> None:
    """Write one line into ``box``, ended by an ellipsis where there is no room."""
    painter.setFont(face)
    painter.setPen(QColor(colour))
    width = max(0, int(box.width()))
    shown = QFontMetrics(face).elidedText(said, Qt.TextElideMode.ElideRight, width)
    painter.drawText(box, _RIGHT if right else _LEFT, shown)


def room_bar(painter: QPainter, box: QRectF, capacity: int, used: int, added: int) -> None:
    """Draw how full a place is (``used``) and becomes (``added``); what does not fit is red."""
    c, radius = colours(), box.height() / 2
    rounded(painter, box, radius, c.skeleton)
    whole = max(capacity, used + added, 1)
    over = 0 < capacity < used + added
    after = box.width() * (used + added) / whole
    if used + added > 0:
        fill = c.tone(Tone.BAD).text if over else c.accent.text
        rounded(painter, _part(box, after), radius, fill)
    if used > 0 and added > 0:
        rounded(painter, _part(box, box.width() * used / whole), radius, c.line_strong)
    elif used > 0 and not over:
        rounded(painter, _part(box, after), radius, c.accent.text)
    if over:
        limit = box.left() + box.width() * capacity / whole
        painter.fillRect(QRectF(limit - 1, box.top() - 2, 2, box.height() + 4), QColor(c.text))


def _part(box: QRectF, width: float) -> QRectF:
    return QRectF(box.left(), box.top(), max(box.height(), min(width, box.width())), box.height())
