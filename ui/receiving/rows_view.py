"""Lists of this page that are drawn by us."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.receiving.row_delegate import ShortRowDelegate
from ui.receiving.rows_model import Row, RowsModel
from ui.theme.tokens import Size

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ChoiceList(QListView):
    """A list of which one row is chosen; Enter or a double click opens it."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("ground", "clear")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def choose(self, row: int) -> None:
        """Choose a row without telling; -1 chooses none."""
        if row == self.currentIndex().row():
            return
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.blockSignals(blocked)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            if not event.isAutoRepeat():
                self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())


class RowsList(ChoiceList):
    """Short rows; without ``choosing`` it is only to be read."""

    def __init__(self, height: int = Size.CONTROL_LARGE, *, choosing: bool = False) -> None:
        self.rows = RowsModel()
        super().__init__(self.rows)
        self.rows.setParent(self)
        self.setItemDelegate(ShortRowDelegate(self, height))
        self.setUniformItemSizes(True)
        if not choosing:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.rows.set_rows(rows)
