"""The card between two customers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.card import Card
from ui.kit.keys import key_name
from ui.kit.label import Label, Paragraph, centred
from ui.kit.legend import KeyLegend
from ui.kit.paint import rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.tokens import Ink, Size, Space, Type

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class WaitingView(Card):
    """Says that the counter is ready, and which keys there are."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = _Sign()
        self._title = centred(Label("", Type.HEADLINE, strong=True))
        self._hint = Paragraph("", Type.LEAD, Ink.SECONDARY)
        centred(self._hint)
        self._legend = KeyLegend()
        layout = QVBoxLayout()
        layout.setSpacing(Space.S)
        layout.addStretch(3)
        layout.addWidget(self._sign, 0, _MIDDLE)
        layout.addSpacing(Space.M)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addStretch(4)
        layout.addWidget(self._legend)
        self.body.addLayout(layout)

    def retranslate(self) -> None:
        """Say every word again."""
        title = self.tr("Ready for the next code")
        hint = self.tr("Scan it, drop or paste a picture of it, or type it on the left.")
        self._title.setText(title)
        self._hint.set_words(hint)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self._legend.set_keys(
            [
                (key_name("Return"), self.tr("hand over")),
                ("↑ ↓", self.tr("choose a line")),
                ("Esc", self.tr("back")),
                ("F9", self.tr("undo")),
                ("F10", self.tr("today's list")),
            ]
        )


class _Sign(QWidget):
    """The drawing of a scan in a soft round field."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(Size.CONTROL_HUGE + Space.XXL, Size.CONTROL_HUGE + Space.XXL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        rounded(painter, box, box.height() / 2, c.accent.soft)
        inset = (box.width() - Size.ICON_STATE) / 2
        icons.paint(painter, "scan", c.accent.text, box.adjusted(inset, inset, -inset, -inset))
