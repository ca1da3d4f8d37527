"""One kind of goods of a line: chosen from the product list, counted, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from leader_app.domain.neighbourhood import Product
from leader_app.domain.understood import UnderstoodItem
from leader_app.services.importing.desk import Entry
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.label import Label, restyle
from ui.kit.page import Spoken
from ui.kit.stepper import Stepper
from ui.kit.toggle import Toggle
from ui.theme.tokens import Ink, Space, Type

_MOST_PIECES = 999


class ItemRow(Spoken):
    """Typing finds a product; a word that was not on the list may be remembered for it."""

    changed = Signal()
    removed = Signal()
    add_wanted = Signal(str)
    """The word should become a product of its own."""

    def __init__(self, item: UnderstoodItem, word: str, products: Sequence[Product]) -> None:
        super().__init__()
        self._item, self.word = item, word
        self._products = {product.name: product for product in products}
        self.goods, self.pieces = QLineEdit(), Stepper(0, _MOST_PIECES)
        self.remove = Button("", Kind.PLAIN, icon="trash")
        self.remember, self._remember = Toggle(), Label("", Type.CAPTION, Ink.SECONDARY)
        self._said = Label("", Type.CAPTION, Ink.HINT)
        self._add = Button("", Kind.PLAIN, icon="plus")
        known = item.product_id in {product.product_id for product in products}
        self._lay_out()
        self._complete(products)
        self.goods.setText(self._name(item.product_id) if known else "")
        self.pieces.set_value(item.quantity or 0)
        self.remember.setChecked(bool(word))
        self.goods.textChanged.connect(self._show)
        self.goods.textChanged.connect(self.changed)
        self.pieces.changed.connect(self.changed)
        self.remove.clicked.connect(self.removed)
        self._add.clicked.connect(lambda: self.add_wanted.emit(self.goods.text().strip() or word))
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self.goods.setPlaceholderText(self.word or self.tr("Name of the goods"))
        self.goods.setAccessibleName(self.tr("Goods"))
        self.pieces.set_words(self.tr("Pieces"), self.tr("One less"), self.tr("One more"))
        self.remove.set_words("", self.tr("Take these goods out of the order"))
        self._remember.setText(self.tr("Buyers call it “%1”: remember").replace("%1", self.word))
        self.remember.setAccessibleName(self._remember.text())
        self._add.set_words(self.tr("Not on the list? Add it"))
        self._show()

    def item(self) -> UnderstoodItem:
        """Return the goods as they stand here."""
        product = self.product()
        pieces = self.pieces.value() or None
        kept = replace(self._item, quantity=pieces, told="" if pieces else self._item.told)
        if product is None:
            return replace(kept, product=self.goods.text().strip() or self.word, product_id="")
        if product.product_id == self._item.product_id:
            return kept
        return replace(kept, product=product.name, product_id=product.product_id, variant="")

    def product(self) -> Product | None:
        """Return the product that is chosen."""
        return self._products.get(self.goods.text().strip())

    def learns(self) -> str:
        """Return the product the word is to be remembered for; empty if it is not."""
        product = self.product()
        wanted = bool(self.word) and self.remember.isChecked() and product is not None
        return product.product_id if wanted and product is not None else ""

    def is_whole(self) -> bool:
        """Whether product and pieces are known."""
        return self.product() is not None and 0 < self.pieces.value() <= _MOST_PIECES

    def take_focus(self) -> None:
        """Put the caret where something is missing."""
        editor = self.pieces.field if self.product() is not None else self.goods
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()

    def _name(self, product_id: str) -> str:
        return next((p.name for p in self._products.values() if p.product_id == product_id), "")

    def _complete(self, products: Sequence[Product]) -> None:
        names = QStringListModel([product.name for product in products], self)
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.goods.setCompleter(completer)

    def _show(self) -> None:
        missing = self.product() is None
        self.goods.setProperty("wrong", "true" if missing else "false")
        restyle(self.goods)
        product = self.product()
        fresh = product is not None and product.name != self.word
        self.remember.setVisible(bool(self.word) and fresh)
        self._remember.setVisible(bool(self.word) and fresh)
        self._add.setVisible(missing and bool(self.goods.text().strip() or self.word))
        said = self._item.variant
        if self._item.told:
            said = self.tr("Written: %1").replace("%1", self._item.told)
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _lay_out(self) -> None:
        whole = column(spacing=Space.XS)
        whole.addWidget(self.goods)
        whole.addLayout(row(self.pieces, 0, self.remove))
        whole.addWidget(self._said)
        whole.addLayout(row(self.remember, self._remember, 0))
        whole.addLayout(row(self._add, 0))
        self.setLayout(whole)


def said_words(entry: Entry) -> list[str]:
    """Return, for each goods of a line, the word it was written with where that is not known."""
    guessed: dict[str, str] = {}
    for doubt in entry.order.doubts:
        told = {name: value for name, value in doubt.params if isinstance(value, str)}
        if "word" in told and "product" in told:
            guessed[told["product"]] = told["word"]
    return [
        guessed.get(item.variant or item.product, "") if item.product_id else item.product
        for item in entry.order.items
    ]
