"""Small parts of the verdict card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.card import Card
from ui.kit.label import ElidedLabel, IconLabel, Label, Paragraph, centred
from ui.kit.paint import faded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Radius, Size, Space, Tone, Type

_SIGNS = {Tone.WARN: ("warning", Ink.WARN), Tone.BAD: ("cross-circle", Ink.BAD)}
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class NewsLine(Card):
    """One line that takes the place of the hint, so that nothing below it moves."""

    def __init__(self) -> None:
        super().__init__(Tone.WARN, padding=0)
        self.setFixedHeight(Size.ICON_LARGE + Space.XS)
        self._sign = IconLabel("warning", Ink.WARN)
        self._words = ElidedLabel()
        line = QHBoxLayout()
        line.setContentsMargins(Space.M, 0, Space.M, 0)
        line.setSpacing(Space.S)
        line.addWidget(self._sign)
        line.addWidget(self._words)
        self.body.addLayout(line)
        self.hide()

    def tell(self, words: str, tone: Tone) -> None:
        """Show ``words``; hide when there are none."""
        self.setVisible(bool(words))
        self.set_look(tone)
        self._sign.set_icon(*_SIGNS[tone])
        self._words.setText(words)
        self.setAccessibleName(words)

    def text(self) -> str:
        """Return what it says; empty when hidden."""
        return "" if self.isHidden() else self._words.text()


class Advice(QWidget):
    """What to do, where there are no lines to show."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = IconLabel("bulb", Ink.HINT, Size.ICON_STATE)
        self._words = Paragraph("", Type.TITLE, Ink.PRIMARY)
        centred(self._words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XXL, Space.L, Space.XXL, Space.L)
        layout.setSpacing(Space.M)
        layout.addStretch(2)
        layout.addWidget(self._sign, 0, _MIDDLE)
        layout.addWidget(self._words)
        layout.addStretch(3)

    def tell(self, words: str) -> None:
        """Show ``words``."""
        self._words.set_words(words)
        self.setAccessibleName(words)


class NextStrip(Card):
    """Stands where the big button was: nothing to press, ready for the next customer."""

    def __init__(self) -> None:
        super().__init__("sunken", padding=0)
        self.setFixedHeight(Size.CONTROL_HUGE)
        self._words = Label("", Type.TITLE, Ink.SECONDARY)
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        line.addStretch(1)
        line.addWidget(IconLabel("scan", Ink.SECONDARY, Size.ICON_LARGE))
        line.addWidget(self._words)
        line.addStretch(1)
        self.body.addLayout(line)

    def retranslate(self) -> None:
        """Say every word again."""
        self._words.setText(self.tr("Ready for the next code"))


class DropShade(QWidget):
    """Lies over the page while a picture is dragged across it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole page."""
        self.resize(self._page.size())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shade, a frame and what to do."""
        c, painter = colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), faded(c.window, 0.85))
        inner = QRectF(self.rect()).adjusted(Space.L, Space.L, -Space.L, -Space.L)
        pen = QPen(QColor(c.accent.text), Size.FOCUS, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(inner, Radius.CARD, Radius.CARD)
        sign = QRectF(0, 0, Size.ICON_STATE, Size.ICON_STATE)
        sign.moveCenter(inner.center())
        icons.paint(painter, "scan", c.accent.text, sign)
        painter.setFont(font(Type.TITLE, strong=True))
        below = QRectF(inner.left(), sign.bottom() + Space.M, inner.width(), Size.CONTROL)
        middle = int(Qt.AlignmentFlag.AlignHCenter)
        painter.drawText(below, middle, self.tr("Drop the picture of a code here"))
