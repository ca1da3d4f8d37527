"""The list of products with what calls for somebody above it, and a drawer beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.neighbourhood import Zone
from ui.core_text import sentence
from ui.kit.card import Card, column, row
from ui.kit.chips import Chips, Choice
from ui.kit.columns import LongModel
from ui.kit.grid import Grid
from ui.kit.keys import on_key
from ui.kit.label import Label, Paragraph, centred
from ui.kit.longlist import Phase
from ui.kit.page import Spoken
from ui.kit.stages import zone_word
from ui.kit.states import StateStack
from ui.stock.alerts_view import AlertTiles
from ui.stock.deed_view import DeedView
from ui.stock.goods import OWN
from ui.stock.goods_columns import GIVE_WAY, stock_columns
from ui.stock.movements_view import MovementsView
from ui.stock.product_form_view import ProductFormView
from ui.stock.product_view import ProductView
from ui.stock.view_model import StockViewModel
from ui.theme.tokens import USUAL_WINDOW, Ink, Size, Space, Type

_ALL = "all"
_ROOMY = USUAL_WINDOW[0] - Size.RAIL
_SPACIOUS = Size.PAGE + Size.FORM
DRAWER = Size.FORM * 3 // 4


class GoodsView(Spoken):
    """The drawer holds the product, a deed's form or the product's form."""

    search_wanted = Signal()

    def __init__(self, view_model: StockViewModel) -> None:
        super().__init__()
        self._model, self._goods = view_model, view_model.goods
        self.tiles = AlertTiles(self._goods)
        self.kinds, self.zones = Chips(), Chips()
        self.items = LongModel(self._goods.rows, stock_columns(self._goods.today), self)
        self.table = Grid(self.items, "name", GIVE_WAY, grow="slots")
        self.states = StateStack(self.table)
        self.product, self.deed = ProductView(view_model), DeedView(view_model)
        self.form = ProductFormView(view_model.product)
        self.movements = MovementsView(view_model.movements)
        self._nothing = Paragraph("", Type.BODY, Ink.HINT)
        self._drawer, self._stack, self._whole = Card(padding=0), QStackedWidget(), QStackedWidget()
        self._empty = QWidget()
        self._total = Label("", Type.BODY, Ink.HINT)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._nothing.set_words(self.tr("Choose a product to see where it lies."))
        self.kinds.set_choices(
            [Choice(_ALL, self.tr("All goods")), Choice(OWN, self.tr("Own goods"))]
        )
        zones = [Choice(zone.value, zone_word(zone)) for zone in Zone]
        self.zones.set_choices([Choice(_ALL, self.tr("All zones")), *zones])
        self.table.setAccessibleName(self.tr("Products"))
        self.table.retranslate()
        for part in (self.tiles, self.product, self.deed, self.form, self.movements):
            part.retranslate()
        self._show_query()
        self._show_phase()

    def take_focus(self) -> None:
        """Put the keyboard where work goes on."""
        if self._whole.currentWidget() is self.movements:
            self.movements.take_focus()
        elif self._stack.currentWidget() is self.deed:
            self.deed.take_focus()
        elif self._stack.currentWidget() is self.form:
            self.form.take_focus()
        else:
            self.search_wanted.emit()

    def leave_product(self) -> None:
        """Look at no product, ready to search for one."""
        self._goods.look_at("")
        self.search_wanted.emit()

    def enter_list(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._goods.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._goods.hide()
        self._model.movements.rows.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the drawer where there is room for it anyway."""
        super().resizeEvent(event)
        self._drawer.setFixedWidth(Size.FORM if self.width() >= _SPACIOUS else DRAWER)
        self._show_drawer()

    def _connect(self) -> None:
        goods, model = self._goods, self._model
        self.kinds.chosen.connect(lambda key: goods.show_only("" if key == _ALL else key))
        self.zones.chosen.connect(lambda key: goods.show_zone(None if key == _ALL else Zone(key)))
        self.table.row_chosen.connect(goods.choose)
        self.table.opened.connect(lambda _: self.product.lots.setFocus())
        self.table.verticalScrollBar().valueChanged.connect(self._stand)
        self.states.retried.connect(goods.rows.retry)
        self.states.empty_acted.connect(self._empty_acted)
        goods.query_changed.connect(self._show_query)
        goods.detail_changed.connect(self._show_drawer)
        goods.rows.phase_changed.connect(self._show_phase)
        goods.rows.reset.connect(self._take_place)
        model.deeds.changed.connect(self._show_drawer)
        model.product.changed.connect(self._show_drawer)
        model.movements.about_changed.connect(self._show_movements)
        on_key(self.tiles, "Alt+A", goods.next_alert)

    def _stand(self) -> None:
        self._goods.rows.stand(self.table.top())

    def _take_place(self, top: int) -> None:
        self.table.stand(top, self._goods.chosen_row())

    def _show_query(self) -> None:
        query = self._goods.query
        self.kinds.choose(OWN if query.only == OWN else _ALL)
        self.zones.choose(query.zone.value if query.zone else _ALL)

    def _show_phase(self) -> None:
        rows = self._goods.rows
        shown = rows.phase is Phase.ROWS
        self._total.setText(self.tr("%Ln product(s)", "", rows.count) if shown else "")
        if rows.phase is Phase.LOADING:
            self.states.show_loading()
        elif shown:
            self.states.show_content()
        elif rows.phase is Phase.ERROR and rows.error is not None:
            title, hint = sentence(rows.error.title), sentence(rows.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        query = self._goods.query
        if query.only and not query.text and query.zone is None:
            title = self.tr("Nothing here calls for you")
            self.states.show_empty("check-circle", title, "", self.tr("Show all goods"))
        elif query.text or query.only or query.zone is not None:
            hint = self.tr("Look for a part of the name, a barcode or a slot.")
            title = self.tr("No product fits")
            self.states.show_empty("search", title, hint, self.tr("Show all goods"))
        else:
            title = self.tr("Nothing in stock yet")
            hint = self.tr("Goods come with the first delivery, or add some of your own.")
            self.states.show_empty("box", title, hint, self.tr("Add a product"))

    def _empty_acted(self) -> None:
        query = self._goods.query
        if query.text or query.only or query.zone is not None:
            self._goods.show_all()
            self.search_wanted.emit()
        else:
            self._model.product.add()

    def _show_movements(self) -> None:
        is_open = self._model.movements.about is not None
        self._whole.setCurrentIndex(1 if is_open else 0)
        if is_open:
            self._model.movements.rows.show()
            self.movements.take_focus()
        else:
            self._model.movements.rows.hide()
            self.product.lots.setFocus()

    def _show_drawer(self) -> None:
        part: QWidget = self.product
        empty = self._empty
        if self._model.deeds.form is not None:
            part = self.deed
        elif self._model.product.sheet is not None:
            part = self.form
        elif self._goods.detail is None:
            part = empty
        before = self._stack.currentWidget()
        self._stack.setCurrentWidget(part)
        filled = part is not empty
        self._drawer.setVisible(filled or self.width() >= _ROOMY)
        self.table.go_to(self._goods.chosen_row())
        if part is not before and before is not None and self.isVisible():
            self._hand_on_focus(before, part)

    def _hand_on_focus(self, before: QWidget, part: QWidget) -> None:
        """Put the keyboard into a form that opened, and back where it was when it closed."""
        if part is self.deed:
            self.deed.take_focus()
        elif part is self.form:
            self.form.take_focus()
        elif before in {self.deed, self.form}:
            self.table.setFocus()

    def _lay_out(self) -> None:
        centred(self._nothing)
        self._empty.setLayout(column(0, self._nothing, 0, margins=Space.L))
        for part in (self._empty, self.product, self.deed, self.form):
            self._stack.addWidget(part)
        self._drawer.body.addWidget(self._stack)
        box = Card(padding=1)
        box.body.addWidget(self.states)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addWidget(box, 1)
        both.addWidget(self._drawer)
        filters = row(self.kinds, self.zones, self._total, spacing=Space.XL)
        filters.setStretch(1, 1)
        first = QWidget()
        lines = QVBoxLayout(first)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(Space.M)
        lines.addWidget(self.tiles)
        lines.addLayout(filters)
        lines.addLayout(both, 1)
        self._whole.addWidget(first)
        self._whole.addWidget(self.movements)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)
