"""Keys and what they do, for whoever looks up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import rounded
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class KeyLegend(QWidget):
    """Key caps with a word each, in rows that fill the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show ``(name of the key, what it does)``."""
        self._keys = list(keys)
        self.setAccessibleName(", ".join(f"{key}: {does}" for key, does in keys))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of one row."""
        return QSize(Size.FORM, self.heightForWidth(Size.FORM))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow legend is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at ``width``."""
        return len(self._rows(width)) * Size.CONTROL

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, each in the middle."""
        painter, top = QPainter(self), 0.0
        for row in self._rows(self.width()):
            left = (self.width() - sum(_width(*one) for one in row) + Space.XL) / 2
            for key, does in row:
                self._paint_one(painter, QRectF(left, top, 0, Size.CONTROL), key, does)
                left += _width(key, does)
            top += Size.CONTROL

    def _paint_one(self, painter: QPainter, at: QRectF, key: str, does: str) -> None:
        c = colours()
        cap = QRectF(at.left(), at.center().y() - Size.ICON / 2 - 2, _cap(key), Size.ICON + 4)
        rounded(painter, cap, Radius.SMALL, c.surface, c.line_strong)
        painter.setPen(QColor(c.text_secondary))
        painter.setFont(font(Type.CAPTION, strong=True))
        painter.drawText(cap, _MIDDLE, key)
        painter.setPen(QColor(c.text_hint))
        painter.setFont(font())
        words = QRectF(cap.right() + Space.S, at.top(), _width(key, does), at.height())
        painter.drawText(words, _LEFT, does)

    def _rows(self, width: int) -> list[list[tuple[str, str]]]:
        rows: list[list[tuple[str, str]]] = [[]]
        used = 0
        for one in self._keys:
            if rows[-1] and used + _width(*one) - Space.XL > width:
                rows.append([])
                used = 0
            rows[-1].append(one)
            used += _width(*one)
        return rows


def _cap(key: str) -> int:
    words = QFontMetrics(font(Type.CAPTION, strong=True)).horizontalAdvance(key)
    return max(Size.ICON_LARGE, words + Space.M)


def _width(key: str, does: str) -> int:
    return _cap(key) + Space.S + QFontMetrics(font()).horizontalAdvance(does) + Space.XL
