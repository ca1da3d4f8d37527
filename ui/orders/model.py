"""The orders as a table of any length; rows come when they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from leader_app.ports import OrderSummary
from ui.kit import words
from ui.kit.cells import CELL, Cell
from ui.kit.stages import stage_look, stage_word
from ui.orders.view_model import OrdersViewModel
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """What stands where."""

    MEMBER = 0
    GOODS = 1
    SLOTS = 2
    PIECES = 3
    STAGE = 4
    TOTAL = 5
    PLACED = 6


class OrdersModel(QAbstractTableModel):
    """As many rows as the view-model counts."""

    def __init__(self, view_model: OrdersViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders = view_model
        self._count = view_model.count
        view_model.reset.connect(self._reset)
        view_model.rows_changed.connect(self._changed)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of orders."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``role`` is about; nothing for a row that has not come yet."""
        if not index.isValid() or index.row() >= self._count:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in _NUMBERS else None
        row = self._orders.row(index.row())
        if row is None:
            return None
        column = _COLUMNS[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, column)
        if role == CELL:
            return self._cell(row, column)
        return row.goods if role == Qt.ItemDataRole.ToolTipRole else None

    def _words(self, row: OrderSummary, column: Column) -> str:
        if column is Column.PLACED:
            return words.moment(row.placed_at, self._orders.now())
        return _WORDS[column](row)

    def _cell(self, row: OrderSummary, column: Column) -> Cell:
        return Cell(
            self._words(row, column),
            on_right=column in _NUMBERS,
            strong=column is Column.MEMBER,
            ink=Ink.SECONDARY if column in _QUIET else Ink.PRIMARY,
            pill=stage_look(row.stage) if column is Column.STAGE else None,
        )

    def _reset(self) -> None:
        self.beginResetModel()
        self._count = self._orders.count
        self.endResetModel()

    def _changed(self) -> None:
        if self._count:
            last = self.index(self._count - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


_NUMBERS = frozenset({Column.PIECES, Column.TOTAL, Column.PLACED})
_QUIET = frozenset({Column.GOODS, Column.PLACED, Column.SLOTS})
_COLUMNS = tuple(Column)
_WORDS: dict[Column, Callable[[OrderSummary], str]] = {
    Column.MEMBER: lambda row: f"{row.member_name} {row.phone_tail}".strip(),
    Column.GOODS: lambda row: row.goods,
    Column.SLOTS: lambda row: row.slots,
    Column.PIECES: lambda row: f"{row.pieces:,}",
    Column.STAGE: lambda row: stage_word(row.stage),
    Column.TOTAL: lambda row: words.money(row.total),
}


def _heading(column: Column) -> str:
    return {
        Column.MEMBER: _tr("Orders", "Member"),
        Column.GOODS: _tr("Orders", "Goods"),
        Column.SLOTS: _tr("Orders", "Slot"),
        Column.PIECES: _tr("Orders", "Pieces"),
        Column.STAGE: _tr("Orders", "State"),
        Column.TOTAL: _tr("Orders", "Total"),
        Column.PLACED: _tr("Orders", "Ordered"),
    }[column]
