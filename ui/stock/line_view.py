"""The line that is being changed: pieces and price, for a mouse as well as for keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from leader_app.domain.money import parse_yuan, yuan
from ui.kit.button import Button
from ui.kit.card import row, rule
from ui.kit.label import Label
from ui.kit.page import Spoken
from ui.kit.stepper import Stepper
from ui.stock.sale import SaleViewModel
from ui.theme.tokens import Ink, Size, Space, Type


class LineView(Spoken):
    """Enter in a field goes back to the line for codes."""

    left = Signal()

    def __init__(self, view_model: SaleViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.pieces = Stepper(1)
        self._price_name = Label("", Type.BODY, Ink.SECONDARY)
        self.price = QLineEdit()
        self.price.setFixedWidth(Size.RAIL)
        self.remove = Button("", icon="trash")
        parts = row(self.pieces, self._price_name, self.price, 0, self.remove, margins=Space.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        layout.addLayout(parts)
        self.pieces.changed.connect(self._set_pieces)
        self.pieces.entered.connect(self.left)
        self.price.editingFinished.connect(self._set_price)
        self.price.returnPressed.connect(self.left)
        self.remove.clicked.connect(view_model.remove)
        view_model.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Say every word again."""
        self.pieces.set_words(self.tr("Pieces"), self.tr("One less"), self.tr("One more"))
        self._price_name.setText(self.tr("Price"))
        self.price.setAccessibleName(self.tr("Price"))
        self.remove.set_words("", self.tr("Remove"))
        self.refresh()

    def refresh(self) -> None:
        """Show the line as it is now."""
        line = self._model.cart.current
        if line is not None:
            self.pieces.set_value(line.quantity)
            if not self.price.hasFocus() or not self.price.isModified():
                self.price.setText(yuan(line.price))

    def _set_pieces(self, pieces: int) -> None:
        if pieces > 0:
            self._model.set_quantity(pieces)

    def _set_price(self) -> None:
        if not self.price.isModified():
            return
        self.price.setModified(False)
        try:
            price = parse_yuan(self.price.text())
        except ValueError:
            self.refresh()
            return
        self._model.set_price(price if price >= 0 else None)
