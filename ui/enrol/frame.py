"""The card in the middle of an otherwise empty window: sign, heading, what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.kit.banner import Banner
from ui.kit.card import Card
from ui.kit.label import IconLabel, Label, Paragraph, centred
from ui.kit.page import Spoken
from ui.theme.tokens import Ink, Size, Space, Type

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class CardPage(Spoken):
    """Subclasses add to ``form`` and say their words in :meth:`retranslate`."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = centred(Label("", Type.TITLE, strong=True))
        self.hint = Paragraph("", Type.BODY, Ink.SECONDARY)
        centred(self.hint)
        self.hint.setFixedWidth(Size.FORM - 2 * Space.XL)
        self.banner = Banner(closable=False, wraps=True)
        card = Card(padding=Space.XL)
        card.setFixedWidth(Size.FORM)
        card.body.setSpacing(Space.S)
        card.body.addWidget(IconLabel("logo", size=Size.CONTROL_LARGE), 0, _MIDDLE)
        card.body.addWidget(self.heading)
        card.body.addWidget(self.hint)
        self.form = QVBoxLayout()
        self.form.setSpacing(Space.M)
        card.body.addSpacing(Space.S)
        card.body.addLayout(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addStretch(1)
        layout.addWidget(card, 0, _MIDDLE)
        layout.addWidget(self.banner, 0, _MIDDLE)
        layout.addStretch(2)
        self.banner.setFixedWidth(Size.FORM)
