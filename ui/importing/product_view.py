"""A product that is not on the list yet: name, unit and price, asked for in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from leader_app.domain.money import Fen, parse_yuan
from ui.importing.view_model import ImportViewModel
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.field import Field
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.theme.tokens import Ink, Size, Type


class ProductView(Spoken):
    """Enter adds it and reads all lines again with it; Esc leaves."""

    left = Signal()

    def __init__(self, view_model: ImportViewModel) -> None:
        super().__init__()
        self._model, self._word = view_model, ""
        self._heading, self._hint = Label("", Type.LEAD, strong=True), Paragraph("", ink=Ink.HINT)
        self.name, self.unit = Field(QLineEdit()), Field(QLineEdit())
        self.price = Field(QLineEdit())
        self.add = Button("", Kind.PRIMARY, key="Return", answers=False, icon="plus")
        self.back = Button("", Kind.PLAIN, icon="arrow-left")
        card = Card()
        card.setFixedWidth(Size.FORM)
        card.body.addWidget(self._heading)
        card.body.addWidget(self._hint)
        card.body.addWidget(self.name)
        card.body.addLayout(row(self.unit, self.price))
        card.body.addLayout(row(self.back, 0, self.add))
        whole = column(0, spacing=0)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self.setLayout(whole)
        self.add.clicked.connect(self.submit)
        self.back.clicked.connect(self.left)

    def retranslate(self) -> None:
        """Say every word again."""
        self._heading.setText(self.tr("Add a product to the list"))
        self._hint.set_words(self.tr("All lines are read again with it."))
        self.name.set_words(self.tr("Name"))
        self.unit.set_words(self.tr("Unit"), example="盒")
        self.price.set_words(self.tr("Price in yuan"), example="0.00")
        self.add.set_words(self.tr("Add it"))
        self.back.set_words(self.tr("Back"))

    def begin(self, word: str) -> None:
        """Ask about a word that buyers wrote."""
        self._word = word
        self.name.editor.setText(word)
        self.unit.editor.clear()
        self.price.editor.clear()
        for field in (self.name, self.unit, self.price):
            field.set_wrong("")

    def take_focus(self) -> None:
        """Put the caret into the first field that is empty."""
        field = self.unit if self.name.editor.text() else self.name
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Add it, or say what is missing."""
        name, unit = self.name.editor.text().strip(), self.unit.editor.text().strip()
        price = self._price()
        self.name.set_wrong("" if name else self.tr("It needs a name"))
        self.unit.set_wrong("" if unit else self.tr("Such as 盒, 箱, 份"))
        self.price.set_wrong("" if price is not None else self.tr("Such as 12.50"))
        if name and unit and price is not None:
            self._model.add_product(name, unit, price, self._word)
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter, leave on Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _price(self) -> Fen | None:
        try:
            price = parse_yuan(self.price.editor.text())
        except ValueError:
            return None
        return price if price >= 0 else None
