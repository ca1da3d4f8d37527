"""The incidents page: a list, and the chosen one in full."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QWidget

from ui.core_text import sentence
from ui.incidents.detail_view import DetailView
from ui.incidents.entry_delegate import ROW, EntryDelegate
from ui.incidents.model import IncidentsModel
from ui.incidents.view_model import IncidentsViewModel, Phase
from ui.kit.card import Card
from ui.kit.page import Page
from ui.kit.states import StateStack
from ui.kit.title import TitleLine
from ui.theme.tokens import Size, Space

_LIST_SHARE = 0.3
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class IncidentsPage(Page):
    """Arrow keys move through the list."""

    def __init__(self, view_model: IncidentsViewModel) -> None:
        super().__init__(TitleLine())
        self._model = view_model
        self.items = IncidentsModel(view_model, self)
        self.list = _list(self.items)
        self._box = Card(padding=1)
        self._box.body.addWidget(self.list)
        self.detail = DetailView(view_model)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XL)
        line.addWidget(self._box)
        line.addWidget(self.detail, 1)
        self.states = StateStack(both, ROW)
        self.body.addWidget(self.states, 1)
        self.list.selectionModel().currentRowChanged.connect(self._choose)
        self.states.retried.connect(view_model.read)
        view_model.changed.connect(self.refresh)
        view_model.read()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self.list.setAccessibleName(self.tr("Incidents"))
        self.detail.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show things as they are now."""
        model = self._model
        is_open = sum(not entry.settled for entry in model.entries)
        note = self.tr("%n open", "", is_open) if model.phase is Phase.ENTRIES else ""
        self.title.set_name(self.tr("Incidents"), note)
        if model.phase is Phase.LOADING:
            self.states.show_loading()
        elif model.phase is Phase.ENTRIES:
            self.states.show_content()
            self._select()
        elif model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        else:
            title = self.tr("Nothing to look at")
            hint = self.tr("Goods handed out twice, refused deeds and the like would be here.")
            self.states.show_empty("check-circle", title, hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        width = round(self.width() * _LIST_SHARE)
        self._box.setFixedWidth(max(Size.FORM // 2 + Space.XXL, min(Size.FORM, width)))

    def _select(self) -> None:
        row = self._model.chosen_row()
        if row >= 0 and self.list.currentIndex().row() != row:
            self.list.selectionModel().setCurrentIndex(self.items.index(row), _CHOOSE)

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._model.choose(current.row())


def _list(model: IncidentsModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(EntryDelegate(view))
    view.setProperty("ground", "clear")
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
