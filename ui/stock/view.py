"""The stock page: goods, walk-in sale, stocktake, and what nobody collected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from leader_app.domain.scanned_text import normalise
from leader_app.errors import LeaderError
from leader_app.ports import MovementQuery
from leader_app.services.stock.desk import ProductStock
from ui.core_text import together
from ui.kit.button import Button, Kind
from ui.kit.keys import on_key
from ui.kit.page import Page
from ui.kit.tabs import Tab, Tabs
from ui.kit.title import TitleLine
from ui.stock.deeds import Form
from ui.stock.goods_view import GoodsView
from ui.stock.sale_view import SaleView
from ui.stock.stocktake_view import StocktakeView
from ui.stock.unclaimed_view import UnclaimedView
from ui.stock.view_model import StockViewModel
from ui.stock.wording import done_words
from ui.theme.tokens import Tone

GOODS, SALE, STOCKTAKE, UNCLAIMED = "goods", "sale", "stocktake", "unclaimed"


class StockPage(Page):
    """Alt+G, Alt+S, Alt+T and Alt+U go to its parts; a scan goes to the part in view."""

    print_wanted = Signal(str, object)

    def __init__(self, view_model: StockViewModel) -> None:
        self._add = Button("", Kind.QUIET, icon="plus", key="Alt+N")
        self.tabs = Tabs()
        super().__init__(TitleLine(self._add, search=True, tabs=self.tabs))
        self._model, self._unknown = view_model, ""
        self.goods, self.sale = GoodsView(view_model), SaleView(view_model.sale)
        self.stocktake = StocktakeView(view_model.stocktake)
        self.unclaimed = UnclaimedView(view_model.unclaimed)
        self._parts: dict[str, GoodsView | SaleView | StocktakeView | UnclaimedView] = {
            GOODS: self.goods,
            SALE: self.sale,
            STOCKTAKE: self.stocktake,
            UNCLAIMED: self.unclaimed,
        }
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self.title.set_name(self.tr("Stock"))
        self.tabs.set_tabs(
            [
                Tab(GOODS, self.tr("Goods"), "Alt+G"),
                Tab(SALE, self.tr("Walk-in sale"), "Alt+S"),
                Tab(STOCKTAKE, self.tr("Stocktake"), "Alt+T"),
                Tab(UNCLAIMED, self.tr("Not collected"), "Alt+U"),
            ]
        )
        self._add.set_words(self.tr("Add"), self.tr("Add a product of your own"))
        if self.title.search is not None:
            self.title.search.set_words(self.tr("Name, barcode or slot"))
        for part in self._parts.values():
            part.retranslate()

    def parts(self) -> list[str]:
        """Return the keys of the parts."""
        return list(self._parts)

    def show_part(self, key: str) -> None:
        """Show one part and put the keyboard there."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._parts[key])
        if self.title.search is not None:
            self.title.search.setVisible(key == GOODS)
        self._add.setVisible(key == GOODS)
        self._parts[key].take_focus()

    def show_movements(self, query: MovementQuery, name: str) -> None:
        """Show the movements of any question; ``name`` says what it is about."""
        self.show_part(GOODS)
        self._model.movements.ask(query, name)

    def take_focus(self) -> None:
        """Put the keyboard where work on the part in view begins."""
        self._parts[self.tabs.current()].take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search into the list, and out of a product again."""
        if self.tabs.current() == GOODS and event.key() == Qt.Key.Key_Down:
            self.goods.enter_list()
        elif self.tabs.current() == GOODS and event.key() == Qt.Key.Key_Escape:
            self.goods.leave_product()
        else:
            super().keyPressEvent(event)

    def take_scan(self, text: str) -> bool:
        """Take a barcode to the part in view."""
        code, part = normalise(text), self.tabs.current()
        if part == SALE:
            self._model.sale.scanned(code)
        elif part == STOCKTAKE:
            return self.stocktake.take_scan(code)
        elif self._model.product.scanned(code):
            self.toast.tell(self.tr("Barcode added: %1").replace("%1", code))
        elif self._model.deeds.form is None:
            self.show_part(GOODS)
            self._model.movements.close()
            self._model.goods.scanned(code)
        return True

    def _connect(self) -> None:
        model = self._model
        self.tabs.chosen.connect(self.show_part)
        self._add.clicked.connect(self._add_product)
        if self.title.search is not None:
            self.title.search.searched.connect(model.goods.search)
        self.goods.search_wanted.connect(self._to_search)
        self.goods.tiles.unclaimed_wanted.connect(lambda: self.show_part(UNCLAIMED))
        for wanted in (self.sale.print_wanted, self.stocktake.print_wanted):
            wanted.connect(self.print_wanted)
        model.goods.failed.connect(self._tell)
        model.goods.unknown.connect(self._tell_unknown)
        model.goods.detail_changed.connect(self._forget_unknown)
        self.stocktake.movements_wanted.connect(self.show_movements)
        for part in (model.deeds, model.product, model.unclaimed):
            part.failed.connect(self._tell)
        model.deeds.changed.connect(self._to_form)
        model.deeds.done.connect(self._did)
        model.deeds.undone.connect(self._undid)
        model.product.saved.connect(lambda product: model.goods.look_at(product.product_id))
        model.unclaimed.sell_wanted.connect(self._sell)
        self.banner.acted.connect(self._add_unknown)
        self.toast.acted.connect(self._undo_deed)
        on_key(self, "Alt+Z", self._undo)

    def _to_search(self) -> None:
        if self.title.search is not None and self.title.search.isVisible():
            self.title.search.setFocus()

    def _add_product(self) -> None:
        self._model.product.add()

    def _to_form(self) -> None:
        """Show a form that was begun in another part."""
        if self._model.deeds.form is not None and self.tabs.current() != GOODS:
            self._model.goods.look_at(self._model.deeds.form.product.product_id)
            self.show_part(GOODS)

    def _did(self, form: Form) -> None:
        self.banner.hide()
        self.toast.tell(done_words(form), Tone.OK, self.tr("Undo"))

    def _undid(self) -> None:
        self.toast.tell(self.tr("Taken back"), Tone.NEUTRAL)

    def _undo(self) -> None:
        if self.tabs.current() == SALE:
            self.sale.undo_last()
        else:
            self._undo_deed()

    def _undo_deed(self) -> None:
        self._model.deeds.undo(self.tr("done by mistake"))

    def _sell(self, found: ProductStock, pieces: int) -> None:
        self.banner.hide()
        self.show_part(SALE)
        self._model.sale.put(found, pieces)

    def _tell(self, error: LeaderError) -> None:
        self._unknown = ""
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _tell_unknown(self, text: str) -> None:
        self._unknown = text
        said = self.tr("No product has the barcode %1").replace("%1", text)
        self.banner.tell(said, Tone.WARN, self.tr("Add a product"))

    def _forget_unknown(self) -> None:
        if self._unknown:
            self._unknown = ""
            self.banner.hide()

    def _add_unknown(self) -> None:
        code, self._unknown = self._unknown.lstrip("0"), ""
        self.banner.hide()
        self._model.product.add(code)
