"""Buttons, with the key that presses them written on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.kit.keys import key_name, on_key
from ui.kit.paint import faded, focus_ring, rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type


class Kind(StrEnum):
    """How much a button calls; a page has at most one primary."""

    PRIMARY = "primary"
    QUIET = "quiet"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class _Look:
    fill: str | None
    line: str | None
    words: str


class Button(QPushButton):
    """A push button; ``key`` presses it from anywhere while it is to be seen.

    Without ``answers`` the key is only drawn: the page listens for it itself, after the keys of
    a scanner were taken out.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.QUIET,
        *,
        icon: str = "",
        key: str = "",
        answers: bool = True,
        height: Size = Size.CONTROL,
    ) -> None:
        super().__init__(text)
        self._kind, self._icon, self._key, self._height = kind, icon, key, height
        self._shortcut = on_key(self, key, self.click) if key and answers else None
        self.setFont(font(self._type(), strong=kind is Kind.PRIMARY))
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(text)

    def set_words(self, text: str, hint: str = "") -> None:
        """Show ``text``; ``hint`` is the tool tip (and the name, where there is only an icon)."""
        self.setText(text)
        self.setAccessibleName(text or hint)
        self.setAccessibleDescription(key_name(self._key) if self._key else "")
        self.setToolTip(hint)
        self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        """Show another drawing."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon, words and key."""
        return QSize(round(self._content_width()) + 2 * self._padding(), self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words on a button are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter, box, look = QPainter(self), QRectF(self.rect()), self._look()
        rounded(painter, box, Radius.CONTROL, look.fill, look.line)
        if self.hasFocus():
            ring = look.words if self._kind is Kind.PRIMARY else colours().accent.text
            inset = box.adjusted(2, 2, -2, -2) if self._kind is Kind.PRIMARY else box
            focus_ring(painter, inset, Radius.CONTROL - 1, ring)
        self._paint_content(painter, box, look)

    def _paint_content(self, painter: QPainter, box: QRectF, look: _Look) -> None:
        at = (box.width() - self._content_width()) / 2
        if self._icon:
            size = self._icon_size()
            where = QRectF(at, (box.height() - size) / 2, size, size)
            icons.paint(painter, self._icon, look.words, where)
            at += size + (Space.S if self.text() else 0)
        painter.setFont(self.font())
        painter.setPen(QColor(look.words))
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        words = QRectF(at, 0, width + 1, box.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(words, int(flags), self.text())
        if self._key:
            self._paint_key(painter, at + width + Space.M, box, look)

    def _paint_key(self, painter: QPainter, at: float, box: QRectF, look: _Look) -> None:
        cap = QRectF(at, (box.height() - self._cap_height()) / 2, self._cap(), self._cap_height())
        painter.setPen(faded(look.words, 0.45))
        painter.setBrush(faded(look.words, 0.10))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), Space.XS, Space.XS)
        painter.setPen(QColor(look.words))
        painter.setFont(font(Type.CAPTION))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key_name(self._key))

    def _look(self) -> _Look:
        c = colours()
        pressed, over = self.isDown() or self.isChecked(), self.underMouse()
        if not self.isEnabled():
            fill = None if self._kind is Kind.PLAIN else c.sunken
            return _Look(fill, None if self._kind is Kind.PLAIN else c.line, c.text_hint)
        if self._kind is Kind.PRIMARY:
            fill = c.accent_press if pressed else c.accent_hover if over else c.accent_fill
            return _Look(fill, None, c.accent.on_fill)
        if self._kind is Kind.DANGER:
            return _Look(c.bad.soft if pressed or over else c.surface, c.bad.text, c.bad.text)
        fill = c.sunken if pressed else c.hover if over else None
        if self._kind is Kind.PLAIN:
            return _Look(fill, None, c.accent.text if self.text() else c.text_secondary)
        return _Look(fill or c.surface, c.line_strong, c.text)

    def _content_width(self) -> float:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        if self._icon:
            width += self._icon_size() + (Space.S if self.text() else 0)
        if self._key:
            width += Space.M + self._cap()
        return width

    def _type(self) -> Type:
        sizes = {Size.CONTROL_HUGE: Type.TITLE, Size.CONTROL_LARGE: Type.LEAD}
        return sizes.get(self._height, Type.BODY)

    def _padding(self) -> int:
        if not self.text():
            return (self._height - self._icon_size()) // 2
        return Space.M if self._kind is Kind.PLAIN else Space.L

    def _icon_size(self) -> int:
        return Size.ICON_LARGE if self._height > Size.CONTROL else Size.ICON_SMALL + 2

    def _cap_height(self) -> int:
        return Size.ICON_LARGE if self._height > Size.CONTROL else Size.ICON

    def _cap(self) -> int:
        width = QFontMetrics(font(Type.CAPTION)).horizontalAdvance(key_name(self._key))
        return width + 2 * Space.S - Space.XS
