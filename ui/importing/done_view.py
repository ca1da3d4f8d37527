"""What an import brought, and what is left to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from ui.importing.view_model import ImportViewModel
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.label import IconLabel, Label, Paragraph, centred
from ui.kit.page import Spoken
from ui.theme.tokens import Ink, Size, Space, Type


class DoneView(Spoken):
    """Enter goes on with what is left, or begins the next import."""

    orders_wanted = Signal()

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._sign = IconLabel("check-circle", Ink.OK, Size.ICON_STATE)
        self._said, self._more = centred(Label("", Type.TITLE, strong=True)), Paragraph()
        centred(self._more)
        self.left, self.next = Button("", Kind.PRIMARY), Button("", Kind.QUIET)
        self.orders = Button("", Kind.QUIET, icon="orders")
        card = Card(padding=Space.XXL)
        card.setFixedWidth(Size.FORM)
        card.body.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        card.body.addWidget(self._said)
        card.body.addWidget(self._more)
        card.body.addLayout(row(0, self.orders, self.next, self.left, 0))
        whole = column(0, spacing=0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self.setLayout(whole)
        self.left.clicked.connect(view_model.review)
        self.next.clicked.connect(view_model.begin_again)
        self.orders.clicked.connect(self.orders_wanted)

    def retranslate(self) -> None:
        """Say every word again."""
        self.next.set_words(self.tr("Next import"))
        self.orders.set_words(self.tr("See the orders"))
        self.refresh()

    def refresh(self) -> None:
        """Show what was brought in."""
        done = self._model.done
        if done is None:
            return
        self._said.setText(self.tr("%Ln order(s) imported", "", done.orders))
        pieces = self.tr("%Ln piece(s)", "", done.pieces)
        self._more.set_words(f"{pieces}　{words.money(done.amount)}")
        self.left.set_words(self.tr("%Ln left to check", "", done.left))
        self.left.setVisible(done.left > 0)

    def take_focus(self) -> None:
        """Put the keyboard on what comes next."""
        button = self.left if self._model.done and self._model.done.left else self.next
        button.setFocus(Qt.FocusReason.OtherFocusReason)
