"""A table of columns that measures itself: columns give way where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent

from ui.kit.cells import CellDelegate
from ui.kit.columns import Column, ColumnsModel
from ui.kit.pill import pill_width
from ui.kit.table import Table
from ui.theme.fonts import font
from ui.theme.tokens import Size, Space

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_PILL_ICON = "check"
_SHARE = 3


class Grid(Table):
    """``stretch`` takes the room left; ``give_way`` go, in this order, where that is too little.

    Where there is plenty, ``grow`` takes a share of it.
    """

    row_chosen = Signal(int)
    """A person went to a row; -1: to none."""

    def __init__(
        self,
        model: ColumnsModel[Any],
        stretch: str,
        give_way: Sequence[str] = (),
        *,
        grow: str = "",
        row_height: int = Size.ROW_OFFICE,
        least: int = 2 * Size.RAIL,
    ) -> None:
        super().__init__(row_height)
        self._columns, self._height, self._least = model, row_height, least
        self._stretch, self._give_way = model.place(stretch), [model.place(x) for x in give_way]
        self._grow = model.place(grow) if grow else -1
        self._widths: dict[int, int] = {}
        self._placing = False
        self.setItemDelegate(CellDelegate(self, row_height))
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._went)

    def retranslate(self) -> None:
        """Say the headings again and measure anew."""
        last = len(self._columns.columns) - 1
        self._columns.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self._widths = {
            at: _width(column)
            for at, column in enumerate(self._columns.columns)
            if at != self._stretch
        }
        self.stretch(self._stretch, *self._widths.items())
        self._share()

    def top(self) -> int:
        """Return the row shown on top."""
        return max(0, self.rowAt(0))

    def stand(self, top: int, chosen: int = -1) -> None:
        """Stand at a row after others came, with one chosen, and tell nobody."""
        self.go_to(chosen)
        self.verticalScrollBar().setValue(max(0, top) * self._height)
        self.viewport().update()

    def go_to(self, row: int) -> None:
        """Choose a row and tell nobody; -1 none."""
        if row == self.currentIndex().row():
            return
        self._placing = True
        index = self._columns.index(row, 0) if row >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self._placing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._share()

    def _went(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._placing:
            self.row_chosen.emit(current.row())

    def _share(self) -> None:
        kept, room = sum(self._widths.values()) + self._least, self.viewport().width()
        for at in self._give_way:
            too_wide = kept > room
            self.setColumnHidden(at, too_wide)
            kept -= self._widths.get(at, 0) if too_wide else 0
        if self._grow in self._widths:
            spare = max(0, room - kept - self._least)
            self.setColumnWidth(self._grow, self._widths[self._grow] + spare // _SHARE)


def _width(column: Column[Any]) -> int:
    metrics = QFontMetrics(font(strong=True))
    words = [column.heading(), *column.samples()]
    widths = [metrics.horizontalAdvance(said) for said in words]
    if column.pills:
        widths += [pill_width(said, _PILL_ICON) for said in column.samples()]
    return max(widths) + 2 * Space.M + Size.FOCUS
