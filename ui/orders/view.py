"""The orders page: search, filter, look, export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    Qt,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from leader_app.domain.document import DocumentKind
from leader_app.domain.money import Fen
from leader_app.domain.order import Stage
from leader_app.errors import LeaderError
from ui.core_text import sentence
from ui.kit import words
from ui.kit.button import Button, Kind
from ui.kit.card import Card
from ui.kit.cells import CellDelegate
from ui.kit.chips import Chips, Choice
from ui.kit.page import Page
from ui.kit.pill import pill_width
from ui.kit.stages import stage_word
from ui.kit.states import StateStack
from ui.kit.table import Table
from ui.kit.title import TitleLine
from ui.orders.drawer_view import Drawer
from ui.orders.groups import ALL, GROUPS, group_count, group_word
from ui.orders.model import Column, OrdersModel
from ui.orders.view_model import OrdersViewModel, Phase, Place
from ui.theme.fonts import font
from ui.theme.tokens import USUAL_WINDOW, Size, Space, Tone

_SAMPLES = {
    Column.MEMBER: "欧阳** 0000",
    Column.SLOTS: "A-03 冷藏 2",
    Column.PIECES: "0,000",
    Column.TOTAL: words.money(Fen(9_999_999)),
}
_GIVE_WAY = (Column.PLACED, Column.TOTAL, Column.PIECES, Column.SLOTS)
_LEAST_GOODS = 2 * Size.RAIL
_ROOMY = USUAL_WINDOW[0] + Size.FORM // 2
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
AskPath = Callable[[QWidget, str], Path | None]

_PICK_LIST = DocumentKind.PICK_LIST.value


class OrdersPage(Page):
    """A list of any length; ``ask_path`` asks where an export goes."""

    print_wanted = Signal(str, object)
    """A kind of document and the ids of what it is about; none: all that is open."""

    def __init__(self, view_model: OrdersViewModel, ask_path: AskPath | None = None) -> None:
        self._export = Button("", Kind.QUIET, icon="export", key="Ctrl+E")
        self.pick = Button("", Kind.QUIET, icon="printer")
        super().__init__(TitleLine(self.pick, self._export, search=True))
        self._model = view_model
        self._ask_path = ask_path or _ask_path
        self._written = ""
        self._placing = False
        self.chips = Chips()
        self.table = Table(Size.ROW_OFFICE)
        self.table.setItemDelegate(CellDelegate(self.table, Size.ROW_OFFICE))
        self.items = OrdersModel(view_model, self)
        self.table.setModel(self.items)
        self._widths: dict[Column, int] = {}
        self.states = StateStack(self.table)
        self.drawer = Drawer(view_model)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self._export.set_words(self.tr("Export"))
        self.pick.set_words(self.tr("Pick list"))
        if self.title.search is not None:
            self.title.search.set_words(self.tr("Phone tail, name or order number"))
        self.table.setAccessibleName(self.tr("Orders"))
        self.items.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.drawer.retranslate()
        self._widths = _widths(self.items, self._model.now())
        self.table.stretch(Column.GOODS, *self._widths.items())
        self._show_phase()

    def take_focus(self) -> None:
        """Put the caret into the search."""
        if self.title.search is not None:
            self.title.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search into the list, and out of an order again."""
        if event.key() == Qt.Key.Key_Down and not self.table.hasFocus():
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        elif event.key() == Qt.Key.Key_Escape:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns there is room for."""
        super().resizeEvent(event)
        self._share_width()

    def _connect(self) -> None:
        model = self._model
        if self.title.search is not None:
            self.title.search.searched.connect(model.search)
        self.chips.chosen.connect(lambda key: model.filter(GROUPS[key]))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.opened.connect(lambda _: model.hand_to_counter())
        self.table.verticalScrollBar().valueChanged.connect(self._stand)
        self.states.retried.connect(model.retry)
        self.states.empty_acted.connect(self._show_all)
        self._export.clicked.connect(self._ask_export)
        self.pick.clicked.connect(lambda: self.print_wanted.emit(_PICK_LIST, ()))
        self.drawer.print_wanted.connect(self.print_wanted)
        self.banner.acted.connect(self._open_folder)
        model.reset.connect(self._take_place)
        model.phase_changed.connect(self._show_phase)
        model.detail_changed.connect(self._share_width)
        model.exported.connect(self._exported)
        model.export_failed.connect(self._not_exported)

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._placing:
            self._model.choose(current.row())

    def _stand(self) -> None:
        shown = self.table.viewport().height() // Size.ROW_OFFICE
        self._model.stand(self.table.rowAt(0), shown)

    def _take_place(self, place: Place) -> None:
        """Stand where the person stood before the list was read again."""
        chosen = self.table.selectionModel()
        self._placing = True
        index = self.items.index(place.chosen, 0) if place.chosen >= 0 else QModelIndex()
        chosen.setCurrentIndex(index, _CHOOSE)
        self._placing = False
        self.table.verticalScrollBar().setValue(max(0, place.top) * Size.ROW_OFFICE)
        self.table.viewport().update()

    def _show_phase(self) -> None:
        model = self._model
        counts = model.stages
        self.chips.set_choices([Choice(k, group_word(k), group_count(k, counts)) for k in GROUPS])
        note = self.tr("%Ln order(s)", "", model.count) if model.phase is Phase.ROWS else ""
        self.title.set_name(self.tr("Orders"), note)
        self._export.setEnabled(model.phase is Phase.ROWS)
        if model.phase is Phase.LOADING:
            self.states.show_loading()
        elif model.phase is Phase.ROWS:
            self.states.show_content()
        elif model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            self._show_nothing()
        self._share_width()

    def _show_nothing(self) -> None:
        if self._model.phase is Phase.NO_MATCH:
            title = self.tr("No order fits")
            hint = self.tr("Look for the last 4 digits of the phone, a name, or an order number.")
            self.states.show_empty("search", title, hint, self.tr("Show all orders"))
            return
        title = self.tr("No orders yet")
        hint = self.tr("They come by themselves with the next sync.")
        self.states.show_empty("orders", title, hint)

    def _show_all(self) -> None:
        if self.title.search is not None:
            self.title.search.clear()
        self.chips.choose(ALL)
        self._model.search("")
        self._model.filter(GROUPS[ALL])

    def _ask_export(self) -> None:
        path = self._ask_path(self, f"orders-{self._model.now():%Y-%m-%d}.xlsx")
        if path is not None:
            self._model.export(path)

    def _exported(self, count: int, path: str) -> None:
        self._written = path
        said = self.tr("%Ln order(s) written to %1", "", count).replace("%1", Path(path).name)
        self.banner.tell(said, Tone.OK, self.tr("Show the folder"))

    def _not_exported(self, error: LeaderError) -> None:
        self._written = ""
        self.banner.tell(f"{sentence(error.title)}. {sentence(error.hint)}", Tone.BAD)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._written).parent)))

    def _share_width(self) -> None:
        rows = self._model.phase is Phase.ROWS
        shown = rows and (bool(self._model.chosen) or self.width() >= _ROOMY)
        self.drawer.setVisible(shown)
        room = self.width() - 2 * Space.XL - (self.drawer.width() + Space.L if shown else 0)
        slots = self._widths[Column.SLOTS] * (2 if room >= USUAL_WINDOW[0] else 1)
        self.table.setColumnWidth(Column.SLOTS, slots)
        kept = sum(self._widths.values()) + _LEAST_GOODS
        for column in _GIVE_WAY:
            too_wide = kept > room
            self.table.setColumnHidden(column, too_wide)
            kept -= self._widths[column] if too_wide else 0

    def _lay_out(self) -> None:
        box = Card(padding=1)
        box.body.addWidget(self.states)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addWidget(box, 1)
        both.addWidget(self.drawer)
        self.body.addWidget(self.chips)
        self.body.addLayout(both, 1)


def _widths(items: OrdersModel, now: datetime) -> dict[Column, int]:
    """Return how wide the columns must be for their widest words in the language in force."""
    metrics = QFontMetrics(font(strong=True))
    last_year = words.moment(now.replace(year=now.year - 1, month=11, day=20), now)
    samples = {**_SAMPLES, Column.PLACED: last_year}
    found = {column: metrics.horizontalAdvance(sample) for column, sample in samples.items()}
    found[Column.STAGE] = max(pill_width(stage_word(stage), "check") for stage in Stage)
    for column, width in found.items():
        heading = items.headerData(column, Qt.Orientation.Horizontal)
        found[column] = max(width, metrics.horizontalAdvance(str(heading))) + 2 * Space.M
    return found


def _ask_path(parent: QWidget, name: str) -> Path | None:
    kinds = "Excel (*.xlsx);;CSV (*.csv)"
    chosen, kind = QFileDialog.getSaveFileName(parent, "", name, kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".csv" if "csv" in kind else ".xlsx")
