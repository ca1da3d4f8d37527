"""A short list to choose from by digit key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.paint import rounded
from ui.kit.pill import PILL_HEIGHT, paint_pill, pill_width
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Tone, Type

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_MOST = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose; ``state`` is a pill: words, drawing, colour."""

    words: str
    note: str = ""
    state: tuple[str, str, Tone] | None = None


class _Row(QAbstractButton):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._entry = Entry("")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_entry(self, entry: Entry) -> None:
        self._entry = entry
        self.setText(entry.words)
        self.setAccessibleName(f"{self._number} {entry.words}")
        self.setAccessibleDescription(entry.note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.FORM, Size.ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        if self.underMouse() or self.isDown():
            rounded(painter, box, Radius.CONTROL, c.accent.soft if self.isDown() else c.hover)
        inner = box.adjusted(Space.M, 0, -Space.M, 0)
        cap = QRectF(inner.left(), box.center().y() - Size.ICON_SMALL, 0, 2 * Size.ICON_SMALL)
        cap.setWidth(2 * Size.ICON_SMALL)
        rounded(painter, cap, Radius.SMALL, c.surface, c.line_strong)
        painter.setPen(QColor(c.text))
        painter.setFont(font(Type.LEAD, strong=True))
        painter.drawText(cap, _MIDDLE, str(self._number))
        inner.setLeft(cap.right() + Space.M)
        inner.setRight(self._paint_state(painter, inner))
        self._paint_words(painter, inner)

    def _paint_state(self, painter: QPainter, inner: QRectF) -> float:
        if self._entry.state is None:
            return inner.right()
        words, drawing, tone = self._entry.state
        width = pill_width(words, drawing)
        top = inner.center().y() - PILL_HEIGHT / 2
        where = QRectF(inner.right() - width, top, width, PILL_HEIGHT)
        paint_pill(painter, where, words, drawing, tone)
        return where.left() - Space.M

    def _paint_words(self, painter: QPainter, inner: QRectF) -> None:
        c, face = colours(), font(Type.LEAD, strong=True)
        painter.setFont(face)
        painter.setPen(QColor(c.text))
        painter.drawText(inner, _LEFT, self._entry.words)
        width = QFontMetrics(face).horizontalAdvance(self._entry.words) + Space.M
        rest = inner.adjusted(width, 0, 0, 0)
        painter.setFont(font(Type.BODY))
        painter.setPen(QColor(c.text_secondary))
        metrics, right = QFontMetrics(font(Type.BODY)), Qt.TextElideMode.ElideRight
        note = metrics.elidedText(self._entry.note, right, max(0, int(rest.width())))
        painter.drawText(rest, _LEFT, note)


class NumberedList(QWidget):
    """Up to nine entries; the page presses them by their digits, a mouse may too."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = [_Row(number) for number in range(1, _MOST + 1)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        layout.setSpacing(0)
        for at, row in enumerate(self._rows):
            row.clicked.connect(lambda _=False, at=at: self.chosen.emit(at))
            row.hide()
            layout.addWidget(row)
        layout.addStretch(1)
        self.count = 0

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.count = min(len(entries), _MOST)
        for row, entry in zip(self._rows, entries, strict=False):
            row.set_entry(entry)
        for at, row in enumerate(self._rows):
            row.setVisible(at < self.count)
