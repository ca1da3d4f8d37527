"""Walk-in sales: the line for codes, what is on the counter, the total, and what was sold today."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.document import DocumentKind
from ui.core_text import sentence, together
from ui.kit import words
from ui.kit.banner import Banner
from ui.kit.card import Card, column
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.kit.grid import Grid
from ui.kit.keys import key_name
from ui.kit.legend import KeyLegend
from ui.kit.page import Spoken
from ui.kit.states import StateCard
from ui.stock.cart import CartLine
from ui.stock.entry_view import EntryLine
from ui.stock.found_view import FoundList
from ui.stock.line_view import LineView
from ui.stock.sale import SaleViewModel
from ui.stock.sale_day_view import SaleDayView
from ui.stock.till_view import TillView
from ui.theme.tokens import Ink, Size, Space, Tone

_tr = QCoreApplication.translate
_MORE = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})
_RIGHT = Size.FORM * 11 // 16


class SaleView(Spoken):
    """Scan, scan, scan, Enter."""

    print_wanted = Signal(str, object)

    def __init__(self, view_model: SaleViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.line = EntryLine(self._key)
        self.news = Banner(closable=False)
        self.items = ListModel(_columns(), lambda line: (line.product.product_id, line.lot), self)
        self.table = Grid(self.items, "name", row_height=Size.CONTROL_LARGE)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found = FoundList()
        self._empty, self._legend = StateCard("cart"), KeyLegend()
        self.current = LineView(view_model)
        self.till, self.day = TillView(view_model), SaleDayView(view_model)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        hint = self.tr("Scan, or type a barcode or a name")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.table.setAccessibleName(self.tr("On the counter"))
        self.found.setAccessibleName(self.tr("Products that fit"))
        self._empty.set_words(self.tr("Scan what the customer brings"))
        self._legend.set_keys(
            [
                ("+ −", self.tr("pieces")),
                ("*3", self.tr("three of them")),
                ("@4.50", self.tr("another price")),
                (key_name("Delete"), self.tr("remove")),
                (key_name("Return"), self.tr("paid as last time")),
            ]
        )
        self.table.retranslate()
        for part in (self.current, self.till, self.day):
            part.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the caret where codes are typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what is on the counter now."""
        model = self._model
        self.items.set_rows(model.cart.lines)
        self.table.go_to(model.cart.at)
        self.table.scrollTo(self.items.index(max(0, model.cart.at), 0))
        self.found.set_found(model.candidates)
        shown = 2 if model.candidates else 1 if model.cart.lines else 0
        self._stack.setCurrentIndex(shown)
        self.current.setVisible(shown == 1)
        if model.error is not None:
            self.news.tell(together(model.error.title, model.error.hint), Tone.BAD)
        elif model.news is not None:
            self.news.tell(sentence(model.news), Tone.ACCENT)
        else:
            self.news.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear what nothing else took; letters go into the line."""
        if self._key(event):
            return
        if event.text().isprintable() and event.text():
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.line.insert(event.text())
            return
        super().keyPressEvent(event)

    def undo_last(self) -> None:
        """Ask to take the newest sale back."""
        self._model.ask_back(self._model.done or self._model.newest())

    def _key(self, event: QKeyEvent) -> bool:
        """Do what a key means while nothing is being typed; tell whether it meant anything."""
        model, key = self._model, Qt.Key(event.key())
        if model.candidates and event.text().isdigit() and event.text() != "0":
            model.choose(int(event.text()) - 1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            model.move(-1 if key == Qt.Key.Key_Up else 1)
        elif key in _MORE and event.text() == "+":
            model.step(1)
        elif key == Qt.Key.Key_Minus:
            model.step(-1)
        elif key == Qt.Key.Key_Delete:
            model.remove()
        elif key == Qt.Key.Key_Escape:
            model.clear()
            self.take_focus()
        else:
            return False
        return True

    def _receipt(self) -> None:
        done = self._model.done
        if done is not None:
            self.print_wanted.emit(DocumentKind.SALE_RECEIPT.value, done.deed.deed_id)

    def _connect(self) -> None:
        model = self._model
        self.line.submitted.connect(model.entered)
        self.table.row_chosen.connect(model.stand_at)
        self.found.chosen.connect(model.choose)
        self.till.receipt_wanted.connect(self._receipt)
        self.till.undo_wanted.connect(self.undo_last)
        self.day.left.connect(self.take_focus)
        self.current.left.connect(self.take_focus)
        model.changed.connect(self.refresh)
        model.sold.connect(lambda _: self.take_focus())

    def _lay_out(self) -> None:
        box = Card(padding=1)
        empty = QWidget()
        empty.setLayout(column(self._empty, self._legend, margins=Space.M))
        for part in (empty, self.table, self.found):
            self._stack.addWidget(part)
        box.body.setSpacing(0)
        box.body.addWidget(self._stack, 1)
        box.body.addWidget(self.current)
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        left.addWidget(self.line)
        left.addWidget(self.news)
        left.addWidget(box, 1)
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addWidget(self.till)
        right.addWidget(self.day, 1)
        for part in (self.till, self.day):
            part.setFixedWidth(_RIGHT)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(Space.L)
        for wide in (self.line, self.news, box):
            wide.setMaximumWidth(Size.PAGE)  # a price far from its name is read on the wrong line
        both.addLayout(left, 1)
        both.addLayout(right)
        both.addStretch(0)


def _columns() -> list[Column[CartLine]]:
    return [
        Column("name", lambda: _tr("Stock", "Product"), _name),
        Column(
            "price", lambda: _tr("Stock", "Price"), _price, lambda: ("¥ 0,000.00",), on_right=True
        ),
        Column(
            "pieces",
            lambda: _tr("Stock", "Pieces"),
            lambda line: Cell(f"×{line.quantity:,}", strong=True),
            lambda: ("×0,000",),
            on_right=True,
        ),
        Column(
            "total",
            lambda: _tr("Stock", "Sum"),
            lambda line: Cell(words.money(line.total), strong=True),
            lambda: ("¥ 00,000.00",),
            on_right=True,
        ),
    ]


def _name(line: CartLine) -> Cell:
    name = line.product.name
    if line.short:
        said = _tr("Stock", "%1 free").replace("%1", f"{max(0, line.free):,}")
        return Cell(name, strong=True, ink=Ink.WARN, sub=said)
    return Cell(name, strong=True, sub=line.lot.code)


def _price(line: CartLine) -> Cell:
    if line.unit_price is None:
        return Cell(words.money(line.price), ink=Ink.SECONDARY)
    usual = _tr("Stock", "usual %1").replace("%1", words.money(line.product.price))
    return Cell(words.money(line.price), ink=Ink.ACCENT, strong=True, sub=usual)
